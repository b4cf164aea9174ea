package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// ClosingSetting is when conversations end by themselves.
type ClosingSetting struct {
	Minutes int    `json:"minutes" minimum:"0" maximum:"10080" doc:"After so long without a word of the customer, who was answered; 0: never"`
	Say     string `json:"say" doc:"The last word, if the reply window has a place besides the last; empty: none"`
	Expired bool   `json:"expired" doc:"Also those that nobody can answer any more, an hour after their reply window ended"`
}

// SectionClosing is when conversations end by themselves.
const SectionClosing Section = "closing"

// DefaultClosing never ends one.
var DefaultClosing = ClosingSetting{}

// Reasons of conversations that ended by themselves.
const (
	ClosedSilent  = "silent"
	ClosedExpired = "window_expired"
	ClosedThere   = "official_silent"
)

func (s ClosingSetting) validate() error {
	switch {
	case s.Minutes < 0 || s.Minutes > 7*24*60:
		return crm.Invalid("minutes", "时间为 0 到 10080 分钟（7 天）", "0 to 10080 minutes, which are 7 days")
	case len(s.Say) > maxText:
		return crm.Invalid("say", "结束语最多 2048 字节", "the last word may have at most 2048 bytes")
	}
	return nil
}

// Closing is the setting of an account; that of account 0 is for all.
func (k *Desk) Closing(ctx context.Context, account int64) (Setting[ClosingSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionClosing, DefaultClosing)
}

// SetClosing stores it; nil has the account follow what is set for all.
func (k *Desk) SetClosing(ctx context.Context, who crm.Actor, account int64, s *ClosingSetting) (Setting[ClosingSetting], error) {
	if err := setSection(ctx, k, who, account, SectionClosing, s); err != nil {
		return Setting[ClosingSetting]{}, err
	}
	return k.Closing(ctx, account)
}

// expiredRests is how long a conversation stays after its window ended: who missed it sees it.
const expiredRests = 3600 * second

// tendClosing ends what is to end in an account.
func (k *Desk) tendClosing(ctx context.Context, account crm.Account) error {
	s, err := settingOf(k.Store.DeskSettings(ctx), account.ID, SectionClosing, DefaultClosing)
	if err != nil {
		return err
	}
	now := k.Clock.Ms()
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return err
	}
	// What is said at the platform's tool is not told to us, so half an hour proves nothing there. What a customer writes next either
	// is pushed, which opens another conversation, or is theirs to answer.
	there := SilentQuery{AccountID: account.ID, Before: now - grant.For.Milliseconds(), There: true}
	err = k.closeEach(ctx, there, ClosedThere, ClosingSetting{})
	if s.Minutes > 0 {
		err = errors.Join(err, k.closeEach(ctx, SilentQuery{AccountID: account.ID, Before: now - int64(s.Minutes)*60*second, Answered: true}, ClosedSilent, s))
	}
	if s.Expired {
		q := SilentQuery{AccountID: account.ID, Before: now - grant.For.Milliseconds() - expiredRests}
		err = errors.Join(err, k.closeEach(ctx, q, ClosedExpired, ClosingSetting{}))
	}
	return err
}

// SilentQuery finds conversations that are not closed and in which nothing happened since a time.
type SilentQuery struct {
	AccountID int64
	Before    int64 // of the newest message, or of the customer's newest when Answered is false
	Answered  bool  // only those whose customer awaits nothing
	There     bool  // those at the platform's tool, and no others
}

func (q SilentQuery) holds(c Conversation) bool {
	if c.Status == Closed || (c.Status == Official) != q.There {
		return false
	}
	if q.Answered {
		return c.AwaitingSince == 0 && c.LastMessageAt <= q.Before
	}
	return c.LastInboundAt <= q.Before
}

// closeEach closes what a query finds, each in its own transaction.
func (k *Desk) closeEach(ctx context.Context, q SilentQuery, why string, s ClosingSetting) error {
	ids, err := k.Store.SilentConversations(ctx, q, tendAtOnce)
	for _, id := range ids {
		stamp := k.stamp()
		closeErr := k.Store.Write(ctx, []string{conversationKey(id)}, func(tx Tx) error {
			c, err := tx.Conversation(id)
			if err != nil || !q.holds(c) {
				return err
			}
			return k.closeByItself(tx, stamp.Draw(), c, why, s.Say)
		})
		err = errors.Join(err, closeErr)
	}
	if len(ids) > 0 {
		k.Waker.Wake(QueueSend)
		k.Waker.Wake(TopicAssign)
	}
	return err
}

func (k *Desk) closeByItself(tx Tx, d *crm.Draw, c Conversation, why, say string) error {
	before := c
	if say != "" {
		text, err := k.wordsOf(tx, c, say, d.At)
		if err != nil {
			return err
		}
		if _, _, err := k.sayText(tx, d, &c, Message{Text: text, Source: ByRule}); err != nil {
			return err
		}
	}
	if why == ClosedSilent {
		if err := k.askRating(tx, d, &c); err != nil {
			return err
		}
	}
	who := crm.Rule("closing")
	if err := shut(tx, d, &c, who, why); err != nil {
		return err
	}
	if err := put(tx, c, d.At); err != nil {
		return err
	}
	audit := crm.Audit{At: d.At, Actor: who, Operation: "conversation.close", Subject: "conversation", SubjectID: c.ID, Before: before, After: c}
	return tx.AddAudit(audit)
}
