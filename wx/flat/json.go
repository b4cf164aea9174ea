package flat

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// JSON reads one JSON object, with or without a byte order mark. Numbers are
// kept as they were written: message ids are larger than a float64 can hold.
// It is one pass, and values are parts of one copy of data wherever nothing had
// to be decoded.
func JSON(data []byte) (*Doc, error) {
	if len(data) > MaxSize {
		return nil, ErrSize
	}
	s := string(data)
	p := jsonParser{cursor: cursor{s: s}, valid: utf8.ValidString(s)}
	p.doc.Fields = make([]Field, 0, 16)
	if err := p.document(); err != nil {
		return nil, fmt.Errorf("%w at byte %d", err, p.at)
	}
	return &p.doc, nil
}

type jsonParser struct {
	cursor
	valid bool // the whole document is UTF-8
}

func (p *jsonParser) document() error {
	p.skip("\ufeff")
	p.space()
	if !p.skip("{") {
		return ErrSyntax
	}
	if err := p.object(-1, 1); err != nil {
		return err
	}
	p.space()
	if p.at < len(p.s) {
		return ErrSyntax
	}
	return nil
}

func (p *jsonParser) object(self, depth int) error {
	for first := true; ; first = false {
		if more, err := p.more("}", first); err != nil || !more {
			return err
		}
		name, err := p.text()
		if err != nil {
			return err
		}
		p.space()
		if !p.skip(":") {
			return ErrSyntax
		}
		p.space()
		if err := p.value(name, self, depth); err != nil {
			return err
		}
	}
}

func (p *jsonParser) list(name string, self, depth int) error {
	for first := true; ; first = false {
		if more, err := p.more("]", first); err != nil || !more {
			return err
		}
		if err := p.value(name, self, depth); err != nil {
			return err
		}
	}
}

// more moves to the next member of an object or item of a list; false says that
// it moved behind the end instead.
func (p *jsonParser) more(end string, first bool) (bool, error) {
	p.space()
	if p.skip(end) {
		return false, nil
	}
	if !first {
		if !p.skip(",") {
			return false, ErrSyntax
		}
		p.space()
	}
	return true, nil
}

func (p *jsonParser) value(name string, parent, depth int) (err error) {
	f := Field{Name: name, Parent: parent}
	switch {
	case p.skip("{"):
		if parent, err = p.tree(f, depth); err == nil {
			err = p.object(parent, depth+1)
		}
		return err
	case p.skip("["):
		if parent, err = p.tree(f, depth); err == nil {
			err = p.list(name, parent, depth+1)
		}
		return err
	case strings.HasPrefix(p.rest(), `"`):
		f.Value, err = p.text()
	case p.skip("true"):
		f.Type, f.Value = Word, "true"
	case p.skip("false"):
		f.Type, f.Value = Word, "false"
	case p.skip("null"):
		f.Type = Word
	default:
		f.Type = Number
		f.Value, err = p.number()
	}
	if err == nil {
		_, err = p.add(f)
	}
	return err
}

// tree adds the field of an object or a list, of which the bracket is read.
func (p *jsonParser) tree(f Field, depth int) (int, error) {
	if depth >= MaxDepth {
		return 0, ErrDepth
	}
	f.Type = Tree
	return p.add(f)
}

// number reads a number and returns it as it is written.
func (p *jsonParser) number() (string, error) {
	from := p.at
	p.skip("-")
	if !p.skip("0") && !p.digits() {
		return "", ErrSyntax
	}
	if p.skip(".") && !p.digits() {
		return "", ErrSyntax
	}
	if p.skip("e") || p.skip("E") {
		if !p.skip("+") {
			p.skip("-")
		}
		if !p.digits() {
			return "", ErrSyntax
		}
	}
	return p.s[from:p.at], nil
}

// digits moves over digits and says whether there were any.
func (p *jsonParser) digits() bool {
	from := p.at
	for p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}
