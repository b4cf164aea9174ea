package ledger

import (
	"context"
	"slices"
	"time"
)

// A press is joined to the period that followed it when somebody reads, by the identities that are known then: the order in which
// things became known does not matter, and a rebuild gives the same.

// pressReach is how long before a period a press may have been.
const pressReach = 30 * 24 * time.Hour

// PressRow is the press that a period followed.
type PressRow struct {
	Page   string `json:"page"`
	Button string `json:"button"`
	At     int64  `json:"at"`
}

// PressBefore is the newest of a customer's presses, newest first, of the way within 30 days before a period began; nil: there is none.
// The platform tells times in whole seconds.
func PressBefore(list []Press, way, began int64) *PressRow {
	i := slices.IndexFunc(list, func(p Press) bool {
		return way != 0 && p.WayID == way && p.At < began+1000 && p.At >= began-pressReach.Milliseconds()
	})
	if i < 0 {
		return nil
	}
	return &PressRow{list[i].Page, list[i].Button, list[i].At}
}

// onlyPresses says that nothing but presses can be grouped so.
func (q StatisticsQuery) onlyPresses() bool { return q.By == ByPage || q.By == ByButton }

// pressed says that presses are meant at all: none is of a member or a group.
func (p Periods) pressed() bool { return p.Member == "" && p.Group == "" }

// withPresses puts presses beside the numbers of periods.
func (l *Ledger) withPresses(ctx context.Context, q StatisticsQuery, rows []StatRow) ([]StatRow, error) {
	if !q.pressed() || !slices.Contains([]string{ByDay, ByChannel, ByWay}, q.By) {
		return rows, nil
	}
	presses, err := l.Store.PressRows(ctx, q, mostRows)
	at := map[string]int{}
	for i, r := range rows {
		at[r.Key] = i
	}
	for _, p := range presses {
		if i, known := at[p.Key]; known {
			rows[i].Pressed = p.Pressed
		} else if len(rows) < mostRows {
			rows = append(rows, p)
		}
	}
	return rows, err
}

// funnel follows those who pressed and those added in a span of time.
func (l *Ledger) funnel(ctx context.Context, q StatisticsQuery) (Funnel, error) {
	f, err := l.Store.Funnel(ctx, q.Periods)
	if err != nil || !q.pressed() {
		return f, err
	}
	if f.Pressed, err = l.Store.CountPresses(ctx, q.Periods); err != nil || f.Pressed == 0 {
		return f, err
	}
	total, err := l.Store.StatTotal(ctx, q)
	f.Pending = total.Pending
	return f, err
}
