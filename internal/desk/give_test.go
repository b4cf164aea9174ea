package desk_test

import (
	"context"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// As many as one may take by rule, each greeted by as many rules as act on one occasion; and who comes after them.
func TestAllThatARuleTakesAreGreeted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		for _, say := range []string{"您好", "我是{客服}", "请说"} {
			f.rule(desk.Rule{Event: desk.OnAccepted, RuleBody: desk.RuleBody{Say: say, GoOn: true}})
		}
		edit := desk.AgentEdit{Capacity: new(50), TakeBelow: new(5), TakeMore: new(20)}
		first, second := f.there(f.agent("first"), edit), f.there(f.agent("second"), edit)
		ids := f.waiting(40)
		f.assign()
		if a, b := f.seat(first).Open, f.seat(second).Open; a != 20 || b != 20 {
			t.Fatalf("they took %d and %d, want 20 each", a, b)
		}
		for _, id := range ids {
			f.wantSaid(id, "rule: 您好", "rule: 我是"+f.holder(id), "rule: 请说")
		}
	})
}

// meanwhile has something happen between looking at who is there and giving.
type meanwhile struct {
	desk.Store
	happens func()
}

func (m meanwhile) TeamIDs(ctx context.Context) ([]int64, error) {
	ids, err := m.Store.TeamIDs(ctx)
	m.happens()
	return ids, err
}

func TestRightsAndTeamsAreLookedAtAgainWhereItIsGiven(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		other, real := f.account("wx0000000000000002"), f.desk.Store
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		members := []desk.TeamMember{{AgentID: who.ID}}
		team, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", members)
		if err != nil {
			t.Fatal(err)
		}
		c := f.waiting(1)[0]
		if _, err := f.desk.Transfer(t.Context(), f.boss, c, desk.Transfer{TeamID: team.ID}); err != nil {
			t.Fatal(err)
		}
		put := func(members []desk.TeamMember) {
			if _, err := f.desk.PutTeam(t.Context(), f.boss, team.ID, "售后", members); err != nil {
				t.Fatal(err)
			}
		}
		edit := func(e desk.AgentEdit) { f.must(f.desk.EditAgent(t.Context(), f.boss, who.ID, e)) }
		for _, how := range []func(){
			func() { f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy }) },
			func() { f.plan(func(*desk.Assignment) {}); edit(desk.AgentEdit{TakeBelow: new(2), TakeMore: new(2)}) },
		} {
			how()
			for why, happens := range map[string]func(){
				"may not see the account any more": func() { edit(desk.AgentEdit{Accounts: &[]int64{other.ID}}) },
				"left the team":                    func() { put(nil) },
			} {
				f.desk.Store = meanwhile{real, happens}
				f.assign()
				f.desk.Store = real
				if got := f.holder(c); got != "" {
					t.Fatalf("%s, who %s, was given it", got, why)
				}
				edit(desk.AgentEdit{Accounts: &[]int64{}})
				put(members)
			}
		}
		f.assign()
		if got := f.holder(c); got != "小王" {
			t.Fatalf("in the team, with the right, and %q has it", got)
		}
	})
}
