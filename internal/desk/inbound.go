package desk

import (
	"encoding/json"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// Inbound is what a customer's push says, as far as the desk reads it.
type Inbound struct {
	Kind    MessageKind
	OpenID  string
	MsgID   string // empty for entries
	Text    string // or the session-from of an entry
	Card    *Card
	MediaID string // of a picture or a card's cover
	PicURL  string // another way to it
}

// keptSessionFrom is as much as is kept of one, in bytes: the platform cuts at 1,000 of them, or at 1,024 characters, as it says elsewhere.
const keptSessionFrom = 4096

// JobFetchMedia brings a customer's picture home before the platform's copy expires.
const JobFetchMedia = "media.fetch"

type mediaJob struct {
	MessageID int64 `json:"message_id"`
}

// ApplyInbound takes one message or entry of a customer into the facts.
func (k *Desk) ApplyInbound(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, in Inbound) error {
	if in.Kind == KindEntered {
		in.Text = cutBytes(in.Text, keptSessionFrom)
	}
	m := Message{
		ID: d.ID(), AccountID: a.ID, Direction: In, Kind: in.Kind, Text: in.Text, Card: in.Card, MediaRef: in.MediaID, PicURL: in.PicURL,
		At: p.CreateTime * 1000, Ord: order(in, p.Hash), Hash: p.Hash, PushID: p.ID, State: Received, SettledAt: d.At,
	}
	id, err := crm.RecogniseAt(tx, d, crm.OpenID, a.PlatformID, in.OpenID, m.At)
	if err != nil {
		return err
	}
	m.IdentityID = id.ID
	c, isNew, err := place(tx, d, m)
	if err != nil {
		return err
	}
	m.ConversationID = c.ID
	m.MediaState = m.mediaAtFirst()
	if m, err = m.afterSaid(tx); err != nil {
		return err
	}
	c, handed := c.officially(m, p.Answer == AnswerTransfer, d.At)
	last, err := isLast(tx, c, m, isNew)
	if err != nil {
		return err
	}
	if err := tx.AddMessage(m); err != nil {
		return err
	}
	if m.MediaState == MediaFetching {
		if err := addMediaJob(tx, m, d.At); err != nil {
			return err
		}
	}
	if c.ID == 0 {
		if err := tx.AddChange(crm.Stale("customer", id.CustomerID, d.At)); err != nil {
			return err
		}
		return k.greet(tx, d, a, m)
	}
	if c.Status == Closed {
		if err := k.rated(tx, d, &c, m); err != nil {
			return err
		}
	}
	if err := take(tx, c, m, last, d.At); err != nil {
		return err
	}
	if err := tx.AddChange(crm.Change{Kind: "message", SubjectID: m.ID, Row: m.arrived(), At: d.At, AccountID: m.AccountID}); err != nil {
		return err
	}
	if err := actAll(tx, d, c, handed); err != nil {
		return err
	}
	if c.Status == Closed {
		return k.thank(tx, d, a, c)
	}
	return k.react(tx, d, a, c, m)
}

// mediaAtFirst is what is known of a message's picture when it arrives.
func (m Message) mediaAtFirst() string {
	switch {
	case m.MediaRef != "" || m.PicURL != "":
		return MediaFetching
	case m.Kind == KindImage:
		return MediaFailed
	default:
		return MediaNone
	}
}

// place finds the conversation a message belongs to. An entry never opens one: agents would see nobody there.
func place(tx Tx, d *crm.Draw, m Message) (Conversation, bool, error) {
	c, err := tx.LatestConversation(m.AccountID, m.IdentityID)
	known := err == nil
	switch {
	case err != nil && !errors.Is(err, crm.ErrNotFound):
		return c, false, err
	case known && c.Status != Closed:
		return c, false, nil
	case m.Kind == KindEntered:
		return Conversation{}, false, nil
	}
	if rates, err := c.rates(tx, m); err != nil || rates {
		return c, false, err
	}
	if known && m.At <= c.ClosedAt { // written before the close, and not seen: back to waiting
		return c, false, reopen(tx, d, &c)
	}
	before := c
	c = Conversation{ID: d.ID(), AccountID: m.AccountID, IdentityID: m.IdentityID, Status: Waiting, OpenedAt: m.At, WaitingSince: m.At}
	if err := tx.AddConversation(c); err != nil {
		return c, false, err
	}
	if known {
		a := Action{Kind: ActionReopened, AgentID: before.AgentID, Details: reopened{before.ID, before.ClosedAt}}
		if err := act(tx, d, c, crm.Rule(ruleReopen), a); err != nil {
			return c, false, err
		}
	}
	return c, true, attach(tx, d, c)
}

const ruleReopen = "conversation.reopen"

// reopened says which conversation goes on: this one, or the customer's one before it.
type reopened struct {
	ConversationID int64 `json:"conversation_id"`
	ClosedAt       int64 `json:"closed_at"`
}

// reopen takes a close back that came before the agent could see all.
func reopen(tx Tx, d *crm.Draw, c *Conversation) error {
	a := Action{Kind: ActionReopened, AgentID: c.AgentID, Details: reopened{c.ID, c.ClosedAt}}
	c.Status, c.AgentID, c.ClosedAt, c.ClosedBy, c.ClosedKind, c.CloseReason, c.WaitingSince = Waiting, 0, 0, 0, "", "", d.At
	return act(tx, d, *c, crm.Rule(ruleReopen), a)
}

// isLast says whether a message comes after all others of its conversation. A new conversation may just have taken in entries
// from before, and is folded as a whole.
func isLast(tx Tx, c Conversation, m Message, isNew bool) (bool, error) {
	if isNew || c.ID == 0 {
		return false, nil
	}
	if m.At > max(c.LastMessageAt, c.EnteredAt) { // of the same second, the order says
		return true, nil
	}
	last, err := tx.LastMessage(c.ID)
	return err == nil && meaningOrder(last, m) < 0, err
}

// take folds the message into its conversation: one step when it is the last, all over again when it is not.
func take(tx Tx, c Conversation, m Message, last bool, at int64) error {
	if last {
		return put(tx, c.step(m), at)
	}
	list, err := tx.MessagesOf(c.ID)
	if err != nil {
		return err
	}
	return put(tx, Refold(c, list), at)
}

// arrived is a message of a customer as a conversation shows it before its picture is here: what tellMessage would read.
func (m Message) arrived() MessageRow {
	r := MessageRow{ID: m.ID, ConversationID: m.ConversationID, Direction: m.Direction, Kind: m.Kind, Text: m.Text, Card: m.Card, State: m.State, At: m.At, Ord: itoa(m.Ord), AccountID: m.AccountID}
	if m.MediaState != MediaNone {
		r.Media = &MediaRow{State: m.MediaState}
	}
	return r
}

func tellMessage(tx Tx, id, at int64) error {
	row, err := tx.MessageRow(id)
	if err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "message", SubjectID: id, Row: row, At: at, AccountID: row.AccountID})
}

func addMediaJob(tx Tx, m Message, at int64) error {
	payload, err := json.Marshal(mediaJob{MessageID: m.ID})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueMedia, Kind: JobFetchMedia, AccountID: m.AccountID, OnceKey: JobFetchMedia + ":" + itoa(m.PushID),
		Payload: payload, RunAt: at, CreatedAt: at,
	})
}
