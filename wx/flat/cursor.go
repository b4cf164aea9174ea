package flat

import "strings"

// cursor walks over a document once and collects its fields.
type cursor struct {
	s   string
	at  int
	doc Doc
}

func (c *cursor) rest() string { return c.s[c.at:] }

// skip moves over prefix if it is next.
func (c *cursor) skip(prefix string) bool {
	if !strings.HasPrefix(c.rest(), prefix) {
		return false
	}
	c.at += len(prefix)
	return true
}

// space moves over what both formats take for white space.
func (c *cursor) space() {
	for c.at < len(c.s) && isSpace(c.s[c.at]) {
		c.at++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// add appends a field and returns where it stands.
func (c *cursor) add(f Field) (int, error) {
	i := len(c.doc.Fields)
	if i >= MaxFields {
		return 0, ErrSize
	}
	c.doc.Fields = append(c.doc.Fields, f)
	return i, nil
}
