package desk_test

import (
	"context"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestTransfersAndTakeoversKeepToCapacityAtOnce(t *testing.T) {
	for name, do := range map[string]func(f *floor, ctx context.Context, who crm.Actor, id int64) error{
		"transfer": func(f *floor, ctx context.Context, who crm.Actor, id int64) error {
			_, err := f.desk.Transfer(ctx, f.boss, id, desk.Transfer{AgentID: who.ID})
			return err
		},
		"takeover": func(f *floor, ctx context.Context, who crm.Actor, id int64) error {
			_, err := f.desk.TakeOver(ctx, who, id)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := newFloor(t, s)
				who, ids := f.there(f.agent("小王"), desk.AgentEdit{Capacity: new(5)}), f.waiting(32)
				won := f.atOnce(32, desk.CodeAgentFull, func(ctx context.Context, i int) error { return do(f, ctx, who, ids[i]) })
				if row := f.seat(who); won != 5 || row.Open != 5 {
					t.Errorf("%d had their way, %d are open: want 5", won, row.Open)
				}
			})
		})
	}
}
