package ledger

import (
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// Jobs about drifts, in the lane of their way.
const (
	JobPushState  = "way.push_state"  // gives the platform the way's state
	JobCheckDrift = "way.check_drift" // looks whether the two agree by now
)

// push has the platform given what the ledger has: as any other change, merged into the platform's copy and read back. Then both
// are compared again.
func (t *deciding) push() error {
	before, err := t.tx.Way(t.d.WayID)
	if err != nil {
		return err
	}
	if before.Phase != PhaseConfirmed {
		return crm.Refuse(CodeNotConfirmed, "phase", before.Phase)
	}
	names := t.d.pushable()
	if slices.Contains(names, "state") {
		if err := t.tx.AddJob(t.job(JobPushState, before)); err != nil {
			return err
		}
		names = slices.DeleteFunc(names, func(name string) bool { return name == "state" })
	}
	if len(names) > 0 {
		if err := t.pushSettings(before, names); err != nil {
			return err
		}
	}
	return t.tx.AddJob(t.job(JobCheckDrift, before))
}

// pushSettings asks for a change from what the platform has to what the ledger has. Its version shows in the history.
func (t *deciding) pushSettings(before Way, names []string) error {
	h, err := t.d.held(before)
	if err != nil {
		return err
	}
	w := before
	if err := beginHistory(t.tx, t.draw, &w); err != nil {
		return err
	}
	w.Changing, w.ChangeProblem = w.Changing+1, 0
	v := Version{
		ID: t.draw.ID(), WayID: w.ID, Kind: VersionPushed, State: VersionPending, Actor: t.who, At: t.at,
		Before: withFields(w.Settings, fieldsOf(h.settings()).only(names)), After: w.Settings,
	}
	return errors.Join(
		t.tx.AddVersion(v), t.tx.AddJob(changeJobOf(w, changeJob{WayID: w.ID, Version: v.ID}, t.at, t.bulk)),
		t.l.settle(t.tx, t.who, "way.push_drift", &before, w, t.today, t.at))
}

// check has the platform asked again.
func (t *deciding) check() error {
	if t.d.WayID == 0 {
		return crm.Refuse(CodeDriftUnfit, "kind", t.d.Kind, "action", DriftCheck)
	}
	w, err := t.tx.Way(t.d.WayID)
	if err != nil {
		return err
	}
	return t.tx.AddJob(t.job(JobCheckDrift, w))
}

func (t *deciding) job(kind string, w Way) crm.Job {
	job := wayJobOf(kind, w, t.at)
	if job.Queue = QueueWays; t.bulk {
		job.Queue = QueueBulk
	}
	return job
}

// PushState is the job that gives the platform the state that the ledger has. Sent again it changes nothing.
func (l *Ledger) PushState(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Phase != PhaseConfirmed {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	if w.Kind == KindJoin {
		_, err = app.JoinWays.Modify(ctx, w.ConfigID, func(u *wecom.JoinWayUpdate) { u.State = &w.State })
	} else {
		_, err = app.ContactWays.Modify(ctx, w.ConfigID, func(u *wecom.ContactWayUpdate) { u.State = &w.State }, l.modifyOptions(app, w)...)
	}
	var answer *wx.Error
	var differs *wecom.MismatchError
	switch {
	case errors.As(err, &differs):
		return nil // the look that follows shows it
	case errors.As(err, &answer) && (outcomeOf(err) == refused || outcomeOf(err) == stopped):
		_, err := l.move(ctx, w.ID, PhaseConfirmed, "way.push_refused", nil, func(w *Way, _ int64) { w.ChangeProblem = answer.Code })
		return err
	}
	return err
}

// CheckDrift is the job that compares one way by itself.
func (l *Ledger) CheckDrift(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Phase != PhaseConfirmed {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	s := seen{configID: w.ConfigID, way: &w}
	s.read(ctx, app)
	if s.err != nil && (ctx.Err() != nil || !of(s.err)) {
		return s.err
	}
	r := &reconciler{l: l, run: Reconciliation{CorpID: w.CorpID, AccountID: w.AccountID, CreatedAt: l.Clock.Ms()}}
	f, d := r.judge(s)
	stamp := l.stamp()
	return l.Store.Write(ctx, []string{wayLane(w.ID)}, func(tx Tx) error {
		now, err := tx.Way(w.ID)
		if err != nil || now.UpdatedAt != w.UpdatedAt { // another look follows whatever changed it
			return err
		}
		switch f {
		case agreed:
			_, err := settleDrift(tx, w.CorpID, w.ConfigID, stamp.At)
			return errors.Join(err, flag(tx, now, "", stamp.At))
		case differed:
			_, err := putDrift(tx, d, stamp.Draw().ID(), stamp.At)
			return errors.Join(err, flag(tx, now, wayDiffers, stamp.At), tx.AddChange(crm.Stale("drift", d.ID, stamp.At)))
		}
		return nil // that it is gone is only said after two looks, by a run
	})
}
