package desk

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// packed are numbers that are kept as a string: months hold hundreds of thousands, and are read whenever somebody looks.
type packed []int64

var errPacked = errors.New("figures: numbers that cannot be unpacked")

// MarshalText packs.
func (p packed) MarshalText() ([]byte, error) {
	var b []byte
	for _, n := range p {
		b = binary.AppendVarint(b, n)
	}
	return base64.RawStdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText unpacks.
func (p *packed) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	*p = make(packed, 0, len(b)/2)
	for err == nil && len(b) > 0 {
		n, size := binary.Varint(b)
		if size <= 0 {
			return errPacked
		}
		*p, b = append(*p, n), b[size:]
	}
	return err
}
