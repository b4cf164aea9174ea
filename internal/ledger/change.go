package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// A change of a way: what only the ledger knows holds at once; what the platform holds is asked for by a job in the way's lane,
// which reads the platform's copy and merges the change into it. Nothing overwrites a field that its user did not change.

// Why a change is not possible.
const (
	CodeConflict     crm.Code = "way_changed_meanwhile" // somebody else changed the same setting
	CodeNotConfirmed crm.Code = "way_not_confirmed"     // the platform does not have it, or nobody knows
	CodePlanned      crm.Code = "way_follows_plan"      // its plan says who answers
	CodePooled       crm.Code = "way_follows_pool"      // its pool says which groups
)

// wish is a change that is asked for.
type wish struct {
	kind string
	to   int64  // version to go back to
	run  int64  // change of many it belongs to
	seen *int64 // number of the version that was looked at; nil: the newest
	bulk bool
	// make gives the settings as they are wanted, from those that were looked at.
	make func(Settings) (Settings, error)
}

// ChangeWay changes what the patch gives. seen is the number of the version that the person looked at: what somebody else changed
// since then stays, and a setting that both changed is refused with both values.
func (l *Ledger) ChangeWay(ctx context.Context, who crm.Actor, id int64, seen *int64, p Patch) (WayRow, error) {
	if p.Welcome != nil {
		if err := l.mediaKept(ctx, "welcome", *p.Welcome); err != nil {
			return WayRow{}, err
		}
	}
	return l.ask(ctx, who, id, func(w Way) (wish, error) {
		return wish{kind: VersionChanged, seen: seen, make: p.onto}, p.allowed(w)
	})
}

// UndoWay brings a way's settings back to those of a version.
func (l *Ledger) UndoWay(ctx context.Context, who crm.Actor, id, to int64) (WayRow, error) {
	v, err := l.Store.VersionNumber(ctx, id, to)
	if err != nil {
		return WayRow{}, err
	}
	return l.ask(ctx, who, id, func(Way) (wish, error) { return undoing(v), nil })
}

func undoing(v Version) wish {
	return wish{kind: VersionUndone, to: v.N, make: backTo(v.After)}
}

// backTo gives settings that were. Members and groups that a plan or a pool decides now are left to it.
func backTo(was Settings) func(Settings) (Settings, error) {
	return func(now Settings) (Settings, error) {
		s := was
		if s.Plan != nil {
			s.Users, s.Parties = now.Users, now.Parties
		}
		if s.PoolID != 0 {
			s.Chats = now.Chats
		}
		return s, nil
	}
}

// ask makes a wish come true for one way, in a transaction of its own.
func (l *Ledger) ask(ctx context.Context, who crm.Actor, id int64, of func(Way) (wish, error)) (WayRow, error) {
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
		wanted, err := of(w)
		if err != nil {
			return err
		}
		if _, err := l.change(tx, stamp.Draw(), who, w, today, wanted); err != nil {
			return err
		}
		row, err = tx.WayRow(id, today)
		return err
	})
	l.Waker.Wake(QueueWays)
	l.Waker.Wake(TopicAnswers)
	l.wakeMedia(row.Welcome)
	if row.ChannelID != way.ChannelID {
		l.Waker.Wake(TopicMedia) // those of the channel may be needed first by this way
	}
	return row, err
}

func (l *Ledger) todayOf(ctx context.Context, w Way) int64 {
	account, err := l.Store.Account(ctx, w.AccountID)
	if err != nil { // removed meanwhile; the way is kept all the same
		account = crm.Account{TimeZone: crm.DefaultTimeZone}
	}
	return l.Today(account)
}

// allowed refuses what cannot be changed at all, or is decided elsewhere.
func (p Patch) allowed(w Way) error {
	plan, pool := w.Plan != nil, w.PoolID != 0
	if p.PoolID != nil {
		pool = *p.PoolID != 0
	}
	switch {
	case (plan || p.Plan != nil) && (p.Users != nil || p.Parties != nil):
		return crm.Refuse(CodePlanned)
	case pool && p.Chats != nil:
		return crm.Refuse(CodePooled)
	}
	return p.fixed(w)
}
