package schedule

import (
	"slices"
	"time"
)

// Segment is a stretch of time with one answer.
type Segment struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Answer Answer    `json:"answer"`
}

// Span is who answers from one moment to another, in segments that follow each other.
func Span(p Plan, zone *time.Location, from, to time.Time, s State) []Segment {
	var all []Segment
	for t := from; t.Before(to); {
		a := At(p, zone, t, s)
		end := to
		if !a.Next.IsZero() && a.Next.Before(to) {
			end = a.Next
		}
		if n := len(all); n > 0 && same(all[n-1].Answer, a) {
			all[n-1].To = end
		} else {
			all = append(all, Segment{t, end, a})
		}
		t = end
	}
	return all
}

// Week is the week that a day lies in, Monday first.
func Week(p Plan, zone *time.Location, in time.Time, s State) []Segment {
	d := dayOf(in, zone)
	monday := d.add(1 - d.weekday())
	return Span(p, zone, monday.begin(zone), monday.add(7).begin(zone), s)
}

func same(a, b Answer) bool {
	return a.Nobody == b.Nobody && a.Closed == b.Closed && a.Source == b.Source && slices.Equal(a.People, b.People) && slices.Equal(a.Parties, b.Parties)
}
