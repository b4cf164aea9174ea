package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var welcomes = newTable("welcomes", "id, push_id, identity_id, userid, way_id, channel_id, text, attachments, hours, state, problem, outcome, taken_by, rival, renewed, at, received_at, sent_at, took_ms")

func readWelcome(scan scan) (w ledger.Welcome, err error) {
	var attachments, outcome string
	var rival, renewed, took int64
	err = scan(&w.ID, &w.PushID, &w.IdentityID, &w.UserID, &w.WayID, &w.ChannelID, &w.Text, &attachments, &w.Hours, &w.State, &w.Problem, &outcome, &w.TakenBy,
		&rival, &renewed, &w.At, &w.ReceivedAt, &w.SentAt, &took)
	if err != nil {
		return w, err
	}
	w.Rival, w.Renewed = rival != 0, renewed != 0
	return w, fromTexts(textInto{attachments, &w.Attachments})
}

func welcomeArgs(w ledger.Welcome) []any {
	return []any{w.ID, w.PushID, w.IdentityID, w.UserID, w.WayID, w.ChannelID, w.Text, mustText(some(w.Attachments)), w.Hours, w.State, w.Problem, w.Outcome(), w.TakenBy,
		flag(w.Rival), flag(w.Renewed), w.At, w.ReceivedAt, w.SentAt, w.TookMS()}
}

// Welcome is one welcome.
func (s *Store) Welcome(ctx context.Context, id int64) (ledger.Welcome, error) {
	return get(s.ask(ctx), readWelcome, welcomes.get, id)
}

// Welcome is one welcome.
func (tx *Tx) Welcome(id int64) (ledger.Welcome, error) {
	return get(tx, readWelcome, welcomes.get+tx.s.dialect.lockRows(), id)
}

// AddWelcome adds a welcome; a push deserves one, and false says that it has one.
func (tx *Tx) AddWelcome(w ledger.Welcome) (bool, error) {
	n, err := tx.exec(welcomes.insert+" ON CONFLICT (push_id) DO NOTHING", welcomeArgs(w)...)
	return n > 0, err
}

// UpdateWelcome stores a welcome as it now is.
func (tx *Tx) UpdateWelcome(w ledger.Welcome) error {
	return must(tx.exec(welcomes.update, welcomeArgs(w)...))
}

// FillingOf is what a text about a customer of a way is filled with, and the customer's external_userid.
func (s *Store) FillingOf(ctx context.Context, identity int64, userID string, way, channel int64) (f ledger.Filling, external string, err error) {
	f, err = get(s.ask(ctx), func(scan scan) (ledger.Filling, error) {
		f := ledger.Filling{UserID: userID}
		return f, scan(&external, &f.Customer, &f.Member, &f.Way, &f.Channel)
	}, `SELECT i.value, c.name, COALESCE(NULLIF(m.name, $2), ''), COALESCE(w.name, ''), COALESCE(ch.name, '') FROM identities i JOIN customers c ON c.id = i.customer_id
		LEFT JOIN ways w ON w.id = $3 LEFT JOIN channels ch ON ch.id = $4 LEFT JOIN members m ON m.corp_id = w.corp_id AND m.userid = $2 WHERE i.id = $1`, identity, userID, way, channel)
	return f, external, err
}
