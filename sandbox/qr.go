package sandbox

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"

	"github.com/boombuler/barcode/qr"
)

const (
	qrModule = 8 // pixels
	qrMargin = 4 // modules of white around the code, as the standard asks
)

// qrURL is the address of a way's picture, on the sandbox's own host.
func (s *Sandbox) qrURL(w *way) string { return s.url("/wwpic/" + w.ConfigID + "/0") }

// qrText is what the picture says.
func (s *Sandbox) qrText(configID string) string { return s.url("/u/" + configID) }

// drawQR makes a PNG of a QR code, with the quiet zone that the encoder leaves to us.
func drawQR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	n := code.Bounds().Dx()
	size := (n + 2*qrMargin) * qrModule
	img := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.White, color.Black})
	for y := range n * qrModule {
		for x := range n * qrModule {
			if code.At(x/qrModule, y/qrModule) == color.Black {
				img.SetColorIndex(x+qrMargin*qrModule, y+qrMargin*qrModule, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	return b.Bytes(), nil
}

// serveQR answers a way's picture. The picture of a deleted way stays: paper does not vanish.
func (s *Sandbox) serveQR(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	s.mu.RLock()
	known := s.w.ways.find(id) != nil || s.w.DeadWays[id]
	s.mu.RUnlock()
	picture, err := drawQR(s.qrText(id))
	if !known || err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	servePNG(w, picture)
}

// openCode is what a browser sees that follows the text of a code: the phone page, which
// scans it.
func (s *Sandbox) openCode(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/phone/#scan="+r.PathValue("code"), http.StatusFound)
}

func servePNG(w http.ResponseWriter, picture []byte) {
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(picture)
}
