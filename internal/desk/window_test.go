package desk

import (
	"testing"
	"time"
)

func TestWindowOf(t *testing.T) {
	const wrote = 1_700_000_000_000
	after := func(d time.Duration) int64 { return wrote + d.Milliseconds() }
	const hour, second = time.Hour, time.Second
	tests := []struct {
		name    string
		spent   Spent
		now     int64
		left    int
		open    bool
		byEntry bool
		ends    int64
		reason  string
	}{
		{"just written", Spent{Wrote: wrote}, wrote, 5, true, false, after(48 * hour), ""},
		{"four sent", Spent{Wrote: wrote, SinceWrote: 4}, after(hour), 1, true, false, after(48 * hour), ""},
		{"five sent", Spent{Wrote: wrote, SinceWrote: 5}, after(hour), 0, false, false, after(48 * hour), ReasonUsedUp},
		{"more than allowed sent elsewhere", Spent{Wrote: wrote, SinceWrote: 7}, after(hour), 0, false, false, after(48 * hour), ReasonUsedUp},
		{"a millisecond before the end", Spent{Wrote: wrote, SinceWrote: 1}, after(48*hour) - 1, 4, true, false, after(48 * hour), ""},
		{"48 hours later", Spent{Wrote: wrote}, after(48 * hour), 0, false, false, after(48 * hour), ReasonExpired},
		{"expired and used up is expired", Spent{Wrote: wrote, SinceWrote: 5}, after(50 * hour), 0, false, false, after(48 * hour), ReasonExpired},
		{"never wrote", Spent{}, wrote, 0, false, false, 0, ReasonNeverWrote},

		{"just entered", Spent{Entered: wrote}, wrote, 2, true, true, after(60 * second), ""},
		{"entered and greeted", Spent{Entered: wrote, SinceEntered: 1}, after(second), 1, true, true, after(60 * second), ""},
		{"entered and answered twice", Spent{Entered: wrote, SinceEntered: 2}, after(second), 0, false, true, after(60 * second), ReasonUsedUp},
		{"a minute after entering", Spent{Entered: wrote}, after(60 * second), 0, false, false, 0, ReasonNeverWrote},
		{"entering adds nothing to what is more", Spent{Wrote: wrote, Entered: after(hour), SinceWrote: 1}, after(hour), 4, true, false, after(48 * hour), ""},
		{"entering raises what is less", Spent{Wrote: wrote, Entered: after(hour), SinceWrote: 5}, after(hour), 2, true, true, after(48 * hour), ""},
		{"entering after the end", Spent{Wrote: wrote, Entered: after(50 * hour), SinceWrote: 1}, after(50 * hour), 2, true, true, after(50*hour + 60*second), ""},
		{"entering just before the end carries over it", Spent{Wrote: wrote, Entered: after(48*hour - second), SinceWrote: 1}, after(48*hour + second), 4, true, false, after(48*hour + 59*second), ""},
		{"written after entering", Spent{Wrote: after(second), Entered: wrote}, after(2 * second), 5, true, false, after(48*hour + second), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := WindowOf(DefaultGrant, tt.spent, tt.now)
			if w.Left != tt.left || w.Open != tt.open || w.ByEntry != tt.byEntry || w.EndsAt != tt.ends || w.Reason != tt.reason {
				t.Errorf("got %+v; want left %d, open %v, by entry %v, ends %d, %q", w, tt.left, tt.open, tt.byEntry, tt.ends, tt.reason)
			}
		})
	}
}

// The window comes out as the platform's own counter would, whatever happens in which order.
func TestWindowOfFollowsTheCounter(t *testing.T) {
	const start = 1_700_000_000_000
	for seed := range 500 {
		s, left, until := Spent{}, 0, int64(0)
		now, n := int64(start), seed
		for range 12 {
			n = (n*1103515245 + 12345) & 0x7fffffff
			now += int64((n>>8)%40) * 1000
			grant := func(count int, span time.Duration) {
				if now >= until {
					left = 0
				}
				left, until = max(left, count), max(until, now+span.Milliseconds())
			}
			switch (n >> 16) % 4 {
			case 0:
				grant(5, 48*time.Hour)
				s.Wrote, s.SinceWrote = now, 0
			case 1:
				grant(2, time.Minute)
				s.Entered, s.SinceEntered = now, 0
			default:
				if now < until && left > 0 {
					left--
					s.SinceWrote++
					s.SinceEntered++
				}
			}
			want := left
			if now >= until {
				want = 0
			}
			if got := WindowOf(DefaultGrant, s, now); got.Left != want {
				t.Fatalf("seed %d: %+v gives %+v, the counter has %d until %d, now %d", seed, s, got, want, until, now)
			}
		}
	}
}
