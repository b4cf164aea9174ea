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

// mediaBytes is the largest picture taken.
const mediaBytes = 2 << 20

type mediaInput struct {
	RawBody []byte `contentType:"image/png"`
}

func (a *API) keepMedia(ctx context.Context, in *mediaInput) (*answer[desk.MediaRow], error) {
	return answerWith(a.Desk.KeepPicture(ctx, bytes.Clone(in.RawBody)))
}

type mediaID struct {
	ID string `path:"id" maxLength:"64"`
}

func (a *API) getMedia(ctx context.Context, in *mediaID) (*huma.StreamResponse, error) {
	hash, err := hex.DecodeString(in.ID)
	if err != nil || len(hash) != 32 {
		return nil, crm.ErrNotFound
	}
	b, err := a.Desk.Store.Blob(ctx, [32]byte(hash))
	if err != nil {
		return nil, err
	}
	return blobAnswer(b, "", "private, max-age=31536000, immutable"), nil
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
	return strings.TrimLeft(safe, ".") + "." + strings.TrimSuffix(strings.TrimPrefix(mediaType, "image/"), "+xml")
}
