package schedule

import "fmt"

// Problem is one thing that is wrong with a plan. Path names the place, such as shifts[2].from; words are the caller's.
type Problem struct {
	Path string
	Code string
}

// Codes of problems.
const (
	BadTime      = "time"     // not HH:MM
	BadDate      = "date"     // not YYYY-MM-DD
	NoDays       = "days"     // no weekday, or one that is none
	NoPeople     = "people"   // a shift of nobody
	TooMany      = "too_many" // more than a way can show
	Backwards    = "backwards"
	Overlap      = "overlap" // a date in two special ranges
	BadCap       = "cap"
	BadMode      = "mode"
	Empty        = "empty" // nobody ever answers
	maxPeople    = 100     // what the platform shows of one way
	maxShifts    = 100
	maxSpecial   = 400
	maxRangeDays = 400
)

// Validate says what is wrong with a plan; none: it is good.
func Validate(p Plan) []Problem {
	v := &validator{}
	switch p.Mode {
	case "", All, InTurn, LeastAdded:
	default:
		v.say(BadMode, "mode")
	}
	v.shifts("shifts", p.Shifts, true)
	v.specials(p)
	if len(p.Backup) > maxPeople {
		v.say(TooMany, "backup")
	}
	if p.Cap < 0 {
		v.say(BadCap, "cap")
	}
	for who, n := range p.Caps {
		if n < 0 {
			v.say(BadCap, "caps."+who)
		}
	}
	if len(p.Everybody()) == 0 && !hasParties(p) {
		v.say(Empty, "shifts")
	}
	return v.found
}

type validator struct{ found []Problem }

func (v *validator) say(code, path string) {
	v.found = append(v.found, Problem{Path: path, Code: code})
}

func (v *validator) shifts(at string, list []Shift, weekly bool) {
	if len(list) > maxShifts {
		v.say(TooMany, at)
	}
	for i, s := range list {
		here := fmt.Sprintf("%s[%d]", at, i)
		from, okFrom := minutesOf(s.From)
		if !okFrom || from == fullDay {
			v.say(BadTime, here+".from")
		}
		if _, ok := minutesOf(s.To); !ok {
			v.say(BadTime, here+".to")
		}
		if weekly && !weekdays(s.Days) {
			v.say(NoDays, here+".days")
		}
		if len(s.People) == 0 && len(s.Parties) == 0 {
			v.say(NoPeople, here+".people")
		}
		if len(s.People) > maxPeople {
			v.say(TooMany, here+".people")
		}
	}
}

func weekdays(days []int) bool {
	for _, d := range days {
		if d < 1 || d > 7 {
			return false
		}
	}
	return len(days) > 0
}

func (v *validator) specials(p Plan) {
	if len(p.Special) > maxSpecial {
		v.say(TooMany, "special")
	}
	taken := map[string]bool{}
	for i, s := range p.Special {
		here := fmt.Sprintf("special[%d]", i)
		from, ok := dateOf(s.From)
		to, okTo := from, true
		if s.To != "" {
			to, okTo = dateOf(s.To)
		}
		switch {
		case !ok:
			v.say(BadDate, here+".from")
		case !okTo:
			v.say(BadDate, here+".to")
		case to.String() < from.String():
			v.say(Backwards, here+".to")
		default:
			v.take(taken, from, to, here)
		}
		v.shifts(here+".shifts", s.Shifts, false)
	}
}

// take marks the days of a range, and says when one is taken already.
func (v *validator) take(taken map[string]bool, from, to day, here string) {
	for n := 0; ; n++ {
		d := (from + day(n)).String()
		switch {
		case d > to.String():
			return
		case n > maxRangeDays:
			v.say(TooMany, here+".to")
			return
		case taken[d]:
			v.say(Overlap, here+".from")
			return
		}
		taken[d] = true
	}
}

func hasParties(p Plan) bool {
	for _, s := range p.Shifts {
		if len(s.Parties) > 0 {
			return true
		}
	}
	for _, d := range p.Special {
		for _, s := range d.Shifts {
			if len(s.Parties) > 0 {
				return true
			}
		}
	}
	return false
}
