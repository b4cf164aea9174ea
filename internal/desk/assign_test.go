package desk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (f *floor) plan(change func(*desk.Assignment)) {
	f.Helper()
	a := desk.DefaultAssignment()
	change(&a)
	if _, err := f.desk.SetAssignment(f.Context(), f.boss, f.weapp.ID, &a); err != nil {
		f.Fatal(err)
	}
}

func (f *floor) assign() {
	f.Helper()
	if err := f.desk.Assign(f.Context()); err != nil {
		f.Fatal(err)
	}
}

// waiting has n customers write, one after the other.
func (f *floor) waiting(n int) (ids []int64) {
	f.Helper()
	for i := range n {
		ids = append(ids, f.says(f.weapp, fmt.Sprint("openid", f.pushes, "-", i), "在吗").ID)
	}
	return ids
}

// holder is the name of who has a conversation.
func (f *floor) holder(id int64) string {
	f.Helper()
	if a := f.row(id).Agent; a != nil {
		return a.Name
	}
	return ""
}

func TestNothingIsAssignedByHandOrToWhoIsNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		c := f.waiting(1)[0]
		f.assign()
		if got := f.holder(c); got != "" {
			t.Fatalf("by hand, and %s has it", got)
		}
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		for _, status := range []desk.Presence{desk.Busy, desk.Away, desk.Offline} {
			if _, err := f.desk.SetStatus(t.Context(), who, status); err != nil {
				t.Fatal(err)
			}
			f.assign()
			if got := f.holder(c); got != "" {
				t.Fatalf("%s, and %s has it", status, got)
			}
		}
		if _, err := f.desk.SetStatus(t.Context(), who, desk.Online); err != nil {
			t.Fatal(err)
		}
		f.pass(2 * time.Minute)
		f.assign()
		if got := f.holder(c); got != "" {
			t.Fatalf("online without a console, and %s has it", got)
		}
		f.pass(0, who)
		f.assign()
		if got := f.holder(c); got != "小王" {
			t.Fatalf("there, and %q has it", got)
		}
	})
}

func TestNobodyIsGivenMoreThanTheyMayHaveAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		a := f.there(f.agent("a"), desk.AgentEdit{Capacity: new(5)})
		b := f.there(f.agent("b"), desk.AgentEdit{})
		f.waiting(20)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.atOnce(32, "", func(ctx context.Context, _ int) error { return f.desk.Assign(ctx) })
		f.assign()
		if x, y := f.seat(a).Open, f.seat(b).Open; x != 5 || y != 10 {
			t.Errorf("%d and %d: want 5, their capacity, and 10, the usual one", x, y)
		}
	})
}

func TestWhoWaitsLongestIsFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(3)})
		ids := f.waiting(6)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.InTurn })
		f.assign()
		for i, id := range ids {
			if got := f.holder(id) != ""; got != (i < 3) {
				t.Errorf("number %d is assigned: %v", i, got)
			}
		}
	})
}

func TestModes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		for _, name := range []string{"a", "b", "c"} {
			f.there(f.agent(name), desk.AgentEdit{})
		}
		f.plan(func(a *desk.Assignment) { a.Mode = desk.InTurn })
		var got []string
		for range 6 {
			c := f.waiting(1)[0]
			f.assign()
			got = append(got, f.holder(c))
		}
		if want := []string{"a", "b", "c", "a", "b", "c"}; !slices.Equal(got, want) {
			t.Errorf("in turn %v, want %v", got, want)
		}
		busy := f.there(f.agent("d"), desk.AgentEdit{})
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		for range 2 { // until d has two as well
			c := f.waiting(1)[0]
			f.assign()
			if got := f.holder(c); got != "d" {
				t.Errorf("least busy is %s, want d", got)
			}
		}
		if row := f.seat(busy); row.Open != 2 {
			t.Errorf("%d open", row.Open)
		}
	})
}

func TestAgentsOwnRuleAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(10), TakeBelow: new(2), TakeMore: new(3)})
		f.there(f.agent("by hand"), desk.AgentEdit{})
		f.waiting(12)
		f.atOnce(32, "", func(ctx context.Context, _ int) error { return f.desk.Assign(ctx) })
		if row := f.seat(who); row.Open != 3 {
			t.Fatalf("with none they took %d, want 3", row.Open)
		}
		f.assign()
		if row := f.seat(who); row.Open != 3 {
			t.Fatalf("with 3 that await they have %d: they are not below 2", row.Open)
		}
		f.answered(who, 2)
		f.assign()
		if row := f.seat(who); row.Open != 6 || row.Awaiting != 4 {
			t.Fatalf("with 1 that awaits they went on to %+v", row)
		}
		f.answered(who, 4)
		f.assign()
		f.answered(who, 3)
		f.assign()
		if row := f.seat(who); row.Open != 10 {
			t.Fatalf("they have %d, want their capacity", row.Open)
		}
	})
}

// answered has an agent answer some of those who await it.
func (f *floor) answered(who crm.Actor, n int) {
	f.Helper()
	err := f.store.Write(f.Context(), nil, func(tx *store.Tx) error {
		list, err := tx.ConversationsHeldBy(who.ID, 100)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.AwaitingSince == 0 || n == 0 {
				continue
			}
			n--
			c.AwaitingSince = 0
			if err := tx.UpdateConversation(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
}

func TestLastAgentFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		known := f.there(f.agent("known"), desk.AgentEdit{})
		other := f.there(f.agent("other"), desk.AgentEdit{})
		old := f.says(f.weapp, "openid1", "在吗")
		if _, err := f.desk.Accept(t.Context(), known, old.ID); err != nil {
			t.Fatal(err)
		}
		f.closed(known, old.ID)
		f.plan(func(a *desk.Assignment) { a.LastFirst = true })
		f.pass(24*time.Hour, known, other)
		c := f.says(f.weapp, "openid1", "又来了")
		stranger := f.waiting(1)[0]
		f.assign()
		if got := f.holder(c.ID); got != "known" {
			t.Errorf("%q has it", got)
		}
		if got := f.holder(stranger); got != "" {
			t.Errorf("a new customer goes to %q by hand", got)
		}
		f.closed(known, c.ID)
		f.pass(31*24*time.Hour, known, other)
		c = f.says(f.weapp, "openid1", "一个月后")
		f.assign()
		if got := f.holder(c.ID); got != "" {
			t.Errorf("after a month %q has it", got)
		}
	})
}

func TestRoutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		in := f.there(f.agent("in"), desk.AgentEdit{})
		f.there(f.agent("out"), desk.AgentEdit{})
		own := f.there(f.agent("own"), desk.AgentEdit{})
		team, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: in.ID}})
		if err != nil {
			t.Fatal(err)
		}
		f.plan(func(a *desk.Assignment) {
			a.Routes = []desk.Route{{Match: desk.RouteBegins, Value: "order:", TeamID: team.ID}, {Match: desk.RouteIs, Value: "vip", AgentID: own.ID}, {Match: desk.RouteIs, Value: "gone", TeamID: 7}}
		})
		from := func(openid, session string) int64 {
			f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: openid, Text: session})
			return f.says(f.weapp, openid, "在吗").ID
		}
		order, vip, gone := from("o1", "order:42"), from("o2", "vip"), from("o3", "gone")
		f.assign()
		if c := f.conversation(order); c.TeamID != team.ID || c.Status != desk.Waiting {
			t.Errorf("an order's conversation waits for team %d, %s", c.TeamID, c.Status)
		}
		if got := f.holder(vip); got != "own" {
			t.Errorf("a vip is with %q", got)
		}
		if got := f.holder(gone); got != "" {
			t.Errorf("who was led to a team that is not there is with %q", got)
		}
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		f.assign()
		if got := f.holder(order); got != "in" {
			t.Errorf("what waits for the team went to %q", got)
		}
		if got := f.kinds(order); !slices.Equal(got, []desk.ActionKind{desk.ActionAssigned, desk.ActionAssigned}) {
			t.Errorf("actions %v", got)
		}
	})
}

func TestAccountsAreForWhoMaySeeThem(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	other := f.account("wx0000000000000002")
	f.there(f.agent("小王"), desk.AgentEdit{Accounts: &[]int64{other.ID}})
	f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
	c := f.waiting(1)[0]
	f.assign()
	if got := f.holder(c); got != "" {
		t.Errorf("%s was given another account's customer", got)
	}
}

func TestRoutesAreChecked(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	for _, r := range []desk.Route{{Match: desk.RouteIs, TeamID: 1}, {Match: desk.RouteChannel, TeamID: 1}, {Match: desk.RouteIs, Value: "x"}, {Match: desk.RouteIs, Value: "x", TeamID: 1, AgentID: 1}} {
		a := desk.DefaultAssignment()
		a.Routes = []desk.Route{r}
		if _, err := f.desk.SetAssignment(t.Context(), f.boss, 0, &a); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%+v: %v", r, err)
		}
	}
}
