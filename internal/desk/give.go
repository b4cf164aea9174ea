package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// errMoved says that the conversation or the agent is not as it was when they were chosen.
var errMoved = errors.New("desk: not as it was when they were chosen")

// give has an agent have a conversation. Everything that let them be chosen is looked at again, under their key.
func (r *round) give(ctx context.Context, l *Load, w Waiter, why string) error {
	stamp := r.stamp()
	r.turn++
	at := max(stamp.At, l.AssignedAt+1) + r.turn // those of one round, in the order they were given
	err := r.Store.Write(ctx, []string{agentKey(l.AgentID), conversationKey(w.ID)}, func(tx Tx) error {
		seat, err := stillFree(tx, l, stamp.At)
		if err != nil {
			return err
		}
		if err := room(tx, l.AgentID, seat.given(), stamp.At); err != nil {
			return err
		}
		if mine, err := r.handOver(tx, stamp.Draw(), w, l.AgentID, why); err != nil || !mine {
			return orMoved(err)
		}
		seat.AssignedAt = at
		return tx.PutSeat(seat)
	})
	if err == nil {
		l.Open, l.Awaiting, l.AssignedAt = l.Open+1, l.Awaiting+1, at
	}
	return err
}

func orMoved(err error) error {
	if err == nil {
		return errMoved
	}
	return err
}

// stillFree is the seat of an agent who is still there, and was given nothing since they were chosen.
func stillFree(tx Tx, l *Load, now int64) (Seat, error) {
	seat, err := tx.Seat(l.AgentID)
	if err != nil {
		return seat, err
	}
	a, err := tx.Agent(l.AgentID)
	if err != nil {
		return seat, err
	}
	if a.Disabled || seat.Status != Online || !seat.There(now) || seat.AssignedAt != l.AssignedAt {
		return seat, errMoved
	}
	return seat, nil
}

// mayHave says whether an agent may still see the account, and is still in the team unless a route names them.
func mayHave(tx Tx, agent int64, c Conversation, why string) (bool, error) {
	v, err := tx.Viewer(agent)
	return v.Sees(c.AccountID) && (c.TeamID == 0 || why == whyRoute || slices.Contains(v.Teams, c.TeamID)), err
}

// handOver gives one waiting conversation to an agent; false: it does not wait any more, or for another team, or is not for them.
func (r *round) handOver(tx Tx, d *crm.Draw, w Waiter, agent int64, why string) (mine bool, err error) {
	c, err := tx.Conversation(w.ID)
	if err != nil || c.Status != Waiting || c.TeamID != w.TeamID {
		return false, err
	}
	if may, err := mayHave(tx, agent, c, why); err != nil || !may {
		return false, err
	}
	c.accepted(agent, d.At)
	if err := put(tx, c, d.At); err != nil {
		return false, err
	}
	if err := act(tx, d, c, assigner, Action{Kind: ActionAssigned, AgentID: agent, TeamID: c.TeamID, Details: assigned{why}}); err != nil {
		return false, err
	}
	return true, r.greetAccepted(tx, d, &c)
}

// takeByRule has agents take what their own rules say, each all at once: whether a rule applies is decided where it is followed.
// What goes wrong for one of them is no matter of the others.
func (r *round) takeByRule(ctx context.Context) (err error) {
	for _, l := range r.loads {
		list := r.taken[l.AgentID]
		if len(list) == 0 {
			continue
		}
		if e := r.take(ctx, l, list); !errors.Is(e, errMoved) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// idsToGive is how many ids giving one conversation may use: for that, and for what each rule says then and that it did.
const idsToGive = 1 + 2*maxRulesFit

func (r *round) take(ctx context.Context, l *Load, list []Waiter) error {
	keys := []string{agentKey(l.AgentID)}
	for _, w := range list {
		keys = append(keys, conversationKey(w.ID))
	}
	stamp := crm.NewWideStamp(r.Clock, r.IDs, int64(len(list)*idsToGive))
	return r.Store.Write(ctx, keys, func(tx Tx) error {
		seat, err := stillFree(tx, l, stamp.At)
		if err != nil {
			return err
		}
		awaiting, err := tx.AwaitingOf(l.AgentID, r.wrote)
		if err != nil || !seat.ownRule(awaiting) {
			return orMoved(err)
		}
		open, err := tx.OpenOf(l.AgentID, r.wrote)
		if err != nil {
			return err
		}
		left, d := min(seat.TakeMore, seat.given()-open), stamp.Draw()
		for _, w := range list {
			if left <= 0 {
				break
			}
			mine, err := r.handOver(tx, d, w, l.AgentID, whyRule)
			if err != nil {
				return err
			}
			if mine {
				left--
			}
		}
		seat.AssignedAt = max(stamp.At, seat.AssignedAt+1)
		return tx.PutSeat(seat)
	})
}
