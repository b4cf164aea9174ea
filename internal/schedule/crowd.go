package schedule

import (
	"fmt"
	"slices"
	"time"
)

// crowds says which shifts begin while so many others are on that one answer cannot hold their people. It is about a plan that can be
// read, and where all are shown.
func crowds(p Plan) []Problem {
	if len(p.Everybody()) <= maxPeople {
		return nil
	}
	c := crowd{table: tableOf(Plan{Shifts: p.Shifts}, time.UTC)}
	for d := range day(7) {
		c.look(d)
	}
	c.table = tableOf(p, time.UTC)
	for _, s := range c.dates { // nights go on over the second day and the one after the last
		c.look(s.first)
		c.look(s.first + 1)
		c.look(s.last + 1)
	}
	return c.found
}

type crowd struct {
	table
	found []Problem
}

// look walks through a day and the one before, shift by shift as they begin.
func (c *crowd) look(d day) {
	near := c.stretches(c.stretches(nil, d-1), d)
	slices.SortStableFunc(near, func(a, b stretch) int { return a.from.Compare(b.from) })
	var open []stretch
	on := map[string]int{} // on how many shifts each is
	for _, x := range near {
		open = slices.DeleteFunc(open, func(o stretch) bool { return o.leaves(on, x.from) })
		for _, who := range x.shift.People {
			on[who]++
		}
		if len(on) > maxPeople && len(open) > 0 {
			c.say(x.source.path(), open[len(open)-1].source.path())
		}
		open = append(open, x)
	}
}

// leaves takes the people of a shift that has ended from those who are on.
func (x stretch) leaves(on map[string]int, now time.Time) bool {
	if x.to.After(now) {
		return false
	}
	for _, who := range x.shift.People {
		if on[who]--; on[who] == 0 {
			delete(on, who)
		}
	}
	return true
}

func (c *crowd) say(shift, other string) {
	problem := Problem{Path: shift + ".people", Code: TooManyAtOnce, Limit: maxPeople, Other: other}
	if !slices.ContainsFunc(c.found, func(p Problem) bool { return p.Path == problem.Path }) {
		c.found = append(c.found, problem)
	}
}

func (s Source) path() string {
	if s.Kind == FromSpecial {
		return fmt.Sprintf("special[%d].shifts[%d]", s.Special, s.Shift)
	}
	return fmt.Sprintf("shifts[%d]", s.Shift)
}
