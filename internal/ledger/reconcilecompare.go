package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// finding is what an answer says about a way.
type finding int

const (
	agreed     finding = iota
	differed           // in fields
	unknownWay         // only the platform has it
	missedWay          // the platform does not have it
	hiddenWay          // the platform does not show it
	leftAlone          // it is being changed, or was made meanwhile
	vanished           // it was listed, and is gone, and nobody here knew it
)

// deletedLately is how long the platform may go on listing what was deleted.
const deletedLately = time.Hour

// judge says what an answer means.
func (r *reconciler) judge(s seen) (finding, Drift) {
	d := Drift{CorpID: r.run.CorpID, AccountID: r.run.AccountID, ConfigID: s.configID, WayKind: KindContact, RunID: r.run.ID, Fields: []DriftField{}}
	w := s.way
	if w != nil {
		d.WayID, d.WayKind, d.AccountID = w.ID, w.Kind, w.AccountID
	}
	switch {
	case w != nil && (w.Phase == PhaseDeleting || w.Changing > 0 || w.ConfirmedAt >= r.run.CreatedAt || w.Phase == PhaseDeleted && w.DeletedAt >= r.run.CreatedAt-deletedLately.Milliseconds()):
		return leftAlone, d
	case errors.Is(s.err, wx.ErrNotFound) && (w == nil || w.Phase == PhaseDeleted):
		return vanished, d
	case errors.Is(s.err, wx.ErrNotFound):
		d.Kind, d.Problem = DriftOnlyHere, gone
		return missedWay, d
	case s.err != nil:
		d.Kind, d.Problem = DriftUnreadable, problemOf(s.err)
		return hiddenWay, d
	case w == nil || w.Phase == PhaseDeleted:
		d.Kind, d.Theirs = DriftOnlyThere, s.contact.Raw
		if s.contact.IsTemp {
			d.WayKind = KindTemp
		}
		return unknownWay, d
	}
	h := s.held()
	if d.Fields = h.differences(*w); len(d.Fields) == 0 {
		return agreed, d
	}
	d.Kind, d.Theirs = DriftDiffers, h.raw
	return differed, d
}

func (s seen) held() held {
	if s.join != nil {
		return heldJoin(*s.way, *s.join)
	}
	return heldContact(*s.way, *s.contact)
}

// judged is an answer with what it means.
type judged struct {
	seen
	finding finding
	drift   Drift
	id      int64 // for the drift, if it is a new one
}

// compare puts answers into the ledger: what differs, and what does no more.
func (r *reconciler) compare(ctx context.Context, got []seen, second bool) error {
	all := make([]judged, 0, len(got))
	ids, confirmed := make([]string, 0, len(got)), int64(0)
	for _, s := range got {
		f, d := r.judge(s)
		if f == unknownWay {
			known, err := r.resolve(ctx, s)
			if err != nil {
				return err
			}
			if known != agreed {
				f = known
				if f == differed {
					confirmed++
					f = leftAlone
				}
			}
		}
		ids = append(ids, s.configID)
		all = append(all, judged{s, f, d, r.l.IDs.Next()})
	}
	open, err := r.l.Store.UnsettledDrifts(ctx, r.run.CorpID, ids)
	if err != nil {
		return err
	}
	was := map[string]bool{}
	for _, d := range open {
		was[d.ConfigID] = true
	}
	last := got[len(got)-1]
	return r.commit(ctx, lanesOf(all), func(tx Tx, run *Reconciliation, at int64) error {
		p := &run.Progress
		p.Stalls, run.Problem, run.WaitsUntil = 0, 0, 0
		if p.Confirmed += confirmed; !second {
			p.Done += int64(len(got))
		}
		if p.After = last.configID; last.way != nil {
			p.AfterWay = last.way.ID
		}
		var checked []int64
		for _, j := range all {
			if err := r.note(tx, p, j, was[j.configID], second, at); err != nil {
				return err
			}
			if j.way != nil && (j.finding == agreed || j.finding == differed) {
				checked = append(checked, j.way.ID)
			}
		}
		return tx.CheckedWays(checked, at)
	})
}

// lanesOf are the lanes of the ways that a step changes.
func lanesOf(all []judged) (keys []string) {
	for _, j := range all {
		if j.way != nil && (j.finding != agreed && j.finding != leftAlone || j.way.Drift != "") {
			keys = append(keys, wayLane(j.way.ID))
		}
	}
	return keys
}

// note keeps what was found about one way.
func (r *reconciler) note(tx Tx, p *ReconcileProgress, j judged, known, second bool, at int64) error {
	if j.finding == agreed && !known && j.way.Drift == "" || j.finding == vanished {
		return nil // an older drift of what is gone is settled in the end
	}
	w, current, err := r.current(tx, j, at)
	if err != nil {
		return err
	}
	if j.finding == leftAlone || !current {
		return r.touch(tx, j, known)
	}
	switch j.finding {
	case agreed:
		was, err := settleDrift(tx, r.run.CorpID, j.configID, at)
		if was {
			p.Settled++
		}
		return errors.Join(err, flag(tx, w, "", at))
	case missedWay:
		if !second {
			p.Absent++
			return errors.Join(tx.MarkAbsent(r.run.ID, j.configID, w.ID), r.touch(tx, j, known))
		}
		p.OnlyHere++
		err = flag(tx, w, wayGone, at)
	case differed:
		p.Differs++
		err = flag(tx, w, wayDiffers, at)
	case unknownWay:
		p.OnlyThere++
	case hiddenWay:
		p.Unreadable++
	}
	if err != nil {
		return err
	}
	_, err = putDrift(tx, j.drift, j.id, at)
	return err
}

// current says whether the ledger still has of a way what the answer was compared with.
func (r *reconciler) current(tx Tx, j judged, at int64) (Way, bool, error) {
	if j.way == nil {
		_, err := tx.WayByConfigID(r.run.CorpID, j.configID)
		if errors.Is(err, crm.ErrNotFound) {
			return Way{}, true, nil
		}
		return Way{}, false, err
	}
	w, err := tx.Way(j.way.ID)
	if err != nil || w.UpdatedAt != j.way.UpdatedAt {
		return w, false, err
	}
	busy, err := tx.WayAtWork(w.ID, at)
	return w, !busy, err
}

// touch keeps an older drift from being settled only because it was not looked at.
func (r *reconciler) touch(tx Tx, j judged, known bool) error {
	if !known {
		return nil
	}
	d, err := tx.DriftOf(r.run.CorpID, j.configID)
	if err != nil || d.State == DriftSettled {
		return err
	}
	d.RunID = r.run.ID
	return tx.UpdateDrift(d)
}

// resolve asks whether a way that only the platform has is one of ours whose creation was never answered. Such a way is adopted, and
// one that was cancelled meanwhile is deleted: nothing else ever is.
func (r *reconciler) resolve(ctx context.Context, s seen) (finding, error) {
	if s.way != nil || s.contact.State == "" {
		return agreed, nil
	}
	doubts, err := r.l.Store.WaysInDoubt(ctx, r.run.CorpID, s.contact.State)
	if err != nil || len(doubts) == 0 {
		return agreed, err
	}
	switch w := doubts[0]; {
	case w.Phase == PhaseUnknown || w.Phase == PhaseFailed:
		return differed, r.l.confirm(ctx, w.ID, w.Phase, "way.adopt", made{s.configID, s.contact.QRCode})
	case w.Cancelled():
		return leftAlone, r.l.DeleteCancelled(ctx, w.ID, s.configID)
	}
	return leftAlone, nil // it is being asked for right now
}

// close settles drifts that this run did not see any more, and forgets the list.
func (r *reconciler) close(ctx context.Context) error {
	done := false
	err := r.commit(ctx, nil, func(tx Tx, run *Reconciliation, at int64) error {
		done = false
		unseen, err := tx.UnseenDrifts(run.AccountID, run.ID, 100)
		if err != nil {
			return err
		}
		for _, d := range unseen {
			if err := r.unseen(tx, d, at); err != nil {
				return err
			}
			run.Progress.Settled++
		}
		if len(unseen) > 0 {
			return nil
		}
		more, err := tx.DropListed(run.ID)
		if err != nil || more {
			return err
		}
		before := *run
		run.turn(ReconcileDone, at)
		done = true
		return recordReconciliation(tx, crm.Rule("reconciliation.done"), "reconciliation.done", &before, *run, at)
	})
	if err == nil && done {
		return r.l.CheckQuota(ctx, r.run.CorpID)
	}
	return err
}

func (r *reconciler) unseen(tx Tx, d Drift, at int64) error {
	d.State, d.SettledAt = DriftSettled, at
	if err := tx.UpdateDrift(d); err != nil || d.WayID == 0 {
		return err
	}
	w, err := tx.Way(d.WayID)
	if err != nil {
		return err
	}
	return flag(tx, w, "", at)
}

// forgetListed drops the list of a run that was cancelled.
func (l *Ledger) forgetListed(ctx context.Context, run Reconciliation) error {
	if run.State != ReconcileCancelled {
		return nil
	}
	for more := true; more; {
		err := l.Store.Write(ctx, nil, func(tx Tx) (err error) { more, err = tx.DropListed(run.ID); return err })
		if err != nil {
			return err
		}
	}
	return nil
}
