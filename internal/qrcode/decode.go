package qrcode

import (
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

const (
	readSize      = 1600 // pixels of the longer side at which a larger picture is looked at
	smallSize     = 600  // and once more, which takes the noise out of a photo
	maxCandidates = 150  // marks in a picture that look like a corner of a code
)

// Decode reads the code in a picture. It refuses a picture of more than MaxPicturePixels, and gives CodeNotFound when
// there is none, or none that can be read. Pictures are from outside: whatever is in them, Decode neither panics nor
// takes more than seconds.
func Decode(img image.Image) (string, error) {
	size := img.Bounds().Size()
	if err := checkPixels(size.X, size.Y, nil); err != nil {
		return "", err
	}
	text, err := look(img)
	if err == nil || size.Y <= size.X {
		return text, err
	}
	// The strokes of a caption may be taken for corners of the code above or below it: once more without them.
	for _, from := range []int{0, size.Y - size.X, (size.Y - size.X) / 2} {
		corner := img.Bounds().Min.Add(image.Pt(0, from))
		if text, err = look(part{img, image.Rectangle{Min: corner, Max: corner.Add(image.Pt(size.X, size.X))}}); err == nil {
			break
		}
	}
	return text, err
}

// part is a piece of a picture.
type part struct {
	image.Image
	bounds image.Rectangle
}

func (p part) Bounds() image.Rectangle { return p.bounds }

// look reads a picture as it is, and small.
func look(img image.Image) (string, error) {
	size := img.Bounds().Size()
	for _, longest := range []int{readSize, smallSize} {
		grey, err := greyOf(img, longest)
		if err != nil {
			return "", err
		}
		for _, binarize := range []func(gozxing.LuminanceSource) gozxing.Binarizer{gozxing.NewHybridBinarizer, gozxing.NewGlobalHistgramBinarizer} {
			for _, pure := range []bool{false, true} {
				if text, ok := read(binarize(grey), pure); ok {
					return text, nil
				}
			}
		}
		if max(size.X, size.Y) <= smallSize {
			break
		}
	}
	return "", refuse(CodeNotFound)
}

// greyOf is the picture on white, without colours, made smaller where it is larger than longest.
func greyOf(img image.Image, longest int) (gozxing.LuminanceSource, error) {
	small := shrunk(img, longest)
	page := canvas(small, small.Bounds().Size())
	w, h := page.Bounds().Dx(), page.Bounds().Dy()
	grey := make([]byte, w*h)
	for i := range grey {
		p := page.Pix[4*i : 4*i+3]
		grey[i] = byte((int(p[0]) + 2*int(p[1]) + int(p[2])) / 4)
	}
	return gozxing.NewPlanarYUVLuminanceSource(grey, w, h, 0, 0, w, h, false)
}

// read tries one way of looking at a picture. The library's search is cubic in the number of marks that look like
// corners, and it was written for cameras: so it is stopped when there are too many, and a panic inside it means that
// there is no code.
func read(b gozxing.Binarizer, pure bool) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", false
	}
	seen := 0
	hints := map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
		gozxing.DecodeHintType_TRY_HARDER:    true,
		gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: gozxing.ResultPointCallback(func(gozxing.ResultPoint) {
			if seen++; seen > maxCandidates {
				panic("too many candidates")
			}
		}),
	}
	if pure {
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		return "", false
	}
	return result.GetText(), result.GetText() != ""
}
