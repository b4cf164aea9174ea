package qrcode

import (
	"image"
	"image/draw"
	"image/png"
	"io"
	"sync"
)

const shades = 16

// PNG writes a code as a picture with no more colours than it needs.
func PNG(w io.Writer, content string, o Options) error {
	img, err := Draw(content, o)
	if err != nil {
		return err
	}
	return encoder.Encode(w, img)
}

// Draw makes the picture of a code.
func Draw(content string, o Options) (image.Image, error) {
	d, err := prepare(content, o)
	if err != nil {
		return nil, err
	}
	img := image.NewPaletted(image.Rect(0, 0, d.Size, d.Size), d.ramp(2))
	if d.Caption != "" {
		if img, err = d.captioned(); err != nil {
			return nil, err
		}
	}
	d.modules(img)
	if d.Logo == nil {
		return img, nil
	}
	full := image.NewRGBA(img.Bounds())
	draw.Draw(full, full.Bounds(), img, image.Point{}, draw.Src)
	d.drawLogo(full, image.Point{})
	return full, nil
}

// captioned is the empty picture with the caption at its foot.
func (d *drawing) captioned() (*image.Paletted, error) {
	f, err := d.Fonts.For(d.Caption)
	if err != nil {
		return nil, err
	}
	c := layCaption(d, f.width)
	mask := image.NewAlpha(image.Rect(0, 0, d.Size, d.Size+c.height))
	for i, line := range c.lines {
		x := (float64(d.Size) - c.em*f.width(line)) / 2
		if err := f.draw(mask, image.Opaque, line, x, c.baseline(i), c.em); err != nil {
			return nil, err
		}
	}
	img := image.NewPaletted(mask.Bounds(), d.ramp(shades))
	for i, alpha := range mask.Pix {
		img.Pix[i] = uint8((int(alpha)*(shades-1) + 127) / 255)
	}
	return img, nil
}

var encoder = png.Encoder{BufferPool: &buffers{}}

// buffers keeps the encoder's buffers, which cost more to make than a small picture to write.
type buffers struct{ pool sync.Pool }

func (b *buffers) Get() *png.EncoderBuffer {
	buffer, _ := b.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (b *buffers) Put(buffer *png.EncoderBuffer) { b.pool.Put(buffer) }
