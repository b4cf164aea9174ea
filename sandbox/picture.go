package sandbox

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
)

func (s *Sandbox) customerAvatar(person *Customer) string {
	return s.url("/wwhead/c-" + person.ID + "/0")
}
func (s *Sandbox) memberAvatar(m *Member) string { return s.url("/wwhead/m-" + m.UserID + "/0") }

// pictureURL is where the bytes of a media can be seen without a token.
func (s *Sandbox) pictureURL(mediaID string) string { return s.url("/mmpic/" + mediaID + "/0") }

func (s *Sandbox) pictureRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /wwpic/{id}/0", s.serveQR)
	mux.HandleFunc("GET /u/{code}", s.openCode)
	mux.HandleFunc("GET /wwhead/{name}/0", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		w.Header().Set("Cache-Control", "max-age=86400") // a name's face never changes
		servePNG(w, drawPortrait(name, s.longHaired(name)))
	})
	mux.HandleFunc("GET /mmpic/{id}/0", s.servePicture)
}

// longHaired goes by what the fixture knows of a customer; of members it knows nothing, and their name decides.
func (s *Sandbox) longHaired(name string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if person, err := s.person(strings.TrimPrefix(name, "c-")); err == nil {
		return person.Gender == 2
	}
	return len(name)%2 == 0
}

// servePicture answers a picture or file of a chat. Pages of other origins may show it, but
// nothing in it may run.
func (s *Sandbox) servePicture(w http.ResponseWriter, r *http.Request) {
	s.mu.RLock()
	m, ok := s.w.Media[r.PathValue("id")]
	s.mu.RUnlock()
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", m.ContentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	_, _ = w.Write(m.body)
}

// drawTile makes a mirrored pattern out of a name: the same name always looks the same.
func drawTile(name string, cells int) []byte {
	const cell = 24
	sum := sha256.Sum256([]byte(name))
	ink := color.RGBA{40 + sum[0]/2, 70 + sum[1]/2, 60 + sum[2]/2, 255}
	size := (cells + 1) * cell
	img := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.RGBA{240, 243, 240, 255}, ink})
	for y := range cells * cell {
		for x := range cells * cell {
			col := min(x/cell, cells-1-x/cell)
			if sum[3+(y/cell*cells+col)%29]&1 == 1 {
				img.SetColorIndex(x+cell/2, y+cell/2, 1)
			}
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a paletted picture in memory cannot fail
	return b.Bytes()
}
