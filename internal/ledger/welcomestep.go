package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// settleWelcome ends a call.
func (l *Ledger) settleWelcome(ctx context.Context, id int64, change func(*Welcome)) error {
	_, err := l.stepWelcome(ctx, id, WelcomeCalling, change)
	return err
}

// stepWelcome moves a welcome on from a state; false when it is in another by now.
func (l *Ledger) stepWelcome(ctx context.Context, id int64, from string, change func(*Welcome)) (mine bool, err error) {
	return l.moveWelcome(ctx, id, from, func(_ Tx, w *Welcome) error { change(w); return nil })
}

func (l *Ledger) moveWelcome(ctx context.Context, id int64, from string, change func(Tx, *Welcome) error) (mine bool, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		w, err := tx.Welcome(id)
		if mine = err == nil && w.State == from; !mine {
			return err
		}
		if err := change(tx, &w); err != nil {
			return err
		}
		if w.State == WelcomeSent {
			w.SentAt = stamp.At
		}
		if err := tx.UpdateWelcome(w); err != nil || w.State == WelcomeCalling {
			return err
		}
		identity, err := tx.IdentityByID(w.IdentityID)
		if err != nil {
			return err
		}
		return crm.AnnounceIdentity(tx, identity, stamp.At)
	})
	return mine, err
}

// ending is a change of a welcome to its last state.
func ending(state string, problem int) func(*Welcome) {
	return func(w *Welcome) { w.State, w.Problem = state, problem }
}

// tooLate ends a welcome whose code no longer lives. When another app was sending its own all the while, or the platform could
// not be reached, that is why.
func tooLate(w *Welcome) {
	w.State = WelcomeFailed
	switch {
	case w.Rival:
		w.Problem, w.TakenBy = crm.ProblemRivalSends, TakenByApp
	case w.Problem == 0:
		w.Problem = crm.ProblemLate
	}
}

// taken ends a welcome that the platform takes no more because the chat has begun: by another app's welcome, or without one.
func taken(w *Welcome) {
	w.State, w.Problem, w.TakenBy = WelcomeFailed, crm.ProblemChatBegan, TakenByChat
	if w.Rival {
		w.Problem, w.TakenBy = crm.ProblemRivalSent, TakenByApp
	}
}
