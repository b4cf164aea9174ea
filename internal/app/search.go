package app

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// The indexer brings written ways into the search index, a few in each transaction, so that nothing else waits long for its turn.
const (
	indexAtOnce = 25
	indexPause  = 100 * time.Millisecond // after a wake-up: what is written together is indexed together
	indexPoll   = time.Second            // heals a lost wake-up
	indexTell   = 10 * time.Second       // between two lines of the log about a long run
	indexSample = 10 * time.Minute       // between two looks at which words are common
	keySearch   = "search"
)

// sampler learns which words are common, on every node: each reads by what it knows.
type sampler struct{ *App }

// Run looks until ctx ends.
func (s sampler) Run(ctx context.Context) error {
	for {
		now := uint64(s.clock.Ms())
		if err := s.Store.SampleWays(ctx, rand.New(rand.NewPCG(now, now))); err != nil && ctx.Err() == nil {
			s.log.Error("ways not sampled for search", "err", err)
		}
		if !pause(ctx, indexSample) {
			return nil
		}
	}
}

type indexer struct{ *App }

// Run indexes until ctx ends.
func (x indexer) Run(ctx context.Context) error {
	woken, stop := x.bus.Listen(crm.TopicChanges)
	defer stop()
	x.begin(ctx)
	told := time.Now()
	for {
		busy, err := x.some(ctx, &told)
		if err != nil && ctx.Err() == nil {
			x.log.Error("ways not indexed for search", "err", err)
			busy = false
		}
		if busy {
			if ctx.Err() != nil {
				return nil
			}
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(indexPoll):
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(indexPause):
		}
	}
}

func (x indexer) begin(ctx context.Context) {
	err := x.write(ctx, func(tx *store.Tx) error {
		anew, err := tx.BeginSearch(x.clock.Ms())
		if anew {
			x.log.Info("all ways are indexed for search")
		}
		return err
	})
	if err != nil && ctx.Err() == nil {
		x.log.Error("the search index cannot be begun", "err", err)
	}
}

func (x indexer) write(ctx context.Context, fn func(*store.Tx) error) error {
	return x.Store.Write(ctx, []string{keySearch}, fn)
}

// some indexes what was written, and then a piece of a long run; busy says that there is more. It rests as long as it worked.
func (x indexer) some(ctx context.Context, told *time.Time) (busy bool, err error) {
	waiting, err := x.Store.SearchWaits(ctx)
	if err != nil || !waiting {
		return false, err
	}
	began := time.Now()
	var n int
	if err := x.write(ctx, func(tx *store.Tx) (err error) { n, err = tx.IndexQueued(indexAtOnce); return err }); err != nil {
		return false, err
	}
	if n < indexAtOnce {
		if busy, err = x.run(ctx, told); err != nil {
			return false, err
		}
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Since(began)):
	}
	return busy || n == indexAtOnce, nil
}

// run does a piece of the oldest run; false: there is none.
func (x indexer) run(ctx context.Context, told *time.Time) (bool, error) {
	var r ledger.SearchRun
	err := x.write(ctx, func(tx *store.Tx) (err error) { r, err = tx.IndexRun(indexAtOnce); return err })
	if errors.Is(err, crm.ErrNotFound) {
		return false, nil
	}
	if err == nil && (r.Ended && r.Kind == "all" || time.Since(*told) >= indexTell) {
		*told = time.Now()
		x.log.Info("ways indexed for search", "of", r.Kind, "done", r.Done, "ended", r.Ended)
	}
	return true, err
}
