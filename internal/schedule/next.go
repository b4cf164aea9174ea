package schedule

import "time"

// horizon is how many days ahead an edge is looked for: special dates may close a plan for long.
const horizon = 800

// next is the first moment after now at which the answer may change by the clock alone; zero when there is none.
func next(p Plan, zone *time.Location, now time.Time, s State) time.Time {
	var first time.Time
	may := func(t time.Time) {
		if t.After(now) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, until := range s.Off {
		if until > 0 {
			may(time.UnixMilli(until).In(zone))
		}
	}
	today := dayOf(now, zone)
	if p.Counts() {
		may(today.add(1).begin(zone))
	}
	if len(p.Shifts) == 0 && len(p.Special) == 0 {
		return first
	}
	for n := -1; n < horizon; n++ {
		d := today.add(n)
		if !first.IsZero() && d.begin(zone).After(first) {
			break // days begin later than what was found
		}
		for _, x := range p.stretches(d, zone) {
			may(x.from)
			may(x.to)
		}
	}
	return first
}
