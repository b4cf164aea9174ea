package desk_test

import (
	"context"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Of 32 at once one disables an agent, while the others have that agent get conversations in every way there is.
func TestWhoIsDisabledWhileCustomersComeAtOnceKeepsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
		who, other := f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(12)}), f.there(f.agent("小李"), desk.AgentEdit{Capacity: new(5)})
		ids := f.waiting(32)
		for _, id := range ids[:4] { // what they have before
			if _, err := f.desk.Accept(t.Context(), who, id); err != nil {
				t.Fatal(err)
			}
		}
		f.atOnceAnyhow(32, func(ctx context.Context, i int) (err error) {
			switch id := ids[i]; {
			case i == 16:
				_, err = f.desk.EditAgent(ctx, f.boss, who.ID, desk.AgentEdit{Disabled: new(true)})
			case i%4 == 0:
				_, err = f.desk.Accept(ctx, who, id)
			case i%4 == 1:
				_, err = f.desk.Transfer(ctx, f.boss, id, desk.Transfer{AgentID: who.ID})
			case i%4 == 2:
				_, err = f.desk.TakeOver(ctx, who, id)
			default:
				err = f.desk.Assign(ctx)
			}
			return err
		})
		for _, id := range ids {
			switch c := f.conversation(id); {
			case c.Status == desk.Waiting && c.AgentID == 0:
			case c.Status == desk.Open && c.AgentID == other.ID:
			default:
				t.Errorf("conversation %d is %s of agent %d", id, c.Status, c.AgentID)
			}
		}
		if gone, there := f.seat(who), f.seat(other); gone.Open != 0 || !gone.Disabled || gone.Status != desk.Offline || there.Open > 5 {
			t.Errorf("%d are left with who was disabled (%+v), %d are the other's: want 0, and 5 at most", gone.Open, gone, there.Open)
		}
		for _, id := range ids {
			if _, err := f.desk.Accept(t.Context(), who, id); err == nil {
				t.Fatal("who is disabled accepts conversations")
			}
		}
		f.assign()
		if there := f.seat(other); there.Open != 5 {
			t.Errorf("afterwards the other has %d, want 5", there.Open)
		}
	})
}

// atOnceAnyhow runs n callers together, each of whom may be refused.
func (f *floor) atOnceAnyhow(n int, do func(ctx context.Context, i int) error) {
	f.Helper()
	f.atOnce(n, "", func(ctx context.Context, i int) error {
		if err := do(ctx, i); err != nil && crm.CodeOf(err) == "" {
			return err
		}
		return nil
	})
}
