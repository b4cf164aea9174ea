package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how much of a text is looked at, in bytes: more than one message of the platform holds.
const maxText = 8 << 10

// Fold makes alike what people mean by the same.
func Fold(s string) string {
	return strings.TrimSpace(strings.Map(plain, cut(s)))
}

// cut bounds a text without breaking a character.
func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// plain is the small letter of ordinary width.
func plain(r rune) rune {
	switch {
	case r == '\u3000':
		return ' '
	case 0xFF01 <= r && r <= 0xFF5E:
		r -= 0xFEE0
	}
	return unicode.ToLower(r)
}
