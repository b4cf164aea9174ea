package sandbox

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// fields is a JSON object read as leniently as the platform does: a member of the wrong type
// is dropped and remembered as a warning, null counts as absent.
type fields struct {
	members []rawMember
	warned  bool
	parent  *fields
}

// rawMember is one member as it was sent.
type rawMember struct {
	name string
	raw  []byte
}

// parseFields reads a request body. A body that is no JSON object has no members.
func parseFields(raw []byte) *fields {
	f := &fields{}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(raw)) > 0 {
		ok := json.Valid(raw)
		if ok {
			f.members, ok = splitObject(raw)
		}
		f.warned = !ok
	}
	return f
}

func (f *fields) warn() {
	for ; f != nil; f = f.parent {
		f.warned = true
	}
}

// member finds a member that is present and not null. Of two with one name the last counts.
func (f *fields) member(name string) ([]byte, bool) {
	for i := len(f.members) - 1; i >= 0; i-- {
		if m := f.members[i]; m.name == name {
			return m.raw, string(m.raw) != "null"
		}
	}
	return nil, false
}

func (f *fields) has(name string) bool {
	_, ok := f.member(name)
	return ok
}

// read decodes a member into v and reports whether it was there with the right type.
func (f *fields) read(name string, v any) bool {
	raw, ok := f.member(name)
	if !ok {
		return false
	}
	if readPlain(raw, v) {
		return true
	}
	if json.Unmarshal(raw, v) != nil && !readWhole(raw, v) {
		f.warn()
		return false
	}
	return true
}

// readPlain decodes what most members are without the general decoder: texts without
// escapes, whole numbers, true and false.
func readPlain(raw []byte, v any) bool {
	switch v := v.(type) {
	case *string:
		text, ok := plainText(raw)
		if ok {
			*v = string(text)
		}
		return ok
	case *int:
		n, err := strconv.Atoi(string(raw))
		if err == nil {
			*v = n
		}
		return err == nil
	case *bool:
		if text := string(raw); text == "true" || text == "false" {
			*v = text == "true"
			return true
		}
	}
	return false
}

// readWhole takes 2.0 for 2: some languages write every number so.
func readWhole(raw json.RawMessage, v any) bool {
	switch v := v.(type) {
	case *int:
		if list, ok := wholes(append(append([]byte("["), raw...), ']')); ok {
			*v = list[0]
			return true
		}
	case *int64:
		if n := 0; readWhole(raw, &n) {
			*v = int64(n)
			return true
		}
	case *[]int:
		if list, ok := wholes(raw); ok {
			*v = list
			return true
		}
	}
	return false
}

// wholes reads a list of numbers without a fraction.
func wholes(raw []byte) ([]int, bool) {
	var list []float64
	if json.Unmarshal(raw, &list) != nil {
		return nil, false
	}
	whole := make([]int, len(list))
	for i, x := range list {
		if whole[i] = int(x); float64(whole[i]) != x {
			return nil, false
		}
	}
	return whole, true
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
	if raw, ok := f.member(name); ok {
		if sub.members, ok = splitObject(raw); !ok {
			f.warn()
		}
	}
	return sub
}

// objects returns a list of nested objects.
func (f *fields) objects(name string) []*fields {
	var raws []json.RawMessage
	f.read(name, &raws)
	list := make([]*fields, 0, len(raws))
	for _, raw := range raws {
		sub := &fields{parent: f}
		var ok bool
		if sub.members, ok = splitObject(raw); !ok {
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
