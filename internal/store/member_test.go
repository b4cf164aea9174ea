package store_test

import (
	"maps"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Each member stands in as many ways as lists show, whether anybody knows them or not; ways that are gone do not count.
func TestTheWaysOfMembersAreCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newShelf(t, s)
		for range 3 {
			h.add(ledger.Way{Settings: ledger.Settings{Name: "a", Users: []string{"lisi", "stranger"}}})
		}
		h.add(ledger.Way{Settings: ledger.Settings{Name: "b", Users: []string{"wangxiaodong"}}, Phase: ledger.PhaseDeleted})
		for most, want := range map[int]map[string]int{10: {"lisi": 3, "stranger": 3, "wangxiaodong": 0}, 2: {"lisi": 2, "stranger": 2, "wangxiaodong": 0}} {
			if got, err := s.WaysOfMembers(t.Context(), 1, most); err != nil || !maps.Equal(got, want) {
				t.Errorf("at most %d: %v, %v", most, got, err)
			}
		}
		if got, err := s.WaysOfMembers(t.Context(), 2, 10); err != nil || len(got) != 0 {
			t.Errorf("another company: %v, %v", got, err)
		}
	})
}
