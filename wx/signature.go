package wx

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"sync"
)

// scratch holds the bytes that a signature is taken over: two copies of half a
// kilobyte per push would otherwise be garbage.
var scratch = sync.Pool{New: func() any { b := make([]byte, 0, 2048); return &b }}

const maxScratch = 64 << 10

// Signature is the lower-case hex SHA-1 over token and parts, sorted as byte
// strings and joined. WeChat and WeCom sign everything this way.
func Signature(token string, parts ...string) string {
	sum := signature(token, parts)
	return string(sum[:])
}

// VerifySignature compares in constant time and returns ErrSignature on a
// difference.
func VerifySignature(token, given string, parts ...string) error {
	sum := signature(token, parts)
	if subtle.ConstantTimeCompare(sum[:], []byte(given)) != 1 {
		return ErrSignature
	}
	return nil
}

func signature(token string, parts []string) [2 * sha1.Size]byte {
	var room [8]string
	all := append(append(room[:0], token), parts...)
	slices.Sort(all)

	buf := scratch.Get().(*[]byte)
	text := (*buf)[:0]
	for _, p := range all {
		text = append(text, p...)
	}
	sum := sha1.Sum(text)
	if cap(text) <= maxScratch {
		*buf = text
		scratch.Put(buf)
	}
	var out [2 * sha1.Size]byte
	hex.Encode(out[:], sum[:])
	return out
}
