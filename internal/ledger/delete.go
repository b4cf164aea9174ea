package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// Jobs of deletion. What finds a cancelled way is FindWay.
const (
	JobDeleteWay     = "way.delete"
	JobFindCancelled = "way.find_cancelled"
)

// CodeNotDeletable: the platform is being asked for the way right now.
const CodeNotDeletable crm.Code = "way_being_created"

// DeleteWay has the platform delete a way, and then the ledger: its config_id, its history and whom it brought are kept. One that
// the platform never confirmed is cancelled: should it be found there all the same, it is deleted there.
func (l *Ledger) DeleteWay(ctx context.Context, who crm.Actor, id int64) (WayRow, error) {
	way, err := l.Store.Way(ctx, id)
	if err == nil {
		err = way.own()
	}
	if err != nil {
		return WayRow{}, err
	}
	stamp, today := l.stamp(), l.todayOf(ctx, way)
	var row WayRow
	err = l.Store.Write(ctx, []string{wayLane(id)}, func(tx Tx) error {
		w, err := tx.Way(id)
		if err != nil {
			return err
		}
		if err := l.remove(tx, who, w, today, stamp.At, false); err != nil {
			return err
		}
		row, err = tx.WayRow(id, today)
		return err
	})
	l.Waker.Wake(QueueWays)
	return row, err
}

// remove begins the deletion of a way, in a transaction. One that is deleted already stays as it is.
func (l *Ledger) remove(tx Tx, who crm.Actor, w Way, today, at int64, bulk bool) error {
	before := w
	var then crm.Job
	switch w.Phase {
	case PhaseDeleting, PhaseDeleted:
		return nil
	case PhaseCalling:
		return crm.Refuse(CodeNotDeletable)
	case PhaseConfirmed:
		w.Phase, then = PhaseDeleting, wayJobOf(JobDeleteWay, w, at)
	default:
		w.Phase, w.DeletedAt, w.PlanAt = PhaseDeleted, at, 0
		if before.Phase == PhaseUnknown && w.Listable() {
			then = wayJobOf(JobFindCancelled, w, at)
		}
	}
	if err := l.settle(tx, who, "way.delete", &before, w, today, at); err != nil || then.Kind == "" {
		return err
	}
	if then.Queue = QueueWays; bulk {
		then.Queue = QueueBulk
	}
	return tx.AddJob(then)
}

// deletePatience is after how many tries a deletion is tried at long intervals only.
const deletePatience = 8

// CallDelete is the job that deletes a way on the platform. It is safe to run again: what is gone is gone, and the platform says so.
func (l *Ledger) CallDelete(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Phase != PhaseDeleting {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	err = deleted(ctx, app, w)
	if unsure(err) && missingThere(ctx, app, w) {
		err = nil
	}
	var refused *wx.Error
	switch {
	case err == nil:
		return l.gone(ctx, w.ID)
	case isRefused(err) && errors.As(err, &refused) && !errors.Is(err, wx.ErrConflict):
		_, err := l.move(ctx, w.ID, PhaseDeleting, "way.delete_refused", nil, func(w *Way, at int64) {
			w.Phase, w.ChangeProblem = PhaseConfirmed, refused.Code
			if w.Plan != nil { // an edge may have passed meanwhile
				w.PlanAt = at
			}
		})
		return err
	case job.Tries() >= deletePatience:
		return crm.Again(5*time.Minute, err)
	}
	return err
}

func deleted(ctx context.Context, app *wecom.App, w Way) error {
	var err error
	if w.Kind == KindJoin {
		err = app.JoinWays.Delete(ctx, w.ConfigID)
	} else {
		err = app.ContactWays.Delete(ctx, w.ConfigID)
	}
	if errors.Is(err, wx.ErrNotFound) {
		return nil
	}
	return err
}

// missingThere says that the platform was asked and does not have the way.
func missingThere(ctx context.Context, app *wecom.App, w Way) bool {
	var err error
	if w.Kind == KindJoin {
		_, err = app.JoinWays.Get(ctx, w.ConfigID)
	} else {
		_, err = app.ContactWays.Get(ctx, w.ConfigID)
	}
	return errors.Is(err, wx.ErrNotFound)
}

func (l *Ledger) gone(ctx context.Context, id int64) error {
	_, err := l.move(ctx, id, PhaseDeleting, "way.deleted", nil, func(w *Way, at int64) {
		w.Phase, w.DeletedAt, w.PlanAt, w.Drift, w.ChangeProblem = PhaseDeleted, at, 0, "", 0
	})
	return err
}

// DeleteCancelled has a cancelled way deleted that was found on the platform by its state.
func (l *Ledger) DeleteCancelled(ctx context.Context, id int64, configID string) error {
	w, err := l.Store.Way(ctx, id)
	if err != nil || !w.Cancelled() {
		return err
	}
	then := func(tx Tx, w Way, at int64) error { return tx.AddJob(wayJobOf(JobDeleteWay, w, at)) }
	_, err = l.move(ctx, id, PhaseDeleted, "way.cancelled_found", then, func(w *Way, _ int64) {
		w.Phase, w.ConfigID, w.DeletedAt = PhaseDeleting, configID, 0
	})
	return err
}
