package flat

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// decode replaces references in text and cleans it. Each piece between
// references is cleaned alone, so that a written carriage return (&#13;) stays.
func (p *xmlParser) decode(raw string) (string, error) {
	if strings.IndexByte(raw, '&') < 0 {
		return p.clean(raw), nil
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(raw, "&")
		b.WriteString(p.clean(before))
		if !found {
			return b.String(), nil
		}
		name, rest, closed := strings.Cut(after, ";")
		r, known := reference(name)
		if !closed || !known {
			return "", ErrSyntax
		}
		b.WriteRune(r)
		raw = rest
	}
}

// reference is the character that a reference stands for. NUL and numbers that
// are no character become U+FFFD.
func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if hex := strings.TrimPrefix(digits, "x"); hex != digits {
		digits, base = hex, 16
	}
	if digits == "" || digits[0] == '+' || digits[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, false
	}
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return utf8.RuneError, true
	}
	return rune(n), true
}

// clean turns NUL and invalid UTF-8 into U+FFFD and every line end into \n.
func (p *xmlParser) clean(s string) string {
	if p.tidy {
		return s
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return Clean(s)
}

// Clean turns NUL and every byte of invalid UTF-8 into U+FFFD: PostgreSQL takes
// neither, and a field may have been cut in the middle of a character.
func Clean(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return utf8.RuneError
		}
		return r
	}, s)
}
