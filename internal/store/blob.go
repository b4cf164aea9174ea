package store

import (
	"context"
	"fmt"

	"github.com/menling/menling/internal/crm"
)

const blobChunk = 256 << 10 // bytes

// PutBlob keeps a picture or file under the hash of its bytes; one that is there already stays as it is.
func (tx *Tx) PutBlob(b crm.Blob) error {
	n, err := tx.exec(`INSERT INTO blobs (hash, size, type, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (hash) DO NOTHING`, b.Hash[:], len(b.Data), b.Type, b.Width, b.Height, b.CreatedAt)
	if err != nil || n == 0 {
		return wrap(err, "put blob")
	}
	for i, at := 0, 0; at < len(b.Data); i, at = i+1, at+blobChunk {
		chunk := b.Data[at:min(at+blobChunk, len(b.Data))]
		if _, err := tx.exec("INSERT INTO blob_chunks (hash, n, data) VALUES ($1, $2, $3)", b.Hash[:], i, chunk); err != nil {
			return wrap(err, "put blob")
		}
	}
	return nil
}

// Blob reads a picture or file with its bytes; crm.ErrNotFound when there is none of this hash.
func (s *Store) Blob(ctx context.Context, hash [32]byte) (crm.Blob, error) {
	b := crm.Blob{Hash: hash}
	row := s.readRow(ctx, "SELECT size, type, width, height, created_at FROM blobs WHERE hash = $1", hash[:])
	if err := row.Scan(&b.Size, &b.Type, &b.Width, &b.Height, &b.CreatedAt); err != nil {
		return crm.Blob{}, wrap(err, "blob")
	}
	rows, err := s.readQuery(ctx, "SELECT data FROM blob_chunks WHERE hash = $1 ORDER BY n", hash[:])
	if err != nil {
		return crm.Blob{}, wrap(err, "blob")
	}
	b.Data = make([]byte, 0, b.Size)
	_, err = collect(rows, func(scan func(...any) error) (struct{}, error) {
		var chunk []byte
		err := scan(&chunk)
		b.Data = append(b.Data, chunk...)
		return struct{}{}, err
	})
	if err == nil && int64(len(b.Data)) != b.Size {
		err = fmt.Errorf("%d of %d bytes are there", len(b.Data), b.Size)
	}
	return b, wrap(err, "blob")
}

// wrap names what failed. A row that is not there becomes crm.ErrNotFound: sql.ErrNoRows stays inside the store.
func wrap(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case noRows(err):
		return crm.ErrNotFound
	default:
		return fmt.Errorf("store: %s: %w", what, err)
	}
}
