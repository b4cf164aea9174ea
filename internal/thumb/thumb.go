// Package thumb makes smaller copies of pictures.
package thumb

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"

	"github.com/menling/menling/internal/crm"
)

const (
	side       = 480        // pixels of the longer side
	mostPixels = 25_000_000 // larger pictures are not unpacked for it: they take hundreds of megabytes
)

// Of is a smaller copy of a picture; false where a copy would be no smaller or is no use: of one that moves, lies on its side until
// it is turned, or cannot be read.
func Of(b crm.Blob) (crm.Blob, bool) {
	longest := max(b.Width, b.Height)
	still := b.Type == "image/jpeg" && !turned(b.Data) || b.Type == "image/png"
	if !still || longest <= side || b.Width*b.Height > mostPixels {
		return crm.Blob{}, false
	}
	whole, _, err := image.Decode(bytes.NewReader(b.Data))
	if err != nil {
		return crm.Blob{}, false
	}
	to := image.NewRGBA(image.Rect(0, 0, max(1, b.Width*side/longest), max(1, b.Height*side/longest)))
	draw.BiLinear.Scale(to, to.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	small := crm.Blob{Type: "image/jpeg", Width: to.Rect.Dx(), Height: to.Rect.Dy()}
	var out bytes.Buffer
	if to.Opaque() {
		err = jpeg.Encode(&out, to, &jpeg.Options{Quality: 80})
	} else {
		small.Type, err = "image/png", png.Encode(&out, to)
	}
	small.Data, small.Size = out.Bytes(), int64(out.Len())
	return small, err == nil && small.Size < b.Size
}

// turned says whether a JPEG may have notes of its camera, which say how it is to be turned: a copy would lose them.
func turned(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 64<<10)], []byte("Exif\x00\x00"))
}
