package wx_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/wx"
)

func TestProcessesShareTheLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := wx.NewLimiter(nil, wx.Limits{PerMinute: 12, PerHour: 600})
		calls := func() (n int) {
			for ; ; n++ {
				ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
				err := l.Wait(ctx, "ww1", "get")
				cancel()
				if err != nil {
					return n
				}
			}
		}
		meter := l.(wx.Meter)
		for _, step := range []struct{ sharers, want int }{{1, 12}, {3, 4}, {2, 6}, {0, 12}, {4, 3}} {
			l.(wx.Sharer).Share(step.sharers)
			if room, _ := meter.Room("ww1", "get", wx.Limits{PerMinute: 6}); room != max(1, step.want/2) {
				t.Errorf("one of %d has room for %d calls below half of the limit", step.sharers, room)
			}
			if got := calls(); got != step.want {
				t.Errorf("one of %d makes %d calls, want %d", step.sharers, got, step.want)
			}
			time.Sleep(2 * time.Minute)
		}
		calls()
		l.(wx.Sharer).Share(1)
		if room, _ := meter.Room("ww1", "get", wx.Limits{}); room != 0 {
			t.Errorf("where four have called up to the limit, there is room for %d calls of the one that is left", room)
		}
		l.(wx.Sharer).Share(4)
		if u := meter.Usage("ww1"); len(u) != 1 || u[0].Limits.PerMinute != 3 {
			t.Errorf("usage %+v", u)
		}
	})
}
