package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestARowSaysSinceWhenACustomerIsWithTheOfficialTool(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		c := f.says(f.weapp, "o1", "在吗")
		if c.OfficialSince != 0 || c.OfficialUntil != 0 {
			t.Fatalf("ours: %+v", c)
		}
		there := f.transfers(f.weapp, "o1", "人工")
		if there.Status != desk.Official || there.OfficialSince != there.LastInboundAt || there.OfficialUntil != there.LastInboundAt+30*60_000 {
			t.Fatalf("handed over: %+v", there)
		}
		f.pass(10 * time.Minute)
		again := f.transfers(f.weapp, "o1", "还在吗")
		if again.OfficialSince != there.OfficialSince || again.OfficialUntil != again.LastInboundAt+30*60_000 {
			t.Fatalf("they wrote once more: %+v", again)
		}
		if back := f.says(f.weapp, "o1", "喂"); back.Status != desk.Waiting || back.OfficialSince != 0 || back.OfficialUntil != 0 {
			t.Fatalf("back: %+v", back)
		}
	})
}
