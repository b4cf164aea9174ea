package desk

import (
	"context"
	"encoding/json"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Days are kept when they have been over for a day, as far back as so many, and some in each round.
const (
	keptAfter  = 24 * time.Hour
	keptDays   = 400
	keptAtOnce = 100
)

// keptDay is a day that is over. What began on it and was not closed yet when it was kept is counted as it is now.
type keptDay struct {
	Parts []keptPart `json:"parts"`
	Open  []int64    `json:"open,omitempty"`
}

// keptPart is what a day says of an agent in a team, by hour.
type keptPart struct {
	Agent int64        `json:"a,omitempty"`
	Team  int64        `json:"t,omitempty"`
	Hours map[int]*sum `json:"h"`
}

// countKept takes the days that were kept into a report, and gives the others.
func (k *Desk) countKept(ctx context.Context, a crm.Account, r *report, c counter) (gaps []FigureSpan, err error) {
	kept, open := map[int]bool{}, []int64{}
	err = k.Store.KeptFigures(ctx, a.ID, r.query.From, r.query.To, func(day KeptFigures) error {
		var d keptDay
		if day.FigureSpan != spanOf(a, day.Day) {
			return nil // kept in another time zone
		}
		if err := json.Unmarshal([]byte(day.Body), &d); err != nil {
			return err
		}
		kept[day.Day], open = true, append(open, d.Open...)
		for _, p := range d.Parts {
			r.takeKept(p, line{day: day.Day, account: a.ID, agent: p.Agent, team: p.Team}, c.target)
		}
		return nil
	})
	for day := r.query.From; day <= r.query.To; day = dayAfter(day) {
		if !kept[day] {
			gaps = joined(gaps, spanOf(a, day))
		}
	}
	if err == nil && len(open) > 0 {
		err = k.Store.StartedByID(ctx, open, c.started)
	}
	return gaps, err
}

func (r *report) takeKept(p keptPart, l line, target int64) {
	if !r.wants(p.Agent, p.Team) {
		return
	}
	for hour, s := range p.Hours {
		l.hour = hour
		for _, took := range s.FirstAnswer {
			if took <= target {
				s.InTarget++
			}
		}
		r.line(l).add(s)
		r.total.add(s)
	}
}

// joined adds a day to pieces of time; it goes on with the last where it follows it.
func joined(gaps []FigureSpan, day FigureSpan) []FigureSpan {
	if n := len(gaps); n > 0 && gaps[n-1].To == day.From {
		gaps[n-1].To = day.To
		return gaps
	}
	return append(gaps, day)
}

func spanOf(a crm.Account, day int) FigureSpan {
	start, _ := dayIn(day, a.Location())
	return FigureSpan{AccountID: a.ID, From: start.UnixMilli(), To: start.AddDate(0, 0, 1).UnixMilli()}
}

func dayAfter(day int) int  { return besideDay(day, 1) }
func dayBefore(day int) int { return besideDay(day, -1) }

func besideDay(day, by int) int {
	t, _ := dayIn(day, time.UTC)
	return dayOf(t.AddDate(0, 0, by).UnixMilli(), time.UTC)
}

// KeepFigures keeps days that are over, the newest first, so that figures of months need not count everything again.
func (k *Desk) KeepFigures(ctx context.Context) error {
	accounts, err := k.figureAccounts(ctx, Viewer{}, 0)
	for _, a := range accounts {
		if err == nil {
			err = k.keepDays(ctx, a)
		}
	}
	return err
}

func (k *Desk) keepDays(ctx context.Context, a crm.Account) error {
	began, err := k.Store.FirstStarted(ctx, a.ID)
	if err != nil || began == 0 {
		return err
	}
	kept, err := k.Store.KeptSpans(ctx, a.ID)
	if err != nil {
		return err
	}
	now := k.Clock.Ms()
	day := dayBefore(dayOf(now-keptAfter.Milliseconds(), a.Location()))
	first := max(dayOf(began, a.Location()), besideDay(day, -keptDays))
	for left := keptAtOnce; day >= first && left > 0 && ctx.Err() == nil; day = dayBefore(day) {
		span := spanOf(a, day)
		if kept[day] == span {
			continue
		}
		if err := k.keepDay(ctx, span, day, a.Location()); err != nil {
			return err
		}
		left--
	}
	return nil
}

func (k *Desk) keepDay(ctx context.Context, span FigureSpan, day int, zone *time.Location) error {
	b := &dayBook{zone: zone, hours: map[keptPlace]map[int]*sum{}}
	c := counter{target: never, take: b.take}
	err := k.Store.Started(ctx, span, func(s StartedConversation) {
		if s.ClosedAt == 0 {
			b.open = append(b.open, s.ID)
			return
		}
		c.started(s)
	})
	if err == nil {
		err = k.countDone(ctx, span, c)
	}
	if err != nil {
		return err
	}
	body, err := json.Marshal(b.day())
	if err != nil {
		return err
	}
	return k.Store.Write(ctx, nil, func(tx Tx) error { return tx.KeepFigures(KeptFigures{FigureSpan: span, Day: day, Body: string(body)}) })
}

// never is a target that is not met: days are kept without, and it is applied when they are read.
const never = -1

// dayBook is a day while it is being kept.
type dayBook struct {
	zone  *time.Location
	hours map[keptPlace]map[int]*sum
	open  []int64
}

type keptPlace struct{ agent, team int64 }

func (b *dayBook) take(s sample) {
	at, hour := keptPlace{s.agent, s.team}, time.UnixMilli(s.mark.At).In(b.zone).Hour()
	if b.hours[at] == nil {
		b.hours[at] = map[int]*sum{}
	}
	if b.hours[at][hour] == nil {
		b.hours[at][hour] = &sum{}
	}
	b.hours[at][hour].take(s)
}

func (b *dayBook) day() keptDay {
	d := keptDay{Parts: []keptPart{}, Open: b.open}
	for at, hours := range b.hours {
		d.Parts = append(d.Parts, keptPart{at.agent, at.team, hours})
	}
	return d
}
