package crm

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// APIKey lets a program call the API without a person. Only the hash of the key itself is kept.
type APIKey struct {
	ID         int64
	Name       string
	Hash       [32]byte
	Hint       string // its first characters, to tell keys apart
	Role       Role
	CreatedBy  int64
	CreatedAt  int64
	ExpiresAt  int64 // 0: it does not
	LastUsedAt int64 // to the minute
	RevokedAt  int64
}

// KeyPrefix begins every key, so that one that leaked is recognised.
const KeyPrefix = "mlk_"

const (
	keyBytes   = 32
	keyHint    = len(KeyPrefix) + 6
	keyTouches = time.Minute // how often the time of the last use is noted
)

// APIKeyTx changes keys.
type APIKeyTx interface {
	APIKey(id int64) (APIKey, error)
	AddAPIKey(APIKey) error
	UpdateAPIKey(APIKey) error
}

// CreateAPIKey makes a key and gives it, this once.
func (g *Ground) CreateAPIKey(ctx context.Context, who Actor, name string, role Role, expiresAt int64) (APIKey, string, error) {
	name = strings.TrimSpace(name)
	now := g.Clock.Ms()
	switch {
	case name == "" || utf8.RuneCountInString(name) > 60:
		return APIKey{}, "", Invalid("name", "请填写密钥名称，最多 60 个字", "a name of 1 to 60 characters is needed")
	case role != RoleAdmin && role != RoleAgent:
		return APIKey{}, "", Invalid("role", "角色只能是 admin 或 agent", "role must be admin or agent")
	case expiresAt != 0 && expiresAt <= now:
		return APIKey{}, "", Invalid("expires_at", "到期时间已经过去", "expires_at has passed already")
	}
	var b [keyBytes]byte
	if _, err := io.ReadFull(g.Random, b[:]); err != nil {
		return APIKey{}, "", err
	}
	secret := KeyPrefix + base64.RawURLEncoding.EncodeToString(b[:])
	stamp := g.stamp()
	k := APIKey{
		ID: stamp.Draw().ID(), Name: name, Hash: sha256.Sum256([]byte(secret)), Hint: secret[:keyHint], Role: role,
		CreatedBy: who.ID, CreatedAt: stamp.At, ExpiresAt: expiresAt,
	}
	err := g.Store.Write(ctx, []string{"api_keys"}, func(tx Tx) error {
		return errors.Join(tx.AddAPIKey(k), recordKey(tx, who, "api_key.create", k, stamp.At))
	})
	return k, secret, err
}

// RevokeAPIKey ends a key for good.
func (g *Ground) RevokeAPIKey(ctx context.Context, who Actor, id int64) error {
	stamp := g.stamp()
	return g.Store.Write(ctx, []string{"api_keys"}, func(tx Tx) error {
		k, err := tx.APIKey(id)
		if err != nil || k.RevokedAt != 0 {
			return err
		}
		k.RevokedAt = stamp.At
		return errors.Join(tx.UpdateAPIKey(k), recordKey(tx, who, "api_key.revoke", k, stamp.At))
	})
}

func recordKey(tx Tx, who Actor, operation string, k APIKey, at int64) error {
	k.Hash = [32]byte{}
	return errors.Join(
		tx.AddAudit(Audit{At: at, Actor: who, Operation: operation, Subject: "api_key", SubjectID: k.ID, After: k}),
		tx.AddChange(Stale("api_key", k.ID, at)),
	)
}

// KeyHolder is who calls with a key; not signed in when the key is unknown, over or revoked.
func (g *Ground) KeyHolder(ctx context.Context, secret string) (Actor, error) {
	k, err := g.Store.APIKeyByHash(ctx, sha256.Sum256([]byte(secret)))
	now := g.Clock.Ms()
	if errors.Is(err, ErrNotFound) || err == nil && (k.RevokedAt != 0 || k.ExpiresAt != 0 && k.ExpiresAt <= now) {
		return Actor{}, Refuse(CodeNotSignedIn)
	}
	if err != nil {
		return Actor{}, err
	}
	if now-k.LastUsedAt >= keyTouches.Milliseconds() {
		if err := g.touchKey(ctx, k.ID, now); err != nil {
			return Actor{}, err
		}
	}
	return Actor{Kind: "key", ID: k.ID, Name: k.Name, Role: k.Role}, nil
}

func (g *Ground) touchKey(ctx context.Context, id, now int64) error {
	return g.Store.Write(ctx, []string{"api_keys"}, func(tx Tx) error {
		k, err := tx.APIKey(id)
		if err != nil {
			return err
		}
		k.LastUsedAt = max(k.LastUsedAt, now)
		return tx.UpdateAPIKey(k)
	})
}
