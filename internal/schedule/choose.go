package schedule

import (
	"slices"
	"time"
)

// chooser picks who of a list is shown, and notes who is not and when that may change.
type chooser struct {
	plan     Plan
	state    State
	midnight time.Time
	edge     edge
	out      *Answer
}

// answer asks those on shift, and the backup when they leave nobody.
func (c *chooser) answer(on []string) {
	a := c.out
	a.People = c.choose(on, nil)
	if len(a.People)+len(a.Parties) > 0 {
		a.Source = a.On[0]
		return
	}
	var backup people
	backup.add(c.plan.Backup)
	a.People = c.choose(backup.list, on)
	if a.Nobody = len(a.People) == 0; !a.Nobody {
		a.Source = Source{Kind: FromBackup}
	}
}

// choose picks from a list. Why those of asked are left out is noted already.
func (c *chooser) choose(list, asked []string) []string {
	able := make([]string, 0, len(list))
	for _, who := range list {
		if left, is := c.leftOut(who); !is {
			able = append(able, who)
		} else if !slices.Contains(asked, who) {
			c.out.LeftOut = append(c.out.LeftOut, left)
		}
	}
	if len(able) < 2 || !c.plan.single() {
		return able
	}
	one := c.one(list, able)
	c.out.LeftOut = slices.Grow(c.out.LeftOut, len(able)-1)
	for _, who := range able {
		if who != one {
			c.out.LeftOut = append(c.out.LeftOut, LeftOut{Person: who, Why: WhyNotTurn})
		}
	}
	return []string{one}
}

func (c *chooser) one(list, able []string) string {
	if c.plan.Mode == InTurn {
		return c.nextTurn(list, able)
	}
	added := func(a, b string) int { return c.state.Added[a] - c.state.Added[b] }
	one := slices.MinFunc(able, added)
	if added(able[0], one) > 0 {
		c.edge.may(c.midnight) // when all begin at none again, the first is it
	}
	return one
}

// nextTurn is the first able person after the one of them who was last, in the order of the whole list: who was last may be off now, and
// others may have stood in.
func (c *chooser) nextTurn(list, able []string) string {
	start := 0
	if i := slices.IndexFunc(c.state.Turns, func(who string) bool { return slices.Contains(list, who) }); i >= 0 {
		start = slices.Index(list, c.state.Turns[i]) + 1
	}
	for i := range list {
		if who := list[(start+i)%len(list)]; slices.Contains(able, who) {
			return who
		}
	}
	return able[0]
}

func (c *chooser) leftOut(who string) (LeftOut, bool) {
	if why, is := c.state.Unusable[who]; is {
		return LeftOut{Person: who, Why: WhyUnusable, Detail: why}, true
	}
	until, now := c.state.Off[who], c.edge.after.UnixMilli()
	if until == Always {
		return LeftOut{Person: who, Why: WhyOff}, true
	}
	if until > now {
		c.edge.may(time.UnixMilli(until))
		return LeftOut{Person: who, Why: WhyOff, Until: until}, true
	}
	if most := c.plan.cap(who); most > 0 && c.state.Added[who] >= most {
		c.edge.may(c.midnight)
		return LeftOut{Person: who, Why: WhyCap, Until: c.midnight.UnixMilli()}, true
	}
	return LeftOut{}, false
}
