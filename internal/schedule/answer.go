package schedule

import (
	"slices"
	"time"
)

// State is what is known of the people at the moment that is asked about. They are named as the plan names them, letter by letter.
type State struct {
	Off      map[string]int64  // who set themselves off, until when in UTC milliseconds; Always: until they say otherwise
	Added    map[string]int    // how many each got on the day of that moment
	Turns    []string          // who had the last customers, the latest first, for InTurn
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

// Reasons why somebody is not shown.
const (
	WhyOff      = "off"
	WhyCap      = "cap"
	WhyUnusable = "unusable"
	WhyNotTurn  = "not_turn"
)

// LeftOut is somebody on shift, or of the backup when it was asked, who is not shown.
type LeftOut struct {
	Person string `json:"person"`
	Why    string `json:"why" enum:"off,cap,unusable,not_turn"`
	Detail string `json:"detail,omitempty" doc:"Why somebody cannot be shown"`
	Until  int64  `json:"until,omitempty" doc:"UTC milliseconds; 0: open"`
}

// Answer is who is shown at a moment, and why. With Nobody there is no one to show, and what was shown before had better stay:
// Closed says that no shift is on, LeftOut who was asked in vain.
type Answer struct {
	People  []string  `json:"people"`
	Parties []int64   `json:"parties"`
	Nobody  bool      `json:"nobody"`
	Source  Source    `json:"source" doc:"Who is shown comes from this; of several shifts the first"`
	On      []Source  `json:"on" doc:"All shifts that are on"`
	Special *int      `json:"special,omitempty" doc:"Index of the special date that this day is"`
	Closed  bool      `json:"closed" doc:"No shift is on at this time"`
	LeftOut []LeftOut `json:"left_out"`
	Next    time.Time `json:"next" doc:"When it may change by the clock alone"`
}

// At is the answer at a moment.
func At(p Plan, zone *time.Location, now time.Time, s State) Answer {
	return tableOf(p, zone).at(now, s)
}

func (t table) at(now time.Time, s State) Answer {
	today := dayAt(now, t.zone)
	near := t.stretches(t.stretches(nil, today-1), today)
	a := Answer{People: []string{}, Parties: []int64{}, On: []Source{}, LeftOut: []LeftOut{}, Source: Source{Kind: FromNobody}}
	if i := t.special(today); i >= 0 {
		a.Special = &i
	}
	on := a.shifts(near, now)
	if t.single() {
		a.Parties = []int64{}
	}
	c := chooser{plan: t.Plan, state: s, midnight: (today + 1).begin(t.zone), edge: edge{after: now}, out: &a}
	c.answer(on)
	c.edge.shifts(t, today, near)
	if a.Next = c.edge.first; !a.Next.IsZero() {
		a.Next = a.Next.In(t.zone)
	}
	return a
}

// shifts notes which shifts are on, and gives their people.
func (a *Answer) shifts(near []stretch, now time.Time) []string {
	var on people
	for _, x := range near {
		if now.Before(x.from) || !now.Before(x.to) {
			continue
		}
		on.add(x.shift.People)
		a.On = append(a.On, x.source)
		for _, party := range x.shift.Parties {
			if !slices.Contains(a.Parties, party) {
				a.Parties = append(a.Parties, party)
			}
		}
	}
	a.Closed = len(a.On) == 0
	return on.list
}
