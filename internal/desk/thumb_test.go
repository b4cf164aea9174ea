package desk_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// noise is a picture that does not pack well, see-through or not.
func noise(width, height int, alpha uint8) image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i, seed := 0, uint32(1); i < width*height; i++ {
		seed = seed*1664525 + 1013904223
		p.SetNRGBA(i%width, i/width, color.NRGBA{uint8(seed >> 8), uint8(seed >> 16), uint8(seed >> 24), alpha})
	}
	return p
}

func TestPicturesHaveASmallerCopy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		var photo, glass, film, tiny, notes bytes.Buffer
		err := errors.Join(jpeg.Encode(&photo, noise(800, 600, 255), nil), png.Encode(&glass, noise(500, 700, 90)),
			gif.Encode(&film, image.NewPaletted(image.Rect(0, 0, 600, 500), palette.WebSafe), nil), png.Encode(&tiny, noise(20, 20, 255)))
		if err != nil {
			t.Fatal(err)
		}
		notes.Write(photo.Bytes()[:2])
		notes.WriteString("\xff\xe1\x00\x0aExif\x00\x00MM")
		notes.Write(photo.Bytes()[2:])
		broken := photo.Bytes()[:photo.Len()/2]
		for name, c := range map[string]struct {
			data          []byte
			kind          string
			width, height int
		}{
			"photo":         {photo.Bytes(), "image/jpeg", 480, 360},
			"see-through":   {glass.Bytes(), "image/png", 342, 480},
			"moving":        {film.Bytes(), "image/gif", 600, 500},
			"small already": {tiny.Bytes(), "image/png", 20, 20},
			"to be turned":  {notes.Bytes(), "image/jpeg", 800, 600},
			"broken":        {broken, "image/jpeg", 800, 600},
		} {
			b, err := crm.Picture(c.data, 1)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := f.desk.KeepPicture(t.Context(), c.data); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for range 2 { // made, and kept
				got, err := f.desk.Thumb(t.Context(), b.Hash)
				if err != nil || got.Type != c.kind || got.Width != c.width || got.Height != c.height {
					t.Errorf("%s: %s %dx%d %v", name, got.Type, got.Width, got.Height, err)
				}
				if config, _, err := image.DecodeConfig(bytes.NewReader(got.Data)); err != nil || config.Width != c.width {
					t.Errorf("%s: what it holds is %d wide, %v", name, config.Width, err)
				}
				if got.Hash == b.Hash {
					continue
				}
				if _, err := f.desk.Picture(t.Context(), got.Hash); !errors.Is(err, crm.ErrNotFound) {
					t.Errorf("%s: the copy is given out as a picture of its own: %v", name, err)
				}
			}
		}
		if _, err := f.desk.Thumb(t.Context(), [32]byte{1}); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("of a picture that is not there: %v", err)
		}
	})
}
