package sandbox

import "errors"

// A QR encoder for byte mode at error correction level M, versions 1 to 10 (ISO/IEC 18004),
// so that the package needs nothing but the standard library.

// qrShape is one version: code words per block and where the alignment patterns stand.
type qrShape struct {
	check  int   // error correction code words per block
	blocks []int // data code words of each block
	align  []int
}

var qrShapes = []qrShape{
	1:  {10, []int{16}, nil},
	2:  {16, []int{28}, []int{6, 18}},
	3:  {26, []int{44}, []int{6, 22}},
	4:  {18, []int{32, 32}, []int{6, 26}},
	5:  {24, []int{43, 43}, []int{6, 30}},
	6:  {16, []int{27, 27, 27, 27}, []int{6, 34}},
	7:  {18, []int{31, 31, 31, 31}, []int{6, 22, 38}},
	8:  {22, []int{38, 38, 39, 39}, []int{6, 24, 42}},
	9:  {22, []int{36, 36, 36, 37, 37}, []int{6, 26, 46}},
	10: {26, []int{43, 43, 43, 43, 44}, []int{6, 28, 50}},
}

func (q qrShape) data() (n int) {
	for _, b := range q.blocks {
		n += b
	}
	return n
}

// qrCode is a symbol while it is built. Fixed modules are patterns that no mask touches.
type qrCode struct {
	version int
	size    int
	dark    [][]bool
	fixed   [][]bool
}

func encodeQR(text []byte) (*qrCode, error) {
	version := 0
	for v := 1; v < len(qrShapes) && version == 0; v++ {
		if qrHeader(v)+8*len(text) <= 8*qrShapes[v].data() {
			version = v
		}
	}
	if version == 0 {
		return nil, errors.New("text is too long for a QR code")
	}
	words := qrWords(qrShapes[version], qrBits(version, text))
	var best *qrCode
	least := 0
	for mask := range 8 {
		q := newQR(version)
		q.place(words)
		q.mask(mask)
		q.format(mask)
		if p := q.penalty(); best == nil || p < least {
			best, least = q, p
		}
	}
	return best, nil
}

// qrHeader is the length of mode and count in bits.
func qrHeader(version int) int {
	if version < 10 {
		return 4 + 8
	}
	return 4 + 16
}

// qrBits packs mode, count, text and filling into data code words.
func qrBits(version int, text []byte) []byte {
	size := qrShapes[version].data()
	words, used := make([]byte, size), 0
	put := func(v, n int) {
		for i := n - 1; i >= 0; i-- {
			if v>>i&1 == 1 {
				words[used/8] |= 0x80 >> (used % 8)
			}
			used++
		}
	}
	put(4, 4)
	put(len(text), qrHeader(version)-4)
	for _, b := range text {
		put(int(b), 8)
	}
	used = min(used+4, 8*size)
	used = (used + 7) / 8 * 8
	for fill := 0xEC; used < 8*size; fill ^= 0xEC ^ 0x11 {
		put(fill, 8)
	}
	return words
}

// qrWords splits data into blocks, adds error correction and interleaves both.
func qrWords(shape qrShape, data []byte) []byte {
	var blocks, checks [][]byte
	for _, n := range shape.blocks {
		blocks = append(blocks, data[:n])
		checks = append(checks, qrCheck(data[:n], shape.check))
		data = data[n:]
	}
	var words []byte
	for i := range shape.blocks[len(shape.blocks)-1] {
		for _, b := range blocks {
			if i < len(b) {
				words = append(words, b[i])
			}
		}
	}
	for i := range shape.check {
		for _, c := range checks {
			words = append(words, c[i])
		}
	}
	return words
}

// qrTimes multiplies in GF(256) with the polynomial 0x11D.
func qrTimes(a, b byte) (p byte) {
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			p ^= a
		}
		high := a & 0x80
		if a <<= 1; high != 0 {
			a ^= 0x1D
		}
	}
	return p
}

// qrCheck is the remainder of a Reed–Solomon division by the generator of degree n.
func qrCheck(data []byte, n int) []byte {
	generator, root := make([]byte, n), byte(1)
	generator[n-1] = 1
	for range n {
		for j := range generator {
			generator[j] = qrTimes(generator[j], root)
			if j+1 < n {
				generator[j] ^= generator[j+1]
			}
		}
		root = qrTimes(root, 2)
	}
	rest := make([]byte, n)
	for _, b := range data {
		factor := b ^ rest[0]
		copy(rest, rest[1:])
		rest[n-1] = 0
		for j := range rest {
			rest[j] ^= qrTimes(generator[j], factor)
		}
	}
	return rest
}
