package store_test

import (
	"testing"

	"github.com/menling/menling/internal/store"
)

// A search that looked at as many messages as one page may says where to go on, and going on finds what lies deeper.
func TestASearchGoesOnWhereItLookedLast(t *testing.T) {
	const newest, deep = 3 * store.CandidatesMost, store.CandidatesMost / 2
	page := func(before int64) map[int64]string {
		list := map[int64]string{}
		for id := before - 1; id > 0 && len(list) < 200; id-- {
			if list[id] = "过敏"; id == deep {
				list[id] = "花生过敏"
			}
		}
		return list
	}
	before := int64(newest + 1)
	for range 2 {
		ids, next, err := store.Sift("花生", before, 20, page)
		if err != nil || len(ids) != 0 || next != before-store.CandidatesMost {
			t.Fatalf("from %d: %v, on from %d %v", before, ids, next, err)
		}
		before = next
	}
	ids, next, err := store.Sift("花生", before, 20, page)
	if err != nil || len(ids) != 1 || ids[0] != deep || next != 0 && next != 1 {
		t.Fatalf("at the end: %v, on from %d %v", ids, next, err)
	}
}
