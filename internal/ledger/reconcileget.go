package ledger

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// seen is what the platform answered for one way.
type seen struct {
	configID string
	way      *Way // of the ledger, as it was before the call
	contact  *wecom.ContactWay
	join     *wecom.JoinWay
	err      error
}

// get reads the ways of the platform's list.
func (r *reconciler) get(ctx context.Context) (next time.Time, err error) {
	ids, err := r.l.Store.ListedAfter(ctx, r.run.ID, r.run.Progress.After, stepMost)
	if err != nil {
		return next, err
	}
	if len(ids) == 0 {
		return next, r.goOn(ctx, StageSingle, 0)
	}
	known, err := r.l.Store.WaysByConfigID(ctx, r.run.CorpID, ids)
	if err != nil {
		return next, err
	}
	all := make([]seen, len(ids))
	for i, id := range ids {
		all[i] = seen{configID: id, way: ofConfig(known, id)}
	}
	got, next, trouble := r.gather(ctx, opGet, all)
	return r.took(ctx, got, next, trouble, false)
}

// ofConfig finds the way of a config_id. One that was adopted after another was deleted has it too: the live one counts.
func ofConfig(known []Way, id string) *Way {
	var found *Way
	for i := range known {
		if w := &known[i]; w.ConfigID == id && (found == nil || found.Phase == PhaseDeleted) {
			found = w
		}
	}
	return found
}

// single reads the ways of the ledger that no list shows.
func (r *reconciler) single(ctx context.Context) (next time.Time, err error) {
	ways, err := r.l.Store.UnlistedAfter(ctx, r.run, r.run.Progress.AfterWay, r.l.Clock.Ms(), stepMost)
	if err != nil {
		return next, err
	}
	if len(ways) == 0 {
		wait := time.Duration(0)
		if r.run.Progress.Absent > 0 {
			wait = findAgain
		}
		return next, r.goOn(ctx, StageAgain, wait)
	}
	got, next, trouble := r.gather(ctx, opOf(ways[0]), alike(ways))
	return r.took(ctx, got, next, trouble, false)
}

// again reads the ways once more that were not there.
func (r *reconciler) again(ctx context.Context) (next time.Time, err error) {
	if at := r.run.Progress.AgainAt; at > r.l.Clock.Ms() {
		return time.UnixMilli(at), nil
	}
	ways, err := r.l.Store.AbsentAfter(ctx, r.run.ID, r.run.Progress.After, stepMost)
	if err != nil {
		return next, err
	}
	if len(ways) == 0 {
		return next, r.goOn(ctx, StageClose, 0)
	}
	got, next, trouble := r.gather(ctx, opOf(ways[0]), alike(ways))
	return r.took(ctx, got, next, trouble, true)
}

func opOf(w Way) string {
	if w.Kind == KindJoin {
		return opGetJoin
	}
	return opGet
}

// alike are the first ways that are read by the same operation.
func alike(ways []Way) []seen {
	n := slices.IndexFunc(ways, func(w Way) bool { return opOf(w) != opOf(ways[0]) })
	if n < 0 {
		n = len(ways)
	}
	all := make([]seen, n)
	for i := range all {
		all[i] = seen{configID: ways[i].ConfigID, way: &ways[i]}
	}
	return all
}

// goOn enters the next stage, after a while.
func (r *reconciler) goOn(ctx context.Context, stage ReconcileStage, wait time.Duration) error {
	return r.commit(ctx, nil, func(_ Tx, run *Reconciliation, at int64) error {
		run.Stage, run.Progress.After, run.Progress.AfterWay, run.Progress.AgainAt = stage, "", 0, at+wait.Milliseconds()
		return nil
	})
}

// gather asks for ways, some at once, as long as the pace and everyday work allow. It gives the answers up to the first that was
// none, and what that was.
func (r *reconciler) gather(ctx context.Context, op string, all []seen) (got []seen, next time.Time, trouble error) {
	for from, began := 0, time.Now(); from < len(all) && time.Since(began) < stepTime && !crm.Stopping(ctx); {
		if from > 0 {
			if crowded, err := r.crowded(ctx); err != nil || crowded {
				return all[:from], time.Time{}, nil
			}
		}
		n, free := r.room(op, min(4*r.settings.AtOnce, len(all)-from))
		if n == 0 {
			return all[:from], free, nil
		}
		slice, start := all[from:from+n], time.Now()
		r.ask(ctx, slice)
		for i := range slice {
			if err := slice[i].err; err != nil && (ctx.Err() != nil || !of(err)) {
				return all[:from+i], time.Time{}, &platformError{err}
			}
		}
		from += n
		got = all[:from]
		r.rest(ctx, start, n)
	}
	return got, time.Time{}, nil
}

// of says that an error is about the way that was asked for, and no other.
func of(err error) bool {
	return errors.Is(err, wx.ErrNotFound) || outcomeOf(err) == refused
}

// ask reads ways side by side. After an answer that is none, the rest is not asked for.
func (r *reconciler) ask(ctx context.Context, slice []seen) {
	var all sync.WaitGroup
	var stop atomic.Bool
	turns := make(chan struct{}, max(1, r.settings.AtOnce))
	for i := range slice {
		turns <- struct{}{}
		if stop.Load() {
			slice[i].err = errOver
			<-turns
			continue
		}
		all.Go(func() {
			slice[i].read(ctx, r.app)
			if err := slice[i].err; err != nil && !of(err) {
				stop.Store(true)
			}
			<-turns
		})
	}
	all.Wait()
}

func (s *seen) read(ctx context.Context, app *wecom.App) {
	if s.way != nil && s.way.Kind == KindJoin {
		var w wecom.JoinWay
		if w, s.err = app.JoinWays.Get(ctx, s.configID); s.err == nil {
			s.join = &w
		}
		return
	}
	var w wecom.ContactWay
	if w, s.err = app.ContactWays.Get(ctx, s.configID); s.err == nil {
		s.contact = &w
	}
}

// took puts the answers into the ledger, and hands on what stopped the asking.
func (r *reconciler) took(ctx context.Context, got []seen, next time.Time, trouble error, second bool) (time.Time, error) {
	if len(got) > 0 {
		if err := r.compare(ctx, got, second); err != nil {
			return next, err
		}
	}
	return next, trouble
}
