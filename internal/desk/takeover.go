package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// AbsentReader finds what agents left who are not there.
type AbsentReader interface {
	// LeftOpen are open conversations of an account whose customers have waited since before a time for an agent who has not been
	// there since then either.
	LeftOpen(ctx context.Context, account, before, now int64, limit int) ([]Conversation, error)
	// LeftByDisabled are open conversations of agents who are disabled.
	LeftByDisabled(ctx context.Context, limit int) ([]Conversation, error)
}

// absent says whether an agent is not there, and has not been since a time: no console was connected, or they said so themselves.
func (s Seat) absent(since, now int64) bool {
	gone := !s.There(now) && s.SeenAt <= since
	said := (s.Status == Away || s.Status == Offline) && s.StatusAt != 0 && s.StatusAt <= since
	return gone || said
}

// leftAtOnce is how many conversations go back to waiting in one pass.
const leftAtOnce = 50

// TakeBack puts conversations back to waiting whose agents left them: they are disabled, or were not there for as long as the
// account's setting says.
func (k *Desk) TakeBack(ctx context.Context) error {
	list, err := k.Store.LeftByDisabled(ctx, leftAtOnce)
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := k.takeBack(ctx, c, ReasonDisabled, 0); err != nil {
			return err
		}
	}
	return k.eachPlan(ctx, func(account int64, p Assignment) error { return k.takeBackFor(ctx, account, p) })
}

func (k *Desk) takeBackFor(ctx context.Context, account int64, plan Assignment) error {
	if plan.TakeoverMinutes == 0 {
		return nil
	}
	now := k.Clock.Ms()
	before := now - plan.takeover().Milliseconds()
	list, err := k.Store.LeftOpen(ctx, account, before, now, leftAtOnce)
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := k.takeBack(ctx, c, ReasonAbsent, before); err != nil {
			return err
		}
	}
	return nil
}

// takeBack puts one back, when it is still as it was found: the agent may have come back, or answered.
func (k *Desk) takeBack(ctx context.Context, found Conversation, reason string, before int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{agentKey(found.AgentID), conversationKey(found.ID)}, func(tx Tx) error {
		c, err := tx.Conversation(found.ID)
		if err != nil || c.Status != Open || c.AgentID != found.AgentID {
			return err
		}
		if reason == ReasonAbsent {
			seat, err := tx.Seat(c.AgentID)
			if err != nil || !seat.absent(before, stamp.At) || c.AwaitingSince == 0 || c.AwaitingSince > before {
				return err
			}
		}
		return giveBack(tx, stamp.Draw(), c, crm.Rule("takeover"), reason)
	})
}

// TakeOver gives a conversation to the caller that another agent has: one who is not there, or whose team or desk the caller
// answers for.
func (k *Desk) TakeOver(ctx context.Context, who crm.Actor, id int64) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.take_over", func(tx Tx, d *crm.Draw, c *Conversation) error {
		switch {
		case c.Status == Open && c.AgentID == who.ID:
			return nil
		case c.Status == Closed:
			return crm.Refuse(CodeClosed)
		case c.Status == Open:
			if err := mayTakeOver(tx, who, *c, d.At); err != nil {
				return err
			}
		}
		if err := mayTake(tx, who, d.At); err != nil {
			return err
		}
		from := c.AgentID
		c.accepted(who.ID, d.At)
		return act(tx, d, *c, who, Action{Kind: ActionTookOver, AgentID: who.ID, Details: tookOver{from}})
	}, agentKey(who.ID))
}

type tookOver struct {
	From int64 `json:"from_agent_id"`
}

// mayTakeOver refuses to take a conversation from somebody who is there, unless the caller leads a team of theirs.
func mayTakeOver(tx Tx, who crm.Actor, c Conversation, now int64) error {
	if who.Role == crm.RoleAdmin {
		return nil
	}
	leads, err := tx.Leads(who.ID, c.AgentID, c.TeamID)
	if err != nil || leads {
		return err
	}
	seat, err := tx.Seat(c.AgentID)
	if err != nil {
		return err
	}
	if seat.absent(now, now) {
		return nil
	}
	return taken(tx, c.AgentID)
}
