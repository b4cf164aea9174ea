package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// How a job goes on with a run, and how long the next one waits.
const (
	chunkTime    = 10 * time.Second // of one job
	stepTime     = 1500 * time.Millisecond
	stepMost     = 256 // ways of one transaction
	yieldRest    = time.Second
	yieldsMost   = 60 // then one step is made all the same
	shortRest    = 2 * time.Second
	comparePause = 500 * time.Millisecond // between two announcements
)

// reconciler is one job's part of a run.
type reconciler struct {
	l        *Ledger
	run      Reconciliation
	settings ReconcileSettings
	app      *wecom.App
	meter    wx.Meter
	who      string
	until    time.Time
	told     time.Time
	once     bool // only one step, since everyday work waits all the time
}

// errOver says that the run is paused, cancelled, or in the hands of another job.
var errOver = errors.New("another job goes on with this")

// RunReconciliation is the job.
func (l *Ledger) RunReconciliation(ctx context.Context, job crm.Job) error {
	var p reconcileJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	run, err := l.Store.Reconciliation(ctx, p.RunID)
	if err != nil || run.Chunk != p.Chunk {
		return err
	}
	if run.State != ReconcileRunning {
		return l.forgetListed(ctx, run)
	}
	r := &reconciler{l: l, run: run, until: time.Now().Add(chunkTime)}
	if err := r.prepare(ctx); errors.Is(err, crm.ErrNotFound) { // the account was removed
		return r.fail(ctx, crm.ProblemUnreachable)
	} else if err != nil {
		return err
	}
	defer l.Waker.Wake(QueueReconcile)
	if err := r.work(ctx); !errors.Is(err, errOver) {
		return err
	}
	return nil
}

func (r *reconciler) prepare(ctx context.Context) (err error) {
	if r.settings, err = r.l.ReconcileSettings(ctx); err != nil {
		return err
	}
	if r.app, err = r.l.Clients.WeCom(ctx, r.run.AccountID); err != nil {
		return err
	}
	r.meter, r.who, err = r.l.Clients.Meter(ctx, r.run.AccountID)
	return err
}

// work makes steps until the job's time is over. Everyday work goes first: while some waits, so does the run.
func (r *reconciler) work(ctx context.Context) error {
	for {
		if time.Now().After(r.until) || crm.Stopping(ctx) || ctx.Err() != nil || r.once {
			return r.handOver(ctx, r.l.Clock(), nil)
		}
		crowded, err := r.crowded(ctx)
		if err != nil {
			return err
		}
		if crowded && r.run.Progress.Yields < yieldsMost {
			return r.handOver(ctx, r.l.Clock().Add(yieldRest), func(p *ReconcileProgress) { p.Yields++ })
		}
		r.once = crowded
		next, err := r.step(ctx)
		if err != nil {
			if r.run.State != ReconcileRunning || errors.Is(err, errOver) {
				return errOver
			}
			return r.trouble(ctx, err)
		}
		if r.run.State != ReconcileRunning {
			return nil
		}
		if !next.IsZero() {
			return r.handOver(ctx, next, nil)
		}
	}
}

// step gets the run a little further, and says when the next step may be made; zero: at once.
func (r *reconciler) step(ctx context.Context) (next time.Time, err error) {
	switch r.run.Stage {
	case StageList:
		return r.list(ctx)
	case StageGet:
		return r.get(ctx)
	case StageSingle:
		return r.single(ctx)
	case StageAgain:
		return r.again(ctx)
	}
	return next, r.close(ctx)
}

// handOver leaves the rest to the next job.
func (r *reconciler) handOver(ctx context.Context, at time.Time, note func(*ReconcileProgress)) error {
	return r.commit(ctx, nil, func(tx Tx, run *Reconciliation, now int64) error {
		run.Chunk++
		run.WaitsUntil = 0
		if at.UnixMilli()-now > shortRest.Milliseconds() {
			run.WaitsUntil = at.UnixMilli()
		}
		if run.Progress.Yields = 0; note != nil {
			run.Progress.Yields = r.run.Progress.Yields
			note(&run.Progress)
		}
		return tx.AddJob(run.job(max(now, at.UnixMilli())))
	})
}

// commit changes the run, unless it is not this job's any more.
func (r *reconciler) commit(ctx context.Context, keys []string, change func(tx Tx, run *Reconciliation, at int64) error) error {
	at := r.l.Clock.Ms()
	tell := time.Since(r.told) >= comparePause
	var now Reconciliation
	err := r.l.Store.Write(context.WithoutCancel(ctx), append([]string{reconcileKey(r.run.AccountID)}, keys...), func(tx Tx) error {
		run, err := tx.Reconciliation(r.run.ID)
		if err != nil {
			return err
		}
		if run.State != ReconcileRunning || run.Chunk != r.run.Chunk {
			return errOver
		}
		if err := change(tx, &run, at); err != nil {
			return err
		}
		run.Progress.lap(at)
		run.UpdatedAt, now = at, run
		if tell || run.State != ReconcileRunning {
			if err := tx.AddChange(crm.Stale("reconciliation", run.ID, at)); err != nil {
				return err
			}
		}
		return tx.UpdateReconciliation(run)
	})
	if err == nil {
		if r.run = now; tell {
			r.told = time.Now()
		}
	}
	return err
}

// lap measures the rate.
func (p *ReconcileProgress) lap(at int64) {
	if d := at - p.LapAt; d >= lapTime.Milliseconds() || d < 0 {
		p.Rate = max(0, (p.Done-p.LapDone)*60_000/max(d, 1))
		p.LapAt, p.LapDone = at, p.Done
	}
}

// trouble decides what a call that brought nothing means for the run: it waits for the limits, tries again, or ends.
func (r *reconciler) trouble(ctx context.Context, err error) error {
	var limit *wx.LimitError
	switch kind := outcomeOf(err); {
	case isOurs(err):
		return err // the store's: the job is tried again
	case ctx.Err() != nil:
		return r.handOver(ctx, r.l.Clock(), nil)
	case errors.As(err, &limit):
		return r.handOver(ctx, limit.Until, nil)
	case kind == turnedBack:
		return r.handOver(ctx, r.l.Clock().Add(limitedRest), nil)
	case kind == stopped || kind == refused:
		return r.fail(ctx, problemOf(err))
	}
	if r.run.Progress.Stalls >= stallsMost {
		return r.fail(ctx, problemOf(err))
	}
	wait := min(stallFirst<<r.run.Progress.Stalls, stallMost)
	return r.commit(ctx, nil, func(tx Tx, run *Reconciliation, now int64) error {
		run.Chunk++
		run.Progress.Stalls++
		run.Problem, run.WaitsUntil = problemOf(err), now+wait.Milliseconds()
		return tx.AddJob(run.job(run.WaitsUntil))
	})
}

// isOurs tells an error of the store from those of calls to the platform.
func isOurs(err error) bool {
	var p *platformError
	return !errors.As(err, &p)
}

// platformError is an error of a call to the platform.
type platformError struct{ err error }

func (e *platformError) Error() string { return e.err.Error() }
func (e *platformError) Unwrap() error { return e.err }

func (r *reconciler) fail(ctx context.Context, problem int) error {
	return r.commit(ctx, nil, func(tx Tx, run *Reconciliation, at int64) error {
		before := *run
		run.turn(ReconcileFailed, at)
		run.Problem = problem
		return recordReconciliation(tx, crm.Rule("reconciliation.fail"), "reconciliation.fail", &before, *run, at)
	})
}
