package flat

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string, decoded and clean.
func (p *jsonParser) text() (string, error) {
	if !p.skip(`"`) {
		return "", ErrSyntax
	}
	from, escaped := p.at, false
	for ; p.at < len(p.s); p.at++ {
		switch c := p.s[p.at]; {
		case c == '"':
			p.at++
			return p.decode(p.s[from:p.at-1], escaped)
		case c == '\\':
			escaped = true
			p.at++ // whatever follows does not end the string
		case c < ' ':
			return "", ErrSyntax
		}
	}
	p.at = len(p.s)
	return "", ErrSyntax
}

// decode replaces escapes. Only they can write a NUL, and only bytes beyond
// them can be invalid.
func (p *jsonParser) decode(raw string, escaped bool) (string, error) {
	if !escaped && p.valid {
		return raw, nil
	}
	if !escaped {
		return Clean(raw), nil
	}
	var b strings.Builder
	b.Grow(len(raw))
	for {
		before, after, found := strings.Cut(raw, `\`)
		b.WriteString(before)
		if !found {
			return Clean(b.String()), nil
		}
		r, n := escape(after)
		if n == 0 {
			return "", ErrSyntax
		}
		b.WriteRune(r)
		raw = after[n:]
	}
}

// escape returns the character that what follows a backslash stands for, and
// how many bytes say so: 0 when it is no escape.
func escape(s string) (rune, int) {
	r, ok := unit(s)
	if ok {
		return paired(r, s[unitLen:])
	}
	if s == "" {
		return 0, 0
	}
	i := strings.IndexByte(`"\/bfnrt`, s[0])
	if i < 0 {
		return 0, 0
	}
	return rune("\"\\/\b\f\n\r\t"[i]), 1
}

// unitLen is the length of uXXXX, one UTF-16 unit.
const unitLen = 5

func unit(s string) (rune, bool) {
	if len(s) < unitLen || s[0] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[1:unitLen], 16, 16)
	return rune(n), err == nil
}

// paired joins a surrogate with the one escaped behind it. Alone it is no
// character, and becomes U+FFFD.
func paired(r rune, rest string) (rune, int) {
	if !utf16.IsSurrogate(r) {
		return r, unitLen
	}
	if next, found := strings.CutPrefix(rest, `\`); found {
		if low, ok := unit(next); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 2*unitLen + 1
			}
		}
	}
	return utf8.RuneError, unitLen
}
