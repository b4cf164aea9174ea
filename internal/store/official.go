package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// PlaceOf is where a customer of an account is, and how many wait there. It is one query: a platform waits.
func (s *Store) PlaceOf(ctx context.Context, q desk.PlaceQuery) (p desk.Place, err error) {
	return get(s.ask(ctx), func(scan scan) (p desk.Place, err error) { return p, scan(&p.Status, &p.LastInboundAt, &p.Waiting) },
		`SELECT COALESCE(c.status, ''), COALESCE(c.last_inbound_at, 0),
			(SELECT count(*) FROM (SELECT 1 FROM conversations w WHERE w.status = 'waiting' AND w.account_id = $1 AND w.last_inbound_at > $5 LIMIT $4) q)
		FROM (SELECT 1 AS one) o LEFT JOIN identities i ON i.scope = $2 AND i.kind = 'openid' AND i.value = $3
		LEFT JOIN conversations c ON c.identity_id = i.id AND c.account_id = $1 AND c.status <> 'closed'`, q.AccountID, q.AppID, q.OpenID, q.Most, q.Wrote)
}
