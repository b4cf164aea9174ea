package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Poster is a picture of the company's own that codes are put on. Its spec is the drawing's: where the code and the texts stand.
type Poster struct {
	ID         int64
	Name       string
	Spec       json.RawMessage
	Background []byte // hash of the picture
	CreatedAt  int64
	UpdatedAt  int64
}

// PosterReader answers outside a transaction.
type PosterReader interface {
	Poster(ctx context.Context, id int64) (Poster, error)
	Posters(ctx context.Context) ([]Poster, error)
}

// PosterTx changes posters.
type PosterTx interface {
	Poster(id int64) (Poster, error)
	PosterByName(name string) (Poster, error)
	PutPoster(Poster) error
	RemovePoster(id int64) error
}

// maxBackground is the most bytes of a poster's picture.
const maxBackground = 10 << 20

// KeepBackground stores a poster's picture.
func (l *Ledger) KeepBackground(ctx context.Context, data []byte) (crm.Blob, error) {
	if len(data) > maxBackground {
		return crm.Blob{}, crm.Invalid("picture", "海报底图最大 10 MB", "a poster's picture may have at most 10 MB")
	}
	b, err := crm.Picture(data, l.Clock.Ms())
	if err != nil || b.Type == "image/gif" {
		return crm.Blob{}, crm.Invalid("picture", "海报底图只支持 PNG、JPEG", "a poster's picture must be PNG or JPEG")
	}
	return b, l.Store.Write(ctx, nil, func(tx Tx) error { return tx.PutBlob(b) })
}

// SavePoster adds a poster (id 0) or changes one; its name is its own.
func (l *Ledger) SavePoster(ctx context.Context, who crm.Actor, p Poster) (Poster, error) {
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" || utf8.RuneCountInString(p.Name) > maxName {
		return p, crm.Invalid("name", "请填写海报名称，最多 60 个字", "a name of 1 to 60 characters is needed")
	}
	if len(p.Background) != 32 {
		return p, crm.Invalid("background", "请先上传底图", "upload the picture first")
	}
	if _, err := l.Store.Blob(ctx, [32]byte(p.Background)); err != nil {
		return p, crm.Invalid("background", "请先上传底图", "upload the picture first")
	}
	stamp, id := l.stamp(), p.ID
	err := l.Store.Write(ctx, []string{"posters"}, func(tx Tx) error {
		d := stamp.Draw()
		audit := crm.Audit{At: d.At, Actor: who, Operation: "poster.create", Subject: "poster"}
		p.ID, p.CreatedAt = d.ID(), d.At
		if id != 0 {
			before, err := tx.Poster(id)
			if err != nil {
				return err
			}
			audit.Operation, audit.Before, p.ID, p.CreatedAt = "poster.edit", before, id, before.CreatedAt
		}
		if other, err := tx.PosterByName(p.Name); !errors.Is(err, crm.ErrNotFound) && other.ID != p.ID {
			return errors.Join(err, crm.Refuse(crm.CodeTaken, "field", "name", "name", p.Name))
		}
		p.UpdatedAt, audit.SubjectID = d.At, p.ID
		audit.After = p
		return errors.Join(tx.PutPoster(p), tx.AddAudit(audit), tx.AddChange(crm.Stale("poster", p.ID, d.At)))
	})
	return p, err
}

// RemovePoster forgets a poster.
func (l *Ledger) RemovePoster(ctx context.Context, who crm.Actor, id int64) error {
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{"posters"}, func(tx Tx) error {
		before, err := tx.Poster(id)
		if err != nil {
			return err
		}
		audit := crm.Audit{At: at, Actor: who, Operation: "poster.remove", Subject: "poster", SubjectID: id, Before: before}
		return errors.Join(tx.RemovePoster(id), tx.AddAudit(audit), tx.AddChange(crm.Change{Kind: "poster", SubjectID: id, At: at}))
	})
}
