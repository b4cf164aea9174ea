package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// missedAtOnce is how many ended windows one look takes.
const missedAtOnce = 100

// missed says since when the customer waited.
type missed struct {
	AwaitingSince int64 `json:"awaiting_since"`
}

// NoteMissed puts on record where the reply window has ended and nobody had answered; what is said
// at the platform's own tool is not told to us. It says how many it looked at.
func (k *Desk) NoteMissed(ctx context.Context) (int, error) {
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return 0, err
	}
	cutoff := k.Clock.Ms() - grant.For.Milliseconds()
	ids, err := k.Store.MissedConversations(ctx, cutoff, missedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := k.noteMissed(ctx, id, cutoff); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

func (k *Desk) noteMissed(ctx context.Context, id, cutoff int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{conversationKey(id)}, func(tx Tx) error {
		c, err := tx.Conversation(id)
		if errors.Is(err, crm.ErrNotFound) {
			return nil
		}
		if err != nil || c.Status == Closed || c.Status == Official || c.AwaitingSince == 0 || c.LastInboundAt > cutoff {
			return err
		}
		if noted, err := tx.MissedSince(id, c.LastInboundAt); err != nil || noted {
			return err // another node was faster
		}
		a := Action{Kind: ActionMissed, AgentID: c.AgentID, TeamID: c.TeamID, Details: missed{c.AwaitingSince}}
		return act(tx, stamp.Draw(), c, crm.Rule("window.missed"), a)
	})
}
