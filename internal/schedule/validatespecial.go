package schedule

import (
	"fmt"
	"slices"
)

func (v *validator) specials(list []Special) {
	v.most("special", len(list), maxSpecial)
	var known []dates
	for i, s := range list[:min(len(list), maxSpecial)] {
		here := fmt.Sprintf("special[%d]", i)
		d := v.dates(here, s)
		if k := slices.IndexFunc(known, d.meets); k >= 0 {
			v.say(Problem{Path: here + ".from", Code: Overlap, Value: s.From, Other: fmt.Sprintf("special[%d]", k)})
		}
		known = append(known, d)
		v.shifts(here+".shifts", s.Shifts, false)
	}
}

// meets says whether two ranges have a day in common. One that cannot be read has none.
func (d dates) meets(other dates) bool {
	return d.first <= d.last && other.first <= other.last && d.first <= other.last && other.first <= d.last
}

func (v *validator) dates(here string, s Special) dates {
	d := s.dates()
	first, okFirst := dateOf(s.From)
	if !okFirst {
		v.say(Problem{Path: here + ".from", Code: BadDate, Value: s.From})
	}
	last, okLast := dateOf(s.To)
	switch {
	case s.To == "":
	case !okLast:
		v.say(Problem{Path: here + ".to", Code: BadDate, Value: s.To})
	case okFirst && last < first:
		v.say(Problem{Path: here + ".to", Code: Backwards, Value: s.To})
	default:
		v.most(here+".to", int(d.last-d.first)+1, maxRangeDays)
	}
	return d
}

func (p Plan) empty() bool {
	if len(p.Everybody()) > 0 {
		return false
	}
	parties := func(s Shift) bool { return len(s.Parties) > 0 }
	return !slices.ContainsFunc(p.Shifts, parties) &&
		!slices.ContainsFunc(p.Special, func(s Special) bool { return slices.ContainsFunc(s.Shifts, parties) })
}
