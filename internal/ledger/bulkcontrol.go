package ledger

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// CodeBulkEmpty: some ways would lead to nobody.
const CodeBulkEmpty crm.Code = "bulk_would_empty"

// CodeBulkState: the run is not in a state for that.
const CodeBulkState crm.Code = "bulk_state"

// StartBulk begins a change of many ways. One that would leave a way without anybody is refused: a trial says which.
func (l *Ledger) StartBulk(ctx context.Context, who crm.Actor, a BulkAction, s BulkScope) (BulkRunRow, error) {
	trial, err := l.TryBulk(ctx, a, s)
	if err != nil {
		return BulkRunRow{}, err
	}
	if trial.Empty > 0 {
		return BulkRunRow{}, crm.Refuse(CodeBulkEmpty, "ways", trial.Empty)
	}
	stamp := l.stamp()
	d := stamp.Draw()
	r := BulkRun{
		ID: d.ID(), Action: a, Scope: a.within(s), State: BulkRunning, Total: trial.Total, Turn: 1, Actor: who, CreatedAt: stamp.At, BeganAt: stamp.At,
	}
	err = l.Store.Write(ctx, []string{bulkKey(r.ID)}, func(tx Tx) error {
		return errors.Join(tx.AddRun(r), recordRun(tx, who, "bulk.start", r, stamp.At), tx.AddJob(bulkJobOf(r, stamp.At)))
	})
	if err != nil {
		return BulkRunRow{}, err
	}
	l.Waker.Wake(QueueBulk)
	return l.BulkRun(ctx, r.ID)
}

func recordRun(tx Tx, who crm.Actor, operation string, r BulkRun, at int64) error {
	return errors.Join(
		tx.AddChange(crm.Stale(kindBulkRun, r.ID, at)),
		tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: operation, Subject: kindBulkRun, SubjectID: r.ID, After: r}),
	)
}

// UndoBulk brings every way of a run back to what it was before, where nothing was changed since.
func (l *Ledger) UndoBulk(ctx context.Context, who crm.Actor, id int64) (BulkRunRow, error) {
	r, err := l.Store.Run(ctx, id)
	if err != nil {
		return BulkRunRow{}, err
	}
	if r.State == BulkRunning || r.Action.Kind == BulkDelete {
		return BulkRunRow{}, crm.Refuse(CodeBulkState, "state", r.State)
	}
	return l.StartBulk(ctx, who, BulkAction{Kind: BulkUndo, RunID: id}, BulkScope{AccountID: r.Scope.AccountID, Run: id})
}

// SetBulk pauses, resumes or cancels a run. Changes that are under way come to their end.
func (l *Ledger) SetBulk(ctx context.Context, who crm.Actor, id int64, to string) (BulkRunRow, error) {
	at := l.Clock.Ms()
	err := l.Store.Write(ctx, []string{bulkKey(id)}, func(tx Tx) error {
		r, err := tx.Run(id)
		if err != nil || r.State == to {
			return err
		}
		if r.State == BulkDone || r.State == BulkCancelled || to == BulkPaused && r.State != BulkRunning {
			return crm.Refuse(CodeBulkState, "state", r.State)
		}
		r.State = to
		switch to {
		case BulkRunning:
			r.Turn++
			err = tx.AddJob(bulkJobOf(r, at))
		case BulkCancelled:
			r.EndedAt = at
		}
		return errors.Join(err, tx.UpdateRun(r), recordRun(tx, who, "bulk."+to, r, at))
	})
	if err != nil {
		return BulkRunRow{}, err
	}
	l.Waker.Wake(QueueBulk)
	return l.BulkRun(ctx, id)
}
