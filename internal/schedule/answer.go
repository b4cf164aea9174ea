package schedule

import (
	"time"
)

// State is what is known of the people at the moment that is asked about.
type State struct {
	Off      map[string]int64  // who set themselves off, until when in UTC milliseconds; Always: until they say otherwise
	Added    map[string]int    // new customers each got today
	LastTurn string            // who was shown last, for InTurn
	Unusable map[string]string // who cannot be shown, and why
}

// Always is an off time without an end.
const Always = -1

// Kind is where an answer comes from.
type Kind string

// The kinds.
const (
	FromShift   Kind = "shift"
	FromSpecial Kind = "special"
	FromBackup  Kind = "backup"
	FromNobody  Kind = "nobody"
)

// Source is the part of the plan that an answer comes from.
type Source struct {
	Kind    Kind `json:"kind" enum:"shift,special,backup,nobody"`
	Special int  `json:"special,omitempty" doc:"Index of the special date"`
	Shift   int  `json:"shift" doc:"Index of the shift"`
}

// Reasons why somebody on shift is not shown.
const (
	WhyOff      = "off"
	WhyCap      = "cap"
	WhyUnusable = "unusable"
	WhyNotTurn  = "not_turn"
)

// LeftOut is somebody on shift who is not shown.
type LeftOut struct {
	Person string `json:"person"`
	Why    string `json:"why" enum:"off,cap,unusable,not_turn"`
	Detail string `json:"detail,omitempty" doc:"Why somebody cannot be shown"`
	Until  int64  `json:"until,omitempty" doc:"UTC milliseconds; 0: open"`
}

// Answer is who is shown at a moment, and why. With Nobody there is no one to show, and what was shown before had better stay:
// a way must lead to somebody.
type Answer struct {
	People  []string  `json:"people"`
	Parties []int64   `json:"parties"`
	Nobody  bool      `json:"nobody"`
	Source  Source    `json:"source"`
	Closed  bool      `json:"closed" doc:"Nobody is on shift at this time"`
	LeftOut []LeftOut `json:"left_out"`
	Next    time.Time `json:"next" doc:"When it may change by the clock alone"`
}

// At is the answer at a moment.
func At(p Plan, zone *time.Location, now time.Time, s State) Answer {
	a := Answer{People: []string{}, Parties: []int64{}, LeftOut: []LeftOut{}, Source: Source{Kind: FromNobody}}
	var on people
	first := true
	today := dayOf(now, zone)
	for _, d := range []day{today.add(-1), today} {
		for _, x := range p.stretches(d, zone) {
			if now.Before(x.from) || !now.Before(x.to) {
				continue
			}
			on.add(x.shift.People)
			a.Parties = union(a.Parties, x.shift.Parties)
			if first {
				a.Source, first = x.source, false
			}
		}
	}
	a.Closed = first
	c := chooser{plan: p, state: s, now: now, midnight: today.add(1).begin(zone), out: &a}
	a.People = c.choose(on.list)
	if len(a.People) == 0 && len(a.Parties) == 0 && len(p.Backup) > 0 {
		if a.People = c.choose(p.Backup); len(a.People) > 0 {
			a.Source = Source{Kind: FromBackup}
		}
	}
	if a.Nobody = len(a.People) == 0 && len(a.Parties) == 0; a.Nobody {
		a.Source = Source{Kind: FromNobody}
	}
	a.Next = next(p, zone, now, s)
	return a
}

func union(list, more []int64) []int64 {
	for _, v := range more {
		known := false
		for _, have := range list {
			known = known || have == v
		}
		if !known {
			list = append(list, v)
		}
	}
	return list
}

// chooser picks who of a list is shown, and notes who is not.
type chooser struct {
	plan     Plan
	state    State
	now      time.Time
	midnight time.Time
	out      *Answer
}

func (c chooser) choose(list []string) []string {
	able := []string{}
	for _, who := range list {
		if left, is := c.leftOut(who); is {
			c.out.LeftOut = append(c.out.LeftOut, left)
		} else {
			able = append(able, who)
		}
	}
	if len(able) < 2 || c.plan.Mode != InTurn && c.plan.Mode != LeastAdded {
		return able
	}
	turn := able[0]
	if c.plan.Mode == InTurn {
		turn = c.nextTurn(list, able)
	} else {
		for _, who := range able {
			if c.state.Added[who] < c.state.Added[turn] {
				turn = who
			}
		}
	}
	for _, who := range able {
		if who != turn {
			c.out.LeftOut = append(c.out.LeftOut, LeftOut{Person: who, Why: WhyNotTurn})
		}
	}
	return []string{turn}
}

// nextTurn is the first able person after the one who was last, in the order of everybody on shift.
func (c chooser) nextTurn(list, able []string) string {
	is := map[string]bool{}
	for _, who := range able {
		is[who] = true
	}
	start := 0
	for i, who := range list {
		if who == c.state.LastTurn {
			start = i + 1
		}
	}
	for i := range list {
		if who := list[(start+i)%len(list)]; is[who] {
			return who
		}
	}
	return able[0]
}

func (c chooser) leftOut(who string) (LeftOut, bool) {
	if why, is := c.state.Unusable[who]; is {
		return LeftOut{Person: who, Why: WhyUnusable, Detail: why}, true
	}
	switch until := c.state.Off[who]; {
	case until == Always:
		return LeftOut{Person: who, Why: WhyOff}, true
	case until > c.now.UnixMilli():
		return LeftOut{Person: who, Why: WhyOff, Until: until}, true
	}
	if most := c.plan.cap(who); most > 0 && c.state.Added[who] >= most {
		return LeftOut{Person: who, Why: WhyCap, Until: c.midnight.UnixMilli()}, true
	}
	return LeftOut{}, false
}
