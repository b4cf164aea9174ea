package ledger

import (
	"context"
	"fmt"
	"slices"

	"github.com/menling/menling/wecom"
)

// WayPreview is what a change would do, by the platform's copy of now.
type WayPreview struct {
	Fields         []PreviewField   `json:"fields" nullable:"false" doc:"What the change touches"`
	Drift          []PreviewField   `json:"drift" nullable:"false" doc:"Where the platform holds something else than the ledger; what the change does not touch stays"`
	Added          []MemberRow      `json:"added" nullable:"false" doc:"Members who would begin to answer"`
	Removed        []MemberRow      `json:"removed" nullable:"false" doc:"Members who would no longer answer"`
	PartiesAdded   []int64          `json:"parties_added" nullable:"false"`
	PartiesRemoved []int64          `json:"parties_removed" nullable:"false"`
	ChatsAdded     []string         `json:"chats_added" nullable:"false"`
	ChatsRemoved   []string         `json:"chats_removed" nullable:"false"`
	People         int              `json:"people" doc:"How many would answer, departments expanded; 0 for groups"`
	Warnings       []PreviewWarning `json:"warnings" nullable:"false"`
}

// PreviewField is a setting: in the ledger, as it is to be, and on the platform. Those that the platform does not know have null there.
type PreviewField struct {
	Field    string `json:"field"`
	Before   any    `json:"before"`
	After    any    `json:"after"`
	Platform any    `json:"platform"`
}

// PreviewWarning is something to think about first.
type PreviewWarning struct {
	Code   string `json:"code" enum:"last_member,too_many,member,members_unread"`
	UserID string `json:"userid,omitempty"`
	ZH     string `json:"zh"`
	EN     string `json:"en"`
}

// PreviewChange says what a change would do; PreviewUndo what going back to a version would.
func (l *Ledger) PreviewChange(ctx context.Context, id int64, seen *int64, p Patch) (WayPreview, error) {
	return l.preview(ctx, id, func(w Way) (wish, error) { return wish{seen: seen, make: p.onto}, p.allowed(w) })
}

// PreviewUndo says what going back to a version would do.
func (l *Ledger) PreviewUndo(ctx context.Context, id, to int64) (WayPreview, error) {
	v, err := l.Store.VersionNumber(ctx, id, to)
	if err != nil {
		return WayPreview{}, err
	}
	return l.preview(ctx, id, func(Way) (wish, error) { return undoing(v), nil })
}

func (l *Ledger) preview(ctx context.Context, id int64, of func(Way) (wish, error)) (WayPreview, error) {
	var w Way
	var now, after Settings
	err := l.Store.Write(ctx, nil, func(tx Tx) (err error) { // nothing is written: all is read at one moment
		if w, err = tx.Way(id); err != nil {
			return err
		}
		wanted, err := of(w)
		if err != nil {
			return err
		}
		now, after, err = l.wanted(tx, w, wanted)
		return err
	})
	if err != nil {
		return WayPreview{}, err
	}
	if w.Phase != PhaseConfirmed {
		return compare(w, now, after, now), nil
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return WayPreview{}, err
	}
	held, err := l.platformCopy(ctx, app, w)
	if err != nil {
		return WayPreview{}, err
	}
	p := compare(w, now, after, held)
	return p, l.describe(ctx, app, w, &p, now, after, held)
}

// compare lists what is changed and where the platform differs.
func compare(w Way, now, after, held Settings) WayPreview {
	a, b, theirs, ours := fieldsOf(now), fieldsOf(after), fieldsOf(held), fieldsOf(w.Settings)
	p := WayPreview{Fields: []PreviewField{}, Drift: []PreviewField{}, Warnings: []PreviewWarning{}, Added: []MemberRow{}, Removed: []MemberRow{}}
	row := func(name string) PreviewField {
		f := PreviewField{name, orNull(a[name]), orNull(b[name]), orNull(theirs[name])}
		if local[name] {
			f.Platform = orNull(nil)
		}
		return f
	}
	for _, name := range differ(a, b) {
		p.Fields = append(p.Fields, row(name))
	}
	for _, name := range differ(ours, theirs) {
		p.Drift = append(p.Drift, row(name))
	}
	d := Version{Before: now, After: after}.delta()
	target, err := d.target(held)
	if err != nil {
		target = after
	}
	p.PartiesAdded, p.PartiesRemoved = missing(target.Parties, held.Parties), missing(held.Parties, target.Parties)
	p.ChatsAdded, p.ChatsRemoved = missing(target.Chats, held.Chats), missing(held.Chats, target.Chats)
	return p
}

// missing are those of a that b does not have.
func missing[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(some(a)), func(v T) bool { return slices.Contains(b, v) })
}

// describe adds the people of a change by name, and what is to be thought about them.
func (l *Ledger) describe(ctx context.Context, app *wecom.App, w Way, p *WayPreview, now, after, held Settings) error {
	if w.Kind == KindJoin {
		return nil
	}
	target, err := Version{Before: now, After: after}.delta().target(held)
	if err != nil {
		return err
	}
	was, will := held.folded(), target.folded()
	if p.Added, err = l.names(ctx, w.CorpID, missing(will, was)); err != nil {
		return err
	}
	if p.Removed, err = l.names(ctx, w.CorpID, missing(was, will)); err != nil {
		return err
	}
	return l.warn(ctx, app, w, p, target)
}

// folded are the users in the form the platform compares them in.
func (s Settings) folded() []string {
	out := make([]string, len(s.Users))
	for i, u := range s.Users {
		out[i] = lower(u)
	}
	return distinct(out)
}

func (l *Ledger) warn(ctx context.Context, app *wecom.App, w Way, p *WayPreview, target Settings) error {
	check, err := l.checkPeople(ctx, app, w.AccountID, target.folded(), target.Parties)
	if err != nil {
		p.Warnings = append(p.Warnings, PreviewWarning{"members_unread", "", "成员信息暂时读不到，未能核对", "the members could not be read just now, so they were not checked"})
		return nil //nolint:nilerr // a preview without the check is better than none
	}
	p.People = check.Count
	if check.Count == 1 && w.Type == TypeMulti && len(p.Removed) > 0 {
		p.Warnings = append(p.Warnings, PreviewWarning{"last_member", "", "修改后只剩一位成员接待", "only one member would be left to answer"})
	}
	if check.Count > maxMembers {
		p.Warnings = append(p.Warnings, PreviewWarning{"too_many", "", fmt.Sprintf("部门展开后共 %d 人，超过 100 人上限，平台会拒绝", check.Count),
			fmt.Sprintf("with departments expanded these are %d people: the platform takes 100", check.Count)})
	}
	for _, m := range check.Members {
		if m.Says != nil {
			p.Warnings = append(p.Warnings, PreviewWarning{"member", m.UserID, m.Says.ZH, m.Says.EN})
		}
	}
	return nil
}
