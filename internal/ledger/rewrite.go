package ledger

import (
	"context"
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
