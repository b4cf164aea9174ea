package desk

import (
	"context"
	"encoding/json"
	"errors"
	"math"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// JobSend sends a message to a customer.
const JobSend = "message.send"

type sendJob struct {
	MessageID int64 `json:"message_id"`
}

// Send stores a message with its place in the reply window and has it sent by a job. When the window has no place left it
// is refused here, before the platform would.
func (k *Desk) Send(ctx context.Context, who crm.Actor, conversation int64, r Reply) (MessageRow, error) {
	if err := r.validate(); err != nil {
		return MessageRow{}, err
	}
	blob := r.blob()
	if _, err := k.Visible(ctx, who, conversation); err != nil {
		return MessageRow{}, err
	}
	if err := k.pictureKept(ctx, who, blob); err != nil {
		return MessageRow{}, err
	}
	stamp := k.stamp()
	key := itoa(who.ID) + ":" + r.ClientKey
	var row MessageRow
	err := k.Store.Write(ctx, []string{agentKey(who.ID), conversationKey(conversation), "client_key:" + key}, func(tx Tx) error {
		if m, err := tx.MessageByClientKey(key); !errors.Is(err, crm.ErrNotFound) {
			if err != nil {
				return err
			}
			if m.ConversationID != conversation || !r.is(m, blob) {
				return crm.Refuse(crm.CodeTaken, "field", "client_key", "name", r.ClientKey)
			}
			row, err = tx.MessageRow(m.ID)
			return err
		}
		c, err := tx.Conversation(conversation)
		if err != nil {
			return err
		}
		if err := seenBy(tx, who, c); err != nil {
			return err
		}
		d := stamp.Draw()
		if err := k.toAnswer(tx, d, &c, who); err != nil {
			return err
		}
		m := Message{
			ID: d.ID(), ConversationID: c.ID, AccountID: c.AccountID, IdentityID: c.IdentityID, Direction: Out,
			Kind: r.Kind, Text: r.Text, Card: r.Card, Blob: blob, AgentID: who.ID, ClientKey: key, Source: ByAgent,
		}
		if blob != nil {
			m.MediaState = MediaReady
		}
		if row, err = k.reserve(tx, c, m, tx.AddMessage, stamp.At); err != nil {
			return err
		}
		if r.MaterialID != 0 {
			if err := tx.UseMaterial(r.MaterialID, stamp.At); err != nil {
				return err
			}
		}
		return tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "message.send", Subject: "message", SubjectID: m.ID, After: row})
	})
	k.Waker.Wake(QueueSend)
	return row, err
}

// reserve takes a place in the reply window for a message and makes the job that sends it. What greets an entry before there is a
// conversation (its id is 0) joins the one that the customer's first message opens.
func (k *Desk) reserve(tx Tx, c Conversation, m Message, store func(Message) error, at int64) (MessageRow, error) {
	if err := admit(tx, c, m.Source, at); err != nil {
		return MessageRow{}, err
	}
	// The customer's clock is the platform's: a reply is never earlier than what it answers, so that it counts.
	m.At, m.Ord, m.State, m.Problem, m.SettledAt = max(at, c.LastInboundAt, c.EnteredAt), math.MaxInt64, Sending, 0, 0
	if err := store(m); err != nil {
		return MessageRow{}, err
	}
	if c.ID != 0 {
		if err := put(tx, c.step(m), at); err != nil {
			return MessageRow{}, err
		}
		if err := tellMessage(tx, m.ID, at); err != nil {
			return MessageRow{}, err
		}
	}
	payload, err := json.Marshal(sendJob{MessageID: m.ID})
	if err != nil {
		return MessageRow{}, err
	}
	job := crm.Job{
		Queue: QueueSend, Kind: JobSend, AccountID: m.AccountID, Lane: m.lane(), Payload: payload,
		RunAt: at, AtMostOnce: true, CreatedAt: at,
	}
	if err := tx.AddJob(job); err != nil {
		return MessageRow{}, err
	}
	return tx.MessageRow(m.ID)
}

// lane is what a message is sent in the order of.
func (m Message) lane() string {
	if m.ConversationID == 0 {
		return "entered:" + itoa(m.IdentityID)
	}
	return conversationKey(m.ConversationID)
}

// admit refuses when the reply window has no place. The last one is kept for people: nothing automatic takes it.
func admit(tx Tx, c Conversation, by Source, at int64) error {
	grant, err := tx.Grant()
	if err != nil {
		return err
	}
	spent, err := spentOf(tx, c)
	if err != nil {
		return err
	}
	w := WindowOf(grant, spent, at)
	switch w.Reason {
	case "":
		if by != ByAgent && w.kept(grant, spent) {
			return crm.Refuse(CodeWindowLast)
		}
		return nil
	case ReasonUsedUp:
		return crm.Refuse(CodeWindowUsedUp, "limit", w.Limit)
	default:
		return crm.Refuse(CodeWindowClosed, "reason", w.Reason)
	}
}

func spentOf(tx Tx, c Conversation) (s Spent, err error) {
	s = Spent{Wrote: c.LastInboundAt, Entered: c.EnteredAt}
	if s.SinceWrote, err = tx.SendsSince(c.AccountID, c.IdentityID, s.Wrote); err != nil || s.Entered <= s.Wrote {
		return s, err
	}
	s.SinceEntered, err = tx.SendsSince(c.AccountID, c.IdentityID, s.Entered)
	return s, err
}

// Retry sends a message again that the platform refused. One of unknown outcome is never sent again.
func (k *Desk) Retry(ctx context.Context, who crm.Actor, id int64) (MessageRow, error) {
	m, err := k.Store.Message(ctx, id)
	if err != nil {
		return MessageRow{}, err
	}
	if _, err := k.Visible(ctx, who, m.ConversationID); err != nil {
		return MessageRow{}, err
	}
	stamp := k.stamp()
	var row MessageRow
	err = k.Store.Write(ctx, []string{agentKey(who.ID), conversationKey(m.ConversationID)}, func(tx Tx) error {
		m, err := tx.Message(id)
		if err != nil {
			return err
		}
		if m.Direction != Out || m.State != Failed {
			return crm.Refuse(CodeNotFailed)
		}
		c, err := tx.Conversation(m.ConversationID)
		if err != nil {
			return err
		}
		if err := k.toAnswer(tx, stamp.Draw(), &c, who); err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "message.retry", Subject: "message", SubjectID: m.ID, Before: m}
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		row, err = k.reserve(tx, c, m, tx.UpdateMessage, stamp.At)
		return err
	})
	k.Waker.Wake(QueueSend)
	return row, err
}

// SendMessage is the job that sends a message. It calls the platform at most once: interrupted in between, the outcome is
// unknown and stays so.
func (k *Desk) SendMessage(ctx context.Context, job crm.Job) error {
	var p sendJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	m, err := k.Store.Message(ctx, p.MessageID)
	if err != nil {
		return err
	}
	switch m.State {
	case Sending:
	case Calling: // an earlier run was cut off in the middle
		_, err := k.step(ctx, m, Calling, Unknown, crm.ProblemUnknown)
		return err
	default:
		return nil
	}
	client, out, err := k.prepare(ctx, m)
	if err != nil {
		return k.sent(ctx, m, err, false)
	}
	if mine, err := k.step(ctx, m, Sending, Calling, 0); err != nil || !mine {
		return err // another worker has it: our lease lapsed while we prepared
	}
	k.typing.set(m.ConversationID, 0, k.Clock.Ms()) // a message ends it
	return k.sent(ctx, m, k.call(ctx, client, m, out), true)
}

// call sends. A copy of a picture that the platform has lost is made anew: the refused call did nothing.
func (k *Desk) call(ctx context.Context, client *weapp.Client, m Message, out weapp.Message) error {
	err := client.Messages.Send(ctx, out)
	if m.Blob == nil || !errors.Is(err, wx.ErrInvalidMedia) {
		return err
	}
	if err := k.forgetCopy(ctx, m.AccountID, m.Blob); err != nil {
		return err
	}
	again, uploadErr := k.outgoing(ctx, client, m, out.ToUser)
	if uploadErr != nil {
		return err
	}
	return client.Messages.Send(ctx, again)
}

// prepare does what may be repeated: the customer's openid, and the upload of a picture.
func (k *Desk) prepare(ctx context.Context, m Message) (*weapp.Client, weapp.Message, error) {
	client, err := k.Clients.Weapp(ctx, m.AccountID)
	if err != nil {
		return nil, weapp.Message{}, err
	}
	id, err := k.Store.IdentityByID(ctx, m.IdentityID)
	if err != nil {
		return nil, weapp.Message{}, err
	}
	out, err := k.outgoing(ctx, client, m, id.Value)
	return client, out, err
}

// outgoing is a message as the platform takes it.
func (k *Desk) outgoing(ctx context.Context, client *weapp.Client, m Message, openID string) (weapp.Message, error) {
	switch m.Kind {
	case KindText:
		return weapp.Text(openID, m.Text), nil
	case KindLink:
		return weapp.Link(openID, weapp.MessageLink{Title: m.Card.Title, Description: m.Card.Description, URL: m.Card.URL, ThumbURL: m.Card.ThumbURL}), nil
	}
	media, err := k.upload(ctx, client, m.AccountID, m.Blob, copyServes)
	if m.Kind == KindPage {
		return weapp.MiniProgramPage(openID, weapp.MessageMiniProgramPage{Title: m.Card.Title, PagePath: m.Card.Path, ThumbMediaID: media}), err
	}
	return weapp.Image(openID, media), err
}

// sent puts what the platform said into the message. called is whether the customer may have got it.
func (k *Desk) sent(ctx context.Context, m Message, err error, called bool) error {
	from := Sending
	if called {
		from = Calling
	}
	to, problem := outcome(err, called)
	if problem == crm.ProblemUnreachable {
		k.Log.Warn("message not sent", "message", m.ID, "err", err)
	}
	_, err = k.step(ctx, m, from, to, problem)
	return err
}

func outcome(err error, called bool) (MessageState, int) {
	var refused *wx.Error
	switch {
	case err == nil:
		return Sent, 0
	case called && (wx.IsUnknown(err) || errors.Is(err, wx.ErrBusy)):
		return Unknown, crm.ProblemUnknown
	case errors.As(err, &refused):
		return Failed, refused.Code
	default:
		return Failed, crm.ProblemUnreachable
	}
}

// step moves a message from one state to the next and tells who watches; what fails gives its place in the window back. It is
// false, and nothing is done, when the message is in another state by now: only one worker can take a message to Calling.
func (k *Desk) step(ctx context.Context, m Message, from, to MessageState, problem int) (mine bool, err error) {
	stamp := k.stamp()
	err = k.Store.Write(ctx, []string{m.lane()}, func(tx Tx) error {
		m, err := tx.Message(m.ID)
		if mine = err == nil && m.State == from; !mine {
			return err
		}
		m.State, m.Problem, m.SettledAt = to, problem, stamp.At
		if err := tx.UpdateMessage(m); err != nil || to == Calling || m.ConversationID == 0 {
			return err
		}
		if err := tellMessage(tx, m.ID, stamp.At); err != nil {
			return err
		}
		if to != Failed {
			return tell(tx, m.ConversationID, stamp.At)
		}
		return refold(tx, m, stamp.At) // the customer still waits for what was not said
	})
	return mine, err
}

func refold(tx Tx, failed Message, at int64) error {
	c, err := tx.Conversation(failed.ConversationID)
	if err != nil {
		return err
	}
	list, err := tx.MessagesOf(c.ID)
	if err != nil {
		return err
	}
	return put(tx, Refold(c.unasked(failed), list), at)
}
