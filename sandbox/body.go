package sandbox

import (
	"bytes"
	"encoding/json"
)

// fields is a JSON object read as leniently as the platform does: a member of the wrong type
// is dropped and remembered as a warning, null counts as absent.
type fields struct {
	members map[string]json.RawMessage
	warned  bool
	parent  *fields
}

// parseFields reads a request body. A body that is no JSON object has no members.
func parseFields(raw []byte) *fields {
	f := &fields{}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(raw)) > 0 && json.Unmarshal(raw, &f.members) != nil {
		f.members, f.warned = nil, true
	}
	return f
}

func (f *fields) warn() {
	for ; f != nil; f = f.parent {
		f.warned = true
	}
}

// has reports whether the member is present and not null.
func (f *fields) has(name string) bool {
	raw, ok := f.members[name]
	return ok && string(raw) != "null"
}

// read decodes a member into v and reports whether it was there with the right type.
func (f *fields) read(name string, v any) bool {
	if !f.has(name) {
		return false
	}
	if json.Unmarshal(f.members[name], v) != nil {
		f.warn()
		return false
	}
	return true
}

func (f *fields) str(name string) (s string) { f.read(name, &s); return s }
func (f *fields) num(name string) (n int)    { f.read(name, &n); return n }

// boolean returns the member, or otherwise when it is absent.
func (f *fields) boolean(name string, otherwise bool) bool {
	if b := false; f.read(name, &b) {
		return b
	}
	return otherwise
}

// object returns a nested object; it is empty when absent.
func (f *fields) object(name string) *fields {
	sub := &fields{parent: f}
	f.read(name, &sub.members)
	return sub
}

// objects returns a list of nested objects.
func (f *fields) objects(name string) []*fields {
	var raws []json.RawMessage
	f.read(name, &raws)
	list := make([]*fields, 0, len(raws))
	for _, raw := range raws {
		sub := &fields{parent: f}
		if json.Unmarshal(raw, &sub.members) != nil {
			f.warn()
		}
		list = append(list, sub)
	}
	return list
}

// firstMissing names the first of these string members that is empty.
func (f *fields) firstMissing(names ...string) string {
	for _, name := range names {
		if f.str(name) == "" {
			return name
		}
	}
	return ""
}
