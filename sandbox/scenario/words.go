package scenario

import (
	"fmt"
	"strings"
)

const maxWords = 110

// describe says the step on one line: its verb with its values, and what it is expected to give
// when that is a code or a result.
func (s *step) describe() string {
	words := s.args.words()
	if v := s.args.get(s.verb.short); v != nil && len(s.args.pairs) == 1 {
		words = v.words()
	}
	words = s.name + " " + shorten(words, maxWords)
	if s.times > 1 {
		words = fmt.Sprintf("%s, %d times", words, s.times)
	}
	for _, name := range []string{"errcode", "result"} {
		if e := spread(s.expect, name); e != nil && e.get(name) != nil && (name == "errcode") == (s.name == "call") {
			words += " → " + e.get(name).words()
		}
	}
	return words
}

// words writes a node the way a flow mapping looks.
func (n *node) words() string {
	var parts []string
	switch n.kind {
	case kindMap:
		for _, member := range n.pairs {
			parts = append(parts, member.name()+": "+member.value.words())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case kindList:
		for _, item := range n.items {
			parts = append(parts, item.words())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case kindString:
		return n.text()
	case kindNull:
		return "null"
	default:
		return fmt.Sprint(n.scalar)
	}
}
