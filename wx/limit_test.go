package wx_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/wx"
)

// No minute and no hour, wherever it begins, sees more calls than the limit, and
// a burst loses none of them.
func TestLimitHoldsInEveryWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := wx.NewLimiter(nil, wx.Limits{PerMinute: 10, PerHour: 100})
		var mu sync.Mutex
		var went []time.Time
		var all sync.WaitGroup
		for range 250 {
			all.Go(func() {
				if err := limiter.Wait(t.Context(), "ww1", "op"); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				went = append(went, time.Now())
			})
		}
		all.Wait()
		for span, limit := range map[time.Duration]int{time.Minute: 10, time.Hour: 100} {
			for i := range went {
				if i+limit < len(went) && went[i+limit].Sub(went[i]) < span {
					t.Fatalf("%d calls within %s", limit+1, went[i+limit].Sub(went[i]))
				}
			}
		}
		if took := went[len(went)-1].Sub(went[0]); len(went) != 250 || took > 3*time.Hour {
			t.Errorf("%d calls took %s", len(went), took)
		}
	})
}

func TestLimitIsOfOneCompanyAndOperation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter, began := wx.NewLimiter(nil, wx.Limits{PerMinute: 1}), time.Now()
		for _, who := range []string{"ww1", "ww2"} {
			for _, op := range []string{"a", "b"} {
				if err := limiter.Wait(t.Context(), who, op); err != nil {
					t.Error(err)
				}
			}
		}
		if time.Since(began) != 0 {
			t.Errorf("waited %s", time.Since(began))
		}
	})
}

func TestCallThatWouldWaitTooLongIsRefusedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := wx.NewLimiter(nil, wx.Limits{PerMinute: 1})
		limiter.Wait(t.Context(), "ww1", "op")
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		err := limiter.Wait(ctx, "ww1", "op")
		var limit *wx.LimitError
		if !errors.As(err, &limit) || !errors.Is(err, wx.ErrRateLimited) || wx.IsUnknown(err) || time.Since(began) != 0 {
			t.Errorf("%v after %s", err, time.Since(began))
		}
		if wait := limit.Until.Sub(began); wait < 59*time.Second || wait > 61*time.Second {
			t.Errorf("until %s from now", wait)
		}
		cancelled, stop := context.WithCancel(t.Context())
		go stop()
		if err := limiter.Wait(cancelled, "ww1", "op"); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

func TestRefusedOperationRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := wx.NewLimiter(nil, wx.Limits{})
		rest := func() time.Duration {
			began := time.Now()
			if err := limiter.Wait(t.Context(), "ww1", "op"); err != nil {
				t.Error(err)
			}
			return time.Since(began)
		}
		if d := rest(); d != 0 {
			t.Errorf("without limits: %s", d)
		}
		for _, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
			limiter.Refused("ww1", "op")
			limiter.Refused("ww1", "op") // of a call under way with the first
			if d := rest(); d != want {
				t.Errorf("rested %s, want %s", d, want)
			}
		}
		time.Sleep(2 * time.Minute) // on the test's own clock
		limiter.Refused("ww1", "op")
		if d := rest(); d != time.Minute {
			t.Errorf("after a good while: %s", d)
		}
	})
}

// A clock that is set back a little is no way around the limit, and one that is
// set back a lot keeps nobody waiting until it has caught up.
func TestLimiterOutlivesAClockSetBack(t *testing.T) {
	for _, row := range []struct {
		back    time.Duration
		refused bool
		free    bool
	}{
		{time.Second, false, false},
		{30 * time.Second, false, false},
		{48 * time.Hour, false, true},
		{48 * time.Hour, true, true},
	} {
		now := time.Unix(1_700_000_000, 0)
		limiter := wx.NewLimiter(func() time.Time { return now }, wx.Limits{PerMinute: 2})
		for range 2 {
			limiter.Wait(t.Context(), "ww1", "op")
		}
		if row.refused {
			limiter.Refused("ww1", "op")
		}
		now = now.Add(-row.back)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		if err := limiter.Wait(ctx, "ww1", "op"); (err == nil) != row.free {
			t.Errorf("set back by %s, refused %v: %v", row.back, row.refused, err)
		}
		cancel()
	}
}

// A device without a clock of its own may believe in any year.
func TestLimitHoldsBefore1970(t *testing.T) {
	now := time.Unix(-1_000_000_007, 0)
	limiter := wx.NewLimiter(func() time.Time { return now }, wx.Limits{PerMinute: 2})
	var went []time.Time
	for range 600 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		if limiter.Wait(ctx, "ww1", "op") == nil {
			went = append(went, now)
		}
		cancel()
		if n := len(went); n > 2 && went[n-1].Sub(went[n-3]) < time.Minute {
			t.Fatalf("3 calls within %s", went[n-1].Sub(went[n-3]))
		}
		now = now.Add(time.Second)
	}
	if len(went) < 18 {
		t.Errorf("%d calls in 10 minutes", len(went))
	}
}

// Whenever calls come, no minute that begins anywhere sees more of them than the
// limit.
func TestLimitHoldsForAnyArrivals(t *testing.T) {
	for seed := range uint64(50) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			limit := 1 + random.IntN(7)
			limiter := wx.NewLimiter(nil, wx.Limits{PerMinute: limit})
			var went []time.Time
			for range 120 {
				time.Sleep(time.Duration(random.ExpFloat64() * float64(8*time.Second))) // on the test's own clock
				if err := limiter.Wait(t.Context(), "ww1", "op"); err != nil {
					t.Fatal(err)
				}
				went = append(went, time.Now())
				if n := len(went); n > limit && went[n-1].Sub(went[n-1-limit]) < time.Minute {
					t.Fatalf("seed %d: %d calls within %s", seed, limit+1, went[n-1].Sub(went[n-1-limit]))
				}
			}
		})
	}
}

func TestShareOfLimits(t *testing.T) {
	for n, want := range map[int]wx.Limits{1: {PerMinute: 10_000, PerHour: 150_000}, 3: {PerMinute: 3333, PerHour: 50_000}, 1_000_000: {PerMinute: 1, PerHour: 1}} {
		if got := wx.WeComLimits.Share(n); got != want {
			t.Errorf("share of %d: %+v", n, got)
		}
	}
	if got := (wx.Limits{}).Share(5); got != (wx.Limits{}) {
		t.Errorf("share of none: %+v", got)
	}
}

func TestCuts(t *testing.T) {
	text, list, seconds := "一二三四", []string{"a", "b", "c"}, int64(100)
	check := func(clamp bool) (*wx.Check, string, []string, int64) {
		c, s, l, n := &wx.Check{Op: "op", Clamp: clamp}, text, list, seconds
		c.CutCharacters("remark", &s, 3)
		c.CutItems("chats", &l, 2)
		c.CutNumber("expires_in", &n, 60, "seconds")
		return c, s, l, n
	}
	c, s, l, n := check(true)
	if c.Err() != nil || s != "一二三" || len(l) != 2 || cap(l) != 2 || n != 60 || len(c.Clamped()) != 3 || len(list) != 3 {
		t.Errorf("cut to %q %v %d, %v, reported %+v", s, l, n, c.Err(), c.Clamped())
	}
	if first := c.Clamped()[0]; first != (wx.Clamped{Op: "op", Field: "remark", Limit: 3, Unit: "characters", Given: "一二三四", Sent: "一二三"}) {
		t.Errorf("%+v", first)
	}
	c, s, l, n = check(false)
	want := "op: remark: at most 3 characters, got 4\nop: chats: at most 2 items, got 3\nop: expires_in: at most 60 seconds, got 100"
	if err := c.Err(); err == nil || err.Error() != want || s != text || len(l) != 3 || n != 100 || len(c.Clamped()) != 0 {
		t.Errorf("%v", err)
	}
}
