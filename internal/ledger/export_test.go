package ledger

import "context"

// StepRebuild does one step of the rebuild that runs.
func (l *Ledger) StepRebuild(ctx context.Context) error {
	list, err := l.Store.Rebuilds(ctx)
	if err != nil || list[0].State != RebuildRunning {
		return err
	}
	a, err := l.Store.Account(ctx, list[0].AccountID)
	if err != nil {
		return err
	}
	_, err = l.step(ctx, a, list[0], false)
	return err
}
