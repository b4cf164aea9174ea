package ledger

import (
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// A button has no code that a phone could read. Its way gets a twin: a contact way of scene 2 that leads to the same members, with a
// state of its own, made and found again as any other, and kept in step. Whoever comes by it came by the button's way.

// JobTwin brings a twin to what the way of its button is now. Its lane is the twin's.
const JobTwin = "way.twin"

// mirrored are the settings that the platform holds of a twin as of its way.
var mirrored = []string{"remark", "skip_verify", "users", "parties", "mark_source"}

// CodeTwin: a twin is changed, deleted and asked for again with its way alone.
const CodeTwin crm.Code = "way_is_twin"

// own refuses a twin, which does as its way does.
func (w Way) own() error {
	if w.Kind == KindTwin {
		return crm.Refuse(CodeTwin, "way", w.TwinOf)
	}
	return nil
}

// hasTwin says that a way's button needs a code of its own.
func (w Way) hasTwin() bool { return w.Kind == KindContact && w.Scene == SceneButton }

// Code is the way whose code stands for the button of w: w itself, or its twin, which is asked for when there is none. It may be
// on its way still.
func (l *Ledger) Code(ctx context.Context, w Way) (Way, error) {
	if !w.hasTwin() {
		return w, nil
	}
	t, err := l.Store.TwinOf(ctx, w.ID)
	if errors.Is(err, crm.ErrNotFound) || err == nil && t.lost() {
		return l.makeTwin(ctx, w, t)
	}
	return t, err
}

// lost says that the platform was asked twice and does not have the way any more.
func (w Way) lost() bool { return w.Phase == PhaseConfirmed && w.Drift == wayGone }

// makeTwin makes the twin of a way, in the place of one that is lost.
func (l *Ledger) makeTwin(ctx context.Context, w, old Way) (Way, error) {
	state, err := newState(prefixOf(w.State), l.Random)
	if err != nil {
		return Way{}, err
	}
	stamp, today, who := l.stamp(), l.todayOf(ctx, w), crm.Rule(JobTwin)
	var t Way
	err = l.Store.Write(ctx, []string{wayLane(w.ID), wayLane(old.ID)}, func(tx Tx) error {
		now, err := tx.Way(w.ID)
		if err != nil {
			return err
		}
		if t, err = tx.TwinOf(w.ID); !errors.Is(err, crm.ErrNotFound) && (err != nil || !t.lost()) {
			return err
		}
		if now.Phase != PhaseConfirmed {
			return crm.Refuse(CodeNotConfirmed, "phase", now.Phase)
		}
		if t.lost() {
			gone := t
			gone.Phase, gone.Drift, gone.DeletedAt = PhaseDeleted, "", stamp.At
			if err := l.settle(tx, who, "way.twin_lost", &t, gone, today, stamp.At); err != nil {
				return err
			}
		}
		d := stamp.Draw()
		t = now.twin(d, state)
		return errors.Join(tx.AddWay(t), l.settle(tx, who, "way.create", nil, t, today, d.At), tx.AddJob(wayJobOf(JobCreateWay, t, d.At)))
	})
	l.Waker.Wake(QueueWays)
	return t, err
}

func (w Way) twin(d *crm.Draw, state string) Way {
	id := d.ID()
	return Way{
		ID: id, Kind: KindTwin, CorpID: w.CorpID, AccountID: w.AccountID, State: state, TwinOf: w.ID, Phase: PhaseIntent, Origin: OriginMade,
		ClientKey: "twin:" + itoa(id), CreatedAt: d.At, UpdatedAt: d.At,
		Settings: Settings{
			ChannelID: w.ChannelID, Name: w.Name, Remark: w.Remark, Type: w.Type, Scene: SceneQR, Users: w.Users, Parties: w.Parties, Chats: []string{}, Labels: []int64{},
			Tags: []string{}, SkipVerify: w.SkipVerify, Exclusive: w.Exclusive, MarkSource: w.MarkSource,
		},
	}
}

// tellTwin has a twin follow when its way changes, or when the twin itself has just been made.
func tellTwin(tx Tx, before *Way, w Way, at int64) error {
	if before == nil {
		return nil
	}
	if w.Kind == KindTwin {
		if w.Phase != PhaseConfirmed || before.Phase == PhaseConfirmed {
			return nil
		}
		return tx.AddJob(wayJobOf(JobTwin, w, at))
	}
	if !w.hasTwin() || len(before.unlike(w)) == 0 && w.Phase != PhaseDeleting && w.Phase != PhaseDeleted {
		return nil
	}
	t, err := tx.TwinOf(w.ID)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.AddJob(wayJobOf(JobTwin, t, at))
}

// unlike are the mirrored settings in which two ways differ.
func (w Way) unlike(o Way) []string {
	return slices.DeleteFunc(differ(fieldsOf(w.Settings), fieldsOf(o.Settings)), func(name string) bool { return !slices.Contains(mirrored, name) })
}

// FollowTwin is the job: a twin goes with its way, and otherwise is changed as any way, merged into the platform's copy and read back.
func (l *Ledger) FollowTwin(ctx context.Context, job crm.Job) error {
	t, err := l.jobWay(ctx, job)
	if err != nil || t.TwinOf == 0 {
		return err
	}
	stamp, today := l.stamp(), l.todayOf(ctx, t)
	err = l.Store.Write(ctx, []string{wayLane(t.TwinOf), wayLane(t.ID)}, func(tx Tx) error {
		w, err := tx.Way(t.TwinOf)
		if err != nil {
			return err
		}
		now, err := tx.Way(t.ID)
		if err != nil {
			return err
		}
		if w.Phase == PhaseDeleting && now.Live() || w.Phase == PhaseDeleted {
			return l.remove(tx, crm.Rule(JobTwin), now, today, stamp.At, false)
		}
		names := now.unlike(w)
		if now.Phase != PhaseConfirmed || len(names) == 0 {
			return nil
		}
		return tx.AddJob(changeJobOf(now, changeJob{WayID: now.ID, Kind: JobTwin, Set: fieldsOf(w.Settings).only(names)}, stamp.At, false))
	})
	l.Waker.Wake(QueueWays)
	return err
}

// twinAgain is how long after a refusal a press has a twin asked for once more.
const twinAgain = 60_000

// retryTwin asks again for a twin that the platform refused.
func (l *Ledger) retryTwin(ctx context.Context, t Way) error {
	if t.Phase != PhaseFailed || l.Clock.Ms()-t.UpdatedAt < twinAgain {
		return nil
	}
	_, err := l.retry(ctx, crm.Rule(JobTwin), t)
	if crm.CodeOf(err) == CodeNotFailed { // another press did
		return nil
	}
	return err
}
