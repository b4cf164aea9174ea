package schedule

import (
	"slices"
	"time"
)

// table is a plan laid over the calendar of a zone.
type table struct {
	Plan
	zone  *time.Location
	dates []dates // of the special dates
}

// dates are the first and the last day of a special date; the last before the first where they cannot be read.
type dates struct{ first, last day }

func tableOf(p Plan, zone *time.Location) table {
	t := table{p, zone, make([]dates, len(p.Special))}
	for i, s := range p.Special {
		t.dates[i] = s.dates()
	}
	return t
}

func (s Special) dates() dates {
	first, ok := dateOf(s.From)
	last := first
	if ok && s.To != "" {
		last, ok = dateOf(s.To)
	}
	if !ok {
		return dates{0, -1}
	}
	return dates{first, last}
}

// special is the index of the special date that a day is, or -1.
func (t table) special(d day) int {
	for i, s := range t.dates {
		if s.first <= d && d <= s.last {
			return i
		}
	}
	return -1
}

// turn is the first day after d on which a special date begins, or is over.
func (t table) turn(d day) (first day, ok bool) {
	for _, s := range t.dates {
		for _, turn := range [2]day{s.first, s.last + 1} {
			if s.first <= s.last && turn > d && (!ok || turn < first) {
				first, ok = turn, true
			}
		}
	}
	return first, ok
}

// stretch is a shift of one day as two moments.
type stretch struct {
	from, to time.Time
	shift    *Shift
	source   Source
}

// stretches adds to a list the shifts that begin on a day. A day that a place jumped over has none.
func (t table) stretches(list []stretch, d day) []stretch {
	i, shifts := t.special(d), t.Shifts
	if i >= 0 {
		shifts = t.Special[i].Shifts
	}
	if len(shifts) == 0 || d.begin(t.zone).Equal((d + 1).begin(t.zone)) {
		return list
	}
	for k := range shifts {
		s := &shifts[k]
		if i < 0 && !slices.Contains(s.Days, d.weekday()) {
			continue
		}
		if from, to, ok := t.moments(s, d, i); ok {
			list = append(list, stretch{from, to, s, sourceOf(i, k)})
		}
	}
	return list
}

func sourceOf(special, shift int) Source {
	if special < 0 {
		return Source{Kind: FromShift, Shift: shift}
	}
	return Source{Kind: FromSpecial, Special: special, Shift: shift}
}

// moments are when a shift of a day begins and ends; special is the index of the day's special date, or -1.
func (t table) moments(s *Shift, d day, special int) (from, to time.Time, ok bool) {
	a, b, ok := s.minutes()
	if !ok {
		return from, to, false
	}
	if b <= a {
		d, b = d+1, t.over(d+1, special, b)
		from = (d - 1).at(a, t.zone)
	} else {
		from = d.at(a, t.zone)
	}
	to = d.at(b, t.zone)
	return from, to, from.Before(to)
}

// over is the minute at which a shift of the day before ends: midnight, on a special date that it is not part of.
func (t table) over(next day, special, minutes int) int {
	if i := t.special(next); i >= 0 && i != special {
		return 0
	}
	return minutes
}

// minutes are a shift's times; false where they cannot be read.
func (s *Shift) minutes() (from, to int, ok bool) {
	from, okFrom := minutesOf(s.From)
	to, okTo := minutesOf(s.To)
	return from, to, okFrom && okTo && from < fullDay
}
