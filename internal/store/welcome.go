package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var welcomes = newTable("welcomes", "id, push_id, identity_id, userid, way_id, text, state, problem, at, sent_at")

func readWelcome(scan scan) (w ledger.Welcome, err error) {
	return w, scan(&w.ID, &w.PushID, &w.IdentityID, &w.UserID, &w.WayID, &w.Text, &w.State, &w.Problem, &w.At, &w.SentAt)
}

func welcomeArgs(w ledger.Welcome) []any {
	return []any{w.ID, w.PushID, w.IdentityID, w.UserID, w.WayID, w.Text, w.State, w.Problem, w.At, w.SentAt}
}

// Welcome is one welcome.
func (s *Store) Welcome(ctx context.Context, id int64) (ledger.Welcome, error) {
	return get(s.ask(ctx), readWelcome, welcomes.get, id)
}

// Welcome is one welcome.
func (tx *Tx) Welcome(id int64) (ledger.Welcome, error) {
	return get(tx, readWelcome, welcomes.get+tx.s.dialect.lockRows(), id)
}

// AddWelcome adds a welcome; a push deserves one.
func (tx *Tx) AddWelcome(w ledger.Welcome) error {
	return only(tx.exec(welcomes.insert+" ON CONFLICT (push_id) DO NOTHING", welcomeArgs(w)...))
}

// UpdateWelcome stores a welcome as it now is.
func (tx *Tx) UpdateWelcome(w ledger.Welcome) error {
	return must(tx.exec(welcomes.update, welcomeArgs(w)...))
}
