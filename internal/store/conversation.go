package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

var conversations = newTable("conversations", "id, account_id, identity_id, status, agent_id, opened_at, waiting_since, accepted_at, closed_at, closed_by, "+
	"last_inbound_at, last_message_at, read_push, unread, session_from, session_from_at, preview_kind, preview_text, preview_direction, updated_at, "+
	"team_id, awaiting_since, first_accepted_at, first_answer_at, last_answer_at, inbound, outbound, transfers, close_reason, closed_kind, official_since, rating, rating_asked_at, entered_at, first_answer_by")

func readConversation(scan scan) (c desk.Conversation, err error) {
	return c, scan(&c.ID, &c.AccountID, &c.IdentityID, &c.Status, &c.AgentID, &c.OpenedAt, &c.WaitingSince, &c.AcceptedAt, &c.ClosedAt, &c.ClosedBy,
		&c.LastInboundAt, &c.LastMessageAt, &c.ReadPush, &c.Unread, &c.SessionFrom, &c.SessionFromAt, &c.PreviewKind, &c.PreviewText, &c.PreviewDirection, &c.UpdatedAt,
		&c.TeamID, &c.AwaitingSince, &c.FirstAcceptedAt, &c.FirstAnswerAt, &c.LastAnswerAt, &c.Inbound, &c.Outbound, &c.Transfers, &c.CloseReason, &c.ClosedKind,
		&c.OfficialSince, &c.Rating, &c.RatingAskedAt, &c.EnteredAt, &c.FirstAnswerBy)
}

func conversationArgs(c desk.Conversation) []any {
	return []any{
		c.ID, c.AccountID, c.IdentityID, string(c.Status), c.AgentID, c.OpenedAt, c.WaitingSince, c.AcceptedAt, c.ClosedAt, c.ClosedBy,
		c.LastInboundAt, c.LastMessageAt, c.ReadPush, c.Unread, c.SessionFrom, c.SessionFromAt, string(c.PreviewKind), c.PreviewText, string(c.PreviewDirection), c.UpdatedAt,
		c.TeamID, c.AwaitingSince, c.FirstAcceptedAt, c.FirstAnswerAt, c.LastAnswerAt, c.Inbound, c.Outbound, c.Transfers, c.CloseReason, c.ClosedKind,
		c.OfficialSince, c.Rating, c.RatingAskedAt, c.EnteredAt, c.FirstAnswerBy,
	}
}

// Conversation is one conversation.
func (s *Store) Conversation(ctx context.Context, id int64) (desk.Conversation, error) {
	return get(s.ask(ctx), readConversation, conversations.get, id)
}

// Conversation is one conversation.
func (tx *Tx) Conversation(id int64) (desk.Conversation, error) {
	return tx.held(get(tx, readConversation, conversations.get+tx.s.dialect.lockRows(), id))
}

// held notes a conversation that is ours until the transaction ends.
func (tx *Tx) held(c desk.Conversation, err error) (desk.Conversation, error) {
	if err == nil {
		if tx.conversations == nil {
			tx.conversations = map[int64]desk.Conversation{}
		}
		tx.conversations[c.ID] = c
	}
	return c, err
}

// "+ 0" keeps the account out of the choice of an index: a PostgreSQL that has not counted anything yet does not know that an account has
// all customers, and a customer one account.
const latestConversation = ` WHERE identity_id = $1 AND account_id + 0 = $2
	ORDER BY CASE WHEN status = 'closed' THEN 1 ELSE 0 END, opened_at DESC, id DESC LIMIT 1`

// LatestConversation is the newest one of a customer with an account, open or closed.
func (tx *Tx) LatestConversation(account, identity int64) (desk.Conversation, error) {
	return tx.held(get(tx, readConversation, conversations.list+latestConversation+tx.s.dialect.lockRows(), identity, account))
}

// AddConversation adds a conversation.
func (tx *Tx) AddConversation(c desk.Conversation) error {
	_, err := tx.held(c, only(tx.exec(conversations.insert, conversationArgs(c)...)))
	return err
}

// UpdateConversation stores a conversation as it now is.
func (tx *Tx) UpdateConversation(c desk.Conversation) error {
	before, known := tx.conversations[c.ID]
	if !known {
		return must(tx.exec(conversations.update, conversationArgs(c)...))
	}
	query, args := conversations.change(conversationArgs(before), conversationArgs(c))
	if query == "" {
		return nil
	}
	_, err := tx.held(c, must(tx.exec(query, args...)))
	return err
}

// OpenConversationsOf are the customer's conversations that are not closed.
func (tx *Tx) OpenConversationsOf(customer int64) ([]int64, error) {
	return all(tx, readID, `SELECT c.id FROM identities i JOIN conversations c ON c.identity_id = i.id
		WHERE i.customer_id = $1 AND c.status <> 'closed' ORDER BY c.id`, customer)
}

// counted are the states of messages that take a place in the reply window: sent, or perhaps sent.
const counted = `m.direction = 'out' AND m.state IN ('sending', 'calling', 'sent', 'unknown')`

// SendsSince counts messages of the desk that were sent, or may have been, in or after the second of a time.
func (tx *Tx) SendsSince(account, identity, since int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM messages m WHERE m.identity_id = $1 AND m.account_id = $2 AND m.at >= $3 AND "+counted, identity, account, since-since%1000))
}

// sentSince counts what was sent since the second of a column of the conversation.
func sentSince(column string) string {
	return `(SELECT count(*) FROM messages m WHERE m.identity_id = c.identity_id AND m.account_id = c.account_id AND m.at >= ` + column + ` - ` + column + ` % 1000 AND ` + counted + `)`
}

var conversationRow = `SELECT c.id, c.account_id, a.name, a.platform_id, cu.id, cu.name, cu.avatar, c.status, c.agent_id, COALESCE(g.name, ''),
	c.opened_at, c.waiting_since, c.last_inbound_at, c.last_message_at, c.preview_kind, c.preview_text, c.preview_direction, c.unread, c.session_from, c.session_from_at,
	c.team_id, c.awaiting_since, c.accepted_at, c.first_answer_at, c.inbound, c.outbound, c.transfers, c.closed_at, c.close_reason, c.rating,
	COALESCE((SELECT string_agg(CAST(k.tag_id AS TEXT), ',') FROM conversation_tags k WHERE k.conversation_id = c.id), ''),
	COALESCE((SELECT string_agg(CAST(k.tag_id AS TEXT), ',') FROM identities o JOIN customer_tags k ON k.identity_id = o.id WHERE o.customer_id = cu.id), ''),
	c.entered_at, ` + sentSince("c.last_inbound_at") + `, CASE WHEN c.entered_at > c.last_inbound_at THEN ` + sentSince("c.entered_at") + ` ELSE 0 END,
	COALESCE((SELECT ch.name FROM identities i2 JOIN attributions t ON t.identity_id = i2.id JOIN channels ch ON ch.id = t.channel_id
		WHERE i2.customer_id = cu.id ORDER BY t.began_at DESC LIMIT 1), ''),
	CASE WHEN c.awaiting_since > 0 THEN COALESCE((SELECT abs(k.reminded_level) FROM conversation_marks k
		WHERE k.conversation_id = c.id AND k.reminded_since = c.awaiting_since), 0) ELSE 0 END,
	CASE WHEN c.status = 'official' THEN c.official_since ELSE 0 END
	FROM conversations c JOIN accounts a ON a.id = c.account_id JOIN identities i ON i.id = c.identity_id
	JOIN customers cu ON cu.id = i.customer_id LEFT JOIN agents g ON g.id = c.agent_id`

func (s *Store) readConversationRow(grant desk.Grant, now int64) func(scan) (desk.ConversationRow, error) {
	return func(scan scan) (r desk.ConversationRow, err error) {
		var agent desk.AgentName
		var spent desk.Spent
		var appid, tags, customerTags string
		var sessionAt int64
		err = scan(&r.ID, &r.AccountID, &r.AccountName, &appid, &r.Customer.ID, &r.Customer.Name, &r.Customer.Avatar, &r.Status, &agent.ID, &agent.Name,
			&r.OpenedAt, &r.WaitingSince, &r.LastInboundAt, &r.LastMessageAt, &r.Preview.Kind, &r.Preview.Text, &r.Preview.Direction, &r.Unread, &r.SessionFrom, &sessionAt,
			&r.TeamID, &r.AwaitingSince, &r.AcceptedAt, &r.FirstAnswerAt, &r.Inbound, &r.Outbound, &r.Transfers, &r.ClosedAt, &r.CloseReason, &r.Rating,
			&tags, &customerTags,
			&spent.Entered, &spent.SinceWrote, &spent.SinceEntered, &r.ChannelName, &r.Reminded, &r.OfficialSince)
		if agent.ID != 0 {
			r.Agent = &agent
		}
		r.Tags, r.Customer.Tags = numbers(tags), numbers(customerTags)
		spent.Wrote = r.LastInboundAt
		r.Window = desk.WindowOf(grant, spent, now)
		r.OfficialUntil = r.ForgottenAt()
		r.MarkSession(s.SessionKey(appid), sessionAt)
		return r, err
	}
}

// ConversationRow is a conversation as lists show it.
func (tx *Tx) ConversationRow(id int64, grant desk.Grant, now int64) (desk.ConversationRow, error) {
	return get(tx, tx.s.readConversationRow(grant, now), conversationRow+" WHERE c.id = $1", id)
}

// ConversationRow is a conversation as lists show it.
func (s *Store) ConversationRow(ctx context.Context, id int64, grant desk.Grant, now int64) (desk.ConversationRow, error) {
	return get(s.ask(ctx), s.readConversationRow(grant, now), conversationRow+" WHERE c.id = $1", id)
}
