package store

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

var conversationMarks = newTable("conversation_marks", "conversation_id, reminded_since, reminded_level, bot_done, bot_asked, bot_until")

// ConversationMark is what was done by itself with a conversation; the zero Mark where nothing was.
func (tx *Tx) ConversationMark(conversation int64) (desk.Mark, error) {
	m, err := get(tx, func(scan scan) (m desk.Mark, err error) {
		return m, scan(&m.ConversationID, &m.RemindedSince, &m.RemindedLevel, &m.BotDone, &m.BotAsked, &m.BotUntil)
	}, conversationMarks.get, conversation)
	if errors.Is(err, crm.ErrNotFound) {
		return desk.Mark{ConversationID: conversation}, nil
	}
	return m, err
}

// PutConversationMark stores it.
func (tx *Tx) PutConversationMark(m desk.Mark) error {
	return only(tx.exec(conversationMarks.insert+` ON CONFLICT (conversation_id) DO UPDATE SET reminded_since = excluded.reminded_since,
		reminded_level = excluded.reminded_level, bot_done = excluded.bot_done, bot_asked = excluded.bot_asked, bot_until = excluded.bot_until`,
		m.ConversationID, m.RemindedSince, m.RemindedLevel, m.BotDone, m.BotAsked, m.BotUntil))
}

// AwaitingConversations are those of whose wait nobody was reminded, longest wait first.
func (s *Store) AwaitingConversations(ctx context.Context, q desk.AwaitingQuery, limit int) ([]int64, error) {
	return all(s.ask(ctx), readID, `SELECT c.id FROM conversations c LEFT JOIN conversation_marks k ON k.conversation_id = c.id
		WHERE c.awaiting_since <> 0 AND c.status <> 'closed' AND c.status <> 'official' AND c.account_id = $1 AND c.awaiting_since <= $2
		AND NOT (COALESCE(k.reminded_since, 0) = c.awaiting_since AND (COALESCE(k.reminded_level, 0) >= $3 OR k.reminded_level <= -$3 AND c.accepted_at > $2))
		ORDER BY c.awaiting_since, c.id LIMIT $4`, q.AccountID, q.Before, q.Level, limit)
}

// SilentConversations are those in which nothing happened since a time, longest silence first.
func (s *Store) SilentConversations(ctx context.Context, q desk.SilentQuery, limit int) ([]int64, error) {
	condition, status := "c.last_inbound_at <= $2", "c.status <> 'closed' AND c.status <> 'official'"
	if q.There {
		status = "c.status = 'official'"
	}
	if q.Answered {
		condition = "c.last_message_at <= $2 AND c.awaiting_since = 0"
	}
	return all(s.ask(ctx), readID, `SELECT c.id FROM conversations c WHERE c.account_id = $1 AND `+status+` AND `+condition+`
		ORDER BY c.last_message_at, c.id LIMIT $3`, q.AccountID, q.Before, limit)
}
