package schedule

import (
	"fmt"
	"maps"
	"slices"
)

// Validate says what is wrong with a plan; none: it is good.
func Validate(p Plan) []Problem {
	v := &validator{single: p.single()}
	switch p.Mode {
	case "", All, InTurn, LeastAdded:
	default:
		v.say(Problem{Path: "mode", Code: BadMode, Value: string(p.Mode)})
	}
	v.shifts("shifts", p.Shifts, true)
	v.specials(p.Special)
	v.people("backup", p.Backup)
	v.caps(p)
	if p.empty() {
		v.say(Problem{Path: "shifts", Code: Empty})
	}
	if len(v.found) == 0 && !p.single() {
		v.found = crowds(p)
	}
	return v.found
}

type validator struct {
	single bool
	found  []Problem
}

func (v *validator) say(p Problem) { v.found = append(v.found, p) }

// most says when there are more of something than there may be.
func (v *validator) most(path string, n, limit int) {
	if n > limit {
		v.say(Problem{Path: path, Code: TooMany, Limit: limit})
	}
}

func (v *validator) caps(p Plan) {
	if p.Cap < 0 {
		v.say(Problem{Path: "cap", Code: BadCap})
	}
	for _, who := range slices.Sorted(maps.Keys(p.Caps)) {
		if p.Caps[who] < 0 {
			v.say(Problem{Path: "caps." + who, Code: BadCap})
		}
	}
}

func (v *validator) shifts(at string, list []Shift, weekly bool) {
	v.most(at, len(list), maxShifts)
	for i := range list {
		v.shift(fmt.Sprintf("%s[%d]", at, i), &list[i], weekly)
	}
}

func (v *validator) shift(here string, s *Shift, weekly bool) {
	if from, ok := minutesOf(s.From); !ok || from == fullDay {
		v.say(Problem{Path: here + ".from", Code: BadTime, Value: s.From})
	}
	if _, ok := minutesOf(s.To); !ok {
		v.say(Problem{Path: here + ".to", Code: BadTime, Value: s.To})
	}
	if weekly && (len(s.Days) == 0 || !all(s.Days, isWeekday)) {
		v.say(Problem{Path: here + ".days", Code: NoDays})
	}
	twice(v, here+".days", s.Days)
	if len(s.People) == 0 && len(s.Parties) == 0 {
		v.say(Problem{Path: here + ".people", Code: NoPeople})
	}
	v.people(here+".people", s.People)
	v.parties(here+".parties", s.Parties)
}

func (v *validator) people(at string, list []string) {
	v.most(at, len(list), maxPeople)
	twice(v, at, list)
	if i := slices.Index(list, ""); i >= 0 {
		v.say(Problem{Path: fmt.Sprintf("%s[%d]", at, i), Code: NoPeople})
	}
}

func (v *validator) parties(at string, list []int64) {
	v.most(at, len(list), maxPeople)
	twice(v, at, list)
	if i := slices.IndexFunc(list, func(id int64) bool { return id <= 0 }); i >= 0 {
		v.say(Problem{Path: fmt.Sprintf("%s[%d]", at, i), Code: NoPeople})
	}
	if v.single && len(list) > 0 {
		v.say(Problem{Path: at, Code: NoTurns})
	}
}

// twice says which of a list are there already.
func twice[T comparable](v *validator, at string, list []T) {
	first := make(map[T]int, len(list))
	for i, item := range list {
		if k, is := first[item]; is {
			v.say(Problem{Path: fmt.Sprintf("%s[%d]", at, i), Code: Twice, Value: fmt.Sprint(item), Other: fmt.Sprintf("%s[%d]", at, k)})
			continue
		}
		first[item] = i
	}
}

func all[T any](list []T, is func(T) bool) bool {
	return !slices.ContainsFunc(list, func(item T) bool { return !is(item) })
}
