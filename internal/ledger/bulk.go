package ledger

import (
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// BulkAction is a change of many ways.
type BulkAction struct {
	Kind  string `json:"kind" enum:"replace_member,add_member,remove_member,set,delete,undo"`
	From  string `json:"from,omitempty" maxLength:"64" doc:"userid of who leaves"`
	To    string `json:"to,omitempty" maxLength:"64" doc:"userid of who comes instead, or in addition"`
	Set   *Patch `json:"set,omitempty" doc:"Settings that all of them get"`
	RunID int64  `json:"run_id,omitempty" doc:"The run that is undone"`
}

// Kinds of changes of many ways.
const (
	BulkReplace = "replace_member"
	BulkAdd     = "add_member"
	BulkRemove  = "remove_member"
	BulkSet     = "set"
	BulkDelete  = "delete"
	BulkUndo    = "undo"
)

// BulkScope is which ways are meant: those of an account that fit to all that is given.
type BulkScope struct {
	AccountID int64   `json:"account_id"`
	IDs       []int64 `json:"ids,omitempty" maxItems:"5000" nullable:"false"`
	Member    string  `json:"member,omitempty" maxLength:"64" doc:"Ways that lead to this userid, by list or schedule"`
	Channel   int64   `json:"channel,omitempty"`
	Folder    int64   `json:"folder,omitempty"`
	Label     int64   `json:"label,omitempty"`
	Run       int64   `json:"run,omitempty" doc:"Ways that an earlier run changed"`
	All       bool    `json:"all,omitempty" doc:"Needed when nothing else is given: every way of the account"`
}

// Why a run leaves a way alone.
const (
	LeftEmpty        = "left_empty"    // nobody would answer
	LeftSingle       = "single"        // it leads to one member
	LeftPlanned      = "planned"       // its plan says who answers
	LeftNotConfirmed = "not_confirmed" // the platform does not have it
	LeftChanged      = "changed_since" // somebody changed it after the run that is undone
	LeftUnchanged    = "unchanged"
	LeftRefused      = "refused" // a rule speaks against it
)

// errLeft is a way that is left alone.
type errLeft string

func (e errLeft) Error() string { return string(e) }

// reasonOf says why an error leaves a way alone; empty for an error of another kind.
func reasonOf(err error) string {
	var left errLeft
	var refused *crm.Error
	switch {
	case errors.As(err, &left):
		return string(left)
	case crm.CodeOf(err) == CodeNotConfirmed, crm.CodeOf(err) == CodeNotDeletable:
		return LeftNotConfirmed
	case crm.CodeOf(err) == CodePlanned, crm.CodeOf(err) == CodePooled:
		return LeftPlanned
	case errors.As(err, &refused) && refused.Code != crm.CodeBusy:
		return LeftRefused
	}
	return ""
}

// Validate says what is missing.
func (a BulkAction) Validate(s BulkScope) error {
	switch {
	case (a.Kind == BulkReplace || a.Kind == BulkRemove) && a.From == "":
		return crm.Invalid("action.from", "请选择要移除的成员", "choose the member who leaves")
	case a.Kind == BulkAdd && a.To == "":
		return crm.Invalid("action.to", "请选择要加入的成员", "choose the member who comes")
	case a.Kind == BulkReplace && a.To != "" && lower(a.From) == lower(a.To):
		return crm.Invalid("action.to", "替换的成员不能是同一个人", "the member who comes must be another one")
	case a.Kind == BulkSet && a.Set == nil:
		return crm.Invalid("action.set", "请选择要修改的设置", "choose the settings to change")
	case a.Kind == BulkUndo && a.RunID == 0:
		return crm.Invalid("action.run_id", "请选择要撤销的批量修改", "choose the run to undo")
	case !s.All && len(s.IDs) == 0 && s.Member == "" && s.Channel == 0 && s.Folder == 0 && s.Label == 0 && s.Run == 0:
		return crm.Invalid("scope", "请选择要修改的活码；要改全部请选择「全部」", "choose which ways; say all for every way of the account")
	}
	return nil
}

// within narrows the scope to the ways that the action can be about.
func (a BulkAction) within(s BulkScope) BulkScope {
	if a.Kind == BulkReplace || a.Kind == BulkRemove {
		s.Member = a.From
	}
	if a.Kind == BulkUndo {
		s.Run = a.RunID
	}
	s.Member = lower(s.Member)
	return s
}

// wish is what the action asks of a way.
func (a BulkAction) wish(tx Tx, w Way, run int64) (wish, error) {
	out := wish{kind: VersionChanged, run: run, bulk: true}
	switch a.Kind {
	case BulkReplace, BulkRemove, BulkAdd:
		out.make = func(s Settings) (Settings, error) { return a.people(s, w) }
	case BulkSet:
		out.make = a.Set.onto
		return out, a.Set.allowed(w)
	case BulkUndo:
		return a.undo(tx, w, out)
	}
	return out, nil
}

// undo goes back to before the run, where nothing was changed since.
func (a BulkAction) undo(tx Tx, w Way, out wish) (wish, error) {
	made, err := tx.RunVersions(a.RunID, w.ID)
	if err != nil {
		return out, err
	}
	made = slices.DeleteFunc(made, func(v Version) bool { return v.N == 0 })
	switch {
	case len(made) == 0:
		return out, errLeft(LeftUnchanged)
	case w.Version != made[len(made)-1].N || w.Changing > 0:
		return out, errLeft(LeftChanged)
	}
	out.kind, out.to, out.make = VersionUndone, made[0].N-1, backTo(made[0].Before)
	return out, nil
}
