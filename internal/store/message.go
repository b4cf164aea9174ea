package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/wx"
)

var messages = newTable("messages", "id, conversation_id, account_id, identity_id, direction, kind, text, media_ref, media_state, blob, at, ord, hash, push_id, agent_id, client_key, state, problem, settled_at, card, pic_url, source, source_id")

func readMessage(scan scan) (m desk.Message, err error) {
	var push *int64
	var key *string
	var card string
	err = scan(&m.ID, &m.ConversationID, &m.AccountID, &m.IdentityID, &m.Direction, &m.Kind, &m.Text, &m.MediaRef, &m.MediaState, &m.Blob, &m.At, &m.Ord, &m.Hash,
		&push, &m.AgentID, &key, &m.State, &m.Problem, &m.SettledAt,
		&card, &m.PicURL, &m.Source, &m.SourceID)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &m.Card)
	}
	if push != nil {
		m.PushID = *push
	}
	if key != nil {
		m.ClientKey = *key
	}
	return m, err
}

func messageArgs(m desk.Message) []any {
	var push, key any
	card := ""
	if m.Card != nil {
		card = mustText(m.Card)
	}
	if m.PushID != 0 {
		push = m.PushID
	}
	if m.ClientKey != "" {
		key = m.ClientKey
	}
	return []any{
		m.ID, m.ConversationID, m.AccountID, m.IdentityID, string(m.Direction), string(m.Kind), m.Text, m.MediaRef, m.MediaState, m.Blob, m.At, m.Ord, m.Hash,
		push, m.AgentID, key, string(m.State), m.Problem, m.SettledAt,
		card, m.PicURL, string(m.Source), m.SourceID,
	}
}

// Message is one message.
func (s *Store) Message(ctx context.Context, id int64) (desk.Message, error) {
	return get(s.ask(ctx), readMessage, messages.get, id)
}

// Message is one message.
func (tx *Tx) Message(id int64) (desk.Message, error) {
	return get(tx, readMessage, messages.get+tx.s.dialect.lockRows(), id)
}

// MessageByClientKey finds the message that a composer sent.
func (tx *Tx) MessageByClientKey(key string) (desk.Message, error) {
	return get(tx, readMessage, messages.list+" WHERE client_key = $1", key)
}

// AddMessage adds a message.
func (tx *Tx) AddMessage(m desk.Message) error {
	if _, err := tx.exec(messages.insert, messageArgs(m)...); err != nil {
		return err
	}
	return tx.indexMessage(m)
}

// UpdateMessage stores a message as it now is.
func (tx *Tx) UpdateMessage(m desk.Message) error {
	return must(tx.exec(messages.update, messageArgs(m)...))
}

const attachEntries = "UPDATE messages SET conversation_id = $3 WHERE identity_id = $1 AND account_id + 0 = $2 AND conversation_id = 0" // as in latestConversation

// AttachEntries gives a new conversation the entries that came before it, and what greeted them: so many.
func (tx *Tx) AttachEntries(account, identity, conversation int64) (int, error) {
	n, err := tx.exec(attachEntries, identity, account, conversation)
	return int(n), err
}

// MessagesOf reads all messages and entries of a conversation.
func (tx *Tx) MessagesOf(conversation int64) ([]desk.Message, error) {
	return all(tx, readMessage, messages.list+" WHERE conversation_id = $1", conversation)
}

// NewestPush is the newest push whose message is in a conversation; 0: none.
func (tx *Tx) NewestPush(conversation int64) (int64, error) {
	return one[int64](tx.row("SELECT COALESCE(max(push_id), 0) FROM messages WHERE conversation_id = $1", conversation))
}

const lastSaid = "SELECT COALESCE(max(at), 0) FROM messages WHERE identity_id = $1 AND direction = 'out' AND "

// LastSaid is when the desk last said something to a customer from a time until before another; 0: it did not.
func (tx *Tx) LastSaid(account, identity, from, until int64) (int64, error) {
	return one[int64](tx.row(lastSaid+tx.s.dialect.saidBetween(), identity, account, from, until))
}

// LastMessage is the last one of a conversation in the order of meaning.
func (tx *Tx) LastMessage(conversation int64) (desk.Message, error) {
	return get(tx, readMessage, messages.list+" WHERE conversation_id = $1 ORDER BY at DESC, ord DESC, id DESC LIMIT 1", conversation)
}

const messageRow = `SELECT m.id, m.conversation_id, m.direction, m.kind, m.text, m.media_state, m.blob, COALESCE(b.type, ''), COALESCE(b.size, 0), COALESCE(b.width, 0), COALESCE(b.height, 0),
	m.agent_id, COALESCE(g.name, ''), m.state, m.problem, m.at, CAST(m.ord AS TEXT), m.card, m.source, m.account_id
	FROM messages m LEFT JOIN blobs b ON b.hash = m.blob LEFT JOIN agents g ON g.id = m.agent_id`

func readMessageRow(scan scan) (r desk.MessageRow, err error) {
	var media desk.MediaRow
	var blob []byte
	var agent desk.AgentName
	var problem int
	var card string
	err = scan(&r.ID, &r.ConversationID, &r.Direction, &r.Kind, &r.Text, &media.State, &blob, &media.Type, &media.Size, &media.Width, &media.Height,
		&agent.ID, &agent.Name, &r.State, &problem, &r.At, &r.Ord, &card, &r.Source, &r.AccountID)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &r.Card)
	}
	if media.State != desk.MediaNone {
		media.ID = hex.EncodeToString(blob)
		r.Media = &media
	}
	if agent.ID != 0 {
		r.Agent = &agent
	}
	if r.State == desk.Calling { // how far the call is concerns nobody who reads
		r.State = desk.Sending
	}
	r.Problem = crm.ProblemOf(wx.WeApp, problem)
	return r, err
}

// MessageRow is a message as a conversation shows it.
func (tx *Tx) MessageRow(id int64) (desk.MessageRow, error) {
	return get(tx, readMessageRow, messageRow+" WHERE m.id = $1", id)
}

// MessageRow is a message as a conversation shows it.
func (s *Store) MessageRow(ctx context.Context, id int64) (desk.MessageRow, error) {
	return get(s.ask(ctx), readMessageRow, messageRow+" WHERE m.id = $1", id)
}

// MessageRows is a page of a conversation's messages before a place, oldest first.
func (s *Store) MessageRows(ctx context.Context, conversation int64, before desk.MessageCursor, limit int) ([]desk.MessageRow, error) {
	w := where{}
	w.and("m.conversation_id = %", conversation)
	if before != (desk.MessageCursor{}) {
		w.and("(m.at, m.ord, m.id) < (%, (SELECT x.ord FROM messages x WHERE x.id = %), %)", before.At, before.ID, before.ID)
	}
	rows, err := all(s.ask(ctx), readMessageRow, messageRow+w.clause()+" ORDER BY m.at DESC, m.ord DESC, m.id DESC LIMIT "+strconv.Itoa(limit), w.args...)
	slices.Reverse(rows)
	return rows, err
}

// MessagesAfter is a page of a conversation after a place, oldest first.
func (s *Store) MessagesAfter(ctx context.Context, conversation int64, after desk.MessageCursor, limit int) ([]desk.MessageRow, error) {
	var w where
	w.and("m.conversation_id = %", conversation)
	w.and("(m.at, m.ord, m.id) > (%, (SELECT x.ord FROM messages x WHERE x.id = %), %)", after.At, after.ID, after.ID)
	return all(s.ask(ctx), readMessageRow, messageRow+w.clause()+" ORDER BY m.at, m.ord, m.id LIMIT "+strconv.Itoa(limit), w.args...)
}

// CustomerMessages is a page of all that was said with a customer before a place, oldest first.
func (s *Store) CustomerMessages(ctx context.Context, customer int64, v desk.Viewer, before desk.MessageCursor, limit int) ([]desk.MessageRow, error) {
	var w where
	w.and("m.identity_id IN (SELECT i.id FROM identities i WHERE i.customer_id = %) AND m.conversation_id <> 0", customer)
	if v.Accounts != nil {
		s.among(&w, "m.account_id", v.Accounts)
	}
	if before != (desk.MessageCursor{}) {
		w.and("(m.at, m.ord, m.id) < (%, (SELECT x.ord FROM messages x WHERE x.id = %), %)", before.At, before.ID, before.ID)
	}
	rows, err := all(s.ask(ctx), readMessageRow, messageRow+w.clause()+" ORDER BY m.at DESC, m.ord DESC, m.id DESC LIMIT "+strconv.Itoa(limit), w.args...)
	slices.Reverse(rows)
	return rows, err
}
