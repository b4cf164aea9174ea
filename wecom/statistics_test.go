package wecom_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/menling/menling/wecom"
)

// The clock of these apps stands at 10:00 on the 16th in Shanghai.
func shanghai(date string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", date, time.FixedZone("CST", 8*3600))
	if err != nil {
		panic(err)
	}
	return at
}

func TestStatisticsRules(t *testing.T) {
	behavior := func(b wecom.Behavior) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Statistics.Behavior(ctx, b); return err }
	}
	span := func(first, last string) func(context.Context, *wecom.App) error {
		d := wecom.Days{First: shanghai(first)}
		if last != "" {
			d.Last = shanghai(last)
		}
		return behavior(wecom.Behavior{UserIDs: []string{"a"}, Days: d})
	}
	groups := func(change func(*wecom.GroupStatistics)) func(context.Context, *wecom.App) error {
		g := wecom.GroupStatistics{Days: wecom.Days{First: shanghai("2023-11-15 08:00")}, Owners: []string{"a"}}
		change(&g)
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Statistics.Groups(ctx, g); return err }
	}
	yesterday := wecom.Days{First: shanghai("2023-11-15 08:00")}
	const owners = "owner_filter.userid_list"
	checkRules(t, []rule{
		{"nobody", []string{"userid"}, behavior(wecom.Behavior{Days: yesterday})},
		{"101 members", []string{"userid"}, behavior(wecom.Behavior{UserIDs: many(101), Days: yesterday})},
		{"101 departments", []string{"partyid"}, behavior(wecom.Behavior{PartyIDs: make([]int64, 101), Days: yesterday})},
		{"an empty member", []string{"userid"}, behavior(wecom.Behavior{UserIDs: []string{""}, Days: yesterday})},
		{"no day", []string{"start_time"}, behavior(wecom.Behavior{UserIDs: []string{"a"}})},
		{"today", []string{"end_time"}, span("2023-11-16 00:00", "")},
		{"up to today", []string{"end_time"}, span("2023-11-15 00:00", "2023-11-16 00:00")},
		{"backwards", []string{"end_time"}, span("2023-11-15 00:00", "2023-11-14 23:59")},
		{"31 days", []string{"end_time"}, span("2023-10-01 23:00", "2023-10-31 00:00")},
		{"181 days ago", []string{"start_time"}, span("2023-05-19 23:59", "")},
		{"groups of nobody", []string{owners}, groups(func(g *wecom.GroupStatistics) { g.Owners = nil })},
		{"groups of 101", []string{owners}, groups(func(g *wecom.GroupStatistics) { g.Owners = many(101) })},
		{"groups in order 5", []string{"order_by"}, groups(func(g *wecom.GroupStatistics) { g.OrderBy = 5 })},
		{"groups from -1", []string{"offset"}, groups(func(g *wecom.GroupStatistics) { g.Offset = -1 })},
		{"pages of 1001", []string{"limit"}, groups(func(g *wecom.GroupStatistics) { g.Limit = 1001 })},
		{"pages of -1", []string{"limit"}, groups(func(g *wecom.GroupStatistics) { g.Limit = -1 })},
		{"groups today", []string{"day_end_time"}, groups(func(g *wecom.GroupStatistics) { g.Days.First = shanghai("2023-11-16 09:00") })},
	})
}

// Days begin in Shanghai, wherever the caller is.
func TestStatisticsDays(t *testing.T) {
	for _, row := range []struct {
		name        string
		days        wecom.Days
		first, last string
	}{
		{"one day", wecom.Days{First: shanghai("2023-11-15 23:59")}, "2023-11-15 00:00", "2023-11-15 00:00"},
		{"30 days", wecom.Days{First: shanghai("2023-10-17 12:00"), Last: shanghai("2023-11-15 01:00")}, "2023-10-17 00:00", "2023-11-15 00:00"},
		{"the evening before in London", wecom.Days{First: time.Date(2023, 11, 14, 17, 0, 0, 0, time.UTC)}, "2023-11-15 00:00", "2023-11-15 00:00"},
		{"180 days ago", wecom.Days{First: shanghai("2023-05-20 00:00")}, "2023-05-20 00:00", "2023-05-20 00:00"},
	} {
		var body struct {
			Start int64 `json:"start_time"`
			End   int64 `json:"end_time"`
		}
		app := setup(t, func(w http.ResponseWriter, r *http.Request) {
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
				t.Error(err)
			}
			io.WriteString(w, `{"errcode":0,"errmsg":"ok","behavior_data":[]}`)
		})
		if _, err := app.Statistics.Behavior(t.Context(), wecom.Behavior{UserIDs: []string{"a"}, Days: row.days}); err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
		if body.Start != shanghai(row.first).Unix() || body.End != shanghai(row.last).Unix() {
			t.Errorf("%s: from %v to %v", row.name, time.Unix(body.Start, 0), time.Unix(body.End, 0))
		}
	}
}
