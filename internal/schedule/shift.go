package schedule

import (
	"slices"
	"time"
)

// stretch is a shift of one day as two moments.
type stretch struct {
	from, to time.Time
	shift    Shift
	source   Source
}

// special is the special date that a day is, or nil.
func (p Plan) special(d day) (int, *Special) {
	date := d.String()
	for i := range p.Special {
		s := &p.Special[i]
		last := s.To
		if last == "" {
			last = s.From
		}
		if s.From <= date && date <= last {
			return i, s
		}
	}
	return 0, nil
}

// stretches are the shifts that begin on a day, as moments.
func (p Plan) stretches(d day, zone *time.Location) []stretch {
	i, special := p.special(d)
	shifts := p.Shifts
	if special != nil {
		shifts = special.Shifts
	}
	var all []stretch
	for k, s := range shifts {
		if special == nil && !slices.Contains(s.Days, d.weekday()) {
			continue
		}
		source := Source{Kind: FromShift, Shift: k}
		if special != nil {
			source = Source{Kind: FromSpecial, Special: i, Shift: k}
		}
		if from, to, ok := p.moments(s, d, zone); ok {
			all = append(all, stretch{from, to, s, source})
		}
	}
	return all
}

// moments are when a shift of a day begins and ends. One that goes over midnight ends there when the next day is special.
func (p Plan) moments(s Shift, d day, zone *time.Location) (from, to time.Time, ok bool) {
	a, okA := minutesOf(s.From)
	b, okB := minutesOf(s.To)
	if !okA || !okB || a == fullDay {
		return from, to, false
	}
	from = d.at(a, zone)
	if b > a {
		return from, d.at(b, zone), true
	}
	next := d.add(1)
	if _, special := p.special(next); special != nil {
		return from, next.begin(zone), true
	}
	return from, next.at(b, zone), true
}
