package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// What came of asking a bot, in the details of an action.
const (
	DidBot      = "bot"
	DidHandOver = "handed_over"
	DidFallback = "fallback"
	DidDropped  = "dropped" // somebody had the conversation by then, or it came much too late
)

// answered says what the bot answered, or the rule's own text where it failed. A person who took the conversation meanwhile
// answers alone, and what is too old is for people; a question that was asked twice is answered once.
func (k *Desk) answered(ctx context.Context, r Rule, bot Bot, m Message, a BotAnswer, asked error) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{conversationKey(m.ConversationID)}, func(tx Tx) error {
		c, err := tx.Conversation(m.ConversationID)
		if err != nil {
			return err
		}
		if open, err := endQuestion(tx, c, m); err != nil || !open {
			return err
		}
		if _, err := tx.MessageByClientKey(botKey(m.ID)); !errors.Is(err, crm.ErrNotFound) {
			return err
		}
		d := stamp.Draw()
		did := RuleDid{RuleID: r.ID, Event: r.Event, Did: []string{}}
		if c.Status != Waiting || stamp.At-m.At > ruleFresh.Milliseconds() {
			did.Did = append(did.Did, DidDropped)
			return act(tx, d, c, byRule(r), Action{Kind: ActionRule, Details: did})
		}
		if err := k.noteAnswer(tx, bot, asked, stamp.At); err != nil {
			return err
		}
		if asked != nil {
			err = k.fallBack(tx, d, &c, r, m, &did)
		} else {
			err = k.sayAnswer(tx, d, &c, bot, m, a, &did)
		}
		if err != nil {
			return err
		}
		return act(tx, d, c, byRule(r), Action{Kind: ActionRule, Details: did})
	})
}

// endQuestion lets the conversation go that a question held, unless a newer one holds it too; false: the question was over before.
func endQuestion(tx Tx, c Conversation, m Message) (open bool, err error) {
	mark, err := tx.ConversationMark(c.ID)
	if err != nil || mark.BotUntil == 0 {
		return false, err
	}
	if c.Status == Waiting && mark.BotAsked != m.ID {
		return true, nil
	}
	mark.BotUntil = 0
	return true, tx.PutConversationMark(mark)
}

func (k *Desk) fallBack(tx Tx, d *crm.Draw, c *Conversation, r Rule, m Message, did *RuleDid) error {
	did.Did = append(did.Did, DidFallback)
	if r.Say == "" {
		return nil
	}
	text, err := k.wordsOf(tx, *c, r.Say, d.At)
	if err != nil {
		return err
	}
	did.MessageID, did.Withheld, err = k.sayText(tx, d, c, Message{Text: text, Source: ByRule, SourceID: r.ID, ClientKey: botKey(m.ID)})
	return err
}

// sayAnswer says what the bot answered. What it says when it hands over is no answer: the customer still waits for people.
func (k *Desk) sayAnswer(tx Tx, d *crm.Draw, c *Conversation, bot Bot, m Message, a BotAnswer, did *RuleDid) error {
	source := ByBot
	did.Did = append(did.Did, DidBot)
	if a.HandOver {
		source = ByRule
		did.Did = append(did.Did, DidHandOver)
		mark, err := tx.ConversationMark(c.ID)
		if err != nil {
			return err
		}
		mark.BotDone = d.At
		if err := tx.PutConversationMark(mark); err != nil {
			return err
		}
	}
	for i, text := range a.Replies {
		out := Message{Text: cutBytes(text, maxText), Source: source, SourceID: bot.ID}
		if i == 0 {
			out.ClientKey = botKey(m.ID)
		}
		id, refused, err := k.sayText(tx, d, c, out)
		if err != nil {
			return err
		}
		if did.Withheld = refused; refused != "" {
			return nil
		}
		did.MessageID = id
	}
	return nil
}

// noteAnswer keeps how the bot fared, for its page.
func (k *Desk) noteAnswer(tx Tx, bot Bot, asked error, at int64) error {
	if bot.ID == 0 || asked == nil && bot.FailedAt == 0 {
		return nil
	}
	b, err := tx.Bot(bot.ID)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	b.FailedAt, b.Problem = 0, ""
	if asked != nil {
		b.FailedAt, b.Problem = at, shorten(asked.Error())
	}
	if err := tx.UpdateBot(b); err != nil {
		return err
	}
	return tx.AddChange(crm.Stale("bot", b.ID, at))
}
