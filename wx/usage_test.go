package wx_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wx"
)

func TestUsageIsWhatWasCalledWithinMinuteAndHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := wx.Limits{PerMinute: 10, PerHour: 100}
		limiter := wx.NewLimiter(nil, limits)
		call := func(who, op string, n int) {
			for range n {
				if err := limiter.Wait(t.Context(), who, op); err != nil {
					t.Fatal(err)
				}
			}
		}
		call("ww1", "get", 3)
		time.Sleep(2 * time.Minute)
		call("ww1", "get", 2)
		call("ww1", "add", 1)
		call("ww2", "get", 5)
		limiter.Refused("ww1", "add")
		blocked := time.Now().Add(time.Minute)
		want := []wx.Usage{
			{Op: "add", Minute: 1, Hour: 1, Limits: limits, BlockedUntil: blocked},
			{Op: "get", Minute: 2, Hour: 5, Limits: limits},
		}
		meter := limiter.(wx.Meter)
		if diff := cmp.Diff(want, meter.Usage("ww1")); diff != "" {
			t.Errorf("usage (-want +got):\n%s", diff)
		}
		time.Sleep(62 * time.Minute)
		if left := meter.Usage("ww1"); len(left) != 0 {
			t.Errorf("an hour later %+v", left)
		}
	})
}

// Background work asks for room below half of the limits, and what others use counts against it.
func TestRoomBelowSmallerLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := wx.NewLimiter(nil, wx.Limits{PerMinute: 10, PerHour: 100})
		meter, half := limiter.(wx.Meter), wx.Limits{PerMinute: 5, PerHour: 50}
		room := func(below wx.Limits, want int, after time.Duration) {
			t.Helper()
			got, next := meter.Room("ww1", "get", below)
			if wait := time.Until(next); got != want || wait < after-time.Second || wait > after+time.Minute {
				t.Errorf("%d calls, %s from now, want %d, %s", got, wait, want, after)
			}
		}
		call := func(n int) {
			for range n {
				if err := limiter.Wait(t.Context(), "ww1", "get"); err != nil {
					t.Fatal(err)
				}
			}
		}
		room(half, 5, 0)
		call(3)
		room(half, 2, 0)
		call(4)
		room(half, 0, time.Minute)
		room(wx.Limits{}, 3, 0) // the limiter's own limits always hold
		time.Sleep(61 * time.Second)
		room(half, 5, 0)
		for range 9 {
			call(5)
			time.Sleep(61 * time.Second)
		}
		room(half, 0, 50*time.Minute)
		limiter.Refused("ww1", "get")
		if n, next := meter.Room("ww1", "get", wx.Limits{}); n != 0 || time.Until(next) != time.Minute {
			t.Errorf("room %d while blocked, until %s", n, next)
		}
	})
}
