package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Marshal writes JSON as the platforms want it: raw UTF-8 and raw <, > and &.
// They show or refuse \uXXXX escapes of anything that is not a control
// character.
func Marshal(v any) ([]byte, error) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.buf.Reset()
	if err := w.enc.Encode(v); err != nil {
		return nil, fmt.Errorf("writing the request: %w", err)
	}
	return unescape(bytes.Clone(bytes.TrimSuffix(w.buf.Bytes(), []byte("\n")))), nil
}

// writer is an encoder and its buffer, kept for the next request.
type writer struct {
	buf bytes.Buffer
	enc *json.Encoder
}

var writers = sync.Pool{New: func() any {
	w := &writer{}
	w.enc = json.NewEncoder(&w.buf)
	w.enc.SetEscapeHTML(false)
	return w
}}

// unescape writes out the three non-ASCII characters that encoding/json
// escapes whatever it is told: U+2028, U+2029 and U+FFFD for invalid input.
func unescape(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u2`)) && !bytes.Contains(data, []byte(`\uf`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' || i+1 >= len(data) {
			out = append(out, data[i])
			continue
		}
		if r, ok := escaped(data[i:]); ok {
			out = utf8.AppendRune(out, r)
			i += 5
			continue
		}
		out = append(out, data[i], data[i+1]) // any other escape, whole
		i++
	}
	return out
}

func escaped(data []byte) (rune, bool) {
	if len(data) < 6 || data[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	return rune(n), err == nil && n >= utf8.RuneSelf
}

// Int is an integer that the platforms send as a number or as a string of
// digits. Empty and null are 0.
type Int int64

// UnmarshalJSON accepts 5, "5", "" and null.
func (n *Int) UnmarshalJSON(data []byte) error {
	s := string(data)
	if len(s) >= 2 && s[0] == '"' {
		s = s[1 : len(s)-1]
	}
	if s == "" || s == "null" {
		*n = 0
		return nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return fmt.Errorf("not an integer: %.40q", s)
	}
	*n = Int(v)
	return nil
}
