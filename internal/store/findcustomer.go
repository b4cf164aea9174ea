package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// CustomerWords finds customers by their names.
var CustomerWords = &WordIndex{"customer", "customers", "id, name", nameWordsVersion, readName}

const nameWordsVersion = 1 // another one has all names indexed anew

// newestNames are read where an index would give all that have a frequent word, and as many at once where there is no index yet.
const newestNames = 2000

func readName(scan scan) (w worded, err error) {
	err = scan(&w.id, &w.words)
	w.words = crm.Fold(w.words)
	return w, err
}

// candidates are customers below q.After, newest first, whose names may have a text.
type candidates func(ctx context.Context, text string, q ledger.CustomerQuery) ([]worded, error)

// namedIDs are a page of those whose name has a text, newest first. Until all names of before the index are in it, names are read.
func (s *Store) namedIDs(ctx context.Context, text string, q ledger.CustomerQuery) ([]int64, error) {
	if q.After == 0 {
		q.After = math.MaxInt64
	}
	old, err := s.oldWait(ctx, CustomerWords)
	if err != nil {
		return nil, err
	}
	if old {
		return siftNames(ctx, text, q, math.MaxInt, s.readNames)
	}
	if s.dialect.walksNewest() {
		if ids, err := siftNames(ctx, text, q, newestNames, s.readNames); err != nil || len(ids) == q.Limit {
			return ids, err
		}
	}
	return siftNames(ctx, text, q, math.MaxInt, s.lookUpNames)
}

func siftNames(ctx context.Context, text string, q ledger.CustomerQuery, most int, look candidates) ([]int64, error) {
	ids, _, err := sift(text, q.After, q.Limit-1, most, func(before int64, _, _ int) ([]worded, error) {
		q.After = before
		return look(ctx, text, q)
	})
	return ids, err
}

// readNames reads the newest names of all.
func (s *Store) readNames(ctx context.Context, _ string, q ledger.CustomerQuery) ([]worded, error) {
	return s.namesWhere(ctx, "id < %", q, newestNames)
}

// lookUpNames asks the index, and reads the names that are not in it yet.
func (s *Store) lookUpNames(ctx context.Context, text string, q ledger.CustomerQuery) ([]worded, error) {
	w := where{args: []any{s.dialect.gramList(crm.QueryGrams(text), true), q.After}}
	s.asked(&w, q)
	indexed, err := all(s.ask(ctx), readName, s.dialect.withWords(CustomerWords, w.further(), candidatesAtOnce), w.args...)
	if err != nil {
		return nil, err
	}
	waiting, err := s.namesWhere(ctx, "id < % AND id IN (SELECT customer_id FROM customer_queue)", q, candidatesAtOnce)
	return newestOf(indexed, waiting, candidatesAtOnce), err
}

func (s *Store) namesWhere(ctx context.Context, condition string, q ledger.CustomerQuery, limit int) ([]worded, error) {
	var w where
	w.and(condition, q.After)
	s.asked(&w, q)
	return all(s.ask(ctx), readName, CustomerWords.list()+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(limit), w.args...)
}

// newestOf makes one of two lists, newest first, each cut off at a limit: below the end of one that was cut off, nothing is known.
func newestOf(a, b []worded, limit int) []worded {
	var least int64
	for _, list := range [][]worded{a, b} {
		if len(list) == limit {
			least = max(least, list[limit-1].id)
		}
	}
	list := append(a, b...)
	slices.SortFunc(list, func(a, b worded) int { return cmp.Compare(b.id, a.id) })
	list = slices.CompactFunc(list, func(a, b worded) bool { return a.id == b.id })
	if end := slices.IndexFunc(list, func(w worded) bool { return w.id < least }); end >= 0 {
		list = list[:end]
	}
	return list
}
