package desk

import (
	"time"

	"github.com/menling/menling/internal/crm"
)

// What figures may be grouped by.
const (
	FiguresByDay     = "day"
	FiguresByHour    = "hour"
	FiguresByAgent   = "agent"
	FiguresByTeam    = "team"
	FiguresByAccount = "account"
)

// mostFigureDays is how many days one answer may span.
const mostFigureDays = 92

// FigureQuery asks for figures; days are those of each account's time zone.
type FigureQuery struct {
	By        string
	From      int // yyyymmdd
	To        int // yyyymmdd, included
	AccountID int64
	TeamID    int64
	AgentID   int64
}

// Figures are numbers about the work of the desk.
type Figures struct {
	By       string      `json:"by" enum:"day,hour,agent,team,account"`
	From     int         `json:"from" doc:"yyyymmdd"`
	To       int         `json:"to" doc:"yyyymmdd, included"`
	TimeZone string      `json:"time_zone" doc:"Whose days these are; empty where accounts have different ones, and each counts in its own"`
	Rows     []FigureRow `json:"rows"`
	Total    Counted     `json:"total"`
}

// FigureRow is one line of figures.
type FigureRow struct {
	Key  string `json:"key" doc:"The day as yyyymmdd, the hour 0 to 23, the id of the agent, team or account; 0: none"`
	Name string `json:"name" doc:"Of the agent, team or account: the one it has now, or had last"`
	Gone bool   `json:"gone" doc:"The agent is disabled, or the team was removed"`
	Counted
}

// Counted are the figures of one line. See docs/guides/desk.md for what each one counts.
type Counted struct {
	Started     int      `json:"started"`
	Taken       int      `json:"taken"`
	Closed      int      `json:"closed"`
	Waiting     Duration `json:"waiting" doc:"From the customer's first message until somebody took the conversation for the first time"`
	FirstAnswer Duration `json:"first_answer" doc:"From the customer's first message to the first answer of a person or a bot"`
	InTarget    int      `json:"in_target" doc:"First answers that came within the target"`
	Handling    Duration `json:"handling" doc:"From when it was first taken to its end"`
	In          int      `json:"in"`
	OutAgent    int      `json:"out_agent"`
	OutRule     int      `json:"out_rule"`
	OutBot      int      `json:"out_bot"`
	Missed      int      `json:"missed"`
	TransferIn  int      `json:"transfer_in"`
	TransferOut int      `json:"transfer_out"`
	Returned    int      `json:"returned"`
	Ratings     int      `json:"ratings"`
	RatingMean  float64  `json:"rating_mean" doc:"0: no ratings"`
	RatedGood   int      `json:"rated_good" doc:"Ratings of 4 and 5"`
	Stars       [5]int   `json:"stars" doc:"Ratings of 1, 2, 3, 4 and 5"`
}

// Duration sums up durations in milliseconds, exactly: the percentiles are of the nearest rank.
type Duration struct {
	Count  int   `json:"count"`
	Median int64 `json:"median"`
	P90    int64 `json:"p90"`
	Most   int64 `json:"longest"`
}

var errFigureDays = crm.Invalid("from", "日期须为 yyyymmdd，from 不晚于 to，最多 92 天", "dates are yyyymmdd, from is not after to, and at most 92 days lie between")

// spanIn is what the days mean in a time zone.
func (q FigureQuery) spanIn(zone *time.Location) (from, to int64, err error) {
	first, okFirst := dayIn(q.From, zone)
	last, okLast := dayIn(q.To, zone)
	if !okFirst || !okLast || last.Before(first) || last.After(first.AddDate(0, 0, mostFigureDays-1)) {
		return 0, 0, errFigureDays
	}
	return first.UnixMilli(), last.AddDate(0, 0, 1).UnixMilli(), nil
}

func dayIn(day int, zone *time.Location) (time.Time, bool) {
	t := time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, zone)
	return t, day > 19700101 && day < 99991231 && t.Day() == day%100
}

func dayOf(at int64, zone *time.Location) int {
	y, m, d := time.UnixMilli(at).In(zone).Date()
	return y*10000 + int(m)*100 + d
}
