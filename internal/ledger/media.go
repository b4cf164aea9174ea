package ledger

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// The platform keeps what it is given for three days. What ways and channels in use need is uploaded ahead of time and again
// before it is forgotten, so that a welcome finds it there.
const (
	mediaLife  = 3*24*time.Hour - 5*time.Minute
	mediaRenew = 60 * time.Hour
)

// Kept is a picture, video or file that we keep, as the platform is to have it.
type Kept struct {
	AccountID int64           `json:"-"`
	Hash      string          `json:"hash"`
	Kind      wecom.MediaType `json:"kind"`
	Name      string          `json:"name,omitempty"` // of a file, as the customer sees it
}

// Upload is a Kept on the platform.
type Upload struct {
	Kept
	MediaID string
	At      int64
}

// MediaTx changes what is known of the platform's copies.
type MediaTx interface {
	PutUpload(Upload) error
	// PutBlobPart keeps the next part of a large file, counted from 0; more says that there are others.
	PutBlobPart(b crm.Blob, part int) (more bool, err error)
	// ForgetUploads has these hashes uploaded anew before they are used again.
	ForgetUploads(account int64, hashes []string) error
}

// MediaReader answers outside a transaction.
type MediaReader interface {
	Upload(ctx context.Context, k Kept) (Upload, error)
	Uploads(ctx context.Context, account int64) ([]Upload, error)
	// MediaUses are the welcomes with media of ways and channels in use, once for each account.
	MediaUses(ctx context.Context) ([]MediaUse, error)
	// BlobHead is a blob without its bytes.
	BlobHead(ctx context.Context, hash [32]byte) (crm.Blob, error)
}

// mediaID is the platform's id of what we keep under a hash.
func (l *Ledger) mediaID(ctx context.Context, app *wecom.App, account int64, hash string, kind wecom.MediaType) (string, error) {
	return l.uploaded(ctx, app, Kept{AccountID: account, Hash: hash, Kind: kind}, mediaLife)
}

// uploaded is the id of a copy no older than fresh, which is made when there is none.
func (l *Ledger) uploaded(ctx context.Context, app *wecom.App, k Kept, fresh time.Duration) (string, error) {
	leave, err := l.uploading.enter(ctx, k)
	if err != nil {
		return "", err
	}
	defer leave()
	u, err := l.Store.Upload(ctx, k)
	if err == nil && l.Clock.Ms()-u.At < fresh.Milliseconds() {
		return u.MediaID, nil
	}
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return "", err
	}
	return l.upload(ctx, app, k)
}

func (l *Ledger) upload(ctx context.Context, app *wecom.App, k Kept) (string, error) {
	key, err := hex.DecodeString(k.Hash)
	if err != nil || len(key) != 32 {
		return "", fmt.Errorf("kept media %q: %w", k.Hash, crm.ErrNotFound)
	}
	b, err := l.Store.Blob(ctx, [32]byte(key))
	if err != nil {
		return "", err
	}
	at := l.Clock.Ms()
	m, err := app.Media.Upload(ctx, wecom.Upload{Type: k.Kind, Name: k.fileName(b.Type), ContentType: b.Type, Body: bytes.NewReader(b.Data)})
	if err != nil {
		return "", err
	}
	err = l.Store.Write(context.WithoutCancel(ctx), nil, func(tx Tx) error { return tx.PutUpload(Upload{Kept: k, MediaID: m.ID, At: at}) })
	if err != nil {
		l.Log.Warn("an upload was not noted", "hash", k.Hash, "err", err)
	}
	return m.ID, nil
}

func (k Kept) fileName(mediaType string) string {
	if k.Name != "" {
		return k.Name
	}
	return k.Hash[:12] + "." + mediaType[strings.IndexByte(mediaType, '/')+1:]
}
