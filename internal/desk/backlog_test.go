package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A weekend went by, and nobody can be answered any more who wrote before it.
func TestWhoCannotBeAnsweredKeepsNobodyFromAnAgent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		old := f.waiting(12)
		f.pass(60 * time.Hour)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		live := f.says(f.weapp, "live", "在吗")
		f.assign()
		if got := f.holder(live.ID); got != "小王" {
			t.Errorf("who can be answered is with %q", got)
		}
		if n := f.seat(who).Open; n != 1 {
			t.Errorf("%d were given", n)
		}
		list, _, err := f.desk.Conversations(t.Context(), f.boss, desk.ConversationQuery{List: desk.ListWaiting, Limit: 50})
		if err != nil || len(list) != len(old) {
			t.Errorf("%d are in the list of those who wait: %v", len(list), err)
		}
		f.says(f.weapp, "again", "还在吗")
		f.pass(49 * time.Hour)
		again := f.says(f.weapp, "again", "有人吗")
		f.pass(0, who)
		f.assign()
		if got := f.holder(again.ID); got != "小王" {
			t.Errorf("who wrote again is with %q", got)
		}
	})
}

func TestWhatCannotBeAnsweredIsNoLoad(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		given, ruled := f.there(f.agent("given"), desk.AgentEdit{Capacity: new(2)}), f.agent("ruled")
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.waiting(2)
		f.assign()
		f.plan(func(*desk.Assignment) {})
		f.there(ruled, desk.AgentEdit{Capacity: new(1), TakeBelow: new(1), TakeMore: new(1)})
		f.waiting(1)
		f.assign()
		if a, b := f.seat(given).Open, f.seat(ruled).Open; a != 2 || b != 1 {
			t.Fatalf("they have %d and %d, want 2 and 1", a, b)
		}
		f.pass(49*time.Hour, given, ruled)
		f.waiting(1)
		f.assign()
		if n := f.seat(ruled).Open; n != 2 {
			t.Fatalf("by their own rule they have %d, want another", n)
		}
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		c := f.waiting(1)[0]
		f.assign()
		if got := f.holder(c); got != "given" {
			t.Fatalf("%q has it", got)
		}
		// By hand too, and no more than they may have.
		for i, id := range f.waiting(2) {
			_, err := f.desk.Accept(t.Context(), given, id)
			if want := []crm.Code{"", desk.CodeAgentFull}[i]; crm.CodeOf(err) != want || want == "" && err != nil {
				t.Fatalf("number %d: %v", i, err)
			}
		}
	})
}

func TestABacklogOfThePastSendsNobodyToTheOfficialTool(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		shared := desk.OfficialSetting{Mode: desk.SharedDesk, Waiting: 3}
		if _, err := f.desk.SetOfficial(t.Context(), f.boss, f.weapp.ID, &shared); err != nil {
			t.Fatal(err)
		}
		want := func(goes bool, why string) {
			t.Helper()
			sharing, err := f.desk.SharingOf(t.Context(), f.weapp)
			if err != nil {
				t.Fatal(err)
			}
			place, err := f.desk.Store.PlaceOf(t.Context(), sharing.PlaceOf(f.weapp, "new", f.desk.Clock()))
			if err != nil {
				t.Fatal(err)
			}
			if got := sharing.Transfers(place, f.desk.Clock()); got != goes {
				t.Fatalf("%s: to the official tool %v (%+v)", why, got, place)
			}
		}
		f.waiting(2)
		want(false, "two wait")
		f.waiting(1)
		want(true, "three wait")
		f.pass(49 * time.Hour)
		want(false, "none of the three can be answered")
		f.waiting(3)
		want(true, "three others wait")
	})
}
