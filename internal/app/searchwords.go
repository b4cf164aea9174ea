package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
)

// wordIndexer brings rows into an index of words after they were written, a few in each transaction, as the indexer does with ways.
type wordIndexer struct {
	*App
	index *store.WordIndex
}

const wordsAtOnce = 20

// Run indexes until ctx ends.
func (x wordIndexer) Run(ctx context.Context) error {
	woken, stop := x.bus.Listen(crm.TopicChanges)
	defer stop()
	x.begin(ctx)
	for ctx.Err() == nil {
		busy, err := x.some(ctx)
		if err != nil && ctx.Err() == nil {
			x.log.Error("not indexed for search", "index", x.index, "err", err)
		}
		if busy {
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
		case <-time.After(indexPause):
		}
	}
	return nil
}

func (x wordIndexer) begin(ctx context.Context) {
	err := x.write(ctx, func(tx *store.Tx) error {
		_, err := tx.BeginWords(x.index, x.clock.Ms())
		return err
	})
	if err != nil && ctx.Err() == nil {
		x.log.Error("a search index cannot be begun", "index", x.index, "err", err)
	}
}

func (x wordIndexer) write(ctx context.Context, fn func(*store.Tx) error) error {
	return x.Store.Write(ctx, []string{"search_" + x.index.String()}, fn)
}

// some indexes a few rows; busy says that there may be more. It rests as long as it worked.
func (x wordIndexer) some(ctx context.Context) (busy bool, err error) {
	if waits, err := x.Store.WordsWait(ctx, x.index); err != nil || !waits {
		return false, err
	}
	began := time.Now()
	err = x.write(ctx, func(tx *store.Tx) (err error) {
		busy, err = tx.IndexWords(x.index, wordsAtOnce, x.clock.Ms())
		return err
	})
	if err != nil {
		return false, err
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Since(began)):
	}
	return busy, nil
}
