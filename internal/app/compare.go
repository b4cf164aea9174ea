package app

import (
	"context"
	"time"
)

// How often is looked whether a comparison is due, and how full the quotas are: both change slowly.
const (
	comparePoll = time.Minute
	quotaPolls  = 10 // of these
)

// comparer begins comparisons that are due, and watches the quotas.
type comparer struct{ *App }

// Run looks until ctx ends.
func (c comparer) Run(ctx context.Context) error {
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(comparePoll):
		}
		if _, err := c.Ledger.ReconcileDue(ctx); err != nil && ctx.Err() == nil {
			c.log.Error("comparisons that are due cannot be begun", "err", err)
		}
		if n%quotaPolls != 0 {
			continue
		}
		if err := c.Ledger.CheckQuotas(ctx); err != nil && ctx.Err() == nil {
			c.log.Error("quotas cannot be counted", "err", err)
		}
	}
}
