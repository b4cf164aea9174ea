package qrcode

import (
	"image"
	"image/draw"
	"strings"

	ximage "golang.org/x/image/draw"
)

// Draw draws a poster: the background, which is made smaller when it is larger than MaxPoster, the texts, and the code
// of content on top of them, so that nothing covers it. Of the options, Size and Caption are the poster's own.
func (p Poster) Draw(background image.Image, content string, o Options, values map[string]string) (*image.RGBA, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	size := background.Bounds().Size()
	if err := checkPixels(size.X, size.Y, nil); err != nil {
		return nil, err
	}
	code, at, err := p.prepareCode(posterSize(size), content, o)
	if err != nil {
		return nil, err
	}
	img := canvas(background, posterSize(size))
	if err := p.drawTexts(img, o.Fonts, values); err != nil {
		return nil, err
	}
	code.drawOn(img, at)
	return img, nil
}

// posterSize is the size of the poster of a background.
func posterSize(of image.Point) image.Point {
	longest := max(of.X, of.Y)
	if longest <= MaxPoster {
		return of
	}
	return image.Pt(max(1, of.X*MaxPoster/longest), max(1, of.Y*MaxPoster/longest))
}

// canvas is a copy of the background on white.
func canvas(background image.Image, size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	if size == background.Bounds().Size() {
		draw.Draw(img, img.Bounds(), background, background.Bounds().Min, draw.Over)
	} else {
		ximage.ApproxBiLinear.Scale(img, img.Bounds(), background, background.Bounds(), draw.Over, nil)
	}
	return img
}

// prepareCode lays the code out in its rectangle; at is the upper left corner of its square.
func (p Poster) prepareCode(size image.Point, content string, o Options) (*drawing, image.Point, error) {
	w, h := p.Code.Width*float64(size.X), p.Code.Height*float64(size.Y)
	o.Size, o.Caption = int(min(w, h)), ""
	if o.Size < MinSize {
		return nil, image.Point{}, refuse(CodeTooSmall, "min", MinSize)
	}
	d, err := prepare(content, o)
	at := image.Pt(int(p.Code.X*float64(size.X)+(w-float64(o.Size))/2), int(p.Code.Y*float64(size.Y)+(h-float64(o.Size))/2))
	return d, at, err
}

func (d *drawing) drawOn(img *image.RGBA, at image.Point) {
	draw.Draw(img, image.Rect(0, 0, d.Size, d.Size).Add(at), image.NewUniform(d.Background), image.Point{}, draw.Src)
	ink := image.NewUniform(d.Foreground)
	d.matrix.runs(func(x, y, length int) {
		run := image.Rect(x*d.scale, y*d.scale, (x+length)*d.scale, (y+1)*d.scale)
		draw.Draw(img, run.Add(at).Add(image.Pt(d.left, d.left)), ink, image.Point{}, draw.Src)
	})
	if d.Logo != nil {
		d.drawLogo(img, at)
	}
}

func (p Poster) drawTexts(img *image.RGBA, fonts *Fonts, values map[string]string) error {
	lines := make([]string, len(p.Texts))
	for i, t := range p.Texts {
		lines[i] = t.filled(values)
	}
	all := strings.Join(lines, "")
	if all == "" {
		return nil
	}
	f, err := fonts.For(all + "…")
	if err != nil {
		return err
	}
	for i, t := range p.Texts {
		if err := t.draw(img, f, lines[i]); err != nil {
			return err
		}
	}
	return nil
}

// draw puts a line where it belongs: smaller, and then shorter, if it is too long for its place.
func (t Text) draw(img *image.RGBA, f *Font, line string) error {
	width, em := float64(img.Bounds().Dx()), t.Size*float64(img.Bounds().Dy())
	room := t.room() * width
	if long := f.width(line); long*em > room {
		em = max(em/2, room/long)
		line = ellipsis(line, room/em+1e-6, f.width)
	}
	x := t.X*width - f.width(line)*em*map[string]float64{"left": 0, "centre": 0.5, "right": 1}[t.Align]
	colour, _ := ParseColour(t.Colour)
	return f.draw(img, image.NewUniform(colour), line, x, t.Y*float64(img.Bounds().Dy())+0.88*em, em)
}

// room is how wide a line may be, as part of the picture's width.
func (t Text) room() float64 {
	edge := map[string]float64{"left": 1 - t.X, "centre": 2 * min(t.X, 1-t.X), "right": t.X}[t.Align]
	if t.Width > 0 {
		return min(t.Width, edge)
	}
	return edge
}
