package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// worker is anything that works until its context ends.
type worker interface {
	Run(ctx context.Context) error
}

func (a *App) workers() []worker {
	list := []worker{a.intake, a.alone("sweep", sweeper{a})}
	if a.node != nil {
		list = append(list, a.node)
	}
	if a.o.HoldApplying {
		return list
	}
	list = append(list, newApplier(a), sampler{a},
		a.alone("answer", answerer{a}), a.alone("compare", comparer{a}),
		a.alone("renew media", renewer{a, ledger.TopicMedia, a.Ledger.RenewMedia}),
		a.alone("renew materials", renewer{a, desk.TopicMaterials, a.Desk.RenewMaterials}),
		a.alone("index ways", indexer{a}), a.alone("index messages", wordIndexer{a, store.MessageWords}),
		a.alone("index names", wordIndexer{a, store.CustomerWords}),
		a.alone("assign", assigner{a}), a.alone("miss", misser{a}), a.alone("tend", tender{a}))
	do := a.handlers()
	for queue, n := range queues {
		for range n {
			list = append(list, jobWorker{App: a, queue: queue, do: do})
		}
	}
	return list
}

// How long rows are kept that are of no more use: listeners that were away longer read everything anew.
const (
	keepChanges = 24 * time.Hour
	keepJobs    = 30 * 24 * time.Hour
	keepCopies  = 4 * 24 * time.Hour
	sweepEvery  = 10 * time.Minute
)

// sweeper forgets what is of no more use.
type sweeper struct{ *App }

// Run sweeps until ctx ends.
func (s sweeper) Run(ctx context.Context) error {
	for {
		if err := s.Ledger.KeepCounting(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("numbers not looked after", "err", err)
		}
		if err := s.Desk.KeepFigures(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("days of the desk not kept", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sweepEvery):
		}
		now := s.clock.Ms()
		s.sweep(ctx, func(tx *store.Tx) (bool, error) { return tx.PruneChanges(now-keepChanges.Milliseconds(), now) })
		s.sweep(ctx, func(tx *store.Tx) (bool, error) { return tx.PruneRepeats(now) })
		s.sweep(ctx, func(tx *store.Tx) (bool, error) { return false, tx.PruneNodes(now) })
		s.sweep(ctx, func(tx *store.Tx) (bool, error) { return tx.PruneJobs(now - keepJobs.Milliseconds()) })
		s.sweep(ctx, func(tx *store.Tx) (bool, error) { return false, tx.PruneMediaCopies(now - keepCopies.Milliseconds()) })
	}
}

// sweep prunes in small transactions until nothing is left.
func (s sweeper) sweep(ctx context.Context, prune func(*store.Tx) (more bool, err error)) {
	for more := true; more && ctx.Err() == nil; {
		err := s.Store.Write(ctx, nil, func(tx *store.Tx) (err error) { more, err = prune(tx); return err })
		if err != nil {
			s.log.Error("old rows not swept", "err", err)
			return
		}
	}
}
