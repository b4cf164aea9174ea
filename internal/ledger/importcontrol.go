package ledger

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// changeImport changes an import, with what follows from it in the same transaction. A change that changes nothing writes nothing.
func (l *Ledger) changeImport(ctx context.Context, who crm.Actor, id int64, operation string, change func(i *Import, at int64) error, then func(tx Tx, i Import, at int64) error) (ImportRow, error) {
	stamp := l.stamp()
	err := l.Store.Write(ctx, []string{importKey(id)}, func(tx Tx) error {
		before, err := tx.Import(id)
		if err != nil {
			return err
		}
		i := before
		if err := change(&i, stamp.At); err != nil {
			return err
		}
		if i.State == before.State {
			return nil
		}
		if err := l.saveImport(tx, who, operation, &before, i, stamp.At); err != nil || then == nil {
			return err
		}
		return then(tx, i, stamp.At)
	})
	if err != nil {
		return ImportRow{}, err
	}
	l.Waker.Wake(QueueBulk)
	return l.Store.ImportRow(ctx, id)
}

// from refuses a change of an import that is in another state.
func (i Import) from(states ...ImportState) error {
	for _, s := range states {
		if i.State == s {
			return nil
		}
	}
	return crm.Refuse(CodeImportState, "state", i.State)
}

func (i *Import) run(at int64) {
	i.State, i.Problem, i.Rate, i.LapAt, i.LapSettled = ImportRunning, 0, 0, at, i.Settled
	if i.StartedAt == 0 {
		i.StartedAt = at
	}
	i.FinishedAt = 0
}

func (l *Ledger) begin(tx Tx, i Import, at int64) error {
	if i.State == ImportChecking {
		return tx.AddJob(checkJob(i, at))
	}
	return tx.AddJob(runJob(i, 0, at))
}

// StartImport has the ways of all right rows made; rows with errors are passed over only when that was said.
func (l *Ledger) StartImport(ctx context.Context, who crm.Actor, id int64, skipWrong bool) (ImportRow, error) {
	return l.changeImport(ctx, who, id, "import.start", func(i *Import, at int64) error {
		switch {
		case i.State == ImportRunning: // said twice
			return nil
		case i.State != ImportReady:
			return i.from(ImportReady)
		case i.Wrong == i.Total:
			return crm.Refuse(CodeImportEmpty)
		case i.Wrong > 0 && !skipWrong:
			return crm.Refuse(CodeImportWrong, "wrong", i.Wrong)
		}
		i.SkipWrong = skipWrong
		i.run(at)
		return nil
	}, l.begin)
}

// PauseImport stops an import after the calls that are under way.
func (l *Ledger) PauseImport(ctx context.Context, who crm.Actor, id int64) (ImportRow, error) {
	return l.changeImport(ctx, who, id, "import.pause", func(i *Import, _ int64) error {
		if err := i.from(ImportRunning, ImportPaused); err != nil {
			return err
		}
		i.State = ImportPaused
		return nil
	}, nil)
}

// pauseImport is a pause by a rule, with the reason.
func (l *Ledger) pauseImport(ctx context.Context, id int64, problem int) error {
	_, err := l.changeImport(ctx, crm.Rule("import.pause"), id, "import.pause", func(i *Import, _ int64) error {
		if i.State == ImportRunning {
			i.State, i.Problem = ImportPaused, problem
		}
		return nil
	}, nil)
	return err
}

// ResumeImport goes on where an import was paused, be it in its checks or in its run.
func (l *Ledger) ResumeImport(ctx context.Context, who crm.Actor, id int64) (ImportRow, error) {
	return l.changeImport(ctx, who, id, "import.resume", func(i *Import, at int64) error {
		switch {
		case i.State == ImportRunning || i.State == ImportChecking: // said twice
			return nil
		case i.State != ImportPaused:
			return i.from(ImportPaused)
		case i.StartedAt == 0:
			i.State, i.Problem = ImportChecking, 0
			return nil
		}
		i.run(at)
		return nil
	}, l.begin)
}

// CheckImportAgain has the rows checked once more, after something outside the file was put right.
func (l *Ledger) CheckImportAgain(ctx context.Context, who crm.Actor, id int64, createChannels bool) (ImportRow, error) {
	return l.changeImport(ctx, who, id, "import.recheck", func(i *Import, _ int64) error {
		if i.State == ImportChecking && i.CreateChannels == createChannels {
			return nil
		}
		if err := i.from(ImportReady); err != nil {
			return err
		}
		l.directories.forget(i.AccountID)
		i.State, i.Checked, i.Wrong, i.NewChannels, i.CreateChannels = ImportChecking, 0, 0, nil, createChannels
		return nil
	}, l.begin)
}

func (d *directories) forget(account int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.of, account)
}

// RetryImport asks once more for every way that failed.
func (l *Ledger) RetryImport(ctx context.Context, who crm.Actor, id int64) (ImportRow, error) {
	row, err := l.Store.ImportRow(ctx, id)
	if err != nil {
		return row, err
	}
	if row.State == ImportDone && row.Failed == 0 {
		return row, crm.Refuse(CodeImportEmpty)
	}
	return l.changeImport(ctx, who, id, "import.retry", func(i *Import, at int64) error {
		if i.State == ImportRunning && i.Again >= 0 { // said twice
			return nil
		}
		if err := i.from(ImportDone); err != nil {
			return err
		}
		i.Again = 0
		i.run(at)
		return nil
	}, l.begin)
}

// CancelImport ends an import. Ways that were made stay; rows that no way was asked for are left out.
func (l *Ledger) CancelImport(ctx context.Context, who crm.Actor, id int64) (ImportRow, error) {
	return l.changeImport(ctx, who, id, "import.cancel", func(i *Import, at int64) error {
		if err := i.from(ImportChecking, ImportReady, ImportRunning, ImportPaused, ImportCancelled); err != nil {
			return err
		}
		if i.State != ImportCancelled {
			i.FinishedAt = at
		}
		i.State, i.Problem = ImportCancelled, 0
		return nil
	}, l.giveUp)
}

// giveUp ends what was turned back by the platform and still waits; what is under way is settled when its answer comes.
func (l *Ledger) giveUp(tx Tx, i Import, at int64) error {
	rows, err := tx.TakenRows(i.ID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		before, err := tx.Way(row.WayID)
		if err != nil {
			return err
		}
		if before.Phase != PhaseIntent {
			continue
		}
		w := before
		failed(crm.ProblemCancelled)(&w, at)
		err = errors.Join(l.settle(tx, crm.Rule("import.cancel"), "import.cancel", &before, w, 0, at), tx.PutRow(i.ID, row.N, RowDone, w.ID))
		if err != nil {
			return err
		}
	}
	return tx.AddJob(picturesJob(i, 0, at))
}
