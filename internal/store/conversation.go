package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/desk"
)

var conversations = newTable("conversations", "id, account_id, identity_id, status, agent_id, opened_at, waiting_since, accepted_at, closed_at, closed_by, "+
	"last_inbound_at, last_message_at, read_push, unread, session_from, session_from_at, preview_kind, preview_text, preview_direction, updated_at")

func readConversation(scan scan) (c desk.Conversation, err error) {
	return c, scan(&c.ID, &c.AccountID, &c.IdentityID, &c.Status, &c.AgentID, &c.OpenedAt, &c.WaitingSince, &c.AcceptedAt, &c.ClosedAt, &c.ClosedBy,
		&c.LastInboundAt, &c.LastMessageAt, &c.ReadPush, &c.Unread, &c.SessionFrom, &c.SessionFromAt, &c.PreviewKind, &c.PreviewText, &c.PreviewDirection, &c.UpdatedAt)
}

func conversationArgs(c desk.Conversation) []any {
	return []any{
		c.ID, c.AccountID, c.IdentityID, string(c.Status), c.AgentID, c.OpenedAt, c.WaitingSince, c.AcceptedAt, c.ClosedAt, c.ClosedBy,
		c.LastInboundAt, c.LastMessageAt, c.ReadPush, c.Unread, c.SessionFrom, c.SessionFromAt, string(c.PreviewKind), c.PreviewText, string(c.PreviewDirection), c.UpdatedAt,
	}
}

// Conversation is one conversation.
func (s *Store) Conversation(ctx context.Context, id int64) (desk.Conversation, error) {
	return get(s.ask(ctx), readConversation, conversations.get, id)
}

// Conversation is one conversation.
func (tx *Tx) Conversation(id int64) (desk.Conversation, error) {
	return get(tx, readConversation, conversations.get+tx.s.dialect.lockRows(), id)
}

// LatestConversation is the newest one of a customer with an account, open or closed.
func (tx *Tx) LatestConversation(account, identity int64) (desk.Conversation, error) {
	return get(tx, readConversation, conversations.list+` WHERE identity_id = $1 AND account_id = $2
		ORDER BY CASE WHEN status = 'closed' THEN 1 ELSE 0 END, opened_at DESC, id DESC LIMIT 1`+tx.s.dialect.lockRows(), identity, account)
}

// AddConversation adds a conversation.
func (tx *Tx) AddConversation(c desk.Conversation) error {
	return only(tx.exec(conversations.insert, conversationArgs(c)...))
}

// UpdateConversation stores a conversation as it now is.
func (tx *Tx) UpdateConversation(c desk.Conversation) error {
	return must(tx.exec(conversations.update, conversationArgs(c)...))
}

// OpenConversationsOf are the customer's conversations that are not closed.
func (tx *Tx) OpenConversationsOf(customer int64) ([]int64, error) {
	return all(tx, readID, `SELECT c.id FROM identities i JOIN conversations c ON c.identity_id = i.id
		WHERE i.customer_id = $1 AND c.status <> 'closed' ORDER BY c.id`, customer)
}

// counted are the states of messages that take a place in the reply window: sent, or perhaps sent.
const counted = `m.direction = 'out' AND m.state IN ('sending', 'calling', 'sent', 'unknown')`

// SendsSince counts messages of the desk that were sent, or may have been, at or after a time.
func (tx *Tx) SendsSince(account, identity, since int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM messages m WHERE m.identity_id = $1 AND m.account_id = $2 AND m.at >= $3 AND "+counted, identity, account, since))
}

const conversationRow = `SELECT c.id, c.account_id, a.name, cu.id, cu.name, cu.avatar, c.status, c.agent_id, COALESCE(g.name, ''),
	c.opened_at, c.waiting_since, c.last_inbound_at, c.last_message_at, c.preview_kind, c.preview_text, c.preview_direction, c.unread, c.session_from,
	(SELECT count(*) FROM messages m WHERE m.identity_id = c.identity_id AND m.account_id = c.account_id AND m.at >= c.last_inbound_at AND ` + counted + `),
	COALESCE((SELECT ch.name FROM identities i2 JOIN attributions t ON t.identity_id = i2.id JOIN channels ch ON ch.id = t.channel_id
		WHERE i2.customer_id = cu.id ORDER BY t.began_at DESC LIMIT 1), '')
	FROM conversations c JOIN accounts a ON a.id = c.account_id JOIN identities i ON i.id = c.identity_id
	JOIN customers cu ON cu.id = i.customer_id LEFT JOIN agents g ON g.id = c.agent_id`

func readConversationRow(grant desk.Grant, now int64) func(scan) (desk.ConversationRow, error) {
	return func(scan scan) (r desk.ConversationRow, err error) {
		var agent desk.AgentName
		var used int
		err = scan(&r.ID, &r.AccountID, &r.AccountName, &r.Customer.ID, &r.Customer.Name, &r.Customer.Avatar, &r.Status, &agent.ID, &agent.Name,
			&r.OpenedAt, &r.WaitingSince, &r.LastInboundAt, &r.LastMessageAt, &r.Preview.Kind, &r.Preview.Text, &r.Preview.Direction, &r.Unread, &r.SessionFrom,
			&used, &r.ChannelName)
		if agent.ID != 0 {
			r.Agent = &agent
		}
		r.Window = desk.WindowOf(grant, r.LastInboundAt, used, now)
		return r, err
	}
}

// ConversationRow is a conversation as lists show it.
func (tx *Tx) ConversationRow(id int64, grant desk.Grant, now int64) (desk.ConversationRow, error) {
	return get(tx, readConversationRow(grant, now), conversationRow+" WHERE c.id = $1", id)
}

// ConversationRow is a conversation as lists show it.
func (s *Store) ConversationRow(ctx context.Context, id int64, grant desk.Grant, now int64) (desk.ConversationRow, error) {
	return get(s.ask(ctx), readConversationRow(grant, now), conversationRow+" WHERE c.id = $1", id)
}

// ConversationRows is a page of conversations.
func (s *Store) ConversationRows(ctx context.Context, q desk.ConversationQuery) ([]desk.ConversationRow, error) {
	var w where
	order := " ORDER BY c.last_message_at DESC, c.id DESC LIMIT "
	switch q.List {
	case "waiting":
		w.conditions, order = []string{"c.status = 'waiting'"}, " ORDER BY c.waiting_since, c.id LIMIT "
		if q.After != (desk.MessageCursor{}) {
			w.and("(c.waiting_since, c.id) > (%, %)", q.After.At, q.After.ID)
		}
	case "mine":
		w.conditions = []string{"c.status = 'open'"}
		w.and("c.agent_id = %", q.AgentID)
	case "customer":
		w.and("cu.id = %", q.CustomerID)
	}
	if q.List != "waiting" && q.After != (desk.MessageCursor{}) {
		w.and("(c.last_message_at, c.id) < (%, %)", q.After.At, q.After.ID)
	}
	return all(s.ask(ctx), readConversationRow(q.Grant, q.Now), conversationRow+w.clause()+order+strconv.Itoa(q.Limit), w.args...)
}

// ConversationCounts are the numbers on an agent's tabs.
func (s *Store) ConversationCounts(ctx context.Context, agent int64) (desk.Counts, error) {
	return get(s.ask(ctx), func(scan scan) (c desk.Counts, err error) { return c, scan(&c.Waiting, &c.Mine, &c.Unread) },
		`SELECT (SELECT count(*) FROM conversations WHERE status = 'waiting'),
			(SELECT count(*) FROM conversations WHERE status = 'open' AND agent_id = $1),
			(SELECT COALESCE(sum(unread), 0) FROM conversations WHERE status = 'open' AND agent_id = $1)`, agent)
}
