package desk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (f *floor) figures(who crm.Actor, by string, from, to int) desk.Figures {
	f.Helper()
	got, err := f.desk.Figures(f.Context(), who, desk.FigureQuery{By: by, From: from, To: to})
	if err != nil {
		f.Fatal(err)
	}
	return got
}

func (f *floor) figureLine(g desk.Figures, key string) desk.Counted {
	f.Helper()
	for _, r := range g.Rows {
		if r.Key == key {
			return r.Counted
		}
	}
	f.Fatalf("no line %s in %+v", key, g.Rows)
	return desk.Counted{}
}

// A day of two agents by hand: an hour before midnight in Shanghai one conversation is taken after 30 s, answered 20 s later, handed
// on and rated; another begins after midnight and its window is missed.
func TestFiguresOfADayByHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		setting := desk.RatingSetting{On: true, Ask: "请打分", Hours: 2}
		if _, err := f.desk.SetRating(t.Context(), f.boss, 0, &setting); err != nil {
			t.Fatal(err)
		}
		li, wang := f.there(f.agent("li"), desk.AgentEdit{}), f.there(f.agent("wang"), desk.AgentEdit{})
		f.now.Store(time.Date(2026, 11, 28, 15, 0, 0, 0, time.UTC).UnixMilli()) // 23:00 in Shanghai
		id := f.says(f.weapp, "o1", "在吗").ID
		f.pass(30*time.Second, li, wang)
		if _, err := f.desk.Accept(t.Context(), li, id); err != nil {
			t.Fatal(err)
		}
		f.pass(20*time.Second, li, wang)
		f.answers(li, id, "在的")
		if _, err := f.desk.Transfer(t.Context(), li, id, desk.Transfer{AgentID: wang.ID}); err != nil {
			t.Fatal(err)
		}
		f.pass(40 * time.Second)
		f.close(wang, id)
		f.says(f.weapp, "o1", "5")
		f.pass(90 * time.Minute)
		missed := f.says(f.weapp, "o2", "有人吗").ID
		f.pass(49 * time.Hour)
		if _, err := f.desk.NoteMissed(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.wantFigures(li, wang)
		f.wantOpened(id, missed)
	})
}

func (f *floor) wantFigures(li, wang crm.Actor) {
	f.Helper()
	days := f.figures(f.boss, desk.FiguresByDay, 20261128, 20261201)
	first, second, third := f.figureLine(days, "20261128"), f.figureLine(days, "20261129"), f.figureLine(days, "20261201")
	if len(days.Rows) != 4 || days.TimeZone != crm.DefaultTimeZone || first.Started != 1 || first.Taken != 1 || first.Closed != 1 ||
		first.Waiting != (desk.Duration{Count: 1, Median: 30_000, P90: 30_000, Most: 30_000}) || first.FirstAnswer.Median != 50_000 || first.InTarget != 1 ||
		first.Handling.Median != 60_000 || first.In != 2 || first.OutAgent != 1 || first.OutRule != 1 || first.Ratings != 1 || first.RatingMean != 5 || first.RatedGood != 1 || first.Stars != [5]int{4: 1} {
		f.Errorf("the first day %+v", first)
	}
	if second.Started != 1 || second.In != 1 || second.Taken != 0 || second.Missed != 0 || third.Missed != 1 {
		f.Errorf("after midnight %+v, when the window ended %+v", second, third)
	}
	agents := f.figures(f.boss, desk.FiguresByAgent, 20261128, 20261128)
	a, b := f.figureLine(agents, fmt.Sprint(li.ID)), f.figureLine(agents, fmt.Sprint(wang.ID))
	if a.Taken != 1 || a.TransferOut != 1 || a.FirstAnswer.Count != 1 || a.OutAgent != 1 || a.Closed != 0 || a.Ratings != 0 {
		f.Errorf("who took it %+v", a)
	}
	if b.Taken != 0 || b.TransferIn != 1 || b.Closed != 1 || b.Handling.Count != 1 || b.Ratings != 1 || b.FirstAnswer.Count != 0 {
		f.Errorf("who ended it %+v", b)
	}
	if hours := f.figures(f.boss, desk.FiguresByHour, 20261128, 20261129); f.figureLine(hours, "23").Taken != 1 || f.figureLine(hours, "0").Started != 1 || len(hours.Rows) != 24 {
		f.Errorf("by hour %+v", hours.Rows)
	}
	if own := f.figures(li, desk.FiguresByDay, 20261128, 20261129).Total; own.Taken != 1 || own.Closed != 0 || own.Started != 0 {
		f.Errorf("one's own work %+v", own)
	}
	if _, err := f.desk.Figures(f.Context(), f.boss, desk.FigureQuery{By: "day", From: 20260101, To: 20261231}); crm.CodeOf(err) != crm.CodeInvalid {
		f.Errorf("a year: %v", err)
	}
}

func (f *floor) wantOpened(closed, missed int64) {
	f.Helper()
	open := func(figure, key string) []desk.ConversationRow {
		q := desk.FigureQuery{By: desk.FiguresByDay, From: 20261128, To: 20261201}
		list, err := f.desk.FigureConversations(f.Context(), f.boss, desk.FigureOpened{FigureQuery: q, Figure: figure, Key: key, Limit: 10})
		if err != nil {
			f.Fatal(err)
		}
		rows := make([]desk.ConversationRow, len(list))
		for i, c := range list {
			rows[i] = c.Row
		}
		return rows
	}
	if rows := open("closed", "20261128"); len(rows) != 1 || rows[0].ID != closed {
		f.Errorf("the closed one: %+v", rows)
	}
	if rows := open("missed", ""); len(rows) != 1 || rows[0].ID != missed {
		f.Errorf("the missed one: %+v", rows)
	}
}

func TestAWallIsForLeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		lead, other := f.there(f.agent("lead"), desk.AgentEdit{}), f.there(f.agent("other"), desk.AgentEdit{})
		if _, err := f.desk.Wall(t.Context(), other, desk.WallPart{}); crm.CodeOf(err) != crm.CodeNotAllowed {
			t.Fatalf("for anybody: %v", err)
		}
		if _, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: lead.ID, Lead: true}}); err != nil {
			t.Fatal(err)
		}
		c := f.says(f.weapp, "o1", "在吗")
		f.says(f.weapp, "o2", "在吗")
		if _, err := f.desk.Accept(t.Context(), lead, c.ID); err != nil {
			t.Fatal(err)
		}
		all, err := f.desk.Wall(t.Context(), f.boss, desk.WallPart{})
		if err != nil || all.Waiting != 1 || all.Open != 1 || all.Awaiting != 2 || all.Closing != 0 || len(all.Agents) != 3 || all.Today.Started != 2 {
			t.Fatalf("an admin's wall %+v %v", all, err)
		}
		f.pass(47*time.Hour + 30*time.Minute)
		own, err := f.desk.Wall(t.Context(), lead, desk.WallPart{})
		if err != nil || own.Waiting != 1 || own.Open != 1 || own.Closing != 2 || own.Today.Started != 0 || own.AwaitingSince == 0 || len(own.Agents) != 1 {
			t.Fatalf("a lead's wall %+v %v", own, err)
		}
	})
}

// A team's wall shows what belongs to the team, and its people.
func TestAWallOfATeam(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		li := f.there(f.agent("li"), desk.AgentEdit{})
		team, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: li.ID}})
		if err != nil {
			t.Fatal(err)
		}
		c := f.says(f.weapp, "o1", "在吗")
		f.says(f.weapp, "o2", "在吗")
		if _, err := f.desk.Accept(t.Context(), f.boss, c.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.desk.Transfer(t.Context(), f.boss, c.ID, desk.Transfer{TeamID: team.ID}); err != nil {
			t.Fatal(err)
		}
		w, err := f.desk.Wall(t.Context(), f.boss, desk.WallPart{AccountID: f.weapp.ID, TeamID: team.ID})
		if err != nil || w.Waiting != 1 || w.Open != 0 || w.Today.Started != 1 || w.Today.TransferIn != 1 || len(w.Agents) != 1 || w.Agents[0].ID != li.ID {
			t.Fatalf("a team's wall %+v %v", w, err)
		}
		if _, err := f.desk.Wall(t.Context(), f.boss, desk.WallPart{AccountID: f.weapp.ID + 7}); crm.CodeOf(err) != crm.CodeNotFound {
			t.Fatalf("of an account that is not there: %v", err)
		}
	})
}
