package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// What statistics may be grouped by.
const (
	ByDay     = "day"
	ByChannel = "channel"
	ByWay     = "way"
	ByMember  = "member"
	ByGroup   = "group"
	ByHour    = "hour"
	ByPage    = "page"   // of the mini program, where a button was pressed
	ByButton  = "button" // by its name
)

// Periods says which periods are meant: by what they began, with whom, and what happened in them when.
type Periods struct {
	Channel int64
	Way     int64
	Member  string // userid
	Group   string // chat_id
	Event   string // a column of Numbers, wrote, or left (of those added, who deleted the member since); empty: any
	From    int    // yyyymmdd
	To      int    // yyyymmdd, included
	Weekday int    // 1 Monday to 7 Sunday; 0: any
	Hour    int    // 1 is from 0:00 to 1:00, up to 24; 0: any

	Span Span // what From, To, Weekday and Hour mean where the account is; made by the ledger
}

// Span is a piece of time, and the quarters of an hour in it that are meant; none means all.
type Span struct {
	From, To int64 // UTC milliseconds; To is not in it
	Quarters []int64
}

// Narrow says whether it leaves anything out.
func (p Periods) Narrow() bool {
	return p.Channel != 0 || p.Way != 0 || p.Member != "" || p.Group != "" || p.Event != "" || p.Span.To != 0
}

// Quarter is the piece of time that hours are made of in every time zone: 15 minutes, in milliseconds.
const Quarter = 15 * 60 * 1000

// StatisticsQuery asks for numbers.
type StatisticsQuery struct {
	By string
	Periods
	Funnel bool
}

// Statistics are numbers by something.
type Statistics struct {
	By         string    `json:"by"`
	From       int       `json:"from" doc:"yyyymmdd"`
	To         int       `json:"to" doc:"yyyymmdd, included"`
	TimeZone   string    `json:"time_zone" doc:"Whose days these are"`
	Rows       []StatRow `json:"rows"`
	Total      Numbers   `json:"total"`
	Funnel     *Funnel   `json:"funnel"`
	Rebuilding bool      `json:"rebuilding" doc:"The numbers are being made anew just now"`
}

// StatRow is one line of numbers.
type StatRow struct {
	Key  string `json:"key" doc:"The day as yyyymmdd, the id of the channel or way, the userid, the chat_id; by hour: weekday and hour, such as 1-13 for Monday, 13 to 14; by page and button: their names"`
	Name string `json:"name"`
	Numbers
}

// Funnel follows those added in a span of time. Wrote: a message to the mini program after being added, or a chat in WeCom that had
// begun before the welcome could be sent (41051); other chats in WeCom are not told to apps.
type Funnel struct {
	Pressed int `json:"pressed" doc:"Presses of buttons in the span"`
	Pending int `json:"pending" doc:"Asked in the span, and not confirmed yet"`
	Added   int `json:"added"`
	Wrote   int `json:"wrote" doc:"Of them: wrote to the mini program since, or were chatting in WeCom when the welcome came (41051)"`
	Left    int `json:"left" doc:"Of them: the customer has deleted the member"`
}

// StatisticsReader answers about numbers.
type StatisticsReader interface {
	StatRows(ctx context.Context, q StatisticsQuery, limit int) ([]StatRow, error)
	StatTotal(ctx context.Context, q StatisticsQuery) (Numbers, error)
	// AddsByQuarter counts adds by quarters of an hour since 1970.
	AddsByQuarter(ctx context.Context, p Periods) (map[int64]int, error)
	Funnel(ctx context.Context, p Periods) (Funnel, error)
	CustomerPeriods(ctx context.Context, customer int64) ([]PeriodRow, error)
	CustomerEntries(ctx context.Context, customer int64) ([]Entry, error)
	CustomerJoins(ctx context.Context, customer int64) ([]JoinRow, error)
	NamedPlace(ctx context.Context, state, channel string) (PlaceRow, error)
}

// Limits of one answer.
const (
	mostDays = 366
	mostRows = 500
)

// Statistics are the numbers that a query asks for, in the company's time zone.
func (l *Ledger) Statistics(ctx context.Context, q StatisticsQuery) (Statistics, error) {
	zone, err := l.zone(ctx)
	if err != nil {
		return Statistics{}, err
	}
	if q.From == 0 && q.To == 0 {
		q.To = DayOf(l.Clock.Ms(), zone)
		q.From = DayOf(l.Clock().In(zone).AddDate(0, 0, -29).UnixMilli(), zone)
	}
	if q.Periods, err = q.Periods.in(zone); err != nil {
		return Statistics{}, err
	}
	s := Statistics{By: q.By, From: q.From, To: q.To, TimeZone: zone.String()}
	switch {
	case q.By == ByHour:
		s.Rows, err = l.byHour(ctx, q.Periods, zone)
	case q.onlyPresses():
		s.Rows, err = l.Store.PressRows(ctx, q, mostRows)
	default:
		s.Rows, err = l.Store.StatRows(ctx, q, mostRows)
	}
	if err != nil {
		return s, err
	}
	if s.Rows, err = l.withPresses(ctx, q, s.Rows); err != nil {
		return s, err
	}
	if q.By == ByDay {
		s.Rows = everyDay(s.Rows, q.From, q.To)
	}
	for _, r := range s.Rows {
		s.Total.add(r.Numbers, 1)
	}
	if len(s.Rows) == mostRows && !q.onlyPresses() {
		if s.Total, err = l.Store.StatTotal(ctx, q); err != nil {
			return s, err
		}
	}
	if q.Funnel {
		f, err := l.funnel(ctx, q)
		if err != nil {
			return s, err
		}
		s.Funnel = &f
	}
	s.Rebuilding, err = l.rebuilding(ctx)
	return s, err
}

// zone is that of the oldest WeCom account.
func (l *Ledger) zone(ctx context.Context) (*time.Location, error) {
	list, err := l.corpAccounts(ctx)
	first := crm.Account{TimeZone: crm.DefaultTimeZone}
	for _, a := range list {
		if first.ID == 0 || a.ID < first.ID {
			first = a
		}
	}
	return first.Location(), err
}

// InZone says what days and hours of a customers' filter mean where the account is.
func (l *Ledger) InZone(ctx context.Context, p Periods) (Periods, error) {
	zone, err := l.zone(ctx)
	if err != nil {
		return p, err
	}
	return p.in(zone)
}

var (
	errDays = crm.Invalid("from", "日期须为 yyyymmdd，from 不晚于 to，最多 366 天", "dates are yyyymmdd, from is not after to, and at most 366 days lie between")
	errHour = crm.Invalid("hour", "按小时筛选时请给出 from 和 to", "hours need from and to")
)

func (p Periods) in(zone *time.Location) (Periods, error) {
	if p.From == 0 && p.To == 0 {
		if p.Weekday != 0 || p.Hour != 0 {
			return p, errHour
		}
		return p, nil
	}
	from, okFrom := dateOf(p.From, zone)
	to, okTo := dateOf(p.To, zone)
	if !okFrom || !okTo || to.Before(from) || to.After(from.AddDate(0, 0, mostDays-1)) {
		return p, errDays
	}
	end := to.AddDate(0, 0, 1)
	p.Span = Span{From: from.UnixMilli(), To: end.UnixMilli()}
	if p.Weekday == 0 && p.Hour == 0 {
		return p, nil
	}
	p.Span.Quarters = []int64{}
	for at := p.Span.From; at < p.Span.To; at += Quarter {
		if t := time.UnixMilli(at).In(zone); (p.Weekday == 0 || weekday(t) == p.Weekday) && (p.Hour == 0 || t.Hour() == p.Hour-1) {
			p.Span.Quarters = append(p.Span.Quarters, at/Quarter)
		}
	}
	return p, nil
}

func dateOf(day int, zone *time.Location) (time.Time, bool) {
	t := time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, zone)
	return t, day > 19700101 && day < 99991231 && t.Day() == day%100
}

// weekday counts from Monday, 1, to Sunday, 7.
func weekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// byHour is the heat map: adds in each hour of the week, all 168.
func (l *Ledger) byHour(ctx context.Context, p Periods, zone *time.Location) ([]StatRow, error) {
	quarters, err := l.Store.AddsByQuarter(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make([]StatRow, 0, 7*24)
	for day := 1; day <= 7; day++ {
		for hour := range 24 {
			rows = append(rows, StatRow{Key: fmt.Sprint(day, "-", hour)})
		}
	}
	for q, n := range quarters {
		t := time.UnixMilli(q * Quarter).In(zone)
		rows[(weekday(t)-1)*24+t.Hour()].Added += n
	}
	return rows, nil
}

// everyDay puts days without any numbers between the others.
func everyDay(rows []StatRow, from, to int) []StatRow {
	known := map[string]StatRow{}
	for _, r := range rows {
		known[r.Key] = r
	}
	out := []StatRow{}
	for t, _ := dateOf(from, time.UTC); DayOf(t.UnixMilli(), time.UTC) <= to; t = t.AddDate(0, 0, 1) {
		key := fmt.Sprint(DayOf(t.UnixMilli(), time.UTC))
		r, ok := known[key]
		if !ok {
			r = StatRow{Key: key, Name: key}
		}
		out = append(out, r)
	}
	return out
}

func (l *Ledger) rebuilding(ctx context.Context) (bool, error) {
	list, err := l.Store.Rebuilds(ctx)
	return slices.ContainsFunc(list, func(r Rebuild) bool { return r.State == RebuildRunning }), err
}

// RebuildRow is a rebuild as lists show it.
type RebuildRow struct {
	ID          int64  `json:"id"`
	State       string `json:"state" enum:"running,done"`
	Reason      string `json:"reason" enum:"asked,zone,first_time"`
	Phase       string `json:"phase" enum:"pushes,answers,customers,days,ways,channels," doc:"What it goes through; empty when it is done"`
	Done        int64  `json:"done"`
	Total       int64  `json:"total"`
	Rate        int64  `json:"rate" doc:"Per second"`
	SecondsLeft int64  `json:"seconds_left"`
	StartedAt   int64  `json:"started_at"`
	FinishedAt  int64  `json:"finished_at"`
}

// RebuildRows are the latest rebuilds, newest first.
func (l *Ledger) RebuildRows(ctx context.Context) ([]RebuildRow, error) {
	list, err := l.Store.Rebuilds(ctx)
	rows := make([]RebuildRow, len(list))
	for i, r := range list {
		rows[i] = r.row()
	}
	return rows, err
}

func (r Rebuild) row() RebuildRow {
	row := RebuildRow{ID: r.ID, State: r.State, Reason: r.Reason, Phase: r.Phase, Done: r.Done, Total: r.Total, StartedAt: r.StartedAt, FinishedAt: r.FinishedAt}
	if seconds := (r.UpdatedAt - r.StartedAt) / 1000; seconds > 0 {
		row.Rate = r.Done / seconds
	}
	if r.State == RebuildRunning && row.Rate > 0 {
		row.SecondsLeft = max(0, r.Total-r.Done) / row.Rate
	}
	return row
}
