package sandbox

import (
	crand "crypto/rand"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"sync"
)

const urlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// dice is the sandbox's one source of randomness. It is fast and seeded, so that a test with
// a fixed seed sees fixed ids.
type dice struct {
	mu  sync.Mutex
	src *rand.ChaCha8
	rnd *rand.Rand
}

func newDice(seed io.Reader) (*dice, error) {
	if seed == nil {
		seed = crand.Reader
	}
	var key [32]byte
	if _, err := io.ReadFull(seed, key[:]); err != nil {
		return nil, err
	}
	src := rand.NewChaCha8(key)
	return &dice{src: src, rnd: rand.New(src)}, nil
}

func (d *dice) bytes(n int) []byte {
	b := make([]byte, n)
	d.mu.Lock()
	defer d.mu.Unlock()
	_, _ = d.src.Read(b) // never fails
	return b
}

// hex returns 2n lower-case hexadecimal digits.
func (d *dice) hex(n int) string { return hex.EncodeToString(d.bytes(n)) }

// word returns n characters that may stand in a URL.
func (d *dice) word(n int) string {
	b := d.bytes(n)
	for i := range b {
		b[i] = urlSafe[b[i]&63]
	}
	return string(b)
}

// digits returns n decimal digits.
func (d *dice) digits(n int) string {
	b := d.bytes(n)
	for i := range b {
		b[i] = '0' + b[i]%10
	}
	return string(b)
}

// below returns a number in [0, n).
func (d *dice) below(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rnd.IntN(n)
}
