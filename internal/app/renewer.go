package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/ledger"
)

// Media in use are looked over now and then, and when a way or channel was given some; a burst of those counts as one.
const (
	renewPoll  = 10 * time.Minute
	renewPause = time.Second
)

// renewer has the platform keep what welcomes need.
type renewer struct{ *App }

// Run renews until ctx ends.
func (r renewer) Run(ctx context.Context) error {
	woken, stop := r.bus.Listen(ledger.TopicMedia)
	defer stop()
	for {
		if err := r.Ledger.RenewMedia(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("media in use cannot be looked over", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(renewPause):
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(renewPoll):
		}
	}
}
