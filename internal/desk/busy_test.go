package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (f *floor) busyRule(ahead, minutes int) {
	f.Helper()
	f.rule(desk.Rule{Event: desk.OnBusy, RuleBody: desk.RuleBody{Say: "您排在第{位置}位", Ahead: ahead, EveryMins: minutes}})
}

func TestAllAreBusyWhenNobodyHasRoom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.busyRule(0, 0)
		who := f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(2)})
		first := f.says(f.weapp, "o1", "在吗")
		second := f.says(f.weapp, "o2", "在吗")
		f.wantSaid(first.ID)
		f.wantSaid(second.ID)
		third := f.says(f.weapp, "o3", "在吗") // before anything is assigned: two stand before them
		f.wantSaid(third.ID, "rule: 您排在第3位")
		f.assign()
		fourth := f.says(f.weapp, "o4", "在吗")
		f.wantSaid(fourth.ID, "rule: 您排在第2位")
		f.says(f.weapp, "o3", "有人吗")
		f.says(f.weapp, "o3", "？")
		f.wantSaid(third.ID, "rule: 您排在第3位")
		f.closed(who, first.ID)
		f.assign()
		f.closed(who, third.ID)
		f.assign() // the fourth is taken, and the desk is full
		again := f.says(f.weapp, "o3", "又来了")
		f.wantSaid(again.ID, "rule: 您排在第1位")
		if _, err := f.desk.SetStatus(t.Context(), who, desk.Away); err != nil {
			t.Fatal(err)
		}
		f.closed(who, second.ID)
		nobody := f.says(f.weapp, "o2", "在吗")
		f.wantSaid(nobody.ID, "rule: 您排在第2位")
	})
}

func TestTheWaitingPlaceIsThatOfATeamAndOfWhoCanBeAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.waiting(3)
		f.pass(60 * time.Hour)
		full, free := f.there(f.agent("full"), desk.AgentEdit{Capacity: new(1)}), f.there(f.agent("free"), desk.AgentEdit{})
		f.waiting(2)
		f.assign()
		f.plan(func(*desk.Assignment) {})
		for word, who := range map[string]crm.Actor{"售前": full, "售后": free} {
			team, err := f.desk.PutTeam(t.Context(), f.boss, 0, word, []desk.TeamMember{{AgentID: who.ID}})
			if err != nil {
				t.Fatal(err)
			}
			f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: "contains", Words: []string{word}, TeamID: team.ID, GoOn: true}})
		}
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.busyRule(0, 0)
		f.says(f.weapp, "o1", "售后")
		after := f.says(f.weapp, "o2", "售后")
		before := f.says(f.weapp, "o3", "售前")
		next := f.says(f.weapp, "o4", "售前")
		f.wantSaid(after.ID)
		f.wantSaid(before.ID, "rule: 您排在第1位")
		f.wantSaid(next.ID, "rule: 您排在第2位")
	})
}

// By hand a queue stands although agents have room: so many before one are what such a rule asks for.
func TestByHandTheQueueDecidesHowBusyItIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.busyRule(2, 10)
		f.busyRule(0, 10)
		f.there(f.agent("小王"), desk.AgentEdit{})
		first, _, third := f.says(f.weapp, "o1", "在吗"), f.says(f.weapp, "o2", "在吗"), f.says(f.weapp, "o3", "在吗")
		f.wantSaid(first.ID)
		f.wantSaid(third.ID, "rule: 您排在第3位")
		f.says(f.weapp, "o3", "？")
		f.wantSaid(third.ID, "rule: 您排在第3位")
		f.pass(11 * time.Minute)
		f.says(f.weapp, "o3", "？？") // the rule says: again after ten minutes
		f.wantSaid(third.ID, "rule: 您排在第3位", "rule: 您排在第3位")
	})
}
