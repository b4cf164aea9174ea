package store_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestListsOfManyValuesAreOneArgument(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"a", `b"c`, "小程序"} {
			put(t, s, name, "")
		}
		query := "SELECT count(*) FROM settings WHERE " + store.InDialect(s.Dialect(), "name", "$1")
		for want, names := range map[int][]string{0: nil, 1: {"a"}, 2: {`b"c`, "小程序", "none"}} {
			var n int
			if err := s.ReadRow(t.Context(), query, store.ListOf(s.Dialect(), names)).Scan(&n); err != nil || n != want {
				t.Errorf("%q: %d, %v", names, n, err)
			}
		}
		query = "SELECT count(*) FROM settings WHERE " + store.InDialect(s.Dialect(), "updated_at", "$1")
		var n int
		if err := s.ReadRow(t.Context(), query, store.ListOf(s.Dialect(), []int64{0, 5})).Scan(&n); err != nil || n != 3 {
			t.Errorf("%d, %v", n, err)
		}
	})
}

func TestClockOfTheDatabaseCountsMilliseconds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var ms int64
		if err := s.ReadRow(t.Context(), "SELECT "+store.ClockOf(s.Dialect())).Scan(&ms); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(time.UnixMilli(ms)); d < -time.Minute || d > time.Minute {
			t.Errorf("off by %v", d)
		}
	})
}
