package desk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestNobodyAcceptsBeyondTheirCapacity(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(5)})
		var ids []int64
		for i := range 32 {
			ids = append(ids, f.says(f.weapp, fmt.Sprint("openid", i), "在吗").ID)
		}
		won := f.atOnce(32, desk.CodeAgentFull, func(ctx context.Context, i int) error {
			_, err := f.desk.Accept(ctx, who, ids[i])
			return err
		})
		if row := f.seat(who); won != 5 || row.Open != 5 || row.Awaiting != 5 {
			t.Errorf("%d accepted, %d open, %d awaiting: want 5", won, row.Open, row.Awaiting)
		}
	})
}

func TestDisabledAgentsConversationsReturnToWaiting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		_, token, err := f.ground.SignIn(t.Context(), "小王@example.com", "correct horse battery")
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for i := range 12 {
			c := f.says(f.weapp, fmt.Sprint("openid", i), "在吗")
			if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
				t.Fatal(err)
			}
			ids = append(ids, c.ID)
		}
		wrote := f.row(ids[0]).LastInboundAt
		row := f.must(f.desk.EditAgent(t.Context(), f.boss, who.ID, desk.AgentEdit{Disabled: new(true)}))
		if !row.Disabled || row.Open != 0 || row.Status != desk.Offline || row.There {
			t.Errorf("disabled: %+v", row)
		}
		for _, id := range ids {
			if c := f.conversation(id); c.Status != desk.Waiting || c.AgentID != 0 {
				t.Errorf("conversation %d is %s of %d", id, c.Status, c.AgentID)
			}
		}
		if c := f.conversation(ids[0]); c.WaitingSince != wrote {
			t.Errorf("it waits since %d, but its customer wrote at %d", c.WaitingSince, wrote)
		}
		if got, want := f.kinds(ids[0]), []desk.ActionKind{desk.ActionAccepted, desk.ActionReturned}; !slices.Equal(got, want) {
			t.Errorf("actions %v, want %v", got, want)
		}
		if _, err := f.ground.SignedIn(t.Context(), token); crm.CodeOf(err) != crm.CodeNotSignedIn {
			t.Errorf("their session goes on: %v", err)
		}
	})
}

func TestTheLastAdminStays(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	_, err := f.desk.EditAgent(t.Context(), f.boss, f.boss.ID, desk.AgentEdit{Disabled: new(true)})
	if crm.CodeOf(err) != crm.CodeLastAdmin {
		t.Errorf("disabled: %v", err)
	}
	other := f.agent("小王")
	f.must(f.desk.EditAgent(t.Context(), f.boss, other.ID, desk.AgentEdit{Role: new(crm.RoleAdmin)}))
	f.must(f.desk.EditAgent(t.Context(), f.boss, f.boss.ID, desk.AgentEdit{Role: new(crm.RoleAgent)}))
	_, err = f.desk.EditAgent(t.Context(), f.boss, other.ID, desk.AgentEdit{Role: new(crm.RoleAgent)})
	if crm.CodeOf(err) != crm.CodeLastAdmin {
		t.Errorf("made an agent: %v", err)
	}
}

func TestSeatsAreChecked(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	other := f.agent("小王")
	for name, e := range map[string]desk.AgentEdit{
		"status":   {Status: new(desk.Presence("asleep"))},
		"capacity": {Capacity: new(-1)},
		"take":     {TakeBelow: new(3)},
		"email":    {Email: new("nobody")},
		"name":     {Name: new(" ")},
	} {
		if _, err := f.desk.EditAgent(t.Context(), f.boss, other.ID, e); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.desk.EditAgent(t.Context(), f.boss, other.ID, desk.AgentEdit{Email: new("BOSS@example.com")}); crm.CodeOf(err) != crm.CodeTaken {
		t.Errorf("another's address: %v", err)
	}
}

func TestAConsoleKeepsItsAgentThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		first := f.seat(who)
		f.pass(10*time.Second, who)
		if row := f.seat(who); row.SeenAt != first.SeenAt {
			t.Error("it was written again after 10 seconds")
		}
		f.pass(30*time.Second, who)
		if row := f.seat(who); row.SeenAt != first.SeenAt+40_000 || !row.There {
			t.Errorf("after 40 seconds: %+v", row)
		}
		f.pass(80 * time.Second)
		if row := f.seat(who); row.There {
			t.Error("nobody said so for 80 seconds, and they are still there")
		}
		f.pass(0, who)
		if err := f.desk.Gone(t.Context(), who.ID); err != nil {
			t.Fatal(err)
		}
		if row := f.seat(who); row.There || row.Status != desk.Online {
			t.Errorf("their last console went: %+v", row)
		}
	})
}

// A console that goes at one node leaves an agent there who has another at a second one; that one's end, or its node's, is the end.
func TestConsolesAtTwoNodesKeepTheirAgentThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		other := &desk.Desk{Node: "b", Store: f.desk.Store, Clock: f.desk.Clock, IDs: f.desk.IDs, Waker: f.desk.Waker, Log: f.desk.Log}
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		for _, step := range []struct {
			what  string
			do    func(context.Context, int64) error
			pass  time.Duration
			there bool
		}{
			{"a second console opened", other.Seen, 10 * time.Second, true},
			{"the first one went", f.desk.Gone, 30 * time.Second, true},
			{"it came back", f.desk.Seen, 0, true},
			{"the second one went", other.Gone, 0, true},
			{"the first one, too", f.desk.Gone, 0, false},
			{"one came back", other.Seen, 0, true},
			{"its node is dead", func(context.Context, int64) error { return nil }, 80 * time.Second, false},
		} {
			if err := step.do(t.Context(), who.ID); err != nil {
				t.Fatal(err)
			}
			f.pass(step.pass)
			if row := f.seat(who); row.There != step.there {
				t.Errorf("%s: there is %t", step.what, row.There)
			}
		}
	})
}

func TestTeams(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.agent("小王")
		team, err := f.desk.PutTeam(t.Context(), f.boss, 0, " 售后 ", []desk.TeamMember{{AgentID: who.ID, Lead: true}})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]desk.TeamRef{{ID: team.ID, Name: "售后", Lead: true}}, f.seat(who).Teams); d != "" {
			t.Error(d)
		}
		if _, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", nil); crm.CodeOf(err) != crm.CodeTaken {
			t.Errorf("a second of the same name: %v", err)
		}
		if _, err := f.desk.PutTeam(t.Context(), f.boss, team.ID, "售后", []desk.TeamMember{{AgentID: who.ID}, {AgentID: who.ID}}); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("twice in it: %v", err)
		}
		c := f.says(f.weapp, "openid1", "在吗")
		err = s.Write(t.Context(), nil, func(tx *store.Tx) error {
			kept, err := tx.Conversation(c.ID)
			if err != nil {
				return err
			}
			kept.TeamID = team.ID
			return tx.UpdateConversation(kept)
		})
		if err != nil {
			t.Fatal(err)
		}
		if row, err := s.TeamRow(t.Context(), team.ID); err != nil || row.Waiting != 1 {
			t.Errorf("team %+v: %v", row, err)
		}
		if err := f.desk.RemoveTeam(t.Context(), f.boss, team.ID); err != nil {
			t.Fatal(err)
		}
		if c := f.conversation(c.ID); c.TeamID != 0 || c.Status != desk.Waiting {
			t.Errorf("what waited for the team: %+v", c)
		}
	})
}
