package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// JobSend sends a message to a customer.
const JobSend = "message.send"

type sendJob struct {
	MessageID int64 `json:"message_id"`
}

// Reply is what an agent wants to say.
type Reply struct {
	ClientKey string      `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string: the same key is the same message"`
	Kind      MessageKind `json:"kind" enum:"text,image"`
	Text      string      `json:"text,omitempty" doc:"At most 2048 bytes"`
	MediaID   string      `json:"media_id,omitempty" doc:"The id that POST /media gave"`
}

// maxText is what the platform is said to take, in bytes; it publishes no figure.
const maxText = 2048

func (r Reply) validate() error {
	switch {
	case len(r.ClientKey) < 8 || len(r.ClientKey) > 64:
		return crm.Invalid("client_key", "client_key 须为 8 到 64 个字符", "client_key must be 8 to 64 characters")
	case r.Kind == KindText && strings.TrimSpace(r.Text) == "":
		return crm.Invalid("text", "请输入内容", "there is nothing to send")
	case r.Kind == KindText && len(r.Text) > maxText:
		return crm.Invalid("text", "一条消息最多 2048 字节（约 680 个汉字）", "a message holds at most 2048 bytes")
	case r.Kind == KindImage && r.MediaID == "":
		return crm.Invalid("media_id", "请选择图片", "choose a picture")
	case r.Kind != KindText && r.Kind != KindImage:
		return crm.Invalid("kind", "只能发送文字或图片", "only text and pictures can be sent")
	}
	return nil
}

// Send stores a message with its place in the reply window and has it sent by a job. When the window has no place left it
// is refused here, before the platform would.
func (k *Desk) Send(ctx context.Context, who crm.Actor, conversation int64, r Reply) (MessageRow, error) {
	if err := r.validate(); err != nil {
		return MessageRow{}, err
	}
	blob, err := blobHash(r)
	if err != nil {
		return MessageRow{}, err
	}
	if blob != nil {
		if _, err := k.Store.Blob(ctx, [32]byte(blob)); err != nil {
			return MessageRow{}, crm.Invalid("media_id", "找不到这张图片，请重新上传", "this picture is not known: upload it again")
		}
	}
	stamp := k.stamp()
	key := itoa(who.ID) + ":" + r.ClientKey
	var row MessageRow
	err = k.Store.Write(ctx, []string{conversationKey(conversation), "client_key:" + key}, func(tx Tx) error {
		if m, err := tx.MessageByClientKey(key); !errors.Is(err, crm.ErrNotFound) {
			if err != nil {
				return err
			}
			if m.ConversationID != conversation || m.Kind != r.Kind || m.Text != r.Text || !bytes.Equal(m.Blob, blob) {
				return crm.Refuse(crm.CodeTaken, "field", "client_key", "name", r.ClientKey)
			}
			row, err = tx.MessageRow(m.ID)
			return err
		}
		c, err := tx.Conversation(conversation)
		if err != nil {
			return err
		}
		if err := mayAnswer(c, who); err != nil {
			return err
		}
		m := Message{
			ID: stamp.Draw().ID(), ConversationID: c.ID, AccountID: c.AccountID, IdentityID: c.IdentityID, Direction: Out,
			Kind: r.Kind, Text: r.Text, Blob: blob, AgentID: who.ID, ClientKey: key,
		}
		if blob != nil {
			m.MediaState = MediaReady
		}
		if row, err = k.reserve(tx, c, m, tx.AddMessage, stamp.At); err != nil {
			return err
		}
		return tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "message.send", Subject: "message", SubjectID: m.ID, After: row})
	})
	k.Waker.Wake(QueueSend)
	return row, err
}

// reserve takes a place in the reply window for a message and makes the job that sends it.
func (k *Desk) reserve(tx Tx, c Conversation, m Message, store func(Message) error, at int64) (MessageRow, error) {
	if err := admit(tx, c, at); err != nil {
		return MessageRow{}, err
	}
	// The customer's clock is the platform's: a reply is never earlier than what it answers, so that it counts.
	m.At, m.Ord, m.State, m.Problem, m.SettledAt = max(at, c.LastInboundAt), math.MaxInt64, Sending, 0, 0
	if err := store(m); err != nil {
		return MessageRow{}, err
	}
	if err := put(tx, c.step(m), at); err != nil {
		return MessageRow{}, err
	}
	if err := tellMessage(tx, m.ID, at); err != nil {
		return MessageRow{}, err
	}
	payload, err := json.Marshal(sendJob{MessageID: m.ID})
	if err != nil {
		return MessageRow{}, err
	}
	job := crm.Job{
		Queue: QueueSend, Kind: JobSend, AccountID: m.AccountID, Lane: conversationKey(c.ID), Payload: payload,
		RunAt: at, AtMostOnce: true, CreatedAt: at,
	}
	if err := tx.AddJob(job); err != nil {
		return MessageRow{}, err
	}
	return tx.MessageRow(m.ID)
}

// admit refuses when the reply window has no place.
func admit(tx Tx, c Conversation, at int64) error {
	grant, err := tx.Grant()
	if err != nil {
		return err
	}
	used, err := tx.SendsSince(c.AccountID, c.IdentityID, c.LastInboundAt)
	if err != nil {
		return err
	}
	w := WindowOf(grant, c.LastInboundAt, used, at)
	switch w.Reason {
	case "":
		return nil
	case ReasonUsedUp:
		return crm.Refuse(CodeWindowUsedUp, "limit", w.Limit)
	default:
		return crm.Refuse(CodeWindowClosed, "reason", w.Reason)
	}
}

// Retry sends a message again that the platform refused. One of unknown outcome is never sent again.
func (k *Desk) Retry(ctx context.Context, who crm.Actor, id int64) (MessageRow, error) {
	m, err := k.Store.Message(ctx, id)
	if err != nil {
		return MessageRow{}, err
	}
	stamp := k.stamp()
	var row MessageRow
	err = k.Store.Write(ctx, []string{conversationKey(m.ConversationID)}, func(tx Tx) error {
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
		if err := mayAnswer(c, who); err != nil {
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
	return k.sent(ctx, m, client.Messages.Send(ctx, out), true)
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
	if m.Kind == KindText {
		return client, weapp.Text(id.Value, m.Text), nil
	}
	media, err := k.upload(ctx, client, m)
	return client, weapp.Image(id.Value, media), err
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
	err = k.Store.Write(ctx, []string{conversationKey(m.ConversationID)}, func(tx Tx) error {
		m, err := tx.Message(m.ID)
		if mine = err == nil && m.State == from; !mine {
			return err
		}
		m.State, m.Problem, m.SettledAt = to, problem, stamp.At
		if err := tx.UpdateMessage(m); err != nil || to == Calling {
			return err
		}
		if err := tellMessage(tx, m.ID, stamp.At); err != nil {
			return err
		}
		return tell(tx, m.ConversationID, stamp.At)
	})
	return mine, err
}
