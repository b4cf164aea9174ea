package scenario

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// wholeFile is what the top of a file is called.
const wholeFile = "the file"

func (p *problems) checkClock(n *node) {
	advance, set := n.get("advance"), n.get("set")
	if (advance == nil) == (set == nil) {
		p.at(n, "clock takes a span such as 48h, or {set: Unix seconds}")
		return
	}
	if advance != nil && advance.kind == kindString && !placeholder.MatchString(advance.text()) {
		p.span(advance)
	}
}

func (p *problems) checkMessage(n *node) {
	found := 0
	for _, name := range []string{"text", "image", "card"} {
		if n.get(name) != nil {
			found++
		}
	}
	if found != 1 {
		p.at(n, "a message has one of text, image (base64, such as ${picture}) and card ({title, pagepath})")
	}
	if card := n.get("card"); card != nil {
		p.checkFields(card, "card", map[string]field{"title": text, "pagepath": must}, nil)
	}
}

// checkChat wants either the whole chat or one message of it.
func (p *problems) checkChat(n *node) {
	if n.get("messages") == nil {
		return
	}
	for _, member := range n.pairs {
		if name := member.name(); name != "messages" && name != "customer" && name != "userid" {
			p.at(member.key, "messages is the whole chat: %s belongs into it", name)
		}
	}
}

var controlCall = regexp.MustCompile(`^(GET|POST|PUT|DELETE) /sandbox/v1/\S+$`)

func (p *problems) checkPath(s *step) {
	n := s.args.get(s.name)
	switch {
	case n == nil:
	case s.name == "call" && !strings.HasPrefix(n.text(), "/"):
		p.at(n, "call names a path of the platforms, such as /cgi-bin/externalcontact/add_contact_way")
	case s.name == "do" && !controlCall.MatchString(n.text()):
		p.at(n, "do names a call of the control API, such as POST /sandbox/v1/scan")
	}
	if as := s.extra["as"]; as != nil && as.kind != kindNumber && as.text() != "mini_program" {
		p.at(as, "as is the agentid of an app, or mini_program")
	}
}

// checkFields checks the keys of a mapping: known, of the right kind, none missing, none twice.
func (p *problems) checkFields(n *node, what string, fields map[string]field, free func(string) bool) {
	for _, member := range n.pairs {
		f, ok := fields[member.name()]
		if !ok && free != nil && free(member.name()) {
			continue
		}
		if !ok {
			p.at(member.key, "%s has no key %q; %s", what, member.name(), suggest(member.name(), fields, "it may have"))
			continue
		}
		p.checkKind(member.value, under(what, member.name()), f.kind)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if fields[name].required && n.get(name) == nil {
			p.at(n, "%s needs %s", what, name)
		}
	}
}

// under names a key within what holds it.
func under(what, name string) string {
	if what == wholeFile {
		return name
	}
	return what + "." + name
}

// checkKind wants a kind; a text that is one placeholder may become anything.
func (p *problems) checkKind(n *node, what string, want kind) {
	if want == "" || n.kind == want || n.kind == kindString && placeholder.FindString(n.text()) == n.text() && n.text() != "" {
		return
	}
	p.at(n, "%s must be %s, not %s", what, want, n.kind)
}
