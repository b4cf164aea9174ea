package qrcode_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/menling/menling/internal/qrcode"
)

const spec = `{
	"code": {"x": 0.55, "y": 0.6, "width": 0.4, "height": 0.35},
	"texts": [
		{"text": "{name} · {channel}", "x": 0.5, "y": 0.1, "size": 0.05, "colour": "#ffffff", "align": "centre"},
		{"text": "顾问 {member}", "x": 0.05, "y": 0.7, "width": 0.4, "size": 0.03, "colour": "#ffe08a", "align": "left"},
		{"text": "{remark}", "x": 0.95, "y": 0.2, "size": 0.04, "colour": "#ffffff", "align": "right"}
	]
}`

var values = map[string]string{"name": "前台海报", "channel": "线下门店", "member": "王晓东", "remark": strings.Repeat("很长的备注", 20)}

// photo is a busy picture.
func photo(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(40 + 60*math.Sin(float64(x)/17)), uint8(30 + x*90/w), uint8(90 + y*120/h), 255})
		}
	}
	return img
}

func poster(t testing.TB) qrcode.Poster {
	t.Helper()
	var p qrcode.Poster
	must(t, json.Unmarshal([]byte(spec), &p), p.Validate())
	return p
}

func TestAPosterIsReadBack(t *testing.T) {
	needChinese(t)
	p := poster(t)
	for size, looks := range map[image.Point][]string{{X: 600, Y: 800}: {"plain", "logo", "coloured"}, {X: 1920, Y: 1080}: {"logo"}, {X: 4200, Y: 1500}: {"plain"}} {
		for _, look := range looks {
			o := options(0, 2, qrcode.M)
			dress(t, &o, look)
			img, err := p.Draw(photo(size.X, size.Y), link, o, values)
			must(t, err)
			name := fmt.Sprint(size, " ", look)
			if got := img.Bounds().Size(); got.X*size.Y/size.X-got.Y > 1 || max(got.X, got.Y) > qrcode.MaxPoster {
				t.Errorf("%s: the poster is %v", name, got)
			}
			wantText(t, name, img, link)
			wantText(t, name+", JPEG", asJPEG(t, img, 60), link)
			wantText(t, name+", turned", turned(img, 5), link)
		}
	}
}

func TestPosterFilesAreReadBack(t *testing.T) {
	needChinese(t)
	img, err := poster(t).Draw(photo(900, 1200), link, options(0, 2, qrcode.M), values)
	must(t, err)
	var asPNG, asJPEG bytes.Buffer
	must(t, qrcode.WritePNG(&asPNG, img), qrcode.WriteJPEG(&asJPEG, img))
	for _, file := range [][]byte{asPNG.Bytes(), asJPEG.Bytes()} {
		back, err := qrcode.ReadPicture(file)
		must(t, err)
		wantText(t, "file", back, link)
	}
}

// TestTextsStayInTheirPlaces draws one text at a time on white and looks where the ink is.
func TestTextsStayInTheirPlaces(t *testing.T) {
	needChinese(t)
	white := image.NewRGBA(image.Rect(0, 0, 800, 800))
	draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
	for _, row := range []struct {
		text qrcode.Text
		in   image.Rectangle
	}{
		{qrcode.Text{Text: "门铃", X: 0.5, Y: 0.1, Size: 0.05, Align: "left"}, image.Rect(400, 78, 485, 128)},
		{qrcode.Text{Text: "门铃", X: 0.5, Y: 0.1, Size: 0.05, Align: "right"}, image.Rect(315, 78, 400, 128)},
		{qrcode.Text{Text: "门铃", X: 0.5, Y: 0.1, Size: 0.05, Align: "centre"}, image.Rect(358, 78, 442, 128)},
		{qrcode.Text{Text: "{remark}", X: 0.5, Y: 0.1, Width: 0.25, Size: 0.05, Align: "centre"}, image.Rect(298, 78, 502, 108)},
		{qrcode.Text{Text: "{remark}", X: 0.9, Y: 0.1, Size: 0.05, Align: "left"}, image.Rect(718, 78, 800, 108)},
	} {
		row.text.Colour = "#000000"
		p := qrcode.Poster{Code: qrcode.Box{X: 0, Y: 0.5, Width: 0.5, Height: 0.5}, Texts: []qrcode.Text{row.text}}
		img, err := p.Draw(white, link, options(0, 4, qrcode.M), values)
		must(t, err)
		all, inside := ink(img, image.Rect(0, 0, 800, 400)), ink(img, row.in)
		if inside == 0 || inside != all {
			t.Errorf("%+v: %d of %d dark pixels are in %v", row.text, inside, all, row.in)
		}
	}
}

func TestValuesAreNotTemplates(t *testing.T) {
	needChinese(t)
	draw := func(name string) *image.RGBA {
		p := qrcode.Poster{Code: qrcode.Box{Width: 0.3, Height: 0.3}, Texts: []qrcode.Text{{Text: "{name}", X: 0.4, Y: 0.4, Size: 0.05, Colour: "#000000", Align: "left"}}}
		img, err := p.Draw(image.NewRGBA(image.Rect(0, 0, 600, 600)), link, options(0, 4, qrcode.M), map[string]string{"name": name, "remark": "x"})
		must(t, err)
		return img
	}
	if bytes.Equal(draw("{remark}").Pix, draw("x").Pix) {
		t.Error("a name that looks like a variable was filled in")
	}
}

func TestAPosterThatCannotBeIsRefused(t *testing.T) {
	for _, row := range []struct{ from, to, want string }{
		{`"x": 0.55`, `"x": 0.7`, "qr_poster_invalid field=code.width max=0.30000000000000004 min=0.02 reason=range"},
		{`"y": 0.6`, `"y": -1`, "qr_poster_invalid field=code.y max=1 min=0 reason=range"},
		{`"size": 0.03`, `"size": 0`, "qr_poster_invalid field=texts[1].size max=0.5 min=0.005 reason=range"},
		{`#ffe08a`, `red`, "qr_poster_invalid field=texts[1].colour reason=colour"},
		{`"right"`, `"justify"`, "qr_poster_invalid field=texts[2].align reason=align"},
		{`{remark}`, `{phone}`, "qr_poster_invalid field=texts[2].text name={phone} reason=variable"},
		{`{remark}`, ``, "qr_poster_invalid field=texts[2].text max=200 min=1 reason=range"},
		{`"texts": [`, `"texts": [` + strings.Repeat(`{},`, 20), "qr_poster_invalid field=texts max=20 reason=too_many"},
	} {
		var p qrcode.Poster
		must(t, json.Unmarshal([]byte(strings.Replace(spec, row.from, row.to, 1)), &p))
		if err := p.Validate(); err == nil || err.Error() != row.want {
			t.Errorf("%s: error %v, want %s", row.to, err, row.want)
		}
	}
	_, err := poster(t).Draw(photo(120, 120), link, options(0, 4, qrcode.M), values)
	if codeOf(err) != qrcode.CodeTooSmall {
		t.Errorf("a small background: %v", err)
	}
}

func TestPicturesFromOutside(t *testing.T) {
	var asPNG, asJPEG bytes.Buffer
	must(t, png.Encode(&asPNG, photo(64, 64)), jpeg.Encode(&asJPEG, photo(64, 64), nil))
	claims := append([]byte(nil), asPNG.Bytes()...)
	copy(claims[16:], "\x00\x00\x7f\xff\x00\x00\x7f\xff")
	claims = withSum(claims)
	for name, row := range map[string]struct {
		file []byte
		want string
	}{
		"PNG":                     {asPNG.Bytes(), ""},
		"JPEG":                    {asJPEG.Bytes(), ""},
		"cut PNG":                 {asPNG.Bytes()[:asPNG.Len()/2], "qr_picture_broken"},
		"cut JPEG":                {asJPEG.Bytes()[:30], "qr_picture_broken"},
		"GIF":                     {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"), "qr_picture_format"},
		"WebP":                    {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "qr_picture_format"},
		"text":                    {[]byte("hello"), "qr_picture_format"},
		"a billion pixels":        {claims, "qr_picture_too_large limit_mp=50"},
		"a file of 20 MB and one": {make([]byte, 20<<20+1), "qr_picture_too_large limit_mb=20"},
	} {
		_, err := qrcode.ReadPicture(row.file)
		if row.want == "" && err != nil || row.want != "" && (err == nil || err.Error() != row.want) {
			t.Errorf("%s: error %v, want %q", name, err, row.want)
		}
	}
}

// A text's strokes above the code once looked like a corner of it.
func TestATextAboveACodeDoesNotHideIt(t *testing.T) {
	needChinese(t)
	page := image.NewRGBA(image.Rect(0, 0, 600, 900))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	p := qrcode.Poster{
		Code:  qrcode.Box{X: 0.2, Y: 0.3, Width: 0.6, Height: 0.4},
		Texts: []qrcode.Text{{Text: "{name}", X: 0.5, Y: 0.1, Size: 0.05, Colour: "#222222", Align: "centre"}},
	}
	const content = "http://127.0.0.1:57075/qr/d2620c86f5e087030911b9f6fb5100a2"
	img, err := p.Draw(page, content, options(0, 2, qrcode.M), map[string]string{"name": "门口 3 号店"})
	must(t, err)
	wantText(t, "poster", img, content)
}
