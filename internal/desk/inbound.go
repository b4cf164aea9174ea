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
	MediaID string
}

// JobFetchMedia brings a customer's picture home before the platform's copy expires.
const JobFetchMedia = "media.fetch"

type mediaJob struct {
	MessageID int64 `json:"message_id"`
}

// ApplyInbound takes one message or entry of a customer into the facts.
func (k *Desk) ApplyInbound(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, in Inbound) error {
	m := Message{
		ID: d.ID(), AccountID: a.ID, Direction: In, Kind: in.Kind, Text: in.Text, MediaRef: in.MediaID,
		At: p.CreateTime * 1000, Ord: order(in, p.Hash), Hash: p.Hash, PushID: p.ID, State: Received, SettledAt: d.At,
	}
	id, err := crm.Recognise(tx, d, crm.OpenID, a.PlatformID, in.OpenID, m.At)
	if err != nil {
		return err
	}
	if err := crm.SeenAt(tx, id.ID, m.At, d.At); err != nil {
		return err
	}
	m.IdentityID = id.ID
	c, isNew, err := place(tx, d, m)
	if err != nil {
		return err
	}
	m.ConversationID = c.ID
	if m.MediaRef != "" {
		m.MediaState = MediaFetching
	}
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
		return tx.AddChange(crm.Stale("customer", id.CustomerID, d.At))
	}
	if err := take(tx, c, m, last, d.At); err != nil {
		return err
	}
	return tellMessage(tx, m.ID, d.At)
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
	case known && m.At <= c.ClosedAt: // written before the close, and not seen: back to waiting
		c.Status, c.AgentID, c.ClosedAt, c.ClosedBy, c.WaitingSince = Waiting, 0, 0, 0, d.At
		return c, false, nil
	}
	c = Conversation{ID: d.ID(), AccountID: m.AccountID, IdentityID: m.IdentityID, Status: Waiting, OpenedAt: m.At, WaitingSince: m.At}
	if err := tx.AddConversation(c); err != nil {
		return c, false, err
	}
	return c, true, tx.AttachEntries(c.AccountID, c.IdentityID, c.ID)
}

// isLast says whether a message comes after all others of its conversation. A new conversation may just have taken in entries
// from before, and is folded as a whole.
func isLast(tx Tx, c Conversation, m Message, isNew bool) (bool, error) {
	if isNew || c.ID == 0 {
		return false, nil
	}
	last, err := tx.LastMessage(c.ID)
	return err == nil && meaningOrder(last, m) < 0, err
}

// take folds the message into its conversation: one step when it is the last, all over again when it is not.
func take(tx Tx, c Conversation, m Message, last bool, at int64) error {
	if last {
		return put(tx, c.step(m), at)
	}
	all, err := tx.MessagesOf(c.ID)
	if err != nil {
		return err
	}
	return put(tx, Refold(c, all), at)
}

func tellMessage(tx Tx, id, at int64) error {
	row, err := tx.MessageRow(id)
	if err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "message", SubjectID: id, Row: row, At: at})
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
