package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// SetStatus is an agent's word on whether they are there.
func (k *Desk) SetStatus(ctx context.Context, who crm.Actor, status Presence) (AgentRow, error) {
	return k.changeSeat(ctx, who, who.ID, "agent.status", func(s *Seat) { s.Status = status })
}

// TakeByRule is an agent's own rule: with fewer than below that await an answer they take more; 0 and 0: by hand.
func (k *Desk) TakeByRule(ctx context.Context, who crm.Actor, below, more int) (AgentRow, error) {
	return k.changeSeat(ctx, who, who.ID, "agent.take", func(s *Seat) { s.TakeBelow, s.TakeMore = below, more })
}

func (k *Desk) changeSeat(ctx context.Context, who crm.Actor, agent int64, operation string, change func(*Seat)) (AgentRow, error) {
	stamp := k.stamp()
	err := k.Store.Write(ctx, []string{agentKey(agent)}, func(tx Tx) error {
		return editSeat(tx, who, agent, operation, change, stamp.At)
	})
	if err != nil {
		return AgentRow{}, err
	}
	k.Waker.Wake(TopicAssign)
	return k.Store.AgentRow(ctx, agent, k.Clock.Ms())
}

// editSeat changes a seat with its audit row, and tells who shows agents.
func editSeat(tx Tx, who crm.Actor, agent int64, operation string, change func(*Seat), at int64) error {
	if _, err := tx.Agent(agent); err != nil {
		return err
	}
	before, err := tx.Seat(agent)
	if err != nil {
		return err
	}
	s := before
	change(&s)
	if s.Status != before.Status {
		s.StatusAt = at
	}
	if err := s.validate(); err != nil || s.same(before) {
		return err
	}
	if err := tx.PutSeat(s); err != nil {
		return err
	}
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "agent", SubjectID: agent, Before: before, After: s}
	if err := tx.AddAudit(audit); err != nil {
		return err
	}
	return tx.AddChange(crm.Stale("agent", agent, at))
}

// Seen says that a console of an agent is connected to this node. It is written once in a while only.
func (k *Desk) Seen(ctx context.Context, agent int64) error {
	now := k.Clock.Ms()
	until := now + thereFor.Milliseconds()
	return k.Store.Write(ctx, []string{agentKey(agent)}, func(tx Tx) error {
		s, err := tx.Seat(agent)
		if err != nil {
			return err
		}
		known, err := tx.Console(agent, k.Node)
		if err != nil || s.There(now) && until-known < seenEvery.Milliseconds() {
			return err
		}
		if err := tx.PutConsole(agent, k.Node, until); err != nil {
			return err
		}
		back := !s.There(now)
		s.SeenAt, s.ThereUntil = now, until
		if err := tx.PutSeat(s); err != nil || !back {
			return err
		}
		return tx.AddChange(crm.Stale("agent", agent, now))
	})
}

// Gone says that the last console of an agent at this node went away. With one at another node they are still there.
func (k *Desk) Gone(ctx context.Context, agent int64) error {
	now := k.Clock.Ms()
	return k.Store.Write(ctx, []string{agentKey(agent)}, func(tx Tx) error {
		if err := tx.PutConsole(agent, k.Node, 0); err != nil {
			return err
		}
		s, err := tx.Seat(agent)
		if err != nil || !s.There(now) {
			return err
		}
		elsewhere, err := tx.Consoles(agent)
		if err != nil {
			return err
		}
		s.SeenAt, s.ThereUntil = now, max(now, elsewhere)
		if err := tx.PutSeat(s); err != nil || s.There(now) {
			return err
		}
		return tx.AddChange(crm.Stale("agent", agent, now))
	})
}
