package store

import "github.com/menling/menling/internal/ledger"

var attributions = newTable("attributions", "id, corp_id, identity_id, userid, chat_id, began_at, began_push, added_at, ended_at, end_reason, again, scene, state, way_id, channel_id, evidence, counted")

func readAttribution(scan scan) (a ledger.Attribution, err error) {
	var again int64
	err = scan(&a.ID, &a.CorpID, &a.IdentityID, &a.UserID, &a.ChatID, &a.BeganAt, &a.BeganPush, &a.AddedAt, &a.EndedAt, &a.EndReason, &again, &a.Scene,
		&a.State, &a.WayID, &a.ChannelID, &a.Evidence, &a.Counted)
	a.Again = again != 0
	return a, err
}

func attributionArgs(a ledger.Attribution) []any {
	return []any{
		a.ID, a.CorpID, a.IdentityID, a.UserID, a.ChatID, a.BeganAt, a.BeganPush, a.AddedAt, a.EndedAt, string(a.EndReason), flag(a.Again), a.Scene,
		a.State, a.WayID, a.ChannelID, a.Evidence, a.Counted,
	}
}

// Attributions are all periods of a customer's identity.
func (tx *Tx) Attributions(identity int64) ([]ledger.Attribution, error) {
	return all(tx, readAttribution, attributions.list+" WHERE identity_id = $1 ORDER BY began_at, id", identity)
}

// AddAttribution adds a period.
func (tx *Tx) AddAttribution(a ledger.Attribution) error {
	return only(tx.exec(attributions.insert, attributionArgs(a)...))
}

// UpdateAttribution stores a period as it now is.
func (tx *Tx) UpdateAttribution(a ledger.Attribution) error {
	return must(tx.exec(attributions.update, attributionArgs(a)...))
}

// RemoveAttribution takes a period away.
func (tx *Tx) RemoveAttribution(id int64) error {
	return must(tx.exec("DELETE FROM attributions WHERE id = $1", id))
}

// ChannelAt is the channel that a way belonged to at a time.
func (tx *Tx) ChannelAt(w ledger.Way, at int64) (int64, error) {
	id, err := get(tx, readID, "SELECT channel_id FROM way_channels WHERE way_id = $1 AND until > $2 ORDER BY until LIMIT 1", w.ID, at)
	if missing(err) {
		return w.ChannelID, nil
	}
	return id, err
}

// keepChannel remembers the channel of a way that is about to get another.
func (tx *Tx) keepChannel(w ledger.Way) error {
	return only(tx.exec(`INSERT INTO way_channels (way_id, until, channel_id) SELECT id, $2, channel_id FROM ways WHERE id = $1 AND channel_id <> $3
		ON CONFLICT (way_id, until) DO NOTHING`, w.ID, w.UpdatedAt, w.ChannelID))
}
