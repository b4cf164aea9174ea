package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func readMediaCopy(scan scan) (c desk.MediaCopy, err error) {
	return c, scan(&c.AccountID, &c.Hash, &c.MediaID, &c.At)
}

// MediaCopy is a mini program's copy of a picture.
func (s *Store) MediaCopy(ctx context.Context, account int64, hash []byte) (desk.MediaCopy, error) {
	return get(s.ask(ctx), readMediaCopy, "SELECT account_id, hash, media_id, uploaded_at FROM desk_media WHERE account_id = $1 AND hash = $2", account, hash)
}

// PutMediaCopy notes the newest copy.
func (tx *Tx) PutMediaCopy(c desk.MediaCopy) error {
	return only(tx.exec(`INSERT INTO desk_media (account_id, hash, media_id, uploaded_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, hash) DO UPDATE SET media_id = excluded.media_id, uploaded_at = excluded.uploaded_at`, c.AccountID, c.Hash, c.MediaID, c.At))
}

// ForgetMediaCopy has a picture uploaded anew before it is used again.
func (tx *Tx) ForgetMediaCopy(account int64, hash []byte) error {
	return only(tx.exec("DELETE FROM desk_media WHERE account_id = $1 AND hash = $2", account, hash))
}

// PruneMediaCopies forgets copies that the platform has forgotten.
func (tx *Tx) PruneMediaCopies(before int64) error {
	return only(tx.exec("DELETE FROM desk_media WHERE uploaded_at < $1", before))
}

// MaterialCopies are the pictures of the library, each for every account that may send it, whose copy is older than a time or missing.
func (s *Store) MaterialCopies(ctx context.Context, before int64, limit int) ([]desk.MediaCopy, error) {
	return all(s.ask(ctx), readMediaCopy, `SELECT DISTINCT a.id, m.blob, COALESCE(d.media_id, ''), COALESCE(d.uploaded_at, 0)
		FROM materials m JOIN accounts a ON a.kind = 'weapp' AND a.removed_at = 0 AND (m.account_id = 0 OR m.account_id = a.id)
		LEFT JOIN desk_media d ON d.account_id = a.id AND d.hash = m.blob
		WHERE m.blob IS NOT NULL AND COALESCE(d.uploaded_at, 0) <= $1 ORDER BY a.id, m.blob LIMIT $2`, before, limit)
}
