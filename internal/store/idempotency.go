package store

import "github.com/menling/menling/internal/crm"

// TakeRepeat makes the row of a request, or gives the one that is there. One whose request ended without an answer, and whose
// time is over, is taken over.
func (tx *Tx) TakeRepeat(r crm.Repeat, now, leaseUntil, expiresAt int64) (known [32]byte, a crm.Answered, mine bool, err error) {
	n, err := tx.exec(`INSERT INTO idempotency (scope, key, request_hash, lease_until, status, type, answer, expires_at) VALUES ($1, $2, $3, $4, 0, '', $5, $6)
		ON CONFLICT (scope, key) DO UPDATE SET request_hash = excluded.request_hash, lease_until = excluded.lease_until, status = 0, type = '', answer = excluded.answer, expires_at = excluded.expires_at
		WHERE idempotency.expires_at <= $7 OR (idempotency.status = 0 AND idempotency.lease_until <= $7 AND idempotency.request_hash = excluded.request_hash)`,
		r.Scope, r.Key, r.Hash[:], leaseUntil, []byte{}, expiresAt, now)
	if err != nil || n > 0 {
		return r.Hash, a, n > 0, err
	}
	var hash []byte
	err = tx.row("SELECT request_hash, status, type, answer FROM idempotency WHERE scope = $1 AND key = $2", r.Scope, r.Key).Scan(&hash, &a.Status, &a.Type, &a.Body)
	copy(known[:], hash)
	return known, a, false, err
}

// AnswerRepeat keeps the answer.
func (tx *Tx) AnswerRepeat(r crm.Repeat, a crm.Answered) error {
	return only(tx.exec("UPDATE idempotency SET status = $3, type = $4, answer = $5 WHERE scope = $1 AND key = $2 AND request_hash = $6", r.Scope, r.Key, a.Status, a.Type, a.Body, r.Hash[:]))
}

// DropRepeat forgets a request.
func (tx *Tx) DropRepeat(r crm.Repeat) error {
	return only(tx.exec("DELETE FROM idempotency WHERE scope = $1 AND key = $2 AND request_hash = $3 AND status = 0", r.Scope, r.Key, r.Hash[:]))
}

// PruneRepeats forgets answers whose time is over, a few at once.
func (tx *Tx) PruneRepeats(now int64) (more bool, err error) {
	n, err := tx.exec("DELETE FROM idempotency WHERE (scope, key) IN (SELECT scope, key FROM idempotency WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)", now, pruneAtOnce)
	return n == pruneAtOnce, err
}
