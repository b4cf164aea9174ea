package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/desk"
)

// AddMention adds a mention.
func (tx *Tx) AddMention(m desk.Mention) error {
	return only(tx.exec("INSERT INTO mentions (id, agent_id, conversation_id, action_id, at, read_at) VALUES ($1, $2, $3, $4, $5, $6)",
		m.ID, m.AgentID, m.ConversationID, m.ActionID, m.At, m.ReadAt))
}

// unreadAtOnce is how many mentions one transaction marks.
const unreadAtOnce = 500

// UnreadMentions are an agent's in a conversation; 0: in all.
func (tx *Tx) UnreadMentions(agent, conversation int64) ([]int64, error) {
	w := where{conditions: []string{"read_at = 0"}}
	w.and("agent_id = %", agent)
	if conversation != 0 {
		w.and("conversation_id = %", conversation)
	}
	return all(tx, readID, "SELECT id FROM mentions"+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(unreadAtOnce), w.args...)
}

// ReadMention marks a mention as seen.
func (tx *Tx) ReadMention(id, at int64) error {
	return must(tx.exec("UPDATE mentions SET read_at = $2 WHERE id = $1", id, at))
}

const mentionRow = `SELECT n.id, n.agent_id, n.conversation_id, n.action_id, n.at, n.read_at, x.text, x.actor_kind, x.actor_id, x.actor_name, cu.id, cu.name, cu.avatar
	FROM mentions n JOIN conversation_actions x ON x.id = n.action_id JOIN conversations c ON c.id = n.conversation_id
	JOIN identities i ON i.id = c.identity_id JOIN customers cu ON cu.id = i.customer_id`

func readMentionRow(scan scan) (r desk.MentionRow, err error) {
	r.Customer.Tags = []int64{}
	return r, scan(&r.ID, &r.AgentID, &r.ConversationID, &r.ActionID, &r.At, &r.ReadAt, &r.Text, &r.By.Kind, &r.By.ID, &r.By.Name,
		&r.Customer.ID, &r.Customer.Name, &r.Customer.Avatar)
}

// MentionRow is a mention as lists show it.
func (tx *Tx) MentionRow(id int64) (desk.MentionRow, error) {
	return get(tx, readMentionRow, mentionRow+" WHERE n.id = $1", id)
}

// MentionRow is a mention as lists show it.
func (s *Store) MentionRow(ctx context.Context, id int64) (desk.MentionRow, error) {
	return get(s.ask(ctx), readMentionRow, mentionRow+" WHERE n.id = $1", id)
}

// MentionRows is a page of an agent's mentions, newest first.
func (s *Store) MentionRows(ctx context.Context, q desk.MentionQuery) ([]desk.MentionRow, error) {
	var w where
	w.and("n.agent_id = %", q.AgentID)
	if q.Unread {
		w.and("n.read_at = 0")
	}
	if q.Accounts != nil {
		w.and(s.dialect.in("c.account_id", "%"), s.dialect.list(q.Accounts))
	}
	if q.After != 0 {
		w.and("n.id < %", q.After)
	}
	return all(s.ask(ctx), readMentionRow, mentionRow+w.clause()+" ORDER BY n.id DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

// MentionsWaiting says whether an agent has unread mentions in a conversation.
func (s *Store) MentionsWaiting(ctx context.Context, agent, conversation int64) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM mentions WHERE agent_id = $1 AND conversation_id = $2 AND read_at = 0)", agent, conversation))
}
