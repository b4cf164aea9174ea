package qrcode_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/menling/menling/internal/qrcode"
)

func BenchmarkPNG(b *testing.B) {
	for _, look := range []string{"plain", "caption", "logo"} {
		b.Run(look, func(b *testing.B) {
			o := options(400, 4, qrcode.M)
			if look == "caption" {
				needChinese(b)
				o.Caption = "扫码添加客服"
			}
			if look == "logo" {
				o.Logo = logo(200, 200)
			}
			b.ReportAllocs()
			var file bytes.Buffer
			for b.Loop() {
				file.Reset()
				must(b, qrcode.PNG(&file, link, o))
			}
			b.ReportMetric(float64(file.Len()), "file-bytes")
		})
	}
}

func BenchmarkSVG(b *testing.B) {
	b.ReportAllocs()
	var file bytes.Buffer
	for b.Loop() {
		file.Reset()
		must(b, qrcode.SVG(&file, link, options(400, 4, qrcode.M)))
	}
	b.ReportMetric(float64(file.Len()), "file-bytes")
}

func BenchmarkPoster(b *testing.B) {
	needChinese(b)
	p, background := poster(b), photo(1242, 2208)
	b.ReportAllocs()
	for b.Loop() {
		img, err := p.Draw(background, link, options(0, 2, qrcode.M), values)
		must(b, err, qrcode.WriteJPEG(io.Discard, img))
	}
}

func BenchmarkDecode(b *testing.B) {
	img, err := qrcode.Draw(link, options(400, 4, qrcode.M))
	must(b, err)
	for b.Loop() {
		_, err := qrcode.Decode(img)
		must(b, err)
	}
}
