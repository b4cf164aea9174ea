package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// mediaBytes is the largest file taken.
const mediaBytes = crm.MaxSentFile

type mediaInput struct {
	As      string `query:"as" default:"picture" enum:"picture,image,video,file" doc:"picture: for a message to a mini program's customer, PNG, JPEG or GIF of at most 2 MiB. For welcomes: image, JPG or PNG of at most 10 MiB; video, MP4 of at most 10 MiB; file, at most 20 MiB"`
	RawBody []byte `contentType:"image/png"`
}

func (a *API) keepMedia(ctx context.Context, in *mediaInput) (*answer[desk.MediaRow], error) {
	data := bytes.Clone(in.RawBody)
	if in.As == "picture" {
		return answerWith(a.Desk.KeepPicture(ctx, data))
	}
	b, err := a.Ledger.KeepMedia(ctx, in.As, data)
	return answerWith(desk.MediaRow{ID: hex.EncodeToString(b.Hash[:]), Type: b.Type, Size: b.Size, Width: b.Width, Height: b.Height, State: desk.MediaReady}, err)
}

type mediaID struct {
	ID   string `path:"id" maxLength:"64"`
	Size string `query:"size" enum:"small" doc:"small: a copy of at most 480 pixels, where one is of use"`
}

func (a *API) getMedia(ctx context.Context, in *mediaID) (*huma.StreamResponse, error) {
	hash, err := hex.DecodeString(in.ID)
	if err != nil || len(hash) != 32 {
		return nil, crm.ErrNotFound
	}
	if err := a.Desk.MayOpen(ctx, actor(ctx), [32]byte(hash)); err != nil {
		return nil, err
	}
	find := a.Desk.Picture
	if in.Size == "small" {
		find = a.Desk.Thumb
	}
	b, err := find(ctx, [32]byte(hash))
	if err != nil {
		return nil, err
	}
	name := ""
	if !strings.Contains(b.Type, "image/") && !strings.Contains(b.Type, "video/") {
		name = in.ID[:12] // nobody's browser is to open it
	}
	return blobAnswer(b, name, "private, max-age=31536000, immutable"), nil
}

// blobAnswer gives a picture, as a file where name is not empty.
func blobAnswer(b crm.Blob, name, cache string) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		h := w.Header()
		h.Set("Content-Type", b.Type)
		h.Set("Cache-Control", cache)
		h.Set("ETag", `"`+hex.EncodeToString(b.Hash[:16])+`"`)
		if name != "" {
			h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(name, b.Type)}))
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.Data))
	}}
}

// fileName is a name that every file system takes.
func fileName(name, mediaType string) string {
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(name))
	kind := mediaType[strings.IndexByte(mediaType, '/')+1:]
	if kind == "octet-stream" {
		kind = "bin"
	}
	return strings.TrimLeft(safe, ".") + "." + strings.TrimSuffix(kind, "+xml")
}
