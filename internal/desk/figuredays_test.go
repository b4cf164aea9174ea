package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// weekend is a desk of two mini programs around a midnight in Shanghai: one customer is taken, handed to a team, closed, comes back
// after midnight, and is put back; one of the other mini program is handed to somebody at once; one goes to the platform's own tool.
type weekend struct {
	*floor
	other                  crm.Account
	li, wang               crm.Actor
	team                   int64
	first, back, elsewhere int64
}

func newWeekend(t *testing.T, s *store.Store) *weekend {
	f := newFloor(t, s)
	w := &weekend{floor: f, other: f.account("wx0000000000000002"), li: f.there(f.agent("li"), desk.AgentEdit{}), wang: f.there(f.agent("wang"), desk.AgentEdit{})}
	team, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: w.wang.ID}})
	if err != nil {
		t.Fatal(err)
	}
	w.team = team.ID
	f.now.Store(time.Date(2026, 11, 28, 15, 0, 0, 0, time.UTC).UnixMilli()) // 23:00 in Shanghai
	w.saturday()
	w.sunday()
	return w
}

func (w *weekend) saturday() {
	w.first = w.says(w.weapp, "o1", "在吗").ID
	w.pass(30*time.Second, w.li, w.wang)
	w.accepts(w.li, w.first)
	w.pass(20*time.Second, w.li, w.wang)
	w.answers(w.li, w.first, "在的")
	w.hands(w.li, w.first, desk.Transfer{TeamID: w.team})
	w.pass(9*time.Second, w.li, w.wang)
	w.accepts(w.wang, w.first)
	w.answers(w.wang, w.first, "好了")
	w.pass(40*time.Second, w.li, w.wang)
	w.close(w.wang, w.first)
}

func (w *weekend) sunday() {
	w.pass(70*time.Minute, w.li, w.wang)
	w.back = w.says(w.weapp, "o1", "又来了").ID
	w.pass(10*time.Second, w.li, w.wang)
	w.accepts(w.li, w.back)
	if _, err := w.desk.Return(w.Context(), w.li, w.back); err != nil {
		w.Fatal(err)
	}
	w.elsewhere = w.says(w.other, "o9", "在吗").ID
	w.pass(5*time.Second, w.li, w.wang)
	w.hands(w.boss, w.elsewhere, desk.Transfer{AgentID: w.li.ID})
	w.handedOver("o3")
	w.pass(72 * time.Hour)
	if _, err := w.desk.NoteMissed(w.Context()); err != nil {
		w.Fatal(err)
	}
}

func (w *weekend) accepts(who crm.Actor, id int64) {
	w.Helper()
	if _, err := w.desk.Accept(w.Context(), who, id); err != nil {
		w.Fatal(err)
	}
}

func (w *weekend) hands(who crm.Actor, id int64, to desk.Transfer) {
	w.Helper()
	if _, err := w.desk.Transfer(w.Context(), who, id, to); err != nil {
		w.Fatal(err)
	}
}

// handedOver has a message go to the platform's own tool.
func (w *weekend) handedOver(openid string) {
	w.Helper()
	w.pushes++
	stamp := crm.NewStamp(w.desk.Clock, w.desk.IDs)
	p := crm.Push{ID: w.pushes, AccountID: w.weapp.ID, CreateTime: stamp.At / 1000, Hash: fmt.Append(nil, w.pushes), Answer: desk.AnswerTransfer}
	err := w.store.Write(w.Context(), nil, func(tx *store.Tx) error {
		return w.desk.ApplyInbound(tx, stamp.Draw(), w.weapp, p, desk.Inbound{Kind: desk.KindText, OpenID: openid, Text: "在吗"})
	})
	if err != nil {
		w.Fatal(err)
	}
}

// all are the figures of the days in every way.
func (w *weekend) all() map[string]desk.Figures {
	w.Helper()
	all := map[string]desk.Figures{}
	for _, by := range []string{desk.FiguresByDay, desk.FiguresByHour, desk.FiguresByAgent, desk.FiguresByTeam, desk.FiguresByAccount} {
		all[by] = w.figures(w.boss, by, 20261128, 20261202)
	}
	return all
}

// wants compares a line with what was counted by hand.
func (w *weekend) wants(f desk.Figures, key any, want desk.Counted) {
	w.Helper()
	if diff := cmp.Diff(want, w.figureLine(f, fmt.Sprint(key))); diff != "" {
		w.Errorf("by %s, %v (-want +got):\n%s", f.By, key, diff)
	}
}

func lasting(ms ...int64) desk.Duration {
	return desk.Duration{Count: len(ms), Median: ms[(len(ms)+1)/2-1], P90: ms[(len(ms)*9+9)/10-1], Most: ms[len(ms)-1]}
}

func (w *weekend) wantAll(all map[string]desk.Figures) {
	w.Helper()
	days, agents, teams, accounts, hours := all["day"], all["agent"], all["team"], all["account"], all["hour"]
	w.wants(days, 20261128, desk.Counted{Started: 1, Taken: 2, Closed: 1, Waiting: lasting(30_000), FirstAnswer: lasting(50_000), InTarget: 1, Handling: lasting(69_000),
		In: 1, OutAgent: 2, TransferIn: 1, TransferOut: 1})
	w.wants(days, 20261129, desk.Counted{Started: 3, Taken: 1, Waiting: lasting(5_000, 10_000), In: 3, TransferIn: 1, Returned: 1})
	w.wants(days, 20261202, desk.Counted{Missed: 2})
	w.wants(hours, 23, desk.Counted{Started: 1, Taken: 2, Closed: 1, Waiting: lasting(30_000), FirstAnswer: lasting(50_000), InTarget: 1, Handling: lasting(69_000),
		In: 1, OutAgent: 2, TransferIn: 1, TransferOut: 1})
	w.wants(agents, w.li.ID, desk.Counted{Started: 1, Taken: 2, Waiting: lasting(5_000, 10_000, 30_000), FirstAnswer: lasting(50_000), InTarget: 1, In: 1, OutAgent: 1,
		TransferIn: 1, TransferOut: 1, Returned: 1, Missed: 1})
	w.wants(agents, w.wang.ID, desk.Counted{Started: 1, Taken: 1, Closed: 1, Handling: lasting(69_000), In: 1, OutAgent: 1})
	w.wants(agents, 0, desk.Counted{Started: 2, In: 2, TransferIn: 1, Missed: 1})
	w.wants(teams, w.team, desk.Counted{Started: 1, Taken: 2, Closed: 1, Waiting: lasting(30_000), FirstAnswer: lasting(50_000), InTarget: 1, Handling: lasting(69_000),
		In: 1, OutAgent: 2, TransferIn: 1})
	w.wants(accounts, w.other.ID, desk.Counted{Started: 1, Waiting: lasting(5_000), In: 1, TransferIn: 1, Missed: 1})
}

func TestDaysThatAreKeptCountTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWeekend(t, s)
		found := w.all()
		w.wantAll(found)
		if err := w.desk.KeepFigures(t.Context()); err != nil {
			t.Fatal(err)
		}
		spans, err := w.desk.Store.KeptSpans(t.Context(), w.weapp.ID)
		if err != nil || len(spans) != 3 || spans[20261128].To-spans[20261128].From != 24*3600_000 {
			t.Fatalf("kept %+v %v", spans, err) // the 2nd is not over, the 1st not for a day
		}
		if diff := cmp.Diff(found, w.all()); diff != "" {
			t.Errorf("kept days say something else (-found +kept):\n%s", diff)
		}
		w.movesTo("America/New_York")
	})
}

// movesTo has a mini program live in another time zone: midnight of Shanghai is morning there, of the day before.
func (w *weekend) movesTo(zone string) {
	w.Helper()
	if _, err := w.ground.EditAccount(w.Context(), w.boss, w.weapp.ID, func(a *crm.Account) { a.TimeZone = zone }, false); err != nil {
		w.Fatal(err)
	}
	check := func(when string) {
		f := w.figures(w.boss, desk.FiguresByDay, 20261128, 20261202)
		if got := w.figureLine(f, "20261128"); got.Started != 3 || got.Taken != 3 || got.In != 3 || f.TimeZone != "" {
			w.Errorf("in New York, %s: %+v, zone %q", when, got, f.TimeZone)
		}
	}
	check("days of Shanghai are kept")
	if err := w.desk.KeepFigures(w.Context()); err != nil {
		w.Fatal(err)
	}
	check("kept anew")
}

func TestNamesOfWhoIsGone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWeekend(t, s)
		w.must(w.desk.EditAgent(t.Context(), w.boss, w.li.ID, desk.AgentEdit{Name: new("李")}))
		w.must(w.desk.EditAgent(t.Context(), w.boss, w.wang.ID, desk.AgentEdit{Disabled: new(true)}))
		if err := w.desk.RemoveTeam(t.Context(), w.boss, w.team); err != nil {
			t.Fatal(err)
		}
		for _, want := range []struct {
			by, name string
			id       int64
			gone     bool
		}{{"agent", "李", w.li.ID, false}, {"agent", "wang", w.wang.ID, true}, {"team", "售后", w.team, true}} {
			for _, row := range w.figures(w.boss, want.by, 20261128, 20261202).Rows {
				if row.Key == fmt.Sprint(want.id) && (row.Name != want.name || row.Gone != want.gone || row.Taken == 0) {
					t.Errorf("%s: %+v", want.name, row)
				}
			}
		}
	})
}

// opened are the conversations behind a figure, page by page.
func (w *weekend) opened(who crm.Actor, by, figure string, key any, size int) (ids []int64) {
	w.Helper()
	o := desk.FigureOpened{FigureQuery: desk.FigureQuery{By: by, From: 20261128, To: 20261202}, Figure: figure, Key: fmt.Sprint(key), Limit: size}
	for range 10 {
		list, err := w.desk.FigureConversations(w.Context(), who, o)
		if err != nil {
			w.Fatal(err)
		}
		for _, c := range list {
			ids = append(ids, c.Row.ID)
			o.Before = c.Mark
		}
		if len(list) < size {
			return ids
		}
	}
	w.Fatal("no end")
	return nil
}

func TestWhatIsBehindANumber(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWeekend(t, s)
		for _, size := range []int{1, 2, 10} {
			for _, tt := range []struct {
				by, figure string
				key        any
				want       []int64
			}{
				{"day", "taken", "", []int64{w.back, w.first}}, // taken twice, shown once
				{"day", "taken", 20261128, []int64{w.first}},
				{"day", "taken", 20261127, nil},
				{"agent", "taken", w.li.ID, []int64{w.back, w.first}},
				{"agent", "taken", w.wang.ID, []int64{w.first}},
				{"agent", "transfer_out", w.li.ID, []int64{w.first}},
				{"agent", "first_answer", w.li.ID, []int64{w.first}},
				{"agent", "missed", 0, []int64{w.back}},
				{"hour", "waiting", 0, []int64{w.elsewhere, w.back}},
				{"team", "closed", w.team, []int64{w.first}},
				{"account", "started", w.other.ID, []int64{w.elsewhere}},
				{"account", "missed", w.weapp.ID, []int64{w.back}},
			} {
				if got := w.opened(w.boss, tt.by, tt.figure, tt.key, size); !cmp.Equal(got, tt.want) {
					t.Errorf("%s by %s %v, pages of %d: %v, want %v", tt.figure, tt.by, tt.key, size, got, tt.want)
				}
			}
		}
		if got := w.opened(w.wang, "day", "taken", "", 5); !cmp.Equal(got, []int64{w.first}) {
			t.Errorf("an agent's own: %v", got)
		}
	})
}

func TestFiguresOfWhoSeesSomeAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWeekend(t, s)
		lead := w.agent("lead")
		w.must(w.desk.EditAgent(t.Context(), w.boss, lead.ID, desk.AgentEdit{Accounts: &[]int64{w.other.ID}}))
		if _, err := w.desk.PutTeam(t.Context(), w.boss, 0, "华东", []desk.TeamMember{{AgentID: lead.ID, Lead: true}, {AgentID: w.li.ID}, {AgentID: w.wang.ID}}); err != nil {
			t.Fatal(err)
		}
		if got := w.figures(lead, desk.FiguresByDay, 20261128, 20261202).Total; got.Started != 1 || got.Taken != 0 || got.TransferIn != 1 || got.Missed != 1 || got.In != 1 {
			t.Errorf("a lead, of one account: %+v", got)
		}
		q := desk.FigureQuery{By: desk.FiguresByDay, From: 20261128, To: 20261202, AccountID: w.weapp.ID}
		if _, err := w.desk.Figures(t.Context(), lead, q); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("figures of an account that is not theirs: %v", err)
		}
		if _, err := w.desk.FigureConversations(t.Context(), lead, desk.FigureOpened{FigureQuery: q, Figure: "taken", Limit: 9}); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("conversations of an account that is not theirs: %v", err)
		}
		for _, key := range []any{"", w.li.ID} {
			if got := w.opened(lead, "agent", "taken", key, 5); got != nil {
				t.Errorf("taken elsewhere by %v: %v", key, got)
			}
		}
		q.By, q.AccountID = desk.FiguresByAccount, 0
		if _, err := w.desk.FigureConversations(t.Context(), lead, desk.FigureOpened{FigureQuery: q, Figure: "missed", Key: fmt.Sprint(w.weapp.ID), Limit: 9}); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("the line of an account that is not theirs: %v", err)
		}
		w.wantWall(lead)
	})
}

func (w *weekend) wantWall(lead crm.Actor) {
	w.Helper()
	w.says(w.other, "o9", "还在吗")
	w.says(w.weapp, "o1", "还在吗")
	own, err := w.desk.Wall(context.WithoutCancel(w.Context()), lead, desk.WallPart{})
	if err != nil || own.Open != 1 || own.Waiting != 0 || own.Awaiting != 1 || own.Today.In != 1 || len(own.Agents) != 3 {
		w.Errorf("the wall of a lead of one account: %+v %v", own, err)
	}
}
