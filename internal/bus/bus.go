// Package bus wakes whoever waits for something new, within one process. It carries no data and may lose nothing that
// matters: the tables are the truth, and everybody also looks by themselves now and then.
package bus

import "sync"

// Bus hands wake-ups on to those who listen to a topic.
type Bus struct {
	mu        sync.Mutex
	listeners map[string]map[chan struct{}]struct{}
}

// New makes an empty bus.
func New() *Bus { return &Bus{listeners: map[string]map[chan struct{}]struct{}{}} }

// Wake tells all listeners of a topic. It never waits: one that has not yet looked since the last call is told once.
func (b *Bus) Wake(topic string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.listeners[topic] {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Listen subscribes to a topic until stop is called.
func (b *Bus) Listen(topic string) (woken <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listeners[topic] == nil {
		b.listeners[topic] = map[chan struct{}]struct{}{}
	}
	b.listeners[topic][c] = struct{}{}
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.listeners[topic], c)
	}
}
