package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

const viewingColumns = "conversation_id, agent_id, tab, account_id, name, at, until, typing_until"

// viewingsOverlap is how far back is read again: what is stored becomes visible a little later.
const viewingsOverlap = 2000

// PutViewing keeps what somebody does, unless something newer is known of the same page.
func (tx *Tx) PutViewing(v desk.Viewing) error {
	return only(tx.exec(`INSERT INTO viewings (`+viewingColumns+`, stored_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, `+tx.s.dialect.clock()+`)
		ON CONFLICT (conversation_id, agent_id, tab) DO UPDATE SET account_id = excluded.account_id, name = excluded.name, at = excluded.at,
		until = excluded.until, typing_until = excluded.typing_until, stored_at = excluded.stored_at WHERE viewings.at <= excluded.at`,
		v.ConversationID, v.AgentID, v.Tab, v.AccountID, v.Name, v.At, v.Until, v.TypingUntil))
}

// ViewingsSince gives what was stored since a time of the database's clock, and the time to ask from next.
func (s *Store) ViewingsSince(ctx context.Context, since int64) (list []desk.Viewing, next int64, err error) {
	if next, err = one[int64](s.readRow(ctx, "SELECT "+s.dialect.clock())); err != nil {
		return nil, since, err
	}
	list, err = all(s.ask(ctx), func(scan scan) (v desk.Viewing, err error) {
		return v, scan(&v.ConversationID, &v.AgentID, &v.Tab, &v.AccountID, &v.Name, &v.At, &v.Until, &v.TypingUntil)
	}, "SELECT "+viewingColumns+" FROM viewings WHERE stored_at >= $1 ORDER BY stored_at", since)
	return list, next - viewingsOverlap, err
}

// PruneNodes forgets who looked at what, who tried what, consoles of nodes that are gone, and such nodes themselves, all of a time ago.
func (tx *Tx) PruneNodes(now int64) error {
	for _, query := range []string{
		"DELETE FROM viewings WHERE until < $1",
		"DELETE FROM attempts WHERE until < $1",
		"DELETE FROM consoles WHERE until < $1",
	} {
		if _, err := tx.exec(query, now-sweptAfter); err != nil {
			return err
		}
	}
	return only(tx.exec("DELETE FROM nodes WHERE seen_at < "+tx.s.dialect.clock()+" - $1", nodesKept))
}

const (
	sweptAfter = 10 * 60 * 1000
	nodesKept  = 7 * 24 * 60 * 60 * 1000
)
