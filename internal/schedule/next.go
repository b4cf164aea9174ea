package schedule

import (
	"slices"
	"time"
)

// edge is the first of several moments that come after one; zero while there is none.
type edge struct{ after, first time.Time }

func (e *edge) may(t time.Time) {
	if t.After(e.after) && (e.first.IsZero() || t.Before(e.first)) {
		e.first = t
	}
}

// shifts looks for the next moment at which a shift or a special date begins or ends. near are the shifts of the day before and of
// today. Later ones begin before they end, so that their ends need no look.
func (e *edge) shifts(t table, today day, near []stretch) {
	for _, x := range near {
		e.may(x.from)
		e.may(x.to)
	}
	for d, ok := t.after(today); ok; d, ok = t.after(d) {
		begin := d.begin(t.zone)
		if !e.first.IsZero() && !begin.Before(e.first) {
			return
		}
		if t.special(d) != t.special(d-1) {
			e.may(begin)
		}
		near = t.stretches(near[:0], d)
		for _, x := range near {
			e.may(x.from)
		}
	}
}

// after is the first day after d on which something may begin. What lies between is free of shifts, so that a year behind closed
// doors is one step.
func (t table) after(d day) (day, bool) {
	weekly, list := true, t.Shifts
	if i := t.special(d + 1); i >= 0 {
		weekly, list = false, t.Special[i].Shifts
	}
	if slices.ContainsFunc(list, func(s Shift) bool { return s.happens(weekly) }) {
		return d + 1, true
	}
	return t.turn(d)
}

func (s *Shift) happens(weekly bool) bool {
	_, _, ok := s.minutes()
	return ok && (!weekly || slices.ContainsFunc(s.Days, isWeekday))
}

func isWeekday(n int) bool { return 1 <= n && n <= 7 }
