package sandbox

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// clock is real time plus an offset. Waiting on it ends early when the offset moves far
// enough.
type clock struct {
	real   func() time.Time
	mu     sync.Mutex
	offset time.Duration
	moved  chan struct{} // closed and replaced at every move
	hooks  []func()
}

func newClock(real func() time.Time) *clock {
	if real == nil {
		real = time.Now
	}
	return &clock{real: real, moved: make(chan struct{})}
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.real().Add(c.offset)
}

// shift changes the offset and wakes everyone who waits.
func (c *clock) shift(change func(old time.Duration) time.Duration) {
	c.mu.Lock()
	c.offset = change(c.offset)
	close(c.moved)
	c.moved = make(chan struct{})
	hooks := c.hooks
	c.mu.Unlock()
	for _, f := range hooks {
		f()
	}
}

// wait returns nil at t on this clock, or the context's error when that comes first.
func (c *clock) wait(ctx context.Context, t time.Time) error {
	for {
		c.mu.Lock()
		left, moved := t.Sub(c.real().Add(c.offset)), c.moved
		c.mu.Unlock()
		if left <= 0 || ctx.Err() != nil {
			return ctx.Err()
		}
		timer := time.NewTimer(left)
		select {
		case <-timer.C:
		case <-moved:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// Now is the sandbox's clock: real time plus the offset that /clock moves.
func (s *Sandbox) Now() time.Time { return s.clock.now() }

// Advance moves the clock by d, which may be negative.
func (s *Sandbox) Advance(d time.Duration) {
	s.clock.shift(func(old time.Duration) time.Duration { return old + d })
	s.clockMoved()
}

// Set moves the clock to t.
func (s *Sandbox) Set(t time.Time) {
	s.clock.shift(func(time.Duration) time.Duration { return t.Sub(s.clock.real()) })
	s.clockMoved()
}

func (s *Sandbox) clockMoved() {
	s.changed()
	s.publish("clock", clockAnswer{Now: s.Now().Unix()})
}

// OnClock registers f to be called each time the clock has been moved.
func (s *Sandbox) OnClock(f func()) {
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	s.clock.hooks = append(s.clock.hooks, f)
}

type clockAnswer struct {
	Now int64 `json:"now"`
}

func (s *Sandbox) getClock(*http.Request) (any, error) {
	return clockAnswer{Now: s.Now().Unix()}, nil
}

func (s *Sandbox) postClock(r *http.Request) (any, error) {
	var in struct {
		Advance string `json:"advance"`
		Set     int64  `json:"set"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Advance != "":
		d, err := time.ParseDuration(in.Advance)
		if err != nil {
			return nil, badRequest("advance: %v", err)
		}
		s.Advance(d)
	case in.Set > 0:
		s.Set(time.Unix(in.Set, 0))
	default:
		return nil, badRequest("advance or set is needed")
	}
	return s.getClock(r)
}
