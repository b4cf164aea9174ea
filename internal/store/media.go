package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

const uploadList = "SELECT account_id, hash, kind, name, media_id, uploaded_at FROM media_uploads"

func readUpload(scan scan) (u ledger.Upload, err error) {
	return u, scan(&u.AccountID, &u.Hash, &u.Kind, &u.Name, &u.MediaID, &u.At)
}

// Upload is the platform's copy of what we keep.
func (s *Store) Upload(ctx context.Context, k ledger.Kept) (ledger.Upload, error) {
	return get(s.ask(ctx), readUpload, uploadList+" WHERE account_id = $1 AND hash = $2 AND kind = $3 AND name = $4", k.AccountID, k.Hash, string(k.Kind), k.Name)
}

// Uploads are all copies of an account.
func (s *Store) Uploads(ctx context.Context, account int64) ([]ledger.Upload, error) {
	return all(s.ask(ctx), readUpload, uploadList+" WHERE account_id = $1", account)
}

// PutUpload notes the newest copy.
func (tx *Tx) PutUpload(u ledger.Upload) error {
	return only(tx.exec(`INSERT INTO media_uploads (account_id, hash, kind, name, media_id, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account_id, hash, kind, name) DO UPDATE SET media_id = excluded.media_id, uploaded_at = excluded.uploaded_at`,
		u.AccountID, u.Hash, string(u.Kind), u.Name, u.MediaID, u.At))
}

// ForgetUploads forgets the copies of these hashes.
func (tx *Tx) ForgetUploads(account int64, hashes []string) error {
	return only(tx.exec("DELETE FROM media_uploads WHERE account_id = $1 AND "+tx.s.dialect.in("hash", "$2"), account, tx.s.dialect.list(hashes)))
}

// MediaUses are the welcomes with media of ways and channels in use, once for each account.
func (s *Store) MediaUses(ctx context.Context) ([]ledger.MediaUse, error) {
	return all(s.ask(ctx), func(scan scan) (u ledger.MediaUse, err error) {
		var plan string
		if err := scan(&u.AccountID, &plan); err != nil {
			return u, err
		}
		return u, fromTexts(textInto{plan, &u.Plan})
	}, `SELECT account_id, welcome FROM ways WHERE welcome LIKE '%"media":%' AND phase NOT IN ('deleted', 'failed') AND account_id IN (SELECT id FROM accounts WHERE removed_at = 0)
		UNION SELECT a.id, c.welcome FROM channels c JOIN accounts a ON a.kind = 'wecom' AND a.removed_at = 0 WHERE c.welcome LIKE '%"media":%'
			AND EXISTS (SELECT 1 FROM ways w WHERE w.channel_id = c.id AND w.account_id = a.id AND w.phase NOT IN ('deleted', 'failed'))`)
}

// BlobHead is a picture or file without its bytes.
func (s *Store) BlobHead(ctx context.Context, hash [32]byte) (crm.Blob, error) {
	return get(s.ask(ctx), func(scan scan) (crm.Blob, error) {
		b := crm.Blob{Hash: hash}
		return b, scan(&b.Size, &b.Type, &b.Width, &b.Height, &b.CreatedAt)
	}, "SELECT size, type, width, height, created_at FROM blobs WHERE hash = $1", hash[:])
}
