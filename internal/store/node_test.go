package store_test

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// What was a node's duty is another's once it has said nothing for a lease, and at once when it leaves; never before.
func TestDutiesAreTakenOverFromWhoIsDead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := join(t, s, "a"), join(t, s, "b")
		duties := []string{"sweep", "assign"}
		const short = 50 * time.Millisecond
		if _, mine := beat(t, s, a, duties, time.Hour); len(mine) != 2 {
			t.Fatalf("the first gets %v", mine)
		}
		if live, mine := beat(t, s, b, duties, time.Hour); len(mine) != 0 || len(live) != 2 {
			t.Fatalf("the second gets %v beside %v", mine, live)
		}
		if _, mine := beat(t, s, a, duties[:1], short); !slices.Equal(mine, duties[:1]) {
			t.Fatalf("who gives one up has %v", mine)
		}
		if _, mine := beat(t, s, b, duties[1:], time.Hour); len(mine) != 1 {
			t.Fatalf("what was given up is not taken: %v", mine)
		}
		var got []string
		for late := time.Now().Add(time.Minute); len(got) < 2 && time.Now().Before(late); { // a is dead
			_, got = beat(t, s, b, duties, time.Hour)
		}
		if len(got) != 2 {
			t.Fatalf("after its lease the dead node's duty is not taken: %v", got)
		}
		beat(t, s, b, nil, time.Hour) // it is about to stop
		if live, mine := beat(t, s, a, duties, time.Hour); len(mine) != 2 || len(live) != 2 {
			t.Fatalf("what all was given up is not taken: %v beside %v", mine, live)
		}
		if err := s.Leave(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if live, mine := beat(t, s, b, duties, time.Hour); len(mine) != 2 || len(live) != 1 {
			t.Fatalf("after one left, the other has %v beside %v", mine, live)
		}
	})
}

// Every node has a slot of its own, and the same one again; there is an end to them.
func TestSlotsAreNobodyElses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		slots := make([]int64, crm.Slots)
		for i := range slots {
			all.Go(func() { slots[i] = join(t, s, string(rune('A'+i))).Slot })
		}
		all.Wait()
		if slices.Sort(slots); slots[0] != 0 || slots[len(slots)-1] != crm.Slots-1 || len(slices.Compact(slots)) != crm.Slots {
			t.Errorf("slots %v", slots)
		}
		before := join(t, s, "A")
		if err := s.Leave(t.Context(), "A"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Join(t.Context(), "one more", ""); err == nil {
			t.Error("a slot was given away right after its node's end")
		}
		if again := join(t, s, "A"); again.Slot != before.Slot {
			t.Errorf("slot %d, after a restart %d", before.Slot, again.Slot)
		}
		before.Slot++
		if _, _, err := s.Beat(t.Context(), before, nil, time.Hour); !errors.Is(err, store.ErrNodeLost) {
			t.Errorf("who has lost its slot gets %v", err)
		}
	})
}

// Of 32 callers at once as many may try as there are tries, and none of those who were refused used up another name's.
func TestTriesAreCountedForAllNodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := crm.NewGround(crm.Ground{Store: s.Ground()})
		now := time.Now()
		try := func(at time.Time, names ...string) error {
			return g.Attempt(t.Context(), at, 6*time.Second, 10, names...)
		}
		var all sync.WaitGroup
		var passed atomic.Int32
		for range 32 {
			all.Go(func() {
				err := try(now, "e-mail a", "address 1")
				if err == nil {
					passed.Add(1)
				} else if crm.CodeOf(err) != crm.CodeTooMany {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if passed.Load() != 10 {
			t.Errorf("%d passed, want 10", passed.Load())
		}
		if err := try(now, "address 2", "e-mail a"); err == nil {
			t.Error("another address has tries of its own for the same e-mail")
		}
		for range 10 {
			if err := try(now, "address 2"); err != nil {
				t.Errorf("a refused try was counted: %v", err)
			}
		}
		if err := try(now.Add(6*time.Second), "e-mail a", "address 1"); err != nil {
			t.Errorf("after a while: %v", err)
		}
	})
}

// Of what two nodes were told about one page, the newer holds, in whatever order it is stored.
func TestTheNewerViewingHolds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		k := desk.Desk{Store: s.Desk()}
		said := desk.Viewing{ConversationID: 7, AccountID: 3, AgentID: 1, Tab: "one", Name: "a", At: 100, Until: 200, TypingUntil: 150}
		gone, other := said, said
		gone.At, gone.Until, other.Tab = 110, 110, "two"
		for _, v := range []desk.Viewing{gone, said, other} {
			if err := k.SayViewings(t.Context(), []desk.Viewing{v}); err != nil {
				t.Fatal(err)
			}
		}
		list, next, err := s.ViewingsSince(t.Context(), 0)
		if err != nil || !slices.Equal(list, []desk.Viewing{gone, other}) {
			t.Errorf("%v, %v", list, err)
		}
		if list, _, err := s.ViewingsSince(t.Context(), next+time.Hour.Milliseconds()); len(list) != 0 || err != nil {
			t.Errorf("later there is still %v, %v", list, err)
		}
	})
}

func join(t *testing.T, s *store.Store, id string) store.Node {
	t.Helper()
	n, err := s.Join(t.Context(), id, "host")
	if err != nil {
		t.Error(err)
	}
	return n
}

func beat(t *testing.T, s *store.Store, n store.Node, duties []string, lease time.Duration) (live []store.Node, mine []string) {
	t.Helper()
	live, mine, err := s.Beat(t.Context(), n, duties, lease)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(mine)
	return live, mine
}
