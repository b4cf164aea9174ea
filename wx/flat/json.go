package flat

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON reads one JSON object in one pass: values are parts of one copy of data
// wherever nothing had to be decoded. Numbers are kept as they were written:
// message ids are larger than a float64 can hold.
func JSON(data []byte) (*Doc, error) {
	if len(data) > MaxSize {
		return nil, ErrSize
	}
	p := jsonParser{s: strings.TrimPrefix(string(data), "\ufeff")}
	p.doc.Fields = make([]Field, 0, 16)
	if err := p.document(); err != nil {
		return nil, fmt.Errorf("%w at byte %d", err, p.at)
	}
	return &p.doc, nil
}

type jsonParser struct {
	s   string
	at  int
	doc Doc
}

// document reads the object and sees that nothing follows.
func (p *jsonParser) document() error {
	p.space()
	if !p.skip('{') {
		return ErrSyntax
	}
	if err := p.object(-1, 1); err != nil {
		return err
	}
	if p.space(); p.at < len(p.s) {
		return ErrSyntax
	}
	return nil
}

func (p *jsonParser) space() {
	for p.at < len(p.s) && isSpace(p.s[p.at]) {
		p.at++
	}
}

// skip moves over c if it is next.
func (p *jsonParser) skip(c byte) bool {
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return true
	}
	return false
}

// object reads the members behind an opening brace, and the closing one.
func (p *jsonParser) object(self, depth int) error {
	if p.space(); p.skip('}') {
		return nil
	}
	for {
		p.space()
		if !p.skip('"') {
			return ErrSyntax
		}
		name, err := p.text()
		if err != nil {
			return err
		}
		if p.space(); !p.skip(':') {
			return ErrSyntax
		}
		if err := p.value(name, self, depth); err != nil {
			return err
		}
		if more, err := p.more('}'); !more {
			return err
		}
	}
}

// list reads the items behind an opening bracket, and the closing one.
func (p *jsonParser) list(name string, self, depth int) error {
	if p.space(); p.skip(']') {
		return nil
	}
	for {
		if err := p.value(name, self, depth); err != nil {
			return err
		}
		if more, err := p.more(']'); !more {
			return err
		}
	}
}

// more moves over a comma, or over the end.
func (p *jsonParser) more(end byte) (bool, error) {
	p.space()
	switch {
	case p.skip(','):
		return true, nil
	case p.skip(end):
		return false, nil
	}
	return false, ErrSyntax
}

// value reads one value and adds it as a field.
func (p *jsonParser) value(name string, parent, depth int) error {
	p.space()
	i := len(p.doc.Fields)
	if i >= MaxFields {
		return ErrSize
	}
	if tree := p.skip('{'); tree || p.skip('[') {
		p.doc.Fields = append(p.doc.Fields, Field{Name: name, Parent: parent, Type: Tree})
		switch {
		case depth >= MaxDepth:
			return ErrDepth
		case tree:
			return p.object(i, depth+1)
		}
		return p.list(name, i, depth+1)
	}
	text, kind, err := p.scalar()
	if err != nil {
		return err
	}
	p.doc.Fields = append(p.doc.Fields, Field{Name: name, Value: text, Parent: parent, Type: kind})
	return nil
}

func (p *jsonParser) scalar() (string, Type, error) {
	if p.skip('"') {
		text, err := p.text()
		return text, Text, err
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(p.s[p.at:], word) {
			p.at += len(word)
			if word == "null" {
				word = ""
			}
			return word, Word, nil
		}
	}
	number, err := p.number()
	return number, Number, err
}

// number reads a number as it is written.
func (p *jsonParser) number() (string, error) {
	from := p.at
	p.skip('-')
	if !p.skip('0') && !p.digits() {
		return "", ErrSyntax
	}
	if p.skip('.') && !p.digits() {
		return "", ErrSyntax
	}
	if p.skip('e') || p.skip('E') {
		if !p.skip('+') {
			p.skip('-')
		}
		if !p.digits() {
			return "", ErrSyntax
		}
	}
	return p.s[from:p.at], nil
}

// digits moves over digits and reports whether there was one.
func (p *jsonParser) digits() bool {
	from := p.at
	for p.at < len(p.s) && '0' <= p.s[p.at] && p.s[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}

// text reads a string behind its opening quote, decoded and cleaned.
func (p *jsonParser) text() (string, error) {
	from := p.at
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '"':
			p.at++
			return Clean(p.s[from : p.at-1]), nil
		case c == '\\':
			return p.escaped(from)
		case c < ' ':
			return "", ErrSyntax
		}
		p.at++
	}
	return "", ErrSyntax
}

// escaped goes on with a string at its first backslash.
func (p *jsonParser) escaped(from int) (string, error) {
	var b strings.Builder
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == '"':
			b.WriteString(p.s[from:p.at])
			p.at++
			return Clean(b.String()), nil
		case c < ' ':
			return "", ErrSyntax
		case c == '\\':
			b.WriteString(p.s[from:p.at])
			if !p.escape(&b) {
				return "", ErrSyntax
			}
			from = p.at
			continue
		}
		p.at++
	}
	return "", ErrSyntax
}

// escape writes out what one escape stands for, or the two of a surrogate pair.
// Half a pair becomes U+FFFD.
func (p *jsonParser) escape(b *strings.Builder) bool {
	if p.at++; p.at >= len(p.s) {
		return false
	}
	c := p.s[p.at]
	p.at++
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		b.WriteByte("\"\\/\b\f\n\r\t"[i])
		return true
	}
	if c != 'u' {
		return false
	}
	r, ok := p.hex()
	if !ok {
		return false
	}
	if utf16.IsSurrogate(r) {
		back := p.at
		low, paired := rune(0), false
		if strings.HasPrefix(p.s[p.at:], `\u`) {
			p.at += 2
			low, paired = p.hex()
		}
		if r = utf16.DecodeRune(r, low); !paired || r == utf8.RuneError {
			r, p.at = utf8.RuneError, back
		}
	}
	b.WriteRune(r)
	return true
}

// hex reads four hexadecimal digits.
func (p *jsonParser) hex() (rune, bool) {
	if len(p.s)-p.at < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(p.s[p.at:p.at+4], 16, 16)
	p.at += 4
	return rune(n), err == nil
}
