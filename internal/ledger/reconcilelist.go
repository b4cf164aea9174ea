package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// The platform lists ways made since this day, and shows 90 days unless it is told which.
var (
	firstListed = time.Date(2021, 7, 10, 0, 0, 0, 0, time.FixedZone("CST", 8*3600)).Unix()
	listWindow  = int64(90 * 24 * 3600)
)

// list reads one page of the platform's list. Whether the bounds of a window belong to it is not documented: windows share them, and
// what is listed twice is kept once.
func (r *reconciler) list(ctx context.Context) (next time.Time, err error) {
	n, next := r.room(opList, 1)
	if n == 0 {
		return next, nil
	}
	began, p := time.Now(), r.run.Progress
	end := min(p.From+listWindow, r.run.CreatedAt/1000)
	page, err := r.app.ContactWays.List(ctx, wecom.ContactWayList{StartTime: time.Unix(p.From, 0), EndTime: time.Unix(end, 0), Cursor: p.Cursor, Limit: wecom.MaxContactWayPage})
	if errors.Is(err, wx.ErrInvalidCursor) && p.Cursor != "" { // it was kept for too long: the window begins again
		return time.Time{}, r.commit(ctx, nil, func(_ Tx, run *Reconciliation, _ int64) error {
			run.Progress.Cursor = ""
			return nil
		})
	}
	if err != nil {
		return next, &platformError{err}
	}
	unlisted := int64(-1)
	last := page.NextCursor == "" && end >= r.run.CreatedAt/1000
	err = r.commit(ctx, nil, func(tx Tx, run *Reconciliation, _ int64) error {
		added, err := tx.AddListed(run.ID, page.ConfigIDs)
		if err != nil {
			return err
		}
		q := &run.Progress
		q.Stalls, run.Problem, run.WaitsUntil = 0, 0, 0
		q.Listed += added
		q.Total = max(q.Total, q.Listed)
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			q.From = end
		}
		if last {
			run.Stage, unlisted = StageGet, 0
		}
		return nil
	})
	if err == nil && unlisted == 0 {
		return time.Time{}, r.countAll(ctx)
	}
	r.rest(ctx, began, 1)
	return time.Time{}, err
}

// countAll learns how many ways there are to read, now that the list is whole.
func (r *reconciler) countAll(ctx context.Context) error {
	n, err := r.l.Store.CountUnlisted(ctx, r.run, r.l.Clock.Ms())
	if err != nil {
		return err
	}
	return r.commit(ctx, nil, func(_ Tx, run *Reconciliation, at int64) error {
		run.Progress.Total = run.Progress.Listed + n
		run.Progress.LapAt, run.Progress.LapDone = at, run.Progress.Done
		return nil
	})
}
