package store

import "github.com/menling/menling/internal/ledger"

// AddContactEvent keeps the fact a push left; a push leaves it once.
func (tx *Tx) AddContactEvent(e ledger.ContactEvent) error {
	return only(tx.exec(`INSERT INTO contact_events (push_id, corp_id, identity_id, userid, kind, at, hash, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (push_id) DO UPDATE SET corp_id = excluded.corp_id, identity_id = excluded.identity_id, userid = excluded.userid, kind = excluded.kind,
		at = excluded.at, hash = excluded.hash, state = excluded.state`, e.PushID, e.CorpID, e.IdentityID, e.UserID, string(e.Kind), e.At, e.Hash, e.State))
}

// ContactEvents are all events between a customer and a member.
func (tx *Tx) ContactEvents(identity int64, userID string) ([]ledger.ContactEvent, error) {
	return all(tx, func(scan scan) (e ledger.ContactEvent, err error) {
		return e, scan(&e.PushID, &e.CorpID, &e.IdentityID, &e.UserID, &e.Kind, &e.At, &e.Hash, &e.State)
	}, "SELECT push_id, corp_id, identity_id, userid, kind, at, hash, state FROM contact_events WHERE identity_id = $1 AND userid = $2", identity, userID)
}

// PutFollow stores what a member keeps about a customer, unless something newer is known.
func (tx *Tx) PutFollow(f ledger.Follow) error {
	return only(tx.exec(`INSERT INTO follows (identity_id, userid, remark, description, add_way, since, state, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (identity_id, userid) DO UPDATE SET remark = excluded.remark, description = excluded.description, add_way = excluded.add_way,
		since = excluded.since, state = excluded.state, seen_at = excluded.seen_at WHERE follows.seen_at <= excluded.seen_at`,
		f.IdentityID, f.UserID, f.Remark, f.Description, f.AddWay, f.Since, f.State, f.SeenAt))
}
