package sandbox

import "time"

const (
	day         = 24 * time.Hour
	maxStatAge  = 180 // days
	maxStatSpan = 30  // days
)

// span is a time from one midnight to another in Unix milliseconds, the end not included.
type span struct{ from, to int64 }

func (p span) has(t int64) bool { return p.from <= t && t < p.to }

// count says how many of the times are within it.
func (p span) count(times ...int64) (n int) {
	for _, t := range times {
		if p.has(t) {
			n++
		}
	}
	return n
}

// midnight is the beginning of t's day.
func midnight(t time.Time) time.Time {
	t = t.In(shanghai)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shanghai)
}

// readSpan reads day_begin_time and day_end_time: yesterday back to 180 days, at most 30.
func readSpan(c *call) (span, error) {
	var first, last int64
	if !c.body.read("day_begin_time", &first) {
		return span{}, c.missing("day_begin_time")
	}
	if !c.body.read("day_end_time", &last) {
		last = first
	}
	today, from, to := midnight(c.now), midnight(time.Unix(first, 0)), midnight(time.Unix(last, 0)).Add(day)
	switch {
	case from.Before(today.Add(-maxStatAge*day)) || to.After(today):
		return span{}, invalid("day_begin_time expect yesterday to %d days ago", maxStatAge)
	case !from.Before(to) || to.Sub(from) > maxStatSpan*day:
		return span{}, invalid("day_end_time expect 1 to %d days", maxStatSpan)
	}
	return span{from.UnixMilli(), to.UnixMilli()}, nil
}
