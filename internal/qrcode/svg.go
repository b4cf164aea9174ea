package qrcode

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	ximage "golang.org/x/image/draw"
)

// maxLogoPixels is the side of a logo inside an SVG: sharp in print, and still some kilobytes.
const maxLogoPixels = 512

// SVG writes a code as a drawing of the same measures as the PNG.
func SVG(w io.Writer, content string, o Options) error {
	d, err := prepare(content, o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	c := caption{}
	if d.Caption != "" {
		c = layCaption(d, guessWidth)
	}
	height := d.Size + c.height
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`, d.Size, height, d.Size, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>`, d.Size, height, hex(d.Background))
	d.path(&b)
	if d.Logo != nil {
		if err := d.svgLogo(&b); err != nil {
			return err
		}
	}
	d.svgCaption(&b, c)
	b.WriteString("</svg>\n")
	_, err = w.Write(b.Bytes())
	return err
}

// path draws all modules as one shape; in its own scale a module is 1.
func (d *drawing) path(b *bytes.Buffer) {
	fmt.Fprintf(b, `<path transform="translate(%d %d) scale(%d)" fill="%s" shape-rendering="crispEdges" d="`, d.left, d.left, d.scale, hex(d.Foreground))
	d.matrix.runs(func(x, y, length int) { fmt.Fprintf(b, "M%d %dh%dv1h-%dz", x, y, length, length) })
	b.WriteString(`"/>`)
}

func (d *drawing) svgLogo(b *bytes.Buffer) error {
	plate, logo := d.plateAt(), d.logoAt()
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="#ffffff"/>`, plate.Min.X, plate.Min.Y, plate.Dx(), plate.Dy(), plate.Dx()/6)
	fmt.Fprintf(b, `<image x="%d" y="%d" width="%d" height="%d" href="data:image/png;base64,`, logo.Min.X, logo.Min.Y, logo.Dx(), logo.Dy())
	to := base64.NewEncoder(base64.StdEncoding, b)
	if err := png.Encode(to, shrunk(d.Logo, maxLogoPixels)); err != nil {
		return err
	}
	err := to.Close()
	b.WriteString(`"/>`)
	return err
}

func (d *drawing) svgCaption(b *bytes.Buffer, c caption) {
	for i, line := range c.lines {
		fmt.Fprintf(b, `<text x="%g" y="%.1f" font-size="%.1f" text-anchor="middle" fill="%s" font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif">`,
			float64(d.Size)/2, c.baseline(i), c.em, hex(d.Foreground))
		_ = xml.EscapeText(b, []byte(line)) // a buffer takes everything
		b.WriteString("</text>")
	}
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// shrunk is a picture no side of which is longer than limit.
func shrunk(img image.Image, limit int) image.Image {
	size := img.Bounds().Size()
	longest := max(size.X, size.Y)
	if longest <= limit {
		return img
	}
	small := image.NewNRGBA(image.Rect(0, 0, max(1, size.X*limit/longest), max(1, size.Y*limit/longest)))
	ximage.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	return small
}
