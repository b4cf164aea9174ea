package schedule

import (
	"slices"
	"time"
)

// Segment is a stretch of time in which the same are shown, by the same part of the plan. Its answer is that of its beginning, but
// for Next, which is that of its end: those who are not shown may change within.
type Segment struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Answer Answer    `json:"answer"`
}

// Span is who answers from one moment to another, in segments that follow each other. What people got counts on the day of the first
// moment; the others begin at none.
func Span(p Plan, zone *time.Location, from, to time.Time, s State) []Segment {
	return tableOf(p, zone).span(from, to, dayAt(from, zone), s)
}

// Week is the week that a moment lies in, Monday first. What people got counts on the day of that moment.
func Week(p Plan, zone *time.Location, in time.Time, s State) []Segment {
	d := dayAt(in, zone)
	monday := d - day(d.weekday()-1)
	return tableOf(p, zone).span(monday.begin(zone), (monday + 7).begin(zone), d, s)
}

func (t table) span(from, to time.Time, counted day, s State) []Segment {
	var all []Segment
	begin, end := counted.begin(t.zone), (counted + 1).begin(t.zone)
	uncounted := s
	uncounted.Added = nil
	for at := from; at.Before(to); {
		state, next := s, edge{after: at}
		if at.Before(begin) || !at.Before(end) {
			state = uncounted
		}
		a := t.at(at, state)
		for _, m := range []time.Time{a.Next, begin, end, to} {
			next.may(m)
		}
		all = join(all, Segment{at, next.first, a})
		at = next.first
	}
	return all
}

// join adds a segment, or makes the last one longer.
func join(all []Segment, more Segment) []Segment {
	if n := len(all); n > 0 && same(all[n-1].Answer, more.Answer) {
		all[n-1].To, all[n-1].Answer.Next = more.To, more.Answer.Next
		return all
	}
	return append(all, more)
}

func same(a, b Answer) bool {
	return a.Source == b.Source && a.Closed == b.Closed && (a.Special == nil) == (b.Special == nil) && (a.Special == nil || *a.Special == *b.Special) &&
		slices.Equal(a.People, b.People) && slices.Equal(a.Parties, b.Parties)
}
