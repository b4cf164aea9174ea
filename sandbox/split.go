package sandbox

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// splitObject cuts a valid JSON object into its members without decoding their values, since
// most calls look at few of them. null has none; anything else is no object.
func splitObject(raw []byte) (members []rawMember, ok bool) {
	i := skipSpace(raw, 0)
	if raw[i] != '{' {
		return nil, bytes.HasPrefix(raw[i:], []byte("null"))
	}
	for i = skipSpace(raw, i+1); raw[i] != '}'; i = skipSpace(raw, i) {
		if raw[i] == ',' {
			i = skipSpace(raw, i+1)
		}
		end := skipValue(raw, i)
		name := memberName(raw[i:end])
		i = skipSpace(raw, skipSpace(raw, end)+1) // behind the colon
		end = skipValue(raw, i)
		members = append(members, rawMember{name, raw[i:end]})
		i = end
	}
	return members, true
}

func memberName(quoted []byte) (name string) {
	if text, ok := plainText(quoted); ok {
		return string(text)
	}
	_ = json.Unmarshal(quoted, &name) // a valid string
	return name
}

// plainText takes the quotes off a string that holds no escape.
func plainText(raw []byte) (text []byte, ok bool) {
	if raw[0] != '"' || bytes.IndexByte(raw, '\\') >= 0 || !utf8.Valid(raw) {
		return nil, false
	}
	return raw[1 : len(raw)-1], true
}

func skipSpace(raw []byte, i int) int {
	for raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\n' || raw[i] == '\r' {
		i++
	}
	return i
}

// skipValue returns where the value at i ends.
func skipValue(raw []byte, i int) int {
	for depth := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			i = skipString(raw, i) - 1
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 { // of what the value stands in
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
		}
	}
	return i
}

// skipString returns where the string at i ends.
func skipString(raw []byte, i int) int {
	for i++; raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return i + 1
}
