package qrcode_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	ximage "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/menling/menling/internal/qrcode"
)

// link is as long as the platform's own.
const link = "https://work.weixin.qq.com/ca/cawcde8f2a41c93d"

func TestWhatIsDrawnIsReadBack(t *testing.T) {
	needChinese(t)
	margins := map[int][]int{100: {0, 2, 4}, 256: {0, 2, 8}, 400: {4}, 777: {4}}
	checkReadBack(t, "2000 px", options(2000, 4, qrcode.M))
	for size, margins := range margins {
		for _, margin := range margins {
			for _, level := range []qrcode.Level{qrcode.L, qrcode.M, qrcode.Q, qrcode.H} {
				for _, look := range []string{"plain", "caption", "logo", "logo and caption", "coloured"} {
					o := options(size, margin, level)
					dress(t, &o, look)
					checkReadBack(t, fmt.Sprintf("%d px, margin %d, %s, %s", size, margin, level, look), o)
				}
			}
		}
	}
}

func TestALogoHidesNoCode(t *testing.T) {
	for length := 3; length <= 1273; length += 40 {
		content := strings.Repeat("menling/", 160)[:length]
		for _, ink := range []image.Image{image.Black, image.White} {
			o := options(400, 4, qrcode.M)
			o.Logo = image.NewRGBA(image.Rect(0, 0, 50, 50))
			draw.Draw(o.Logo.(draw.Image), o.Logo.Bounds(), ink, image.Point{}, draw.Src)
			img, err := qrcode.Draw(content, o)
			must(t, err)
			wantText(t, fmt.Sprint(length, " bytes"), img, content)
		}
	}
}

// checkReadBack draws a code and reads it from the PNG, from a bad JPEG, and turned by five degrees.
func checkReadBack(t *testing.T, name string, o qrcode.Options) {
	t.Helper()
	var file bytes.Buffer
	err := qrcode.PNG(&file, link, o)
	if refused := codeOf(err); refused == qrcode.CodeTooSmall && o.Size == 100 {
		return
	} else if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	img, err := png.Decode(&file)
	must(t, err)
	size := img.Bounds().Size()
	if size.X != o.Size || o.Caption == "" && size.Y != o.Size || o.Caption != "" && size.Y <= o.Size {
		t.Errorf("%s: the picture is %v", name, size)
	}
	on := onWhite(img) // as a picture stands on a page
	if o.Margin >= 2 {
		on = img
	}
	wantText(t, name, on, link)
	if o.Size == 400 || o.Size == 777 {
		wantText(t, name+", JPEG", asJPEG(t, img, 60), link)
		wantText(t, name+", turned", turned(img, 5), link)
	}
}

func TestContentsOfEveryKind(t *testing.T) {
	for _, content := range []string{"1", "0123456789012345678901234567890", "HTTPS://WX.QQ.COM/A-B", "您好，世界", "tel:+86 138", strings.Repeat("长", 300), strings.Repeat("x", 1200), "a\x7fb\u00e9"} {
		img, err := qrcode.Draw(content, options(800, 4, qrcode.L))
		must(t, err)
		wantText(t, cutTo(content, 20), img, content)
	}
}

func TestRefusals(t *testing.T) {
	for _, row := range []struct {
		name    string
		content string
		change  func(*qrcode.Options)
		code    qrcode.Code
		params  string
	}{
		{"nothing to say", "", nil, qrcode.CodeEmpty, ""},
		{"too much to say", strings.Repeat("x", 3000), nil, qrcode.CodeTooLong, " limit=2331"},
		{"far too much to say", strings.Repeat("x", 30_000), nil, qrcode.CodeTooLong, " limit=2331"},
		{"a tiny picture", link, func(o *qrcode.Options) { o.Size = 20 }, qrcode.CodeBadOption, " max=4096 min=64 option=size"},
		{"a huge picture", link, func(o *qrcode.Options) { o.Size = 5000 }, qrcode.CodeBadOption, " max=4096 min=64 option=size"},
		{"modules of one pixel", link, func(o *qrcode.Options) { o.Size = 70 }, qrcode.CodeTooSmall, " min=82"},
		{"a negative margin", link, func(o *qrcode.Options) { o.Margin = -1 }, qrcode.CodeBadOption, " max=20 min=0 option=margin"},
		{"an unknown level", link, func(o *qrcode.Options) { o.Level = "X" }, qrcode.CodeBadOption, " option=level"},
		{"a long caption", link, func(o *qrcode.Options) { o.Caption = strings.Repeat("长", 61) }, qrcode.CodeBadOption, " max=60 min=0 option=caption"},
		{"a large logo", link, func(o *qrcode.Options) { o.LogoShare = 0.3 }, qrcode.CodeBadOption, " max=0.22 min=0 option=logo_share"},
		{"no number", link, func(o *qrcode.Options) { o.LogoShare = math.NaN() }, qrcode.CodeBadOption, " max=0.22 min=0 option=logo_share"},
		{"light on dark", link, func(o *qrcode.Options) { o.Foreground, o.Background = o.Background, o.Foreground }, qrcode.CodeLowContrast, ""},
		{"yellow on white", link, func(o *qrcode.Options) { o.Foreground = color.RGBA{255, 220, 0, 255} }, qrcode.CodeLowContrast, ""},
	} {
		o := options(400, 4, qrcode.M)
		if row.change != nil {
			row.change(&o)
		}
		for format, err := range map[string]error{"PNG": qrcode.PNG(&bytes.Buffer{}, row.content, o), "SVG": qrcode.SVG(&bytes.Buffer{}, row.content, o)} {
			if err == nil || err.Error() != string(row.code)+row.params {
				t.Errorf("%s as %s: error %v, want %s%s", row.name, format, err, row.code, row.params)
			}
		}
	}
}

func TestAPictureHasNoMoreColoursThanItNeeds(t *testing.T) {
	for look, want := range map[string]int{"plain": 2, "caption": 16, "logo": 0} {
		o := options(400, 4, qrcode.M)
		dress(t, &o, look)
		var file bytes.Buffer
		must(t, qrcode.PNG(&file, link, o))
		t.Logf("%s: %d bytes", look, file.Len())
		img, err := png.Decode(&file)
		must(t, err)
		got := 0
		if p, ok := img.(*image.Paletted); ok {
			got = len(p.Palette)
		}
		if got != want {
			t.Errorf("%s has a palette of %d colours, want %d", look, got, want)
		}
	}
}

func TestModulesAreWholePixels(t *testing.T) {
	img, err := qrcode.Draw(link, options(401, 4, qrcode.M))
	must(t, err)
	m, err := qrcode.Encode(link, qrcode.M)
	must(t, err)
	scale := 401 / (m.Size() + 8)
	left := (401 - scale*m.Size()) / 2
	for y := range 401 {
		for x := range 401 {
			mx, my := (x-left)/scale, (y-left)/scale
			inside := x >= left && y >= left && mx < m.Size() && my < m.Size()
			want := color.Gray{255}
			if inside && m.At(mx, my) {
				want.Y = 0
			}
			if got := color.GrayModel.Convert(img.At(x, y)); got != want {
				t.Fatalf("pixel %d,%d is %v, want %v", x, y, got, want)
			}
		}
	}
}

func options(size, margin int, level qrcode.Level) qrcode.Options {
	o := qrcode.Defaults()
	o.Size, o.Margin, o.Level = size, margin, level
	return o
}

// dress gives options one of the looks of the tests.
func dress(t *testing.T, o *qrcode.Options, look string) {
	t.Helper()
	if strings.Contains(look, "caption") {
		needChinese(t)
		o.Caption = "扫码添加客服 · 上海第 3 店"
	}
	if strings.Contains(look, "logo") {
		o.Logo = logo(300, 200)
	}
	if look == "coloured" {
		o.Foreground, o.Background = color.RGBA{0, 82, 217, 255}, color.RGBA{255, 248, 225, 255}
	}
}

// logo is a green picture with a transparent corner and a stripe.
func logo(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, image.Rect(0, 0, w, h), image.NewUniform(color.NRGBA{7, 193, 96, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(w/3, h/3, w, h/2), image.Black, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, w/4, h/4), image.Transparent, image.Point{}, draw.Src)
	return img
}

func asJPEG(t *testing.T, img image.Image, quality int) image.Image {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, onWhite(img), &jpeg.Options{Quality: quality}))
	out, err := jpeg.Decode(&b)
	must(t, err)
	return out
}

// onWhite is a picture with white around it, as on a page.
func onWhite(img image.Image) image.Image {
	b := img.Bounds()
	edge := max(b.Dx(), b.Dy()) / 5
	page := image.NewRGBA(image.Rect(0, 0, b.Dx()+2*edge, b.Dy()+2*edge))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(page, b.Sub(b.Min).Add(image.Pt(edge, edge)), img, b.Min, draw.Over)
	return page
}

// turned is a page with the picture on it turned by some degrees.
func turned(img image.Image, degrees float64) image.Image {
	img = onWhite(img)
	page := image.NewRGBA(img.Bounds())
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(img.Bounds().Dx())/2, float64(img.Bounds().Dy())/2
	ximage.BiLinear.Transform(page, f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}, img, img.Bounds(), draw.Over, nil)
	return page
}

func wantText(t *testing.T, name string, img image.Image, want string) {
	t.Helper()
	if got, err := qrcode.Decode(img); err != nil || got != want {
		t.Errorf("%s: read %q, error %v", name, cutTo(got, 60), err)
	}
}

func codeOf(err error) qrcode.Code {
	var e *qrcode.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func needChinese(t testing.TB) {
	t.Helper()
	var fonts *qrcode.Fonts
	if _, err := fonts.For("门铃"); err != nil {
		t.Skip("this needs a Chinese font, such as the package fonts-noto-cjk: ", err)
	}
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		t.Fatal(errs[i])
	}
}

func cutTo(s string, n int) string { return s[:min(len(s), n)] }
