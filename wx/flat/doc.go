// Package flat reads the small documents that the platforms push: one element
// with named values in it, now and then a list. XML and JSON come out as the
// same list of fields, so that everything above it is written once.
package flat

import "errors"

// Bounds of a document. Real ones have a dozen fields in a kilobyte or two.
const (
	MaxSize   = 1 << 20 // bytes
	MaxDepth  = 32      // elements within each other
	MaxFields = 8192
)

// What can be wrong with a document.
var (
	ErrSyntax = errors.New("document is malformed")
	ErrDTD    = errors.New("document declares types or entities")
	ErrDepth  = errors.New("document is nested too deeply")
	ErrSize   = errors.New("document is too large")
)

// Type is what a field's value was written as. XML knows only Text and Tree.
type Type uint8

// The types of a value.
const (
	Text   Type = iota // a string, or XML text
	Number             // a JSON number, as it was written
	Word               // true, false or null
	Tree               // an object, a list, or an element with elements in it
)

// Field is one named value. A list's items carry the list's name in JSON and
// their own in XML.
type Field struct {
	Name   string
	Value  string // decoded, without NUL and invalid UTF-8; empty for a Tree
	Type   Type
	Parent int // index of the Tree it stands in, -1 at the top
}

// Doc is a document as its fields, each after the Tree it stands in.
type Doc struct {
	Fields []Field
}

// Get returns the value of a field at the top, empty if there is none. Of
// several with the same name it is the last, as in encoding/json.
func (d *Doc) Get(name string) string {
	if f := d.Find(name); f != nil {
		return f.Value
	}
	return ""
}

// Find returns a field at the top, or nil.
func (d *Doc) Find(name string) *Field {
	for i := len(d.Fields) - 1; i >= 0; i-- {
		if f := &d.Fields[i]; f.Parent < 0 && f.Name == name {
			return f
		}
	}
	return nil
}

// Items returns the values that stand directly in the tree of that name at the
// top, whatever their own names.
func (d *Doc) Items(name string) []string {
	var items []string
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Parent >= 0 && f.Type != Tree && d.Fields[f.Parent].Parent < 0 && d.Fields[f.Parent].Name == name {
			items = append(items, f.Value)
		}
	}
	return items
}

// Record is a tree that holds values of its own.
type Record struct {
	doc *Doc
	at  int
}

// Records returns the trees of that name, at any depth, that hold values of
// their own: one in a list of one or of many, as JSON and XML write it.
func (d *Doc) Records(name string) []Record {
	var list []Record
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Type == Tree || f.Parent < 0 {
			continue
		}
		at := f.Parent
		if d.Fields[at].Name == name && (len(list) == 0 || list[len(list)-1].at != at) {
			list = append(list, Record{d, at})
		}
	}
	return list
}

// Get returns the value of that name in the record, empty if there is none.
func (r Record) Get(name string) string {
	value := ""
	for i := r.at + 1; i < len(r.doc.Fields) && r.doc.Fields[i].Parent >= r.at; i++ {
		if f := &r.doc.Fields[i]; f.Parent == r.at && f.Name == name {
			value = f.Value
		}
	}
	return value
}

// Path is the names from the top down to field i, joined by slashes.
func (d *Doc) Path(i int) string {
	f := d.Fields[i]
	if f.Parent < 0 {
		return f.Name
	}
	return d.Path(f.Parent) + "/" + f.Name
}

// Map returns every value by its path; of several with the same path the last.
func (d *Doc) Map() map[string]string {
	m := make(map[string]string, len(d.Fields))
	for i := range d.Fields {
		if d.Fields[i].Type != Tree {
			m[d.Path(i)] = d.Fields[i].Value
		}
	}
	return m
}
