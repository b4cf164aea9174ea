// Package qrcode draws QR codes as PNG and SVG, puts them on posters, and reads them back from pictures.
//
// A code is drawn from its content, so that a way's picture never has to be fetched twice. The modules come from
// boombuler/barcode; quiet zone, whole-pixel modules, logo and caption are ours. Decode uses gozxing.
//
// Text in pictures (captions, posters) needs a font that has Chinese characters. The smallest such font is some
// megabytes, so none is part of the program: Fonts takes the one it is given, or looks into the system's usual folders
// for the common ones, and the error CodeNoFont says what is missing. SVG needs no font: there the caption is text, and
// whoever shows the picture has one.
package qrcode

import (
	"github.com/boombuler/barcode/qr"
)

// Level says how much of a code may be damaged or covered: about 7 % (L), 15 % (M), 25 % (Q) or 30 % (H).
type Level string

// Levels of error correction.
const (
	L Level = "L"
	M Level = "M"
	Q Level = "Q"
	H Level = "H"
)

// levels give the encoder's name for each, and how many bytes the largest code of it holds.
var levels = map[Level]struct {
	ecc qr.ErrorCorrectionLevel
	max int
}{L: {qr.L, 2953}, M: {qr.M, 2331}, Q: {qr.Q, 1663}, H: {qr.H, 1273}}

// Matrix is a code's modules, without a quiet zone.
type Matrix struct {
	size int
	dark []bool
}

// Encode makes the modules of the smallest code that holds content.
func Encode(content string, level Level) (*Matrix, error) {
	l, ok := levels[level]
	switch {
	case !ok:
		return nil, refuse(CodeBadOption, "option", "level")
	case content == "":
		return nil, refuse(CodeEmpty)
	case len(content) > 3*l.max: // digits take less than half a byte each
		return nil, refuse(CodeTooLong, "limit", l.max)
	}
	code, err := qr.Encode(content, l.ecc, qr.Auto)
	if err != nil {
		return nil, refuse(CodeTooLong, "limit", l.max)
	}
	n := code.Bounds().Dx()
	m := &Matrix{size: n, dark: make([]bool, n*n)}
	for y := range n {
		for x := range n {
			red, _, _, _ := code.At(x, y).RGBA()
			m.dark[y*n+x] = red == 0
		}
	}
	return m, nil
}

// Size is the number of modules on each side: 21 to 177.
func (m *Matrix) Size() int { return m.size }

// At reports whether a module is dark.
func (m *Matrix) At(x, y int) bool { return m.dark[y*m.size+x] }

// runs calls each for every unbroken line of dark modules.
func (m *Matrix) runs(each func(x, y, length int)) {
	for y := range m.size {
		for x := 0; x < m.size; x++ {
			begin := x
			for x < m.size && m.At(x, y) {
				x++
			}
			if x > begin {
				each(begin, y, x-begin)
			}
		}
	}
}
