package store

import "context"

// BlobAccounts are those in which a picture was said or is kept as material; 0: for all.
func (s *Store) BlobAccounts(ctx context.Context, hash [32]byte) ([]int64, error) {
	return all(s.ask(ctx), func(scan scan) (id int64, err error) { return id, scan(&id) },
		"SELECT account_id FROM messages WHERE blob = $1 UNION SELECT account_id FROM materials WHERE blob = $1", hash[:])
}
