package desk

import "context"

// Viewing is that somebody looks at a conversation on one of their pages, or types in it. Only several nodes keep it in the store:
// the others have their consoles show it.
type Viewing struct {
	ConversationID int64
	AccountID      int64
	AgentID        int64
	Tab            string
	Name           string
	At             int64 // when they said so; all times here are by the clocks of machines, as people are counted by theirs
	Until          int64
	TypingUntil    int64
}

// ViewingReader reads what other nodes were told.
type ViewingReader interface {
	// ViewingsSince gives what was stored since a time, and the time to ask from next; some come twice.
	ViewingsSince(ctx context.Context, since int64) (list []Viewing, next int64, err error)
}

// ViewingTx keeps what somebody does, unless something newer is known of the same page.
type ViewingTx interface {
	PutViewing(Viewing) error
}

// SayViewings tells the other nodes.
func (k *Desk) SayViewings(ctx context.Context, list []Viewing) error {
	return k.Store.Write(ctx, nil, func(tx Tx) error {
		for _, v := range list {
			if err := tx.PutViewing(v); err != nil {
				return err
			}
		}
		return nil
	})
}
