package api

import (
	"context"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// APIKey is a key as lists show it: never the key itself.
type APIKey struct {
	ID         int64    `json:"id"`
	Name       string   `json:"name"`
	Hint       string   `json:"hint" doc:"Its first characters"`
	Role       crm.Role `json:"role" enum:"admin,agent"`
	CreatedBy  int64    `json:"created_by"`
	CreatedAt  int64    `json:"created_at"`
	ExpiresAt  int64    `json:"expires_at" doc:"0: it does not"`
	LastUsedAt int64    `json:"last_used_at" doc:"To the minute; 0: never"`
	RevokedAt  int64    `json:"revoked_at"`
}

// APIKeyInput is a key to make.
type APIKeyInput struct {
	Name      string   `json:"name" maxLength:"200"`
	Role      crm.Role `json:"role" enum:"admin,agent"`
	ExpiresAt int64    `json:"expires_at,omitempty" doc:"UTC milliseconds; it does not expire when left out"`
}

// APIKeyMade is a new key, shown this once.
type APIKeyMade struct {
	Key    APIKey `json:"key"`
	Secret string `json:"secret" doc:"Sent as: Authorization: Bearer <secret>"`
}

func apiKeyOf(k crm.APIKey) APIKey {
	return APIKey{
		ID: k.ID, Name: k.Name, Hint: k.Hint, Role: k.Role, CreatedBy: k.CreatedBy, CreatedAt: k.CreatedAt,
		ExpiresAt: k.ExpiresAt, LastUsedAt: k.LastUsedAt, RevokedAt: k.RevokedAt,
	}
}

func (a *API) listAPIKeys(ctx context.Context, _ *none) (*answer[List[APIKey]], error) {
	all, err := a.Ground.Store.APIKeys(ctx)
	return listOf(each(all, apiKeyOf), err)
}

func (a *API) createAPIKey(ctx context.Context, in *body[APIKeyInput]) (*answer[APIKeyMade], error) {
	k, secret, err := a.Ground.CreateAPIKey(ctx, actor(ctx), in.Body.Name, in.Body.Role, in.Body.ExpiresAt)
	return answerWith(APIKeyMade{apiKeyOf(k), secret}, err)
}

func (a *API) revokeAPIKey(ctx context.Context, in *WithID) (*none, error) {
	return nil, a.Ground.RevokeAPIKey(ctx, actor(ctx), in.ID)
}

// bearer is the API key of a request's Authorization header; false: it has none.
func bearer(header string) (string, bool) {
	scheme, key, found := strings.Cut(header, " ")
	return strings.TrimSpace(key), found && strings.EqualFold(scheme, "Bearer")
}
