package store

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/menling/menling/internal/ledger"
)

// common knows which words of the search index are in many ways, from a sample of them. Looking up a word costs what it is common;
// so only the rarest of a search are looked up, and the text decides about the rest.
type common struct {
	counts atomic.Pointer[map[ledger.Gram]int]
}

// many says that a word is in so many ways that a page of them is found among the newest.
func (c *common) many(g ledger.Gram) bool {
	counts := c.counts.Load()
	return counts != nil && (*counts)[g] >= samplePieces*samplePiece/20
}

// few says that a word is in so few ways that all of them are looked at.
func (c *common) few(g ledger.Gram) bool {
	counts := c.counts.Load()
	return counts == nil || (*counts)[g] == 0
}

// How a search is looked up: with at most so many words, of which none is so many times as common as the rarest.
const (
	lookedUp   = 4
	muchCommon = 16
)

// rarest are the words to look up.
func (c *common) rarest(grams []ledger.Gram) []ledger.Gram {
	counts := c.counts.Load()
	if counts == nil || len(grams) == 0 {
		return grams[:min(len(grams), 2*lookedUp)]
	}
	times := func(g ledger.Gram) int { return max(1, (*counts)[g]) }
	sorted := slices.SortedFunc(slices.Values(grams), func(a, b ledger.Gram) int { return cmp.Compare(times(a), times(b)) })
	n := 1
	for n < min(len(sorted), lookedUp) && times(sorted[n]) <= muchCommon*times(sorted[0]) {
		n++
	}
	return sorted[:n]
}

// The sample is so many pieces of so many ways each.
const (
	samplePieces = 40
	samplePiece  = 50
)

// SampleWays learns which words are common, from ways in places drawn by dice.
func (s *Store) SampleWays(ctx context.Context, dice *rand.Rand) error {
	var ends [2]int64
	if err := s.readRow(ctx, "SELECT COALESCE(min(id), 0), COALESCE(max(id), 0) FROM ways").Scan(&ends[0], &ends[1]); err != nil {
		return err
	}
	counts := map[ledger.Gram]int{}
	for range samplePieces {
		list, err := all(s.ask(ctx), readWay, ways.list+" WHERE id >= $1 ORDER BY id LIMIT $2", ends[0]+dice.Int64N(ends[1]-ends[0]+1), samplePiece)
		if err != nil {
			return err
		}
		docs, err := s.searchDocs(s.ask(ctx), list)
		if err != nil {
			return err
		}
		for _, doc := range docs {
			for _, g := range doc.Grams() {
				counts[g]++
			}
		}
	}
	for g, n := range counts {
		if n == 1 {
			delete(counts, g) // as rare as those that are not in the sample
		}
	}
	s.common.counts.Store(&counts)
	return nil
}
