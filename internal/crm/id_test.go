package crm

import (
	"testing"
	"time"
)

func TestIDsGrowStayBelowJavaScriptsLimitAndAreNeverDrawnTwice(t *testing.T) {
	now := time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC)
	ids := NewIDs(func() time.Time { return now })
	last := int64(0)
	for i := range 10_000 { // more than a millisecond has room for
		if i == 5000 {
			now = now.Add(-time.Hour) // the machine's clock was set back
		}
		id := ids.Next()
		if id <= last || id >= 1<<53 {
			t.Fatalf("id %d after %d", id, last)
		}
		last = id
	}
}

func TestAStampGivesTheSameIDsEachTime(t *testing.T) {
	s := NewStamp(time.Now, NewIDs(time.Now))
	first, again := s.Draw(), s.Draw()
	for range stampIDs {
		if a, b := first.ID(), again.ID(); a != b {
			t.Fatalf("a closure that runs twice would get %d and %d", a, b)
		}
	}
}

func TestNodesDrawDifferentIDsInTheSameMillisecond(t *testing.T) {
	now := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	seen, clock := map[int64]bool{}, Clock(func() time.Time { return now })
	for slot := range int64(Slots) {
		ids, last := NewNodeIDs(clock, slot), int64(0)
		for range 10 { // more than a millisecond has room for
			for d := NewStamp(clock, ids).Draw(); d.left > 0; {
				id := d.ID()
				if seen[id] || id <= last {
					t.Fatalf("slot %d drew %d after %d, seen %t", slot, id, last, seen[id])
				}
				seen[id], last = true, id
			}
		}
	}
}

func TestParseCursor(t *testing.T) {
	c := Cursor{Epoch: "k3Xq", Xid: 12345678901, ID: 42}
	if got, ok := ParseCursor(c.String()); !ok || got != c {
		t.Errorf("ParseCursor(%q) = %+v, %v", c, got, ok)
	}
	for _, bad := range []string{"", "1", "e.1", "e.1.x", ".1.2", "e.1.2 ", "e.-1.2.3", "e.1.2;drop"} {
		if c, ok := ParseCursor(bad); ok {
			t.Errorf("ParseCursor(%q) = %+v", bad, c)
		}
	}
}

func TestBackoffGrowsAndParks(t *testing.T) {
	last := time.Duration(0)
	for attempts := 1; ; attempts++ {
		wait, again := Backoff(attempts, ErrNotFound)
		if !again {
			if attempts != maxAttempts {
				t.Errorf("parked after %d attempts, want %d", attempts, maxAttempts)
			}
			break
		}
		if wait < last || wait > 5*time.Minute {
			t.Errorf("attempt %d waits %v after %v", attempts, wait, last)
		}
		last = wait
	}
	if wait, again := Backoff(maxAttempts, Again(time.Second, ErrNotFound)); !again || wait != time.Second {
		t.Errorf("what asked for another try waits %v, %v", wait, again)
	}
}
