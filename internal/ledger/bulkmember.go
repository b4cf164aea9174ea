package ledger

import (
	"maps"
	"slices"

	"github.com/menling/menling/internal/schedule"
)

// people are the settings with the member replaced, taken out or added, in the plan where there is one.
func (a BulkAction) people(s Settings, w Way) (Settings, error) {
	if w.Kind == KindJoin {
		return s, errLeft(LeftUnchanged)
	}
	if a.Kind == BulkAdd {
		switch {
		case s.Plan != nil:
			return s, errLeft(LeftPlanned)
		case w.Type == TypeSingle:
			return s, errLeft(LeftSingle)
		}
		s.Users = swap(s.Users, "", a.To)
		return s, nil
	}
	if s.Plan != nil {
		plan := replaceInPlan(*s.Plan, a.From, a.To)
		if s.Plan = &plan; len(schedule.Validate(plan)) > 0 {
			return s, errLeft(LeftEmpty)
		}
		return s, nil
	}
	s.Users = swap(s.Users, a.From, a.To)
	if len(s.Users)+len(s.Parties) == 0 {
		return s, errLeft(LeftEmpty)
	}
	return s, nil
}

// swap is the list with one member in another's place, or at its end when from is not in it and empty; to may be empty.
func swap(list []string, from, to string) []string {
	out := []string{}
	for _, who := range list {
		if lower(who) == lower(from) {
			who = to
		}
		if who != "" {
			out = append(out, who)
		}
	}
	if from == "" && to != "" {
		out = append(out, to)
	}
	return distinctMembers(out)
}

func distinctMembers(list []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(who string) bool {
		again := seen[lower(who)]
		seen[lower(who)] = true
		return again
	})
}

// replaceInPlan is the plan with one member in another's place; shifts that are left without anybody go.
func replaceInPlan(p schedule.Plan, from, to string) schedule.Plan {
	p.Shifts = replaceInShifts(p.Shifts, from, to)
	p.Special = slices.Clone(p.Special)
	for i := range p.Special {
		p.Special[i].Shifts = replaceInShifts(p.Special[i].Shifts, from, to)
	}
	p.Backup, p.Caps = swap(p.Backup, from, to), maps.Clone(p.Caps)
	for who, n := range p.Caps {
		if lower(who) == lower(from) {
			delete(p.Caps, who)
			if to != "" {
				p.Caps[to] = n
			}
		}
	}
	return p
}

func replaceInShifts(shifts []schedule.Shift, from, to string) []schedule.Shift {
	out := []schedule.Shift{}
	for _, s := range shifts {
		s.People = swap(s.People, from, to)
		if len(s.People)+len(s.Parties) > 0 {
			out = append(out, s)
		}
	}
	return out
}
