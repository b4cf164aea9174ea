package qrcode_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/menling/menling/internal/qrcode"
)

// drawn is an SVG of ours, drawn and read.
type drawn struct {
	img    *image.RGBA
	texts  []string
	logo   image.Image
	shapes int
}

func drawSVG(t *testing.T, o qrcode.Options) drawn {
	t.Helper()
	var file bytes.Buffer
	must(t, qrcode.SVG(&file, link, o))
	var d drawn
	for in := xml.NewDecoder(&file); ; {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return d
		}
		must(t, err)
		if e, ok := token.(xml.StartElement); ok {
			d.element(t, in, e)
		}
	}
}

func (d *drawn) element(t *testing.T, in *xml.Decoder, e xml.StartElement) {
	t.Helper()
	a := map[string]string{}
	for _, attr := range e.Attr {
		a[attr.Name.Local] = attr.Value
	}
	switch e.Name.Local {
	case "svg":
		d.img = image.NewRGBA(image.Rect(0, 0, number(t, a["width"]), number(t, a["height"])))
	case "rect":
		x, y := number(t, "0"+a["x"]), number(t, "0"+a["y"])
		d.fill(a["fill"], image.Rect(x, y, x+number(t, a["width"]), y+number(t, a["height"])))
	case "path":
		d.shapes++
		d.modules(t, a)
	case "text":
		var text string
		must(t, in.DecodeElement(&text, &e))
		d.texts = append(d.texts, text)
	case "image":
		data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(a["href"], "data:image/png;base64,"))
		must(t, err)
		d.logo, err = png.Decode(bytes.NewReader(data))
		must(t, err)
	}
}

func (d *drawn) modules(t *testing.T, a map[string]string) {
	t.Helper()
	var left, top, scale int
	_, err := fmt.Sscanf(a["transform"], "translate(%d %d) scale(%d)", &left, &top, &scale)
	must(t, err)
	for _, run := range strings.Split(strings.TrimSuffix(a["d"], "z"), "z") {
		var x, y, length, back int
		_, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &length, &back)
		must(t, err)
		d.fill(a["fill"], image.Rect(left+x*scale, top+y*scale, left+(x+length)*scale, top+(y+1)*scale))
	}
}

func (d *drawn) fill(colour string, r image.Rectangle) {
	c, _ := qrcode.ParseColour(colour)
	draw.Draw(d.img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

func number(t *testing.T, s string) (n int) {
	t.Helper()
	_, err := fmt.Sscan(s, &n)
	must(t, err)
	return n
}

func TestTheDrawingIsReadBackToo(t *testing.T) {
	for _, level := range []qrcode.Level{qrcode.L, qrcode.M, qrcode.Q, qrcode.H} {
		for _, withLogo := range []bool{false, true} {
			o := options(400, 4, level)
			o.Foreground = color.RGBA{0, 82, 217, 255}
			if withLogo {
				o.Logo = logo(1200, 800)
			}
			d := drawSVG(t, o)
			wantText(t, fmt.Sprint(level, withLogo), d.img, link)
			if d.shapes != 1 || (d.logo != nil) != withLogo || withLogo && d.logo.Bounds().Dx() != 512 {
				t.Errorf("%s: %d shapes, logo %v", level, d.shapes, d.logo != nil)
			}
		}
	}
}

func TestACaptionIsTextAndNeedsNoFont(t *testing.T) {
	for caption, want := range map[string][]string{
		"门铃":                                              {"门铃"},
		"</text><script>alert(1)</script>":                {"</text><script>alert(1)</script>"},
		"line\nend\t\u202e\u200bhidden\x00":               {"line end hidden"},
		strings.Repeat("长", 40):                           {strings.Repeat("长", 21), strings.Repeat("长", 19)},
		strings.Repeat("长", 60):                           {strings.Repeat("长", 21), strings.Repeat("长", 20) + "…"},
		"Scan to add our customer service, Shanghai No 3": {"Scan to add our customer service,", "Shanghai No 3"},
	} {
		o := options(400, 4, qrcode.M)
		o.Caption, o.Fonts = caption, qrcode.NewFonts(t.TempDir())
		if got := drawSVG(t, o).texts; strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q is drawn as %q, want %q", caption, got, want)
		}
	}
}
