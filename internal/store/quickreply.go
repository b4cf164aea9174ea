package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

var quickReplies = newTable("quick_replies", "id, shortcut, text, created_at, updated_at")

func readQuickReply(scan scan) (q desk.QuickReply, err error) {
	return q, scan(&q.ID, &q.Shortcut, &q.Text, &q.CreatedAt, &q.UpdatedAt)
}

// QuickReplies are all quick replies by shortcut.
func (s *Store) QuickReplies(ctx context.Context) ([]desk.QuickReply, error) {
	return all(s.ask(ctx), readQuickReply, quickReplies.list+" ORDER BY shortcut, id")
}

// QuickReply is one quick reply.
func (tx *Tx) QuickReply(id int64) (desk.QuickReply, error) {
	return get(tx, readQuickReply, quickReplies.get, id)
}

// AddQuickReply adds a quick reply.
func (tx *Tx) AddQuickReply(q desk.QuickReply) error {
	return only(tx.exec(quickReplies.insert, q.ID, q.Shortcut, q.Text, q.CreatedAt, q.UpdatedAt))
}

// UpdateQuickReply stores a quick reply as it now is.
func (tx *Tx) UpdateQuickReply(q desk.QuickReply) error {
	return must(tx.exec(quickReplies.update, q.ID, q.Shortcut, q.Text, q.CreatedAt, q.UpdatedAt))
}

// RemoveQuickReply takes one away.
func (tx *Tx) RemoveQuickReply(id int64) error {
	return must(tx.exec("DELETE FROM quick_replies WHERE id = $1", id))
}
