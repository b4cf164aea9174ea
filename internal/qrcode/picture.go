package qrcode

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	ximage "golang.org/x/image/draw"
)

// Limits of pictures that come from outside.
const (
	MaxPictureFile   = 20 << 20 // bytes
	MaxPicturePixels = 50_000_000

	maxPictureMemory = 4 * MaxPicturePixels // bytes, once decoded
)

// formats are what is decoded, whatever else a program has registered with package image.
var formats = []struct {
	begin  string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}{
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
}

// ReadPicture decodes a PNG or JPEG, after a look at its size: a small file can claim a picture that fills the memory.
func ReadPicture(data []byte) (image.Image, error) {
	if len(data) > MaxPictureFile {
		return nil, refuse(CodeTooLarge, "limit_mb", MaxPictureFile>>20)
	}
	for _, f := range formats {
		if !bytes.HasPrefix(data, []byte(f.begin)) {
			continue
		}
		config, err := f.config(bytes.NewReader(data))
		if err != nil {
			return nil, refuse(CodeBroken)
		}
		if err := checkPixels(config.Width, config.Height, config.ColorModel); err != nil {
			return nil, err
		}
		img, err := f.decode(bytes.NewReader(data))
		if err != nil {
			return nil, refuse(CodeBroken)
		}
		return img, nil
	}
	return nil, refuse(CodeFormat)
}

func checkPixels(width, height int, model color.Model) error {
	bytesOfPixel := 4
	switch model {
	case color.RGBA64Model, color.NRGBA64Model:
		bytesOfPixel = 8
	}
	if width <= 0 || height <= 0 {
		return refuse(CodeBroken)
	}
	if width > MaxPicturePixels/height || bytesOfPixel*width*height > maxPictureMemory {
		return refuse(CodeTooLarge, "limit_mp", maxPictureMemory/bytesOfPixel/1_000_000)
	}
	return nil
}

// WritePNG and WriteJPEG write what Poster.Draw drew. A JPEG of a photo is several times smaller.
func WritePNG(w io.Writer, img image.Image) error { return encoder.Encode(w, img) }

// WriteJPEG writes with a quality at which neither the code nor small letters suffer.
func WriteJPEG(w io.Writer, img image.Image) error {
	return jpeg.Encode(w, img, &jpeg.Options{Quality: 90})
}

// Resize writes a picture as a PNG of another width: what is left to do with a code that cannot be read.
func Resize(w io.Writer, data []byte, width int) error {
	if width < MinSize || width > MaxSize {
		return refuse(CodeBadOption, "option", "size", "min", MinSize, "max", MaxSize)
	}
	img, err := ReadPicture(data)
	if err != nil {
		return err
	}
	size := img.Bounds().Size()
	to := image.NewRGBA(image.Rect(0, 0, width, min(MaxSize, max(1, width*size.Y/size.X))))
	ximage.CatmullRom.Scale(to, to.Bounds(), img, img.Bounds(), ximage.Src, nil)
	return WritePNG(w, to)
}
