// Package bus wakes whoever waits for something new: within one process, and with a [Carrier] on the other nodes too. It carries
// no data and may lose nothing that matters: the tables are the truth, and everybody also looks by themselves now and then.
package bus

import "sync"

// Bus hands wake-ups on to those who listen to a topic.
type Bus interface {
	// Wake tells all listeners of a topic. It never waits: one that has not yet looked since the last call is told once.
	Wake(topic string)
	// Listen subscribes to a topic until stop is called.
	Listen(topic string) (woken <-chan struct{}, stop func())
}

// Local is the bus of one process.
type Local struct {
	mu        sync.Mutex
	listeners map[string]map[chan struct{}]struct{}
}

// New makes a bus that nobody listens to yet.
func New() *Local { return &Local{listeners: map[string]map[chan struct{}]struct{}{}} }

// Wake implements [Bus].
func (b *Local) Wake(topic string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wake(topic)
}

func (b *Local) wake(topic string) {
	for c := range b.listeners[topic] {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// wakeAll tells everybody: nobody knows what they missed.
func (b *Local) wakeAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for topic := range b.listeners {
		b.wake(topic)
	}
}

// Listen implements [Bus].
func (b *Local) Listen(topic string) (woken <-chan struct{}, stop func()) {
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
