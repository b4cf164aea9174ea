package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// closed ends a conversation.
func (f *floor) closed(who crm.Actor, id int64) {
	f.Helper()
	if _, err := f.desk.Close(f.Context(), who, id, ""); err != nil {
		f.Fatal(err)
	}
}

func (f *floor) takeBack() {
	f.Helper()
	if err := f.desk.TakeBack(f.Context()); err != nil {
		f.Fatal(err)
	}
}

func TestWhatAnAbsentAgentLeftWaitsAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		c := f.says(f.weapp, "openid1", "在吗")
		if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
			t.Fatal(err)
		}
		f.plan(func(a *desk.Assignment) { a.TakeoverMinutes = 10 })
		still := func(why string) {
			t.Helper()
			f.takeBack()
			if got := f.holder(c.ID); got != "小王" {
				t.Fatalf("%s: %q has it", why, got)
			}
		}
		for range 12 {
			f.pass(time.Minute, who)
		}
		still("they are there and have not answered for 12 minutes")
		f.pass(9 * time.Minute)
		still("they went 9 minutes ago")
		f.pass(2 * time.Minute)
		f.takeBack()
		if got := f.conversation(c.ID); got.Status != desk.Waiting || got.AgentID != 0 || got.WaitingSince != c.LastInboundAt {
			t.Fatalf("after 11 minutes it is %s of %d since %d, want waiting since %d", got.Status, got.AgentID, got.WaitingSince, c.LastInboundAt)
		}
		if got := f.kinds(c.ID); !slices.Equal(got, []desk.ActionKind{desk.ActionAccepted, desk.ActionReturned}) {
			t.Errorf("actions %v", got)
		}
	})
}

func TestWhatAnAbsentAgentAnsweredStays(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	who := f.there(f.agent("小王"), desk.AgentEdit{})
	c := f.says(f.weapp, "openid1", "在吗")
	if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
		t.Fatal(err)
	}
	f.plan(func(a *desk.Assignment) { a.TakeoverMinutes = 10 })
	f.answered(who, 1)
	f.pass(time.Hour)
	f.takeBack()
	if got := f.holder(c.ID); got != "小王" {
		t.Errorf("it is their customer's turn, and %q has it", got)
	}
}

func TestWhoSaysTheyAreAwayIsTakenOverFrom(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	who := f.there(f.agent("小王"), desk.AgentEdit{})
	c := f.says(f.weapp, "openid1", "在吗")
	if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
		t.Fatal(err)
	}
	f.plan(func(a *desk.Assignment) { a.TakeoverMinutes = 10 })
	if _, err := f.desk.SetStatus(t.Context(), who, desk.Away); err != nil {
		t.Fatal(err)
	}
	for range 11 {
		f.pass(time.Minute, who)
	}
	f.takeBack()
	if got := f.conversation(c.ID); got.Status != desk.Waiting {
		t.Errorf("it is still %s", got.Status)
	}
}

func TestTakingOverAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who, lead, mate := f.there(f.agent("who"), desk.AgentEdit{}), f.agent("lead"), f.agent("mate")
		if _, err := f.desk.PutTeam(t.Context(), f.boss, 0, "售后", []desk.TeamMember{{AgentID: who.ID}, {AgentID: mate.ID}, {AgentID: lead.ID, Lead: true}}); err != nil {
			t.Fatal(err)
		}
		c := f.says(f.weapp, "openid1", "在吗")
		if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
			t.Fatal(err)
		}
		over := func(by crm.Actor) error { _, err := f.desk.TakeOver(t.Context(), by, c.ID); return err }
		if err := over(mate); crm.CodeOf(err) != desk.CodeConversationTaken {
			t.Fatalf("a mate took it from who is there: %v", err)
		}
		if err := over(lead); err != nil || f.holder(c.ID) != "lead" {
			t.Fatalf("their lead: %v, %s", err, f.holder(c.ID))
		}
		f.pass(2 * time.Minute)
		won := f.atOnce(32, desk.CodeConversationTaken, func(ctx context.Context, i int) error {
			by := mate
			if i%2 == 1 {
				by = who
			}
			_, err := f.desk.TakeOver(ctx, by, c.ID)
			return err
		})
		if won == 0 || f.holder(c.ID) == "lead" {
			t.Errorf("the lead is gone, %d took over, and %s has it", won, f.holder(c.ID))
		}
	})
}
