package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// Impact counts who came by a way: all, who is still there, and who came since two moments.
func (s *Store) Impact(ctx context.Context, way, week, month int64) (ledger.Impact, error) {
	return get(s.ask(ctx), func(scan scan) (i ledger.Impact, err error) {
		err = scan(&i.Customers, &i.Following, &i.Last7, &i.Last30, &i.LastAddAt)
		i.OpenChats = i.Following
		return i, err
	}, `SELECT count(DISTINCT identity_id), count(DISTINCT CASE WHEN ended_at = 0 THEN identity_id END),
		count(DISTINCT CASE WHEN began_at >= $2 THEN identity_id END), count(DISTINCT CASE WHEN began_at >= $3 THEN identity_id END),
		COALESCE(max(began_at), 0) FROM attributions WHERE way_id = $1 AND added_at <> 0`, way, week, month)
}
