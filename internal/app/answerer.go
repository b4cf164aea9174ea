package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/ledger"
)

// answerPoll sees the edges of schedules come: a second is sooner than anybody scans.
const answerPoll = time.Second

// answerer looks at the ways whose answer may have changed.
type answerer struct{ *App }

// Run looks until ctx ends.
func (a answerer) Run(ctx context.Context) error {
	woken, stop := a.bus.Listen(ledger.TopicAnswers)
	defer stop()
	for {
		n, err := a.Ledger.AnswerDue(ctx)
		if err != nil && ctx.Err() == nil {
			a.log.Error("schedules cannot be looked at", "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(answerPoll):
		}
	}
}
