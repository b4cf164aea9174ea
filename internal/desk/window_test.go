package desk

import (
	"testing"
	"time"
)

func TestWindowOf(t *testing.T) {
	const wrote = 1_700_000_000_000
	hours := func(h int) int64 { return wrote + (time.Duration(h) * time.Hour).Milliseconds() }
	tests := []struct {
		name        string
		lastInbound int64
		used        int
		now         int64
		left        int
		open        bool
		reason      string
	}{
		{"just written", wrote, 0, wrote, 5, true, ""},
		{"four sent", wrote, 4, hours(1), 1, true, ""},
		{"five sent", wrote, 5, hours(1), 0, false, ReasonUsedUp},
		{"more than allowed sent elsewhere", wrote, 7, hours(1), 0, false, ReasonUsedUp},
		{"a millisecond before the end", wrote, 1, hours(48) - 1, 4, true, ""},
		{"48 hours later", wrote, 0, hours(48), 0, false, ReasonExpired},
		{"expired and used up is expired", wrote, 5, hours(50), 0, false, ReasonExpired},
		{"never wrote", 0, 0, wrote, 0, false, ReasonNeverWrote},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := WindowOf(DefaultGrant, tt.lastInbound, tt.used, tt.now)
			if w.Left != tt.left || w.Open != tt.open || w.Reason != tt.reason {
				t.Errorf("got left %d, open %v, reason %q; want %d, %v, %q", w.Left, w.Open, w.Reason, tt.left, tt.open, tt.reason)
			}
		})
	}
}
