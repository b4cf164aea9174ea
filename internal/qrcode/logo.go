package qrcode

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	ximage "golang.org/x/image/draw"
)

// plateFor is how many modules the white plate of a logo covers: the logo and a little air, in whole modules, and an
// odd number of them like the code's own, so that it stands in the middle.
func plateFor(size int, share float64) int { return int(math.Ceil(share*float64(size)))/2*2 + 1 }

// drawLogo puts the plate and the logo on a picture.
func (d *drawing) drawLogo(img draw.Image, shift image.Point) {
	plate, logo := d.plateAt().Add(shift), d.logoAt().Add(shift)
	draw.DrawMask(img, plate, image.White, image.Point{}, &rounded{plate.Sub(plate.Min), float64(plate.Dx()) / 6}, image.Point{}, draw.Over)
	ximage.CatmullRom.Scale(img, logo, d.Logo, d.Logo.Bounds(), draw.Over, nil)
}

// rounded is the mask of a rectangle with round corners.
type rounded struct {
	area   image.Rectangle
	radius float64
}

func (r *rounded) ColorModel() color.Model { return color.AlphaModel }
func (r *rounded) Bounds() image.Rectangle { return r.area }

func (r *rounded) At(x, y int) color.Color {
	beyond := func(v, length int) float64 {
		p := float64(v) + 0.5
		return math.Max(0, math.Max(r.radius-p, p-(float64(length)-r.radius)))
	}
	distance := r.radius - math.Hypot(beyond(x, r.area.Dx()), beyond(y, r.area.Dy()))
	return color.Alpha{uint8(255 * math.Min(1, math.Max(0, distance+0.5)))}
}
