package ledger

import (
	"context"
	"sync"
)

// alone has one caller at a time bring the same thing to the platform. Who waited finds it there: customers who come by a new
// poster in the same second need one upload. Of several nodes each has its own turn: they may upload a thing twice, and either copy is
// good.
type alone struct {
	mu   sync.Mutex
	busy map[Kept]chan struct{} // closed when it is free again
}

// enter waits for its turn until ctx ends.
func (a *alone) enter(ctx context.Context, k Kept) (leave func(), err error) {
	for {
		taken := a.take(k)
		if taken == nil {
			return func() { a.leave(k) }, nil
		}
		select {
		case <-taken:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// take is nil where it is the caller's turn, or else what is closed when there may be another.
func (a *alone) take(k Kept) chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if taken, ok := a.busy[k]; ok {
		return taken
	}
	if a.busy == nil {
		a.busy = map[Kept]chan struct{}{}
	}
	a.busy[k] = make(chan struct{})
	return nil
}

func (a *alone) leave(k Kept) {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.busy[k])
	delete(a.busy, k)
}
