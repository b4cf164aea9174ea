package sandbox

import "sync"

// ring remembers the newest size items under ascending numbers.
type ring[T any] struct {
	mu    sync.Mutex
	items []T
	first int64 // number of items[head]
	head  int
	size  int
}

func newRing[T any](size int) *ring[T] { return &ring[T]{first: 1, size: size} }

// add stores the item that make returns for its number.
func (g *ring[T]) add(make func(n int64) T) T {
	g.mu.Lock()
	defer g.mu.Unlock()
	item := make(g.first + int64(len(g.items)))
	if len(g.items) < g.size {
		g.items = append(g.items, item)
		return item
	}
	g.items[g.head] = item
	g.head = (g.head + 1) % g.size
	g.first++
	return item
}

// get finds an item by its number.
func (g *ring[T]) get(n int64) (item T, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n < g.first || n >= g.first+int64(len(g.items)) {
		return item, false
	}
	return g.items[(g.head+int(n-g.first))%len(g.items)], true
}

// list returns up to limit items numbered above after, oldest first.
func (g *ring[T]) list(after int64, limit int) []T {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := []T{}
	from := max(after+1, g.first)
	for n := from; n < g.first+int64(len(g.items)) && len(out) < limit; n++ {
		out = append(out, g.items[(g.head+int(n-g.first))%len(g.items)])
	}
	return out
}

// startAt makes the next item's number n, when the ring is still empty.
func (g *ring[T]) startAt(n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.items) == 0 && n > g.first {
		g.first = n
	}
}

// next is the number that the next item will get.
func (g *ring[T]) next() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.first + int64(len(g.items))
}
