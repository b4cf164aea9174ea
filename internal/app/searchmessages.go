package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
)

// messageIndexer brings messages into the search index after they were written, a few in each transaction, as the indexer does with ways.
type messageIndexer struct{ *App }

const (
	messagesAtOnce    = 20
	keyMessagesSearch = "search_messages"
)

// Run indexes until ctx ends.
func (x messageIndexer) Run(ctx context.Context) error {
	woken, stop := x.bus.Listen(crm.TopicChanges)
	defer stop()
	x.begin(ctx)
	for ctx.Err() == nil {
		busy, err := x.some(ctx)
		if err != nil && ctx.Err() == nil {
			x.log.Error("messages not indexed for search", "err", err)
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

func (x messageIndexer) begin(ctx context.Context) {
	err := x.Store.Write(ctx, []string{keyMessagesSearch}, func(tx *store.Tx) error {
		_, err := tx.BeginMessageSearch(x.clock.Ms())
		return err
	})
	if err != nil && ctx.Err() == nil {
		x.log.Error("the search index of messages cannot be begun", "err", err)
	}
}

// some indexes a few messages; busy says that there may be more. It rests as long as it worked.
func (x messageIndexer) some(ctx context.Context) (busy bool, err error) {
	if waits, err := x.Store.MessagesWait(ctx); err != nil || !waits {
		return false, err
	}
	began := time.Now()
	err = x.Store.Write(ctx, []string{keyMessagesSearch}, func(tx *store.Tx) (err error) {
		busy, err = tx.IndexMessages(messagesAtOnce, x.clock.Ms())
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
