package ledger

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// change has the way w changed as wished, and gives the ids of the versions that this makes; none when nothing is to be changed.
func (l *Ledger) change(tx Tx, d *crm.Draw, who crm.Actor, w Way, today int64, wanted wish) ([]int64, error) {
	now, after, err := l.wanted(tx, w, wanted)
	if err != nil {
		return nil, err
	}
	return l.carryOut(tx, d, who, w, today, wanted, now, after)
}

// wanted are a way's settings with all that is asked for already, and as they are to be.
func (l *Ledger) wanted(tx Tx, w Way, wanted wish) (now, after Settings, err error) {
	base, now, err := l.looked(tx, w, wanted.seen)
	if err != nil {
		return now, after, err
	}
	want, err := wanted.make(base)
	if err != nil {
		return now, after, err
	}
	merged, conflicts := merge3(fieldsOf(base), fieldsOf(now), fieldsOf(want.normal(w.Kind)), w.Type == TypeSingle)
	if len(conflicts) > 0 {
		return now, after, conflicting(conflicts)
	}
	if after, err = merged.settings(); err != nil {
		return now, after, err
	}
	return now, after, valid(tx, w, now, after)
}

// carryOut does what is local at once and has the rest asked for.
func (l *Ledger) carryOut(tx Tx, d *crm.Draw, who crm.Actor, w Way, today int64, wanted wish, now, after Settings) ([]int64, error) {
	ours, theirs := []string{}, []string{}
	for _, name := range differ(fieldsOf(now), fieldsOf(after)) {
		if local[name] || w.Phase == PhaseFailed { // nothing of it is on the platform
			ours = append(ours, name)
		} else {
			theirs = append(theirs, name)
		}
	}
	switch {
	case len(ours)+len(theirs) == 0:
		return nil, nil
	case w.Phase == PhaseDeleting || w.Phase == PhaseDeleted, len(theirs) > 0 && w.Phase != PhaseConfirmed:
		return nil, crm.Refuse(CodeNotConfirmed, "phase", w.Phase)
	}
	if len(theirs) > 0 {
		if err := tempOpen(tx, w, d.At); err != nil {
			return nil, err
		}
	}
	before := w
	if err := beginHistory(tx, d, &w); err != nil {
		return nil, err
	}
	v := Version{WayID: w.ID, Kind: wanted.kind, RunID: wanted.run, UndoneTo: wanted.to, Actor: who, At: d.At}
	var made []int64
	if len(ours) > 0 {
		v.ID = d.ID()
		if err := hold(tx, &w, v, fieldsOf(after).only(ours), d.At); err != nil {
			return nil, err
		}
		made = append(made, v.ID)
	}
	if len(theirs) > 0 {
		v.ID, v.State, v.Before, v.After = d.ID(), VersionPending, withFields(now, fieldsOf(after).only(ours)), after
		w.Changing, w.ChangeProblem = w.Changing+1, 0
		if err := errors.Join(tx.AddVersion(v), tx.AddJob(changeJobOf(w, changeJob{WayID: w.ID, Version: v.ID}, d.At, wanted.bulk))); err != nil {
			return nil, err
		}
		made = append(made, v.ID)
	}
	return made, l.settle(tx, who, "way.change", &before, w, today, d.At)
}

// hold makes fields hold in the ledger, as a version that is done.
func hold(tx Tx, w *Way, v Version, set fields, at int64) error {
	v.Before = w.Settings
	w.Settings = withFields(w.Settings, set)
	w.Version++
	if _, planned := set["plan"]; planned {
		w.PlanAt = 0
		if w.Plan != nil {
			w.PlanAt = at
		}
	}
	v.N, v.State, v.After, v.SettledAt = w.Version, VersionDone, w.Settings, at
	return tx.AddVersion(v)
}

func withFields(s Settings, set fields) Settings {
	all := fieldsOf(s)
	for name, v := range set {
		put(all, name, v)
	}
	out, err := all.settings()
	if err != nil {
		panic(err) // every field came from settings
	}
	return out
}

// looked is what the person looked at, and what there is now with all that is still asked for.
func (l *Ledger) looked(tx Tx, w Way, seen *int64) (base, now Settings, err error) {
	pending, err := tx.PendingVersions(w.ID)
	if err != nil {
		return base, now, err
	}
	at := fieldsOf(w.Settings)
	for _, v := range pending {
		at = v.delta().onto(at, w.Type == TypeSingle)
	}
	if now, err = at.settings(); err != nil || seen == nil {
		return now, now, err
	}
	unseen, err := tx.VersionsSince(w.ID, max(1, *seen))
	if err != nil {
		return base, now, err
	}
	was := maps.Clone(at)
	for _, v := range slices.Backward(slices.Concat(unseen, pending)) {
		before, after := fieldsOf(v.Before), fieldsOf(v.After)
		for _, name := range differ(before, after) {
			put(was, name, before[name])
		}
	}
	base, err = was.settings()
	return base, now, err
}

func conflicting(list []Conflict) error {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = c.Field
	}
	return crm.Refuse(CodeConflict, "fields", strings.Join(names, ", "), "conflicts", list)
}

// valid says what is wrong with a way's new settings.
func valid(tx Tx, w Way, before, after Settings) error {
	if len(differ(fieldsOf(before).only([]string{"plan"}), fieldsOf(after).only([]string{"plan"}))) > 0 {
		if err := planFits(w, after.Plan); err != nil {
			return err
		}
	}
	if after.ChannelID != before.ChannelID {
		if _, err := tx.Channel(after.ChannelID); err != nil {
			return crm.Invalid("channel_id", "请选择一个渠道", "choose a channel")
		}
	}
	if after.PoolID != before.PoolID {
		if err := poolFits(tx, w, after.PoolID); err != nil {
			return err
		}
	}
	if before.Conclusions != nil && after.Conclusions == nil {
		return crm.Invalid("conclusions", "平台不允许清空结束语，请改成别的内容", "the platform does not take conclusions away: change them instead")
	}
	return after.Validate(w.Kind)
}

// planFits says whether a way may have the plan.
func planFits(w Way, plan *schedule.Plan) error {
	if plan == nil {
		return nil
	}
	if err := validatePlan(plan); err != nil {
		return err
	}
	if w.Kind != KindContact || w.Type == TypeSingle && plan.Mode != schedule.InTurn && plan.Mode != schedule.LeastAdded && len(plan.Everybody()) > 1 {
		return crm.Invalid("plan", "排班只能用于多人「联系我」；单人方式请选择轮流或最少优先", "a plan needs a contact way for several members; one for a single member takes turns only")
	}
	return nil
}
