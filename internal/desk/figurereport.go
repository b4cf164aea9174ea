package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// report is figures while they are counted.
type report struct {
	query FigureQuery
	reach reach
	lines map[int64]*sum
	total sum
}

func (r *report) wants(agent, team int64) bool {
	return r.reach.sees(agent, team) && (r.query.AgentID == 0 || r.query.AgentID == agent) && (r.query.TeamID == 0 || r.query.TeamID == team)
}

func (r *report) line(l line) *sum {
	at := l.key(r.query.By)
	if r.lines[at] == nil {
		r.lines[at] = &sum{}
	}
	return r.lines[at]
}

// Figures are numbers of a range of days.
func (k *Desk) Figures(ctx context.Context, who crm.Actor, q FigureQuery) (Figures, error) {
	if _, _, err := q.spanIn(time.UTC); err != nil {
		return Figures{}, err
	}
	reach, err := k.reach(ctx, who)
	if err != nil {
		return Figures{}, err
	}
	accounts, err := k.figureAccounts(ctx, reach.viewer, q.AccountID)
	if err != nil {
		return Figures{}, err
	}
	r := &report{query: q, reach: reach, lines: map[int64]*sum{}}
	for _, a := range accounts {
		if err := k.count(ctx, a, r); err != nil {
			return Figures{}, err
		}
	}
	f := r.figures(zoneOf(accounts))
	return f, k.nameFigures(ctx, &f)
}

// zoneOf is the time zone that all have; empty where they differ.
func zoneOf(accounts []crm.Account) (zone string) {
	for i, a := range accounts {
		if i == 0 {
			zone = a.Location().String()
		} else if zone != a.Location().String() {
			return ""
		}
	}
	return zone
}

func (r *report) figures(zone string) Figures {
	f := Figures{By: r.query.By, From: r.query.From, To: r.query.To, TimeZone: zone, Rows: []FigureRow{}}
	for _, key := range r.query.keys(r.lines) {
		row := FigureRow{Key: itoa(key)}
		if s := r.lines[key]; s != nil {
			row.Counted = s.counted()
		}
		f.Rows = append(f.Rows, row)
	}
	f.Total = r.total.counted()
	return f
}

// keys are the lines in order: every day and hour, and the agents, teams and accounts of which there is something.
func (q FigureQuery) keys(lines map[int64]*sum) (keys []int64) {
	switch q.By {
	case FiguresByDay:
		last, _ := dayIn(q.To, time.UTC)
		for day, _ := dayIn(q.From, time.UTC); !day.After(last); day = day.AddDate(0, 0, 1) {
			keys = append(keys, int64(dayOf(day.UnixMilli(), time.UTC)))
		}
	case FiguresByHour:
		for hour := range int64(24) {
			keys = append(keys, hour)
		}
	default:
		busy := func(id int64) int { return lines[id].Started + lines[id].Taken + lines[id].Closed }
		keys = slices.SortedFunc(maps.Keys(lines), func(a, b int64) int { return cmp.Or(cmp.Compare(busy(b), busy(a)), cmp.Compare(a, b)) })
	}
	return keys
}

// count takes an account into a report: days that are over as they were kept, the others as they are found.
func (k *Desk) count(ctx context.Context, a crm.Account, r *report) error {
	setting, err := settingOf(k.Store.DeskSettings(ctx), a.ID, SectionFigures, DefaultFigures)
	if err != nil {
		return err
	}
	zone := a.Location()
	c := counter{target: int64(setting.AnswerSeconds) * second, take: func(s sample) {
		if r.wants(s.agent, s.team) {
			r.line(lineOf(s, a.ID, zone)).take(s)
			r.total.take(s)
		}
	}}
	gaps, err := k.countKept(ctx, a, r, c)
	for _, gap := range gaps {
		if err == nil {
			err = k.countSpan(ctx, gap, c)
		}
	}
	return err
}

func (k *Desk) countSpan(ctx context.Context, span FigureSpan, c counter) error {
	if err := k.Store.Started(ctx, span, c.started); err != nil {
		return err
	}
	return k.countDone(ctx, span, c)
}

func (k *Desk) countDone(ctx context.Context, span FigureSpan, c counter) error {
	if err := k.Store.Done(ctx, span, c.done); err != nil {
		return err
	}
	return k.Store.Written(ctx, span, c.written)
}

// figureAccounts are the desks whose figures somebody asks for and may see.
func (k *Desk) figureAccounts(ctx context.Context, v Viewer, only int64) ([]crm.Account, error) {
	list, err := k.Store.Accounts(ctx)
	var seen []crm.Account
	for _, a := range list {
		if a.Kind == crm.Weapp && v.Sees(a.ID) && (only == 0 || only == a.ID) {
			seen = append(seen, a)
		}
	}
	if err == nil && only != 0 && len(seen) == 0 {
		err = crm.ErrNotFound
	}
	return seen, err
}
