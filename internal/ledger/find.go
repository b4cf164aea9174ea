package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// How a way of unknown outcome is looked for: by its state, among those made since shortly before it was called. Absent
// means absent from two listings, the second ten minutes after the first, since the platform's lists may lag.
const (
	findMargin = 10 * time.Minute
	findAgain  = 10 * time.Minute
)

// look has a way of unknown outcome looked for. Join and temporary ways cannot be listed: theirs stays unknown, until their state
// comes back with somebody who came through them.
func (l *Ledger) look(tx Tx, w Way, at int64) error {
	switch w.Kind {
	case KindContact, KindTwin:
		return tx.AddJob(wayJobOf(JobFindWay, w, at))
	case KindTemp:
		return tx.AddJob(wayJobOf(JobLapseWay, w, at+lapse.Milliseconds()))
	}
	return nil
}

// lapse is the longest a temporary way can live.
const lapse = maxLife * time.Second

// JobLapseWay ends the doubt about a temporary way: whatever became of it, it is over.
const JobLapseWay = "way.lapse"

// LapseWay is the job that does.
func (l *Ledger) LapseWay(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Phase != PhaseUnknown {
		return err
	}
	_, err = l.move(ctx, w.ID, PhaseUnknown, "way.lapse", nil, failed(crm.ProblemLapsed))
	return err
}

// recognise notes that somebody came through a way whose creation was never answered: it exists.
func (l *Ledger) recognise(tx Tx, w Way, today, at int64) error {
	if w.Phase != PhaseUnknown || w.SeenAt != 0 {
		return nil
	}
	before := w
	w.SeenAt, w.Problem = at, crm.ProblemSeen
	return l.settle(tx, crm.Rule("way.recognise"), "way.recognise", &before, w, today, at)
}

// FindWay looks for a way whose creation was not answered, and adopts it. One that was given up meanwhile is deleted where it turns up: nothing
// but a way of our own cancelled intent is ever deleted by itself.
func (l *Ledger) FindWay(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Phase != PhaseUnknown && !w.Cancelled() {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	found, err := l.lookFor(ctx, app, w)
	switch {
	case err != nil:
		return err
	case found == nil:
		return l.absent(ctx, w)
	case w.Cancelled():
		return l.DeleteCancelled(ctx, w.ID, found.ConfigID)
	}
	return l.confirm(ctx, w.ID, PhaseUnknown, "way.adopt", made{found.ConfigID, found.QRCode})
}

// absent notes that a way was not listed: the first time it is looked for once more, and the second time it was never made.
func (l *Ledger) absent(ctx context.Context, w Way) (err error) {
	switch {
	case w.AbsentAt == 0:
		_, err = l.move(ctx, w.ID, w.Phase, "way.absent", findLater, func(w *Way, at int64) { w.AbsentAt = at })
	case w.Phase == PhaseUnknown:
		_, err = l.move(ctx, w.ID, PhaseUnknown, "way.not_created", nil, failed(crm.ProblemAbsent))
	}
	return err
}

func findLater(tx Tx, w Way, at int64) error {
	return tx.AddJob(wayJobOf(JobFindWay, w, at+findAgain.Milliseconds()))
}

// lookFor walks the platform's list and reads each way that the ledger does not know yet.
func (l *Ledger) lookFor(ctx context.Context, app *wecom.App, w Way) (*wecom.ContactWay, error) {
	from := time.UnixMilli(w.CalledAt).Add(-findMargin)
	for configID, err := range app.ContactWays.All(ctx, wecom.ContactWayList{StartTime: from, EndTime: l.Clock().Add(findMargin)}) {
		if err != nil {
			return nil, err
		}
		if _, err := l.Store.WayByConfigID(ctx, w.CorpID, configID); !errors.Is(err, crm.ErrNotFound) {
			if err != nil {
				return nil, err
			}
			continue
		}
		got, err := app.ContactWays.Get(ctx, configID)
		if err != nil {
			return nil, err
		}
		if got.State == w.State {
			got.ConfigID = configID
			return &got, nil
		}
		if err := l.adoptOther(ctx, w.CorpID, configID, got); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// adoptOther adopts a way that another look would have to find by reading the same list: after a crash many are looked for.
func (l *Ledger) adoptOther(ctx context.Context, corp int64, configID string, got wecom.ContactWay) error {
	other, err := l.Store.UnknownWay(ctx, corp, got.State)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return l.confirm(ctx, other.ID, PhaseUnknown, "way.adopt", made{configID, got.QRCode})
}

// FetchQR keeps the picture of the way's QR: the platform's link may not live as long as the poster.
func (l *Ledger) FetchQR(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || len(w.QRBlob) > 0 {
		return err
	}
	if w.QRURL == "" && w.Kind == KindJoin { // the platform names it only when it is asked
		if w, err = l.readJoinQR(ctx, w); err != nil {
			return err
		}
	}
	if w.QRURL == "" || w.Scene != SceneQR {
		return nil
	}
	data, err := l.Clients.Fetch(ctx, w.AccountID, w.QRURL)
	if err != nil {
		return err
	}
	_, err = l.keepPicture(ctx, w, data)
	return err
}
