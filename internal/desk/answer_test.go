package desk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (f *floor) admin(name string) crm.Actor {
	f.Helper()
	who := f.agent(name)
	f.must(f.desk.EditAgent(f.Context(), crm.Operator(), who.ID, desk.AgentEdit{Role: new(crm.RoleAdmin)}))
	who.Role = crm.RoleAdmin
	return who
}

func (f *floor) writes(who crm.Actor, id int64) error {
	_, err := f.desk.Send(f.Context(), who, id, desk.Reply{ClientKey: newKey(f), Kind: desk.KindText, Text: "我是" + who.Name})
	return err
}

func TestAnsweringAWaitingCustomerAcceptsThemAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		one, two := f.admin("one"), f.admin("two")
		f.must(f.desk.EditAgent(t.Context(), f.boss, two.ID, desk.AgentEdit{Capacity: new(1)}))
		c := f.says(f.weapp, "o1", "在吗")
		answered := f.atOnce(32, desk.CodeConversationTaken, func(_ context.Context, i int) error {
			err := f.writes([]crm.Actor{one, two}[i%2], c.ID)
			if crm.CodeOf(err) == desk.CodeWindowUsedUp { // by who has them
				err = crm.Refuse(desk.CodeConversationTaken)
			}
			return err
		})
		got := f.conversation(c.ID)
		if got.Status != desk.Open || answered != 5 || len(f.said(c.ID)) != answered {
			t.Fatalf("%d were not refused, and it is %+v", answered, got)
		}
		if kinds := f.kinds(c.ID); !slices.Equal(kinds, []desk.ActionKind{desk.ActionAccepted}) {
			t.Fatalf("on record are %q", kinds)
		}
		for _, said := range f.said(c.ID) {
			if said != "agent: 我是"+f.holder(c.ID) {
				t.Fatalf("%s has them, and somebody wrote %q", f.holder(c.ID), said)
			}
		}
		ids := f.waiting(2)
		full := f.admin("full")
		f.must(f.desk.EditAgent(t.Context(), f.boss, full.ID, desk.AgentEdit{Capacity: new(1)}))
		if err := f.writes(full, ids[0]); err != nil {
			t.Fatal(err)
		}
		if err := f.writes(full, ids[1]); crm.CodeOf(err) != desk.CodeAgentFull {
			t.Fatalf("one more than they may have: %v", err)
		}
		f.wantSaid(ids[1])
	})
}

func TestWritingIntoAClosedConversationSaysThatItIsClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who, id := f.served("o1")
		f.close(who, id)
		if err := f.writes(who, id); crm.CodeOf(err) != desk.CodeClosed {
			t.Errorf("writing: %v", err)
		}
	})
}
