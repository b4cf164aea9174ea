package app

import (
	"context"
	"time"
)

// missedEvery is between two looks at windows that have ended.
const missedEvery = 10 * time.Second

// misser puts on record where a customer was not answered in time.
type misser struct{ *App }

// Run looks until ctx ends.
func (m misser) Run(ctx context.Context) error {
	for {
		if _, err := m.Desk.NoteMissed(ctx); err != nil && ctx.Err() == nil {
			m.log.Error("missed windows not noted", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(missedEvery):
		}
	}
}
