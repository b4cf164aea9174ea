package store

import "context"

// MissedConversations are some whose window ended unanswered, with the last message at or before a time, and that have no note of it.
func (s *Store) MissedConversations(ctx context.Context, cutoff int64, limit int) ([]int64, error) {
	return all(s.ask(ctx), readID, `SELECT c.id FROM conversations c WHERE c.status <> 'closed' AND c.status <> 'official' AND c.awaiting_since <> 0 AND c.last_inbound_at <= $1 AND c.last_inbound_at <> 0
		AND NOT EXISTS (SELECT 1 FROM conversation_actions x WHERE x.conversation_id = c.id AND x.kind = 'window_missed' AND x.at > c.last_inbound_at)
		ORDER BY c.last_inbound_at, c.id LIMIT $2`, cutoff, limit)
}

// MissedSince says whether a missed window was noted since a time.
func (tx *Tx) MissedSince(conversation, since int64) (bool, error) {
	return one[bool](tx.row("SELECT EXISTS (SELECT 1 FROM conversation_actions WHERE conversation_id = $1 AND kind = 'window_missed' AND at > $2)", conversation, since))
}
