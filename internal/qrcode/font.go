package qrcode

import (
	"image"
	"image/draw"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Font draws text. It can be used by several goroutines at once. Where no file has every character, as with
// Droid Sans Fallback, which has no digits, it is several, each for what those before it lack.
type Font struct {
	Name  string
	parts []*opentype.Font
}

// emUnits is the resolution in which text is measured.
const emUnits = 1024

// ReadFont reads a TrueType or OpenType font, or a collection, of which it takes the one for simplified Chinese if
// there is one. r must stay readable: letters are read when they are drawn.
func ReadFont(r io.ReaderAt) (*Font, error) {
	var first *Font
	for _, offset := range fontOffsets(r) {
		f, err := parseFont(r, offset)
		if err != nil {
			continue
		}
		name, _ := f.Name(nil, sfnt.NameIDFull)
		this := &Font{Name: name, parts: []*opentype.Font{f}}
		if strings.Contains(name, " SC") {
			return this, nil
		}
		if first == nil {
			first = this
		}
	}
	if first == nil {
		return nil, refuse(CodeBadFont)
	}
	return first, nil
}

// openFont keeps the file open: a Chinese font is large, and a caption needs a few letters of it.
func openFont(path string) (*Font, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, refuse(CodeBadFont, "path", path)
	}
	f, err := ReadFont(file)
	if err != nil {
		file.Close()
		return nil, refuse(CodeBadFont, "path", path)
	}
	return f, nil
}

// find is the part that has a character, and the place of its shape there.
func (f *Font) find(buf *sfnt.Buffer, r rune) (part int, shape sfnt.GlyphIndex, ok bool) {
	for i, p := range f.parts {
		if shape, err := p.GlyphIndex(buf, r); err == nil && shape != 0 {
			return i, shape, true
		}
	}
	return 0, 0, false
}

// missing is the characters of text that the font lacks, each once.
func (f *Font) missing(text string) string {
	var buf sfnt.Buffer
	var lacks []rune
	for _, r := range text {
		if _, _, ok := f.find(&buf, r); !ok && r != ' ' && !slices.Contains(lacks, r) {
			lacks = append(lacks, r)
		}
	}
	return string(lacks)
}

// width measures a line in ems.
func (f *Font) width(text string) float64 {
	var buf sfnt.Buffer
	sum := fixed.Int26_6(0)
	for _, r := range text {
		part, shape, _ := f.find(&buf, r)
		if advance, err := f.parts[part].GlyphAdvance(&buf, shape, fixed.I(emUnits), font.HintingNone); err == nil {
			sum += advance
		}
	}
	return float64(sum) / 64 / emUnits
}

// draw puts a line on a picture; x is where it begins, y is its base line.
func (f *Font) draw(img draw.Image, ink image.Image, text string, x, y, em float64) error {
	var buf sfnt.Buffer
	faces := make([]font.Face, len(f.parts))
	for i, p := range f.parts {
		face, err := opentype.NewFace(p, &opentype.FaceOptions{Size: em, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return err
		}
		defer func() { _ = face.Close() }()
		faces[i] = face
	}
	d := font.Drawer{Dst: img, Src: ink, Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}}
	for _, r := range text {
		part, _, _ := f.find(&buf, r)
		d.Face = faces[part]
		d.DrawString(string(r))
	}
	return nil
}
