package scenario

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// mismatch is one place where an answer is not what was expected.
type mismatch struct {
	path string
	want string
	got  string
}

// operators are the words of an expectation that stand for a question instead of a value.
var operators = map[string]field{
	"absent": yesNo, "length": {}, "contains": {}, "excludes": {}, "not": {}, "at_least": number, "at_most": number,
	"matches": text, "one_of": names,
}

// isQuestion reports whether a mapping asks by operators.
func (n *node) isQuestion() bool {
	for _, member := range n.pairs {
		if _, ok := operators[member.name()]; ok {
			return true
		}
	}
	return false
}

// checkMatcher checks the operators of an expectation.
func (p *problems) checkMatcher(n *node) {
	if n.kind == kindMap && n.isQuestion() {
		p.checkFields(n, "an expectation by operators", operators, nil)
		if m := n.get("matches"); m != nil && !placeholder.MatchString(m.text()) {
			if _, err := regexp.Compile(m.text()); err != nil {
				p.at(m, "%v", err)
			}
		}
	}
	for _, item := range n.items {
		p.checkMatcher(item)
	}
	for _, member := range n.pairs {
		p.checkMatcher(member.value)
	}
}

// matcher compares values with what an expectation says.
type matcher struct {
	*scope
	found []mismatch
	err   error
}

// match compares got, a decoded JSON value, with n. A mapping wants those members and allows
// others, a list wants exactly its items, anything else wants the same value.
func (s *scope) match(n *node, got any) ([]mismatch, error) {
	m := matcher{scope: s}
	m.compare("", n, got, true)
	return m.found, m.err
}

func (m *matcher) compare(path string, n *node, got any, there bool) {
	switch {
	case n.kind == kindMap && n.isQuestion():
		for _, q := range n.pairs {
			m.ask(path, q.name(), q.value, got, there)
		}
	case !there:
		m.miss(path, n.words(), "absent")
	case n.kind == kindMap:
		m.compareMap(path, n, got)
	case n.kind == kindList:
		m.compareList(path, n, got)
	default:
		if want := m.value(n); !same(want, got) {
			m.miss(path, compact(want), compact(got))
		}
	}
}

func (m *matcher) compareMap(path string, n *node, got any) {
	if _, ok := got.(map[string]any); !ok {
		m.miss(path, n.words(), compact(got))
		return
	}
	for _, member := range n.pairs {
		inner, there := dig(got, member.name())
		m.compare(join(path, member.name()), member.value, inner, there)
	}
}

func (m *matcher) compareList(path string, n *node, got any) {
	items, ok := got.([]any)
	if !ok || len(items) != len(n.items) {
		m.miss(path, n.words(), compact(got))
		return
	}
	for i, item := range n.items {
		m.compare(join(path, strconv.Itoa(i)), item, items[i], true)
	}
}

// ask answers one operator.
func (m *matcher) ask(path, operator string, n *node, got any, there bool) {
	holds := false
	switch operator {
	case "absent":
		holds = there != (n.scalar == true)
	case "not":
		holds = there && !m.holds(n, got)
	case "length":
		size := length(got)
		holds = there && size >= 0 && m.holds(n, json.Number(strconv.Itoa(size)))
	case "contains":
		holds = m.contains(n, got)
	case "excludes":
		holds = there && !m.contains(n, got)
	case "one_of":
		for _, item := range n.items {
			holds = holds || there && m.holds(item, got)
		}
	case "matches":
		holds = m.matches(n, got)
	case "at_least", "at_most":
		a, okA := toFloat(got)
		b, okB := toFloat(m.value(n))
		holds = okA && okB && (operator == "at_least" && a >= b || operator == "at_most" && a <= b)
	}
	if !holds {
		m.miss(path, operator+" "+n.words(), shown(got, there))
	}
}

func shown(got any, there bool) string {
	if !there {
		return "absent"
	}
	if n := length(got); n >= 0 && n > 40 {
		return fmt.Sprintf("%s (length %d)", compact(got), n)
	}
	return compact(got)
}

// holds tries an expectation without noting what is wrong.
func (m *matcher) holds(n *node, got any) bool {
	inner := matcher{scope: m.scope}
	inner.compare("", n, got, true)
	if inner.err != nil {
		m.err = inner.err
	}
	return len(inner.found) == 0
}

func (m *matcher) contains(n *node, got any) bool {
	if s, ok := got.(string); ok {
		return strings.Contains(s, plain(m.value(n)))
	}
	items, _ := got.([]any)
	for _, item := range items {
		if m.holds(n, item) {
			return true
		}
	}
	return false
}

func (m *matcher) matches(n *node, got any) bool {
	pattern, err := regexp.Compile(plain(m.value(n)))
	if err != nil {
		m.err = err
		return false
	}
	s, ok := got.(string)
	return ok && pattern.MatchString(s)
}

func (m *matcher) value(n *node) any {
	v, err := m.expand(n)
	if err != nil && m.err == nil {
		m.err = err
	}
	return v
}

func (m *matcher) miss(path, want, got string) { m.found = append(m.found, mismatch{path, want, got}) }

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// length counts the items of a list, the characters of a text, the members of an object.
func length(v any) int {
	switch x := v.(type) {
	case []any:
		return len(x)
	case string:
		return utf8.RuneCountInString(x)
	case map[string]any:
		return len(x)
	}
	return -1
}

// same compares two values; numbers by what they are worth.
func same(want, got any) bool {
	a, okA := toFloat(want)
	b, okB := toFloat(got)
	if okA && okB {
		const exact = 1 << 53 // above it, two floats may stand for different numbers
		return fmt.Sprint(want) == fmt.Sprint(got) || a == b && math.Abs(a) < exact
	}
	return okA == okB && string(encode(want)) == string(encode(got))
}

func toFloat(v any) (float64, bool) {
	switch x := v.(type) {
	case uint64:
		return float64(x), true
	case int64:
		return float64(x), true
	case float64:
		return x, true
	case int:
		return float64(x), true
	case json.Number:
		f, err := x.Float64()
		return f, err == nil
	}
	return 0, false
}
