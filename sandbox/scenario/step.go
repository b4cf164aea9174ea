package scenario

import (
	"fmt"
	"regexp"
	"time"
)

// step is one entry of steps.
type step struct {
	line   int
	words  string // what it does, as written
	name   string // of its verb
	verb   verb
	args   *node
	expect *node
	save   *node
	extra  map[string]*node
	steps  []*step // of repeat
	times  int
	within time.Duration // 0: the scenario's
}

var saveName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// readSteps reads all steps; a placeholder may name what an earlier step saved.
func (p *problems) readSteps(n *node, known known) []*step {
	var steps []*step
	for _, item := range n.items {
		s := p.readStep(item)
		if s == nil {
			continue
		}
		if s.name == "repeat" {
			p.readRepeat(s, known)
		} else {
			p.checkNames(s, known)
		}
		steps = append(steps, s)
	}
	if len(n.items) == 0 {
		p.at(n, "a scenario has at least one step")
	}
	return steps
}

// readRepeat reads the steps within a step.
func (p *problems) readRepeat(s *step, known known) {
	if n := s.args.get("times"); n != nil && n.kind == kindNumber {
		s.times = p.times(n)
	}
	if n := s.args.get("steps"); n != nil && n.kind == kindList {
		s.steps = p.readSteps(n, known)
	}
	s.words = fmt.Sprintf("repeat %d steps, %d times", len(s.steps), s.times)
}

func (p *problems) readStep(n *node) *step {
	if n.kind != kindMap || len(n.pairs) == 0 {
		p.at(n, "a step is a mapping that begins with one of %s", list(verbs))
		return nil
	}
	key := p.verbOf(n)
	if key == nil {
		return nil
	}
	s := &step{line: key.line, name: key.text(), verb: verbs[key.text()], args: n.get(key.text()), times: 1, extra: map[string]*node{}}
	p.readBeside(s, n)
	p.readArgs(s)
	s.words = s.describe()
	return s
}

// verbOf finds the one key of a step that is a verb.
func (p *problems) verbOf(n *node) (found *node) {
	for _, member := range n.pairs {
		if _, ok := verbs[member.name()]; !ok {
			continue
		}
		if found != nil {
			p.at(member.key, "a step does one thing: %s and %s are two steps", found.text(), member.name())
			return nil
		}
		found = member.key
	}
	if found == nil && len(n.pairs) > 0 {
		first := n.pairs[0].key
		p.at(first, "%q is no verb; %s", first.text(), suggest(first.text(), verbs, "a step begins with one of"))
	}
	return found
}

// readBeside reads what stands beside the verb.
func (p *problems) readBeside(s *step, n *node) {
	allowed := map[string]field{s.name: {}}
	for name, f := range s.verb.extra {
		allowed[name] = f
	}
	if !s.verb.alone {
		allowed["expect"] = field{}
	}
	if !s.verb.alone || s.verb.seeks {
		allowed["save"] = field{}
	}
	p.checkFields(n, s.name, allowed, nil)
	for _, member := range n.pairs {
		s.extra[member.name()] = member.value
	}
	s.expect, s.save = n.get("expect"), n.get("save")
	if s.expect != nil {
		p.checkMatcher(s.expect)
	}
	if w := n.get("within"); w != nil {
		s.within = p.span(w)
	}
	if t := n.get("times"); t != nil && t.kind == kindNumber {
		s.times = p.times(t)
	}
}

func (p *problems) times(n *node) int {
	i, ok := n.scalar.(uint64)
	if !ok || i < 1 || i > 1_000_000 {
		p.at(n, "times is a number from 1 to 1000000")
		return 1
	}
	return int(i)
}

// readArgs puts a bare value under its key and checks the verb's own keys.
func (p *problems) readArgs(s *step) {
	v := s.verb
	if s.args.kind != kindMap && s.args.kind != kindNull && v.short != "" {
		bare := *s.args
		s.args = &node{kind: kindMap, line: bare.line, column: bare.column, pairs: []pair{
			{&node{kind: kindString, scalar: v.short, line: bare.line, column: bare.column}, &bare},
		}}
	}
	if s.args.kind == kindNull {
		s.args.kind = kindMap
	}
	if s.args.kind != kindMap {
		p.at(s.args, "%s takes a mapping%s", s.name, keysOf(v.fields))
		return
	}
	p.checkFields(s.args, s.name, v.fields, v.free)
	switch s.name {
	case "switches":
		p.checkSwitchStep(s.args)
	case "expect_chat", "expect_phone":
		p.checkChat(s.args)
	case "clock":
		p.checkClock(s.args)
	case "message":
		p.checkMessage(s.args)
	case "server":
		p.checkServer(s.args)
	case "call", "do":
		p.checkPath(s)
	}
	if v.seeks {
		p.checkMatcher(s.args)
	}
}

func keysOf(fields map[string]field) string {
	if len(fields) == 0 {
		return ""
	}
	return " with the keys " + list(fields)
}

// checkNames checks the step's placeholders and then adds what it saves.
func (p *problems) checkNames(s *step, known known) {
	for _, n := range s.extra {
		if n != s.save {
			p.checkPlaceholders(n, known)
		}
	}
	switch {
	case s.save == nil:
	case s.save.kind == kindString:
		p.saveAs(s.save, known)
	case s.save.kind == kindMap:
		for _, member := range s.save.pairs {
			p.saveAs(member.key, known)
			p.checkKind(member.value, "save."+member.name(), kindString)
		}
	default:
		p.at(s.save, "save is a name for the whole answer, or a mapping of names to paths such as {config: config_id}")
	}
}

func (p *problems) saveAs(n *node, known known) {
	switch name := n.text(); {
	case !saveName.MatchString(name) || name == "now" || name == "url" || name == "picture" || name == "repeat":
		p.at(n, "%q is no name for a value", name)
	default:
		known.saved[name] = true
	}
}
