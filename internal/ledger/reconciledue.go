package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// errNotDue says that another comparison is not due yet.
var errNotDue = errors.New("not due")

// ReconcileDue begins a comparison for each WeCom account whose last one is older than the settings want, and says how many.
func (l *Ledger) ReconcileDue(ctx context.Context) (begun int, err error) {
	s, err := l.ReconcileSettings(ctx)
	if err != nil || s.EveryHours == 0 {
		return 0, err
	}
	accounts, err := l.Store.Accounts(ctx)
	if err != nil {
		return 0, err
	}
	every, now := int64(s.EveryHours)*time.Hour.Milliseconds(), l.Clock.Ms()
	for _, a := range accounts {
		if a.Kind != crm.WeCom || now-a.CreatedAt < every {
			continue
		}
		_, err := l.reconcile(ctx, crm.Rule("reconciliation.due"), a.ID, func(last Reconciliation) error {
			if last.Live() || now-last.CreatedAt < every {
				return errNotDue
			}
			return nil
		})
		if err == nil {
			begun++
		} else if !errors.Is(err, errNotDue) {
			return begun, err
		}
	}
	return begun, nil
}

// CheckQuotas looks at the quota of every company.
func (l *Ledger) CheckQuotas(ctx context.Context) error {
	accounts, err := l.Store.Accounts(ctx)
	seen := map[int64]bool{0: true}
	for _, a := range accounts {
		if err == nil && !seen[a.CorpID] {
			seen[a.CorpID] = true
			err = l.CheckQuota(ctx, a.CorpID)
		}
	}
	return err
}
