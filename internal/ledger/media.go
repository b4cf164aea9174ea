package ledger

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// mediaID uploads what we keep under a hash and gives the platform's id of it.
func (l *Ledger) mediaID(ctx context.Context, app *wecom.App, _ int64, hash string, kind wecom.MediaType) (string, error) {
	key, err := hex.DecodeString(hash)
	if err != nil || len(key) != 32 {
		return "", fmt.Errorf("kept media %q: %w", hash, crm.ErrNotFound)
	}
	b, err := l.Store.Blob(ctx, [32]byte(key))
	if err != nil {
		return "", err
	}
	name := hash[:12] + "." + b.Type[strings.IndexByte(b.Type, '/')+1:]
	m, err := app.Media.Upload(ctx, wecom.Upload{Type: kind, Name: name, ContentType: b.Type, Body: bytes.NewReader(b.Data)})
	return m.ID, err
}
