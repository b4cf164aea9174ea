package crm

import (
	"bytes"
	"crypto/sha256"
	"image"
	_ "image/gif"  // the formats the platforms take
	_ "image/jpeg" // …
	_ "image/png"  // …
)

// maxPixels keeps a small file from unpacking into a huge picture.
const maxPixels = 50_000_000

// Picture makes a blob of the bytes of a PNG, JPEG or GIF, and refuses anything else.
func Picture(data []byte, at int64) (Blob, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 || c.Width*c.Height > maxPixels {
		return Blob{}, Invalid("picture", "只支持 PNG、JPEG、GIF 图片", "only PNG, JPEG and GIF pictures are taken")
	}
	return Blob{Hash: sha256.Sum256(data), Type: "image/" + format, Size: int64(len(data)), Width: c.Width, Height: c.Height, Data: data, CreatedAt: at}, nil
}
