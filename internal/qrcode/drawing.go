package qrcode

import (
	"image"
	"image/color"
)

// drawing is a code with everything decided but the format.
type drawing struct {
	Options
	matrix *Matrix
	scale  int // pixels of a module
	left   int // where the modules begin; the picture is square, so also the top
	plate  int // modules of the logo's plate, 0 without a logo
}

// prepare decides how content is drawn: modules are whole pixels, and what that leaves over is margin.
func prepare(content string, o Options) (*drawing, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if o.Logo != nil {
		o.Level = H
	}
	if o.LogoShare == 0 {
		o.LogoShare = MaxLogoShare
	}
	o.Foreground.A, o.Background.A, o.Caption = 255, 255, oneLine(o.Caption)
	m, err := Encode(content, o.Level)
	if err != nil {
		return nil, err
	}
	d := &drawing{Options: o, matrix: m}
	d.scale = o.Size / (m.size + 2*o.Margin)
	if d.scale < minScale {
		return nil, refuse(CodeTooSmall, "min", minScale*(m.size+2*o.Margin))
	}
	d.left = (o.Size - d.scale*m.size) / 2
	if o.Logo != nil {
		d.plate = plateFor(m.size, o.LogoShare)
	}
	return d, nil
}

// ramp is the colours of a picture without a logo: 2, or with a caption the 16 that smooth letters need.
func (d *drawing) ramp(steps int) color.Palette {
	p := make(color.Palette, steps)
	for i := range p {
		p[i] = mix(d.Background, d.Foreground, i, steps-1)
	}
	return p
}

func mix(a, b color.RGBA, part, whole int) color.RGBA {
	of := func(a, b uint8) uint8 { return uint8((int(a)*(whole-part) + int(b)*part) / whole) }
	return color.RGBA{of(a.R, b.R), of(a.G, b.G), of(a.B, b.B), 255}
}

// modules fills the dark modules with the palette's last colour.
func (d *drawing) modules(img *image.Paletted) {
	dark := uint8(len(img.Palette) - 1)
	d.matrix.runs(func(x, y, length int) {
		at := img.PixOffset(d.left+x*d.scale, d.left+y*d.scale)
		row := img.Pix[at : at+length*d.scale]
		for i := range row {
			row[i] = dark
		}
		for i := 1; i < d.scale; i++ {
			copy(img.Pix[at+i*img.Stride:], row)
		}
	})
}

// plateAt is the logo's plate in pixels; it covers whole modules.
func (d *drawing) plateAt() image.Rectangle {
	at := d.left + (d.matrix.size-d.plate)/2*d.scale
	return image.Rect(at, at, at+d.plate*d.scale, at+d.plate*d.scale)
}

// logoAt is the logo in pixels, as large as its share allows in its own proportions.
func (d *drawing) logoAt() image.Rectangle {
	room := int(d.LogoShare * float64(d.matrix.size*d.scale))
	return fit(d.Logo.Bounds().Size(), d.plateAt(), room)
}

// fit is the largest picture of size's proportions in the middle of a rectangle, no side longer than room.
func fit(size image.Point, in image.Rectangle, room int) image.Rectangle {
	w, h := room, room
	if size.X > size.Y {
		h = max(1, room*size.Y/size.X)
	} else {
		w = max(1, room*size.X/max(size.Y, 1))
	}
	x, y := in.Min.X+(in.Dx()-w)/2, in.Min.Y+(in.Dy()-h)/2
	return image.Rect(x, y, x+w, y+h)
}
