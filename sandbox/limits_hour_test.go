package sandbox

import (
	"testing"
	"time"
)

// TestAddressHour counts from within: 600,000 calls by HTTP take too long.
func TestAddressHour(t *testing.T) {
	l := newLimits()
	c := &call{ep: &endpoint{path: "/cgi-bin/gettoken"}, ip: "192.0.2.1", now: time.Unix(1_700_000_000, 0)}
	for n := range 600_000 {
		if c.now = c.now.Add(4 * time.Millisecond); !l.allowIP(c, 1) { // 15,000 a minute
			t.Fatalf("call %d is refused", n+1)
		}
	}
	c.now = c.now.Add(time.Millisecond)
	full := c.now
	for _, row := range []struct {
		after time.Duration
		want  bool
	}{{0, false}, {60*time.Minute - time.Millisecond, false}, {60 * time.Minute, true}} {
		if c.now = full.Add(row.after); l.allowIP(c, 1) != row.want {
			t.Errorf("%s after the hour was full: want %t", row.after, row.want)
		}
	}
}
