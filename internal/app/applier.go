package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/metrics"
	"github.com/menling/menling/internal/store"
)

// The applier takes pushes and observations from the journal into the facts: several lanes at once, each lane in order.
const (
	applyBatch = 256
	applyPoll  = 500 * time.Millisecond // heals a lost wake-up, and sees delayed pushes come due
	applyLeft  = time.Second            // what is older was left by the node whose share it is
)

type applier struct {
	*App
	added   *addedJobs
	touched *touchedAccounts
}

// addedJobs are the queues that a batch gave jobs to. Only they are looked at after it: a desk has dozens of workers.
type addedJobs struct {
	mu     sync.Mutex
	queues map[string]struct{}
}

func (j *addedJobs) note(queues []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, queue := range queues {
		j.queues[queue] = struct{}{}
	}
}

// touchedAccounts are when the last pushes came in that accounts were told of, by this process: a row that all lanes would write is written
// once a minute.
type touchedAccounts struct {
	mu sync.Mutex
	at map[int64]int64
}

func (t *touchedAccounts) due(account crm.Account, at int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return at-max(account.LastPushAt, t.at[account.ID]) > time.Minute.Milliseconds()
}

func (t *touchedAccounts) note(account, at int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.at[account] = max(at, t.at[account])
}

func newApplier(a *App) applier {
	return applier{a, &addedJobs{queues: map[string]struct{}{}}, &touchedAccounts{at: map[int64]int64{}}}
}

// Run applies until ctx ends.
func (a applier) Run(ctx context.Context) error {
	woken, stop := a.bus.Listen(crm.TopicJournal)
	defer stop()
	for {
		applied, err := a.batch(ctx)
		if err != nil && ctx.Err() == nil {
			a.log.Error("journal cannot be read", "err", err)
		}
		if applied > 0 {
			for queue := range a.added.queues {
				a.bus.Wake(queue)
			}
			clear(a.added.queues)
			a.wakeWatchers()
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

// task is one row of the journal to apply; false ends the work on its lane for now.
type task func() bool

// batch applies what is due now and says how much of it was applied.
func (a applier) batch(ctx context.Context) (applied int64, err error) {
	now := a.clock.Ms()
	pushes, err := a.Store.OpenPushes(ctx, now, applyBatch)
	if err != nil {
		return 0, err
	}
	observations, err := a.Store.OpenObservations(ctx, now, applyBatch)
	if err != nil {
		return 0, err
	}
	var own, left lanes
	for _, p := range pushes {
		a.share(&own, &left, p.Lane, p.ReceivedAt, now).add("push "+p.Lane, func() bool { return a.push(ctx, p) })
	}
	for _, o := range observations {
		a.share(&own, &left, o.Lane, o.ReceivedAt, now).add("observation "+o.Lane, func() bool { return a.observation(ctx, o) })
	}
	if len(own.order) == 0 {
		own = left
	}
	return own.work(ctx, a.Store.Together()), nil
}

// share says with what a row goes. Each node has its share of the lanes, so that not all of them try every row; what its node has left
// for a while is anybody's who has nothing else to do. What comes in between is nobody's yet: it goes with lanes that are dropped.
func (a applier) share(own, left *lanes, lane string, receivedAt, now int64) *lanes {
	switch {
	case a.node.ours(lane):
		return own
	case now-receivedAt >= applyLeft.Milliseconds():
		return left
	}
	return &lanes{}
}

// lanes are tasks in their order, by lane.
type lanes struct {
	order []string
	tasks map[string][]task
}

func (l *lanes) add(lane string, t task) {
	if l.tasks == nil {
		l.tasks = map[string][]task{}
	}
	if l.tasks[lane] == nil {
		l.order = append(l.order, lane)
	}
	l.tasks[lane] = append(l.tasks[lane], t)
}

// work does the tasks of each lane one after the other, and several lanes at once.
func (l *lanes) work(ctx context.Context, atOnce int) int64 {
	next := make(chan string)
	var done atomic.Int64
	var workers sync.WaitGroup
	for range min(atOnce, len(l.order)) {
		workers.Go(func() {
			for lane := range next {
				for _, t := range l.tasks[lane] {
					if ctx.Err() != nil || !t() {
						break
					}
					done.Add(1)
				}
			}
		})
	}
	for _, lane := range l.order {
		next <- lane
	}
	close(next)
	workers.Wait()
	return done.Load()
}

func (a applier) push(ctx context.Context, p crm.Push) bool {
	var touched bool
	err := a.apply(ctx, p.AccountID, p.Lane, func(tx *store.Tx, d *crm.Draw, account crm.Account) error {
		ours, err := tx.ApplyPush(p.ID, d.At)
		if err != nil || !ours {
			return err
		}
		if touched = a.touched.due(account, p.ReceivedAt); touched {
			if err := tx.TouchAccount(account.ID, p.ReceivedAt); err != nil {
				return err
			}
		}
		return a.applyPush(tx, d, account, p)
	})
	if err == nil {
		a.metrics.Lag(time.Duration(a.clock.Ms()-p.ReceivedAt) * time.Millisecond)
		if touched {
			a.touched.note(p.AccountID, p.ReceivedAt)
		}
	}
	return a.settle(ctx, "push", p.ID, p.Attempts, err, (*store.Tx).DelayPush, (*store.Tx).ParkPush)
}

func (a applier) observation(ctx context.Context, o crm.Observation) bool {
	err := a.apply(ctx, o.AccountID, o.Lane, func(tx *store.Tx, d *crm.Draw, account crm.Account) error {
		ours, err := tx.ApplyObservation(o.ID, d.At)
		if err != nil || !ours {
			return err
		}
		return a.applyObservation(tx, d, account, o)
	})
	return a.settle(ctx, "observation", o.ID, o.Attempts, err, (*store.Tx).DelayObservation, (*store.Tx).ParkObservation)
}

// apply runs fn in one transaction under the lane.
func (a applier) apply(ctx context.Context, account int64, lane string, fn func(*store.Tx, *crm.Draw, crm.Account) error) error {
	ready, err := a.accounts.id(ctx, account)
	if err != nil {
		return err
	}
	stamp := crm.NewStamp(a.clock, a.Ledger.IDs)
	var queues []string
	began := time.Now()
	err = a.Store.Write(ctx, []string{lane}, func(tx *store.Tx) error {
		err := fn(tx, stamp.Draw(), ready.Account)
		queues = tx.Queues()
		return err
	})
	if err == nil {
		a.metrics.Applying(time.Since(began))
		a.added.note(queues)
	}
	return err
}

// settle keeps the reason of what could not be applied, and has it tried again or parked. It is true when it was applied, or
// was not to be.
func (a applier) settle(ctx context.Context, what string, id int64, attempts int, err error,
	delay func(tx *store.Tx, id int64, attempts int, until int64, why string) error, park func(*store.Tx, int64, string) error,
) bool {
	if err == nil {
		a.metrics.Applied(what, metrics.Done)
		return true
	}
	if ctx.Err() != nil {
		return false
	}
	wait, again := crm.Backoff(attempts+1, err)
	if again {
		a.metrics.Applied(what, metrics.Again)
	} else {
		a.metrics.Applied(what, metrics.Parked)
	}
	until := a.clock.Ms() + wait.Milliseconds()
	a.log.Error("not applied", "what", what, "id", id, "attempts", attempts+1, "parked", !again, "err", err)
	writeErr := a.Store.Write(ctx, nil, func(tx *store.Tx) error {
		if again {
			return delay(tx, id, attempts, until, err.Error())
		}
		return park(tx, id, err.Error())
	})
	if writeErr != nil && ctx.Err() == nil {
		a.log.Error("not noted", "what", what, "id", id, "err", writeErr)
	}
	return false
}
