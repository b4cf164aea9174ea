package sandbox

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/png"
)

// Colours of a portrait; which of them a name gets never changes.
var (
	portraitGrounds = []color.RGBA{{214, 232, 226, 255}, {245, 226, 200, 255}, {220, 228, 245, 255}, {243, 219, 219, 255}, {226, 236, 208, 255}, {232, 222, 240, 255}}
	portraitClothes = []color.RGBA{{14, 124, 102, 255}, {183, 121, 31, 255}, {59, 94, 158, 255}, {176, 72, 64, 255}, {96, 122, 48, 255}, {116, 82, 146, 255}}
	portraitSkins   = []color.RGBA{{250, 218, 192, 255}, {240, 200, 168, 255}, {226, 180, 146, 255}}
	portraitHair    = []color.RGBA{{38, 32, 30, 255}, {62, 44, 34, 255}, {24, 26, 32, 255}}
)

const (
	portraitSize  = 192 // pixels
	portraitFiner = 3   // each pixel is the mean of 3 × 3 points
)

// drawPortrait makes the picture of a person out of a name, with long hair or short: the same name always looks the same.
func drawPortrait(name string, long bool) []byte {
	sum := sha256.Sum256([]byte(name))
	p := portrait{
		ground: portraitGrounds[int(sum[0])%len(portraitGrounds)], clothes: portraitClothes[int(sum[1])%len(portraitClothes)],
		skin: portraitSkins[int(sum[2])%len(portraitSkins)], hair: portraitHair[int(sum[3])%len(portraitHair)], long: long,
		fringe: 0.26 + float64(sum[5]%8)/100,
	}
	img := image.NewRGBA(image.Rect(0, 0, portraitSize, portraitSize))
	for y := range portraitSize {
		for x := range portraitSize {
			img.SetRGBA(x, y, p.pixel(x, y))
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a picture in memory cannot fail
	return b.Bytes()
}

type portrait struct {
	ground, clothes, skin, hair color.RGBA
	long                        bool    // hair to the shoulders
	fringe                      float64 // where the hair ends on the forehead
}

func (p portrait) pixel(x, y int) color.RGBA {
	var r, g, b int
	for i := range portraitFiner * portraitFiner {
		fx := (float64(x) + (float64(i%portraitFiner)+0.5)/portraitFiner) / portraitSize
		fy := (float64(y) + (float64(i/portraitFiner)+0.5)/portraitFiner) / portraitSize
		c := p.at(fx, fy)
		r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
	}
	const n = portraitFiner * portraitFiner
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// at is the colour of a point of the unit square: what is in front comes first.
func (p portrait) at(x, y float64) color.RGBA {
	switch {
	case inside(x, y, 0.43, 0.43, 0.018, 0.022) || inside(x, y, 0.57, 0.43, 0.018, 0.022): // eyes
		return p.hair
	case y > 0.51 && inside(x, y, 0.5, 0.49, 0.065, 0.055) && !inside(x, y, 0.5, 0.475, 0.065, 0.055): // a smile
		return p.hair
	case inside(x, y, 0.5, 0.42, 0.17, 0.20) && y > p.fringe:
		return p.skin
	case inside(x, y, 0.5, 0.38, 0.21, 0.22) && y < 0.44:
		return p.hair
	case inside(x, y, 0.5, 0.62, 0.07, 0.11):
		return p.skin
	case inside(x, y, 0.5, 1.0, 0.38, 0.33):
		return p.clothes
	case p.long && inside(x, y, 0.5, 0.48, 0.23, 0.26):
		return p.hair
	}
	return p.ground
}

// inside says whether a point lies in the ellipse around cx, cy.
func inside(x, y, cx, cy, rx, ry float64) bool {
	dx, dy := (x-cx)/rx, (y-cy)/ry
	return dx*dx+dy*dy <= 1
}
