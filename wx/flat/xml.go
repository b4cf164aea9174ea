package flat

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// XML reads a document of elements, text, CDATA, comments and processing
// instructions, with the five predefined entities and numeric references.
// Attributes are skipped. Declarations of types or entities are refused, so
// nothing can expand. It is one pass over s, and values are parts of s wherever
// nothing had to be decoded.
func XML(s string) (*Doc, error) {
	if len(s) > MaxSize {
		return nil, ErrSize
	}
	p := xmlParser{cursor: cursor{s: s}, tidy: isTidy(s)}
	p.doc.Fields = make([]Field, 0, 16)
	if err := p.document(); err != nil {
		return nil, fmt.Errorf("%w at byte %d", err, p.at)
	}
	return &p.doc, nil
}

// isTidy says that no part of s needs its bytes replaced.
func isTidy(s string) bool {
	return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, '\r') < 0
}

type xmlParser struct {
	cursor
	tidy bool
}

// past moves behind the next occurrence of end and returns what came before.
func (p *xmlParser) past(end string) (string, error) {
	i := strings.Index(p.rest(), end)
	if i < 0 {
		return "", ErrSyntax
	}
	before := p.s[p.at : p.at+i]
	p.at += i + len(end)
	return before, nil
}

// document reads what may stand around the root element, and the root.
func (p *xmlParser) document() error {
	p.skip("\ufeff")
	if err := p.misc(); err != nil {
		return err
	}
	name, empty, err := p.open()
	if err != nil {
		return err
	}
	if !empty {
		if _, _, err := p.content(name, -1, 1); err != nil {
			return err
		}
	}
	if err := p.misc(); err != nil {
		return err
	}
	if p.at < len(p.s) {
		return ErrSyntax
	}
	return nil
}

// misc skips space, comments and processing instructions.
func (p *xmlParser) misc() error {
	for {
		p.space()
		skipped, err := p.aside()
		if err != nil || !skipped {
			return err
		}
	}
}

// aside skips one comment or processing instruction.
func (p *xmlParser) aside() (bool, error) {
	switch {
	case p.skip("<!--"):
		// "--" may only end a comment.
		if _, err := p.past("--"); err != nil || !p.skip(">") {
			return false, ErrSyntax
		}
		return true, nil
	case p.skip("<?"):
		_, err := p.past("?>")
		return true, err
	case strings.HasPrefix(p.rest(), "<!") && !strings.HasPrefix(p.rest(), "<![CDATA["):
		return false, ErrDTD
	}
	return false, nil
}

// open reads a start tag; empty says that it closed itself.
func (p *xmlParser) open() (name string, empty bool, err error) {
	if !p.skip("<") {
		return "", false, ErrSyntax
	}
	if name = p.name(); name == "" {
		return "", false, ErrSyntax
	}
	for {
		spaceFrom := p.at
		p.space()
		switch {
		case p.skip("/>"):
			return name, true, nil
		case p.skip(">"):
			return name, false, nil
		case p.at == spaceFrom:
			return "", false, ErrSyntax
		}
		if err := p.attribute(); err != nil {
			return "", false, err
		}
	}
}

func (p *xmlParser) attribute() error {
	if p.name() == "" {
		return ErrSyntax
	}
	p.space()
	if !p.skip("=") {
		return ErrSyntax
	}
	p.space()
	for _, quote := range []string{`"`, `'`} {
		if p.skip(quote) {
			value, err := p.past(quote)
			if err != nil || strings.Contains(value, "<") {
				return ErrSyntax
			}
			return nil
		}
	}
	return ErrSyntax
}

// nameBytes are the bytes of a name: 1 may begin one, 2 only follow. Any byte
// beyond ASCII counts as a letter.
var nameBytes = func() (table [256]uint8) {
	for c := range table {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':' || c >= utf8.RuneSelf
		switch {
		case letter:
			table[c] = 1
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			table[c] = 2
		}
	}
	return table
}()

// name reads the name of an element or attribute, empty if there is none.
func (p *xmlParser) name() string {
	s := p.rest()
	if s == "" || nameBytes[s[0]] != 1 {
		return ""
	}
	n := 1
	for n < len(s) && nameBytes[s[n]] != 0 {
		n++
	}
	p.at += n
	return s[:n]
}

// content reads what stands in an element until its end tag, adds the
// elements in it as fields, and returns its own text.
func (p *xmlParser) content(name string, self, depth int) (text string, tree bool, err error) {
	if depth > MaxDepth {
		return "", false, ErrDepth
	}
	var own pieces
	for {
		piece, err := p.text()
		if err != nil {
			return "", false, err
		}
		own.add(piece)
		switch {
		case p.skip("</"):
			if p.name() != name {
				return "", false, ErrSyntax
			}
			p.space()
			if !p.skip(">") {
				return "", false, ErrSyntax
			}
			return own.String(), tree, nil
		case p.skip("<![CDATA["):
			piece, err := p.past("]]>")
			if err != nil {
				return "", false, err
			}
			own.add(p.clean(piece))
			continue
		}
		skipped, err := p.aside()
		if err != nil {
			return "", false, err
		}
		if !skipped {
			tree = true
			if err := p.element(self, depth+1); err != nil {
				return "", false, err
			}
		}
	}
}

// element reads one element and adds it as a field.
func (p *xmlParser) element(parent, depth int) error {
	name, empty, err := p.open()
	if err != nil {
		return err
	}
	i, err := p.add(Field{Name: p.clean(name), Parent: parent})
	if err != nil {
		return err
	}
	if empty {
		return nil
	}
	text, tree, err := p.content(name, i, depth)
	if err != nil {
		return err
	}
	if f := &p.doc.Fields[i]; tree {
		f.Type = Tree
	} else {
		f.Value = text
	}
	return nil
}

// text reads character data up to the next tag.
func (p *xmlParser) text() (string, error) {
	i := strings.IndexByte(p.rest(), '<')
	if i < 0 {
		p.at = len(p.s)
		return "", ErrSyntax
	}
	raw := p.s[p.at : p.at+i]
	p.at += i
	return p.decode(raw)
}

// pieces joins the parts of a text. The usual single part is not copied, and
// many parts cost no more than their length.
type pieces struct {
	one  string
	many []byte
}

func (p *pieces) add(s string) {
	switch {
	case s == "":
	case p.one == "":
		p.one = s
	case p.many == nil:
		p.many = append(append(p.many, p.one...), s...)
	default:
		p.many = append(p.many, s...)
	}
}

func (p *pieces) String() string {
	if p.many != nil {
		return string(p.many)
	}
	return p.one
}
