package ledger

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// rewriteTries is how often a change is tried before it is given up. Each try reads the platform's copy again and merges into it,
// so that it never matters where the one before was cut off: what is there already is not written again.
const rewriteTries = 6

// CallChange is the job that brings the platform's copy to what is asked for.
func (l *Ledger) CallChange(ctx context.Context, job crm.Job) error {
	var p changeJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	w, err := l.Store.Way(ctx, p.WayID)
	if err != nil {
		return err
	}
	d := delta{after: p.Set, alone: true}
	if p.Version != 0 {
		v, err := l.Store.Version(ctx, p.Version)
		if err != nil || v.State != VersionPending {
			return err
		}
		d = v.delta()
	}
	if w.Phase != PhaseConfirmed {
		return l.changed(ctx, w, p, d, changeEnd{state: VersionSuperseded})
	}
	held, err := l.rewrite(ctx, w, d)
	o, settled := decide(held, err, job.Tries() >= rewriteTries)
	if !settled {
		return err
	}
	return l.changed(ctx, w, p, d, o)
}

// rewrite has the SDK read the copy, merge, send everything and read it back.
func (l *Ledger) rewrite(ctx context.Context, w Way, d delta) (Settings, error) {
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return Settings{}, err
	}
	if w.Kind == KindJoin {
		got, err := app.JoinWays.Modify(ctx, w.ConfigID, d.join(w))
		return holding(joinCopy(w, got), err, d)
	}
	var conclusions *wecom.Conclusions
	if d.has("conclusions") {
		now := w
		now.Settings = withFields(w.Settings, d.after)
		if conclusions, err = l.conclusionsOf(ctx, app, now); err != nil {
			return Settings{}, err
		}
	}
	got, err := app.ContactWays.Modify(ctx, w.ConfigID, d.contact(w, conclusions), l.modifyOptions(app, w)...)
	return holding(contactCopy(w, got), err, d)
}

// modifyOptions give the pictures of the conclusions, which the platform cannot be asked for.
func (l *Ledger) modifyOptions(app *wecom.App, w Way) []wecom.ModifyOption {
	var opts []wecom.ModifyOption
	if w.Origin == OriginMade {
		opts = append(opts, wecom.MadeHere())
	}
	kept := func(hash string) wecom.Picture {
		return wecom.Picture{Upload: func(ctx context.Context) (string, error) {
			return l.mediaID(ctx, app, w.AccountID, hash, wecom.MediaImage)
		}}
	}
	c := w.Conclusions
	if c != nil && c.Image != "" {
		opts = append(opts, wecom.WithImage(kept(c.Image)))
	}
	if c != nil && c.MiniProgram != nil && c.MiniProgram.Media != "" {
		opts = append(opts, wecom.WithCover(kept(c.MiniProgram.Media)))
	}
	return opts
}

// holding is no error when the copy differs in nothing that was changed: somebody else changed another field.
func holding(held Settings, err error, d delta) (Settings, error) {
	var differs *wecom.MismatchError
	if !errors.As(err, &differs) {
		return held, err
	}
	names := make([]string, 0, len(d.after))
	for name := range d.after {
		names = append(names, name)
	}
	have := fieldsOf(held)
	if len(differ(d.onto(have, held.Type == TypeSingle).only(names), have.only(names))) == 0 {
		return held, nil
	}
	return held, err
}

// changeEnd is what became of a change.
type changeEnd struct {
	state   string
	problem int
	held    Settings // the copy that was read back
}

// decide says what an answer means for a change; settled is false when it is to be tried again.
func decide(held Settings, err error, last bool) (o changeEnd, settled bool) {
	var refused *wx.Error
	var differs *wecom.MismatchError
	switch {
	case err == nil:
		return changeEnd{state: VersionDone, held: held}, true
	case errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency): // nothing was done
		return o, false
	case errors.Is(err, wx.ErrInvalid):
		return changeEnd{state: VersionFailed, problem: crm.ProblemMerged}, true
	case errors.Is(err, wecom.ErrPictureLost), crm.CodeOf(err) == crm.CodeNotFound:
		return changeEnd{state: VersionFailed, problem: crm.ProblemPicture}, true
	case unsure(err):
		return changeEnd{state: VersionUnknown, problem: crm.ProblemUnknown}, last
	case errors.As(err, &differs):
		return changeEnd{state: VersionFailed, problem: crm.ProblemDiffers, held: held}, last
	case errors.As(err, &refused) && !errors.Is(err, wx.ErrConflict):
		return changeEnd{state: VersionFailed, problem: refused.Code}, true
	}
	return changeEnd{state: VersionFailed, problem: crm.ProblemUnreachable}, last
}

// unsure says that a call may have taken effect.
func unsure(err error) bool {
	var unread *wecom.ReadBackError
	return wx.IsUnknown(err) || errors.Is(err, wx.ErrBusy) || errors.As(err, &unread)
}

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
