package store

import (
	"context"
	"fmt"

	"github.com/menling/menling/internal/crm"
)

const blobChunk = 256 << 10 // bytes

// blobPart is how many chunks one transaction stores of a large file, so that nobody waits long behind it.
const blobPart = 4

// PutBlob keeps a picture or file under the hash of its bytes; one that is there already stays as it is.
func (tx *Tx) PutBlob(b crm.Blob) error {
	n, err := tx.putBlobHead(b)
	if err == nil && n == 0 {
		var chunks int
		if chunks, err = one[int](tx.row("SELECT count(*) FROM blob_chunks WHERE hash = $1", b.Hash[:])); err == nil && chunks == chunksOf(b) {
			return nil
		}
	}
	if err != nil {
		return wrap(err, "put blob")
	}
	return tx.putChunks(b, 0, chunksOf(b))
}

// PutBlobPart keeps the next part of a large file, counted from 0; more says that there are others. A file whose parts are not all
// there yet is not given out, and putting it again completes it.
func (tx *Tx) PutBlobPart(b crm.Blob, part int) (more bool, err error) {
	if part == 0 {
		if _, err := tx.putBlobHead(b); err != nil {
			return false, wrap(err, "put blob")
		}
	}
	from, to := part*blobPart, min((part+1)*blobPart, chunksOf(b))
	return to < chunksOf(b), tx.putChunks(b, from, to)
}

// putBlobHead notes what a blob is. What was kept as just some file may turn out to be a picture or video.
func (tx *Tx) putBlobHead(b crm.Blob) (int64, error) {
	return tx.exec(`INSERT INTO blobs (hash, size, type, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (hash) DO UPDATE SET type = excluded.type, width = excluded.width, height = excluded.height
		WHERE blobs.type = 'application/octet-stream' AND excluded.type <> blobs.type`, b.Hash[:], len(b.Data), b.Type, b.Width, b.Height, b.CreatedAt)
}

func chunksOf(b crm.Blob) int { return (len(b.Data) + blobChunk - 1) / blobChunk }

func (tx *Tx) putChunks(b crm.Blob, from, to int) error {
	for i := from; i < to; i++ {
		chunk := b.Data[i*blobChunk : min((i+1)*blobChunk, len(b.Data))]
		_, err := tx.exec("INSERT INTO blob_chunks (hash, n, data) VALUES ($1, $2, $3) ON CONFLICT (hash, n) DO NOTHING", b.Hash[:], i, chunk)
		if err != nil {
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
