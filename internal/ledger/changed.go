package ledger

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
)

// changed puts the outcome of a change into the ledger.
func (l *Ledger) changed(ctx context.Context, w Way, p changeJob, d delta, o changeEnd) error {
	stamp, today := l.stamp(), l.todayOf(ctx, w)
	err := l.Store.Write(ctx, []string{wayLane(w.ID)}, func(tx Tx) error {
		before, err := tx.Way(w.ID)
		if err != nil {
			return err
		}
		now := before
		who := crm.Rule(p.Kind)
		if p.Version != 0 {
			v, err := tx.Version(p.Version)
			if err != nil || v.State != VersionPending {
				return err
			}
			if who = v.Actor; o.state != VersionDone {
				who = crm.Rule(JobChangeWay)
			}
			if err := l.settleVersion(tx, &now, v, d, o, stamp.At); err != nil {
				return err
			}
		} else if o.state == VersionDone {
			now.Settings = withFields(now.Settings, d.held(now, o))
		}
		if o.state != VersionSuperseded {
			now.ChangeProblem = o.problem
		}
		if o.problem == gone {
			now.Drift = "gone"
		}
		if err := l.learned(tx, now, d, o, stamp.At); err != nil {
			return err
		}
		return l.settle(tx, who, "way.change_"+o.state, &before, now, today, stamp.At)
	})
	l.Waker.Wake(QueueWays)
	l.Waker.Wake(QueueAsk)
	return err
}

// gone is the platform's code for a way that it does not have.
const gone = 41044

// learned notes what an outcome says of the members: those of a way that was taken are all right, and a refusal is about those who
// were new to it.
func (l *Ledger) learned(tx Tx, w Way, d delta, o changeEnd, at int64) error {
	if !d.has("users") {
		return nil
	}
	if o.state == VersionDone {
		return acquit(tx, w)
	}
	want := fields{"users": d.after["users"]}
	added, err := want.settings()
	if err != nil {
		return err
	}
	users := missing(added.folded(), w.folded())
	if len(users) == 1 {
		w.Parties = nil // nobody else is new
	}
	return l.blame(tx, w, users, o.problem, at)
}

// held are the changed fields as they hold now. Of the members it is the platform's copy that counts.
func (d delta) held(w Way, o changeEnd) fields {
	out := d.onto(fieldsOf(w.Settings), w.Type == TypeSingle)
	copied := fieldsOf(o.held)
	names := make([]string, 0, len(d.after))
	for name := range d.after {
		names = append(names, name)
		if name == "users" || name == "parties" {
			out[name] = copied[name]
		}
	}
	return out.only(names)
}

func (l *Ledger) settleVersion(tx Tx, w *Way, v Version, d delta, o changeEnd, at int64) error {
	w.Changing = max(0, w.Changing-1)
	v.State, v.Problem, v.SettledAt = o.state, o.problem, at
	if o.state == VersionDone {
		text, err := json.Marshal(o.held)
		if err != nil {
			return err
		}
		w.Version++
		v.N, v.Platform, v.Before = w.Version, string(text), w.Settings
		w.Settings = withFields(w.Settings, d.held(*w, o))
		v.After = w.Settings
	}
	return tx.UpdateVersion(v)
}
