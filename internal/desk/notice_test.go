package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// told notes whom the platform would have told.
type told struct {
	mu   sync.Mutex
	list []string
}

func (m *told) Tell(_ context.Context, account int64, userID, _, _ string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = append(m.list, fmt.Sprint(account, " ", userID))
	return nil
}

// notices has 32 look at once whom to tell, does the jobs, and counts who was told.
func (f *floor) notices(m *told) int {
	f.Helper()
	f.together(32, "", func(ctx context.Context, _ int) error { return f.desk.Notify(ctx) })
	f.does(desk.QueueNotice, f.desk.SendNotice)
	n := len(m.list)
	m.list = nil
	return n
}

// member adds an agent who is at a console, and whom the company's app can tell.
func (f *floor) member(name string) (crm.Actor, crm.Account) {
	f.Helper()
	corp, err := f.ground.AddAccount(f.Context(), crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: "corp", PlatformID: "ww0000000000000001", Secret: "secret", Name: "门铃", AgentID: "1000002"})
	if err != nil {
		f.Fatal(err)
	}
	who := f.there(f.agent(name), desk.AgentEdit{})
	if _, err := f.ground.LinkAgent(f.Context(), f.boss, who.ID, corp.ID, "XiaoWang"); err != nil {
		f.Fatal(err)
	}
	return who, corp
}

func TestWhoIsOnlineWithoutAConsoleIsToldAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, m := newFloor(t, s), &told{}
		f.desk.Messenger = m
		who, corp := f.member("小王")
		want := func(n int, why string) {
			t.Helper()
			if got := f.notices(m); got != n {
				t.Fatalf("%s: told %d times, want %d", why, got, n)
			}
		}
		f.waiting(1)
		want(0, "a console is open")
		if err := f.desk.Gone(t.Context(), who.ID); err != nil {
			t.Fatal(err)
		}
		want(1, "no console is open")
		f.pass(30 * time.Second)
		f.waiting(1)
		want(0, "half a minute later")
		f.pass(40 * time.Second)
		want(1, "a minute later, with another who waits")
		f.pass(5 * time.Minute)
		want(1, "who still waits is told of once more")
		f.pass(5 * time.Minute)
		want(0, "nobody came since")
		if _, err := f.desk.SetStatus(t.Context(), who, desk.Offline); err != nil {
			t.Fatal(err)
		}
		f.waiting(1)
		want(0, "offline")
		if _, err := f.desk.SetStatus(t.Context(), who, desk.Online); err != nil {
			t.Fatal(err)
		}
		f.must(f.desk.EditAgent(t.Context(), f.boss, who.ID, desk.AgentEdit{Accounts: &[]int64{corp.ID}}))
		want(0, "another account's customers")
	})
}

// What counts is since when it is theirs, not since when the customer waits.
func TestWhoIsHandedAnOldWaitIsTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, m := newFloor(t, s), &told{}
		f.desk.Messenger = m
		who, _ := f.member("小王")
		other := f.there(f.agent("小李"), desk.AgentEdit{})
		team, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: who.ID}})
		if err != nil {
			t.Fatal(err)
		}
		others, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售前", []desk.TeamMember{{AgentID: other.ID}})
		if err != nil {
			t.Fatal(err)
		}
		f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: "contains", Words: []string{"退款"}, TeamID: team.ID}})
		if err := f.desk.Gone(t.Context(), who.ID); err != nil {
			t.Fatal(err)
		}
		accept := func(id int64) {
			t.Helper()
			if _, err := f.desk.Accept(t.Context(), other, id); err != nil {
				t.Fatal(err)
			}
		}
		hand := func(by crm.Actor, id int64, to desk.Transfer) {
			t.Helper()
			if _, err := f.desk.Transfer(t.Context(), by, id, to); err != nil {
				t.Fatal(err)
			}
		}
		want := func(n int, why string) {
			t.Helper()
			if got := f.notices(m); got != n {
				t.Fatalf("%s: told %d times, want %d", why, got, n)
			}
		}
		old := f.waiting(1)[0]
		accept(old)
		f.pass(10 * time.Minute)
		c := f.waiting(1)[0]
		want(1, "somebody waits")
		accept(c)
		f.pass(5 * time.Minute)
		want(0, "nobody waits for them")
		hand(other, old, desk.Transfer{TeamID: team.ID})
		want(1, "a wait of fifteen minutes was handed to their team")
		accept(old)
		f.pass(5 * time.Minute)
		want(0, "it was accepted")
		led := f.says(f.weapp, "led", "在吗")
		hand(f.boss, led.ID, desk.Transfer{TeamID: others.ID})
		f.pass(5 * time.Minute)
		want(0, "it waits for another team")
		f.says(f.weapp, "led", "退款")
		want(1, "a rule led it to their team")
		accept(led.ID)
		f.pass(5 * time.Minute)
		hand(other, old, desk.Transfer{AgentID: who.ID})
		want(1, "it was handed to themselves")
	})
}

func TestNobodyIsToldOfWhoCannotBeAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, m := newFloor(t, s), &told{}
		f.desk.Messenger = m
		f.waiting(2)
		f.pass(60 * time.Hour)
		who, _ := f.member("小王")
		if err := f.desk.Gone(t.Context(), who.ID); err != nil {
			t.Fatal(err)
		}
		if n := f.notices(m); n != 0 {
			t.Fatalf("told %d times", n)
		}
		f.waiting(1)
		if n := f.notices(m); n != 1 {
			t.Fatalf("of who can be answered they were told %d times", n)
		}
	})
}
