package wx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

// framed builds a plaintext by hand, so that every part can be wrong.
func framed(length uint32, msg, id string, pad []byte) []byte {
	b := append([]byte("0123456789abcdef"), 0, 0, 0, 0)
	binary.BigEndian.PutUint32(b[randomLen:], length)
	return append(append(append(b, msg...), id...), pad...)
}

func TestUnwrap(t *testing.T) {
	c := &Crypt{receiveID: []byte("id")}
	rows := []struct {
		name  string
		plain []byte
		want  error
	}{
		{"good", framed(3, "abc", "id", bytes.Repeat([]byte{7}, 7)), nil},
		{"padding 32", framed(10, "abcdefghij", "id", bytes.Repeat([]byte{32}, 32)), nil},
		{"padding 0", framed(3, "abc", "id", []byte{0}), ErrPadding},
		{"padding 33", framed(3, "abc", "id", bytes.Repeat([]byte{33}, 33)), ErrPadding},
		{"padding longer than all", []byte{9, 9}, ErrPadding},
		{"padding not equal", framed(3, "abc", "id", []byte{1, 2, 3}), ErrPadding},
		{"nothing but padding", bytes.Repeat([]byte{16}, 16), ErrLength},
		{"length beyond the end", framed(99, "abc", "id", []byte{1}), ErrLength},
		{"length beyond int32", framed(1<<32-1, "abc", "id", []byte{1}), ErrLength},
		{"length eats the id", framed(5, "abc", "id", []byte{1}), ErrReceiveID},
		{"id too long", framed(3, "abc", "idx", []byte{1}), ErrReceiveID},
	}
	for _, row := range rows {
		if _, err := c.unwrap(row.plain); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	f.Add(framed(3, "abc", "id", []byte{1}))
	c := &Crypt{receiveID: []byte("id")}
	f.Fuzz(func(t *testing.T, plain []byte) {
		if len(plain) > 0 { // Decrypt lets nothing empty through
			c.unwrap(plain)
		}
	})
}
