package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
)

// The applier takes pushes and observations from the journal into the facts: the oldest of each lane, several lanes at once.
const (
	applyBatch   = 64
	applyWorkers = 8
	applyPoll    = 500 * time.Millisecond // heals a lost wake-up, and sees delayed pushes come due
)

type applier struct{ *App }

// errNotOurs: another worker applied it, or an earlier push of the lane is open again.
var errNotOurs = errors.New("not to be applied now")

// Run applies until ctx ends.
func (a applier) Run(ctx context.Context) error {
	woken, stop := a.bus.Listen(crm.TopicJournal)
	defer stop()
	for {
		full, err := a.batch(ctx)
		if err != nil && ctx.Err() == nil {
			a.log.Error("journal cannot be read", "err", err)
		}
		if full && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(applyPoll):
		}
	}
}

// batch applies what is due now; full says that there may be more.
func (a applier) batch(ctx context.Context) (full bool, err error) {
	now := a.clock.Ms()
	pushes, err := a.Store.OpenPushes(ctx, now, applyBatch)
	if err != nil {
		return false, err
	}
	observations, err := a.Store.OpenObservations(ctx, now, applyBatch)
	if err != nil {
		return false, err
	}
	work := make(chan func())
	var workers sync.WaitGroup
	for range min(applyWorkers, len(pushes)+len(observations)) {
		workers.Go(func() {
			for do := range work {
				do()
			}
		})
	}
	for _, p := range pushes {
		work <- func() { a.push(ctx, p) }
	}
	for _, o := range observations {
		work <- func() { a.observation(ctx, o) }
	}
	close(work)
	workers.Wait()
	if len(pushes)+len(observations) > 0 {
		a.wakeJobs()
	}
	return len(pushes)+len(observations) > 0 && ctx.Err() == nil, nil
}

func (a applier) push(ctx context.Context, p crm.Push) {
	err := a.apply(ctx, p.AccountID, p.Lane, func(tx *store.Tx, d *crm.Draw, account crm.Account) error {
		if ours, err := tx.ApplyPush(p.ID, d.At); err != nil || !ours {
			return errors.Join(err, errNotOurs)
		}
		if p.ReceivedAt-account.LastPushAt > time.Minute.Milliseconds() {
			if err := tx.TouchAccount(account.ID, p.ReceivedAt); err != nil {
				return err
			}
		}
		return a.applyPush(tx, d, account, p)
	})
	a.settle(ctx, "push", p.ID, p.Attempts, err, (*store.Tx).DelayPush, (*store.Tx).ParkPush)
}

func (a applier) observation(ctx context.Context, o crm.Observation) {
	err := a.apply(ctx, o.AccountID, o.Lane, func(tx *store.Tx, d *crm.Draw, account crm.Account) error {
		if ours, err := tx.ApplyObservation(o.ID, d.At); err != nil || !ours {
			return errors.Join(err, errNotOurs)
		}
		return a.applyObservation(tx, d, account, o)
	})
	a.settle(ctx, "observation", o.ID, o.Attempts, err, (*store.Tx).DelayObservation, (*store.Tx).ParkObservation)
}

// apply runs fn in one transaction under the lane.
func (a applier) apply(ctx context.Context, account int64, lane string, fn func(*store.Tx, *crm.Draw, crm.Account) error) error {
	ready, err := a.accounts.id(ctx, account)
	if err != nil {
		return err
	}
	stamp := crm.NewStamp(a.clock, a.Ledger.IDs)
	return a.Store.Write(ctx, []string{lane}, func(tx *store.Tx) error { return fn(tx, stamp.Draw(), ready.Account) })
}

// settle keeps the reason of what could not be applied, and has it tried again or parked.
func (a applier) settle(ctx context.Context, what string, id int64, attempts int, err error,
	delay func(*store.Tx, int64, int64, string) error, park func(*store.Tx, int64, string) error,
) {
	if err == nil || errors.Is(err, errNotOurs) || ctx.Err() != nil {
		return
	}
	wait, again := crm.Backoff(attempts+1, err)
	a.log.Error("not applied", "what", what, "id", id, "attempts", attempts+1, "parked", !again, "err", err)
	writeErr := a.Store.Write(ctx, nil, func(tx *store.Tx) error {
		if again {
			return delay(tx, id, a.clock.Ms()+wait.Milliseconds(), err.Error())
		}
		return park(tx, id, err.Error())
	})
	if writeErr != nil && ctx.Err() == nil {
		a.log.Error("not noted", "what", what, "id", id, "err", writeErr)
	}
}
