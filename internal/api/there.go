package api

import (
	"context"
	"sync"
	"time"
)

// How the desk is told that somebody has a console open.
const (
	thereEvery = 30 * time.Second
	thereGrace = 5 * time.Second // between two pages of one person nobody has gone
	thereLimit = 5 * time.Second
)

// there counts the consoles of every agent at this node.
type there struct {
	mu     sync.Mutex
	open   map[int64]int
	told   map[int64]time.Time
	seen   func(ctx context.Context, agent int64) error
	gone   func(ctx context.Context, agent int64) error
	closed <-chan struct{} // when nothing is told any more
}

func newThere(seen, gone func(context.Context, int64) error, closed <-chan struct{}) *there {
	return &there{open: map[int64]int{}, told: map[int64]time.Time{}, seen: seen, gone: gone, closed: closed}
}

// came counts one more console.
func (t *there) came(ctx context.Context, agent int64) {
	t.mu.Lock()
	t.open[agent]++
	t.mu.Unlock()
	t.stays(ctx, agent)
}

// stays says again that the agent is there, where that was not said of late.
func (t *there) stays(ctx context.Context, agent int64) {
	t.mu.Lock()
	due := time.Since(t.told[agent]) >= thereEvery
	if due {
		t.told[agent] = time.Now()
	}
	t.mu.Unlock()
	if due && t.seen(ctx, agent) != nil {
		t.forget(agent) // the next ping tries again
	}
}

func (t *there) forget(agent int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.told, agent)
}

// left counts one console less; when it was the last one and none comes after it, the agent is gone.
func (t *there) left(agent int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open[agent]--
	if t.open[agent] > 0 {
		return
	}
	time.AfterFunc(thereGrace, func() { t.end(agent) })
}

func (t *there) end(agent int64) {
	t.mu.Lock()
	last := t.open[agent] <= 0
	if last {
		delete(t.open, agent)
		delete(t.told, agent)
	}
	t.mu.Unlock()
	select {
	case <-t.closed:
	default:
		if last {
			ctx, cancel := context.WithTimeout(context.Background(), thereLimit)
			defer cancel()
			_ = t.gone(ctx, agent) // in a while it is so without a word
		}
	}
}

// all says again of everybody that they are there: the clock was set.
func (t *there) all(ctx context.Context) {
	t.mu.Lock()
	clear(t.told)
	var agents []int64
	for agent := range t.open {
		agents = append(agents, agent)
	}
	t.mu.Unlock()
	for _, agent := range agents {
		t.stays(ctx, agent)
	}
}
