package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

var apiKeys = newTable("api_keys", "id, name, hash, hint, role, created_by, created_at, expires_at, last_used_at, revoked_at")

func readAPIKey(scan scan) (k crm.APIKey, err error) {
	var hash []byte
	err = scan(&k.ID, &k.Name, &hash, &k.Hint, &k.Role, &k.CreatedBy, &k.CreatedAt, &k.ExpiresAt, &k.LastUsedAt, &k.RevokedAt)
	copy(k.Hash[:], hash)
	return k, err
}

func apiKeyArgs(k crm.APIKey) []any {
	return []any{k.ID, k.Name, k.Hash[:], k.Hint, string(k.Role), k.CreatedBy, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt}
}

// APIKeys are all keys, newest first, revoked ones too.
func (s *Store) APIKeys(ctx context.Context) ([]crm.APIKey, error) {
	return all(s.ask(ctx), readAPIKey, apiKeys.list+" ORDER BY id DESC")
}

// APIKeyByHash finds a key.
func (s *Store) APIKeyByHash(ctx context.Context, hash [32]byte) (crm.APIKey, error) {
	return get(s.ask(ctx), readAPIKey, apiKeys.list+" WHERE hash = $1", hash[:])
}

// APIKey is one key.
func (tx *Tx) APIKey(id int64) (crm.APIKey, error) {
	return get(tx, readAPIKey, apiKeys.get+tx.s.dialect.lockRows(), id)
}

// AddAPIKey adds a key.
func (tx *Tx) AddAPIKey(k crm.APIKey) error { return only(tx.exec(apiKeys.insert, apiKeyArgs(k)...)) }

// UpdateAPIKey stores a key as it now is.
func (tx *Tx) UpdateAPIKey(k crm.APIKey) error {
	return must(tx.exec(apiKeys.update, apiKeyArgs(k)...))
}
