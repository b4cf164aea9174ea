package match

import (
	"regexp"
	"strings"
	"unicode"
)

// place is a name in braces, such as {客户}.
var place = regexp.MustCompile(`\{[\p{L}_]{1,20}\}`)

// maxValue is how much of a value is put into a text, in characters.
const maxValue = 60

// Fill puts values into the places of a text. Names without a value stay as they are; values are never filled again, and cannot
// bring a link or a line of their own into the text.
func Fill(text string, values map[string]string) string {
	return place.ReplaceAllStringFunc(text, func(name string) string {
		v, known := values[name[1:len(name)-1]]
		if !known {
			return name
		}
		return tame(v)
	})
}

// Places are the names a text has places for, each once.
func Places(text string) []string {
	var names []string
	seen := map[string]bool{}
	for _, p := range place.FindAllString(text, -1) {
		if name := p[1 : len(p)-1]; !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// tame makes a value that others wrote one short line of text.
func tame(s string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		switch n++; {
		case n > maxValue:
			return -1
		case r == '<':
			return '＜'
		case r == '>':
			return '＞'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
}
