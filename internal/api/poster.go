package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/qrcode"
)

// PosterInput is a poster to add or to change.
type PosterInput struct {
	Name       string        `json:"name" doc:"1 to 60 characters"`
	Background string        `json:"background" maxLength:"64" doc:"id of an uploaded picture"`
	Spec       qrcode.Poster `json:"spec" doc:"Where the code and the texts stand, as parts of the picture's width and height"`
}

// Poster is a picture of the company's own that codes are put on.
type Poster struct {
	ID         int64         `json:"id"`
	Name       string        `json:"name"`
	Background string        `json:"background" doc:"id of its picture"`
	Spec       qrcode.Poster `json:"spec"`
	CreatedAt  int64         `json:"created_at"`
	UpdatedAt  int64         `json:"updated_at"`
}

// backgroundBytes is the largest picture of a poster.
const backgroundBytes = 10 << 20

func posterOf(p ledger.Poster) (Poster, error) {
	out := Poster{ID: p.ID, Name: p.Name, Background: hex.EncodeToString(p.Background), CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt}
	err := json.Unmarshal(p.Spec, &out.Spec)
	out.Spec.Texts = some(out.Spec.Texts)
	return out, err
}

func (a *API) listPosters(ctx context.Context, _ *none) (*answer[List[Poster]], error) {
	all, err := a.Ledger.Store.Posters(ctx)
	items := make([]Poster, len(all))
	for k, p := range all {
		if err == nil {
			items[k], err = posterOf(p)
		}
	}
	return listOf(items, err)
}

func (a *API) createPoster(ctx context.Context, in *body[PosterInput]) (*answer[Poster], error) {
	return a.savePoster(ctx, 0, in.Body)
}

func (a *API) editPoster(ctx context.Context, in *edit[PosterInput]) (*answer[Poster], error) {
	return a.savePoster(ctx, in.ID, in.Body)
}

func (a *API) savePoster(ctx context.Context, id int64, in PosterInput) (*answer[Poster], error) {
	if err := in.Spec.Validate(); err != nil {
		return nil, qrError(err)
	}
	hash, err := hex.DecodeString(in.Background)
	if err != nil {
		hash = nil // the rule says what is missing
	}
	spec, err := json.Marshal(in.Spec)
	if err != nil {
		return nil, err
	}
	p, err := a.Ledger.SavePoster(ctx, actor(ctx), ledger.Poster{ID: id, Name: in.Name, Spec: spec, Background: hash})
	if err != nil {
		return nil, err
	}
	return answerWith(posterOf(p))
}

func (a *API) removePoster(ctx context.Context, in *WithID) (*struct{}, error) {
	return nil, a.Ledger.RemovePoster(ctx, actor(ctx), in.ID)
}

// keepBackground takes a poster's picture, which may be larger than one that is sent to a customer.
func (a *API) keepBackground(ctx context.Context, in *mediaInput) (*answer[desk.MediaRow], error) {
	b, err := a.Ledger.KeepBackground(ctx, bytes.Clone(in.RawBody))
	return answerWith(desk.MediaRow{ID: hex.EncodeToString(b.Hash[:]), Type: b.Type, Size: b.Size, Width: b.Width, Height: b.Height, State: desk.MediaReady}, err)
}

type posterInput struct {
	WithID
	QRLook
	Poster   int64 `query:"poster" required:"true"`
	Download bool  `query:"download"`
}

// getWayPoster is a way's code on a poster.
func (a *API) getWayPoster(ctx context.Context, in *posterInput) (*huma.StreamResponse, error) {
	draw, err := a.posterPainter(ctx, in.Poster, in.QRLook, "png")
	if err != nil {
		return nil, err
	}
	w, err := a.Ledger.QR(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	b, err := draw(ctx, w)
	if err != nil {
		return nil, err
	}
	name := ""
	if in.Download {
		name = w.Name
	}
	return blobAnswer(b, name, "private, no-cache"), nil
}

// painter makes a way's picture.
type painter func(context.Context, ledger.Way) (crm.Blob, error)

// posterPainter reads a poster once, for one way or for many.
func (a *API) posterPainter(ctx context.Context, id int64, look QRLook, format string) (painter, error) {
	kept, err := a.Ledger.Store.Poster(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := posterOf(kept)
	if err != nil {
		return nil, err
	}
	background, err := a.keptPicture(ctx, p.Background, "background")
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, w ledger.Way) (crm.Blob, error) {
		if w.QRContent == "" {
			return crm.Blob{}, crm.Refuse(codeQRUnread)
		}
		o, err := a.qrOptions(ctx, w, look)
		if err != nil {
			return crm.Blob{}, err
		}
		values, err := a.valuesOf(ctx, w)
		if err != nil {
			return crm.Blob{}, err
		}
		img, err := p.Spec.Draw(background, w.QRContent, o, values)
		if err != nil {
			return crm.Blob{}, qrError(err)
		}
		var out bytes.Buffer
		if format == "jpeg" {
			err = qrcode.WriteJPEG(&out, img)
		} else {
			err = qrcode.WritePNG(&out, img)
		}
		return madeBlob(out.Bytes(), "image/"+format), err
	}, nil
}

// posterWords say why a poster cannot be drawn.
func posterWords(p map[string]any, language string) string {
	words := map[string][2]string{
		"range":    {"应在 %v 到 %v 之间", "must be from %v to %v"},
		"colour":   {"颜色要写成 #rrggbb", "a colour is written #rrggbb"},
		"align":    {"对齐方式只能是 left、centre 或 right", "align is left, centre or right"},
		"too_many": {"最多 %v 个", "at most %v"},
	}
	said, ok := words[fmt.Sprint(p["reason"])]
	if !ok {
		said = [2]string{"不认识变量「%v」，可用 {name} {channel} {member} {remark}", "there is no variable “%v”; use {name}, {channel}, {member}, {remark}"}
	}
	template := said[0]
	if language == "en" {
		template = said[1]
	}
	switch p["reason"] {
	case "range":
		return fmt.Sprintf(template, p["min"], p["max"])
	case "too_many":
		return fmt.Sprintf(template, p["max"])
	case "variable":
		return fmt.Sprintf(template, p["name"])
	}
	return template
}
