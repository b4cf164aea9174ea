package bus

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Carrier takes wake-ups to the other nodes. What it loses is found by looking.
type Carrier interface {
	// Send tells the other nodes of a text. Who does not listen just then misses it.
	Send(ctx context.Context, text string) error
	// Hear hands over what was sent, in texts as Send got them, until ctx ends; it connects again by itself, and hands over an
	// empty text after a time in which it may have missed something.
	Hear(ctx context.Context, heard func(text string)) error
	// Close ends the connections.
	Close()
}

// How long wake-ups are gathered before they go out together, and how long sending them may take: newer ones wait for that.
const (
	gatherFor = 4 * time.Millisecond
	sendFor   = 2 * time.Second
)

// Shared is the bus of several nodes. Its own listeners are woken at once.
type Shared struct {
	*Local
	carrier Carrier
	node    string
	log     *slog.Logger

	mu    sync.Mutex
	due   map[string]struct{}
	stir  chan struct{}
	quiet bool // that sending fails was said already
}

// NewShared makes the bus of a node; node is its id, which has no line breaks. Nothing is carried before Run.
func NewShared(c Carrier, node string, log *slog.Logger) *Shared {
	return &Shared{Local: New(), carrier: c, node: node, log: log, due: map[string]struct{}{}, stir: make(chan struct{}, 1)}
}

// Wake implements [Bus].
func (b *Shared) Wake(topic string) {
	b.Local.Wake(topic)
	b.mu.Lock()
	b.due[topic] = struct{}{}
	b.mu.Unlock()
	select {
	case b.stir <- struct{}{}:
	default:
	}
}

// Run carries wake-ups both ways until ctx ends; what is due then still goes out.
func (b *Shared) Run(ctx context.Context) error {
	var hearing sync.WaitGroup
	defer hearing.Wait()
	failed := make(chan error, 1)
	hearing.Go(func() { failed <- b.carrier.Hear(ctx, b.heard) })
	gather := time.NewTimer(0)
	defer gather.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case err := <-failed:
			return err
		case <-b.stir:
		}
		gather.Reset(gatherFor)
		select {
		case <-ctx.Done():
		case <-gather.C:
		}
		b.send(ctx)
	}
	return nil
}

// Close ends the connections to the other nodes.
func (b *Shared) Close() { b.carrier.Close() }

func (b *Shared) send(ctx context.Context) {
	b.mu.Lock()
	topics := slices.Collect(maps.Keys(b.due))
	clear(b.due)
	b.mu.Unlock()
	if len(topics) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendFor)
	defer cancel()
	err := b.carrier.Send(ctx, b.node+"\n"+strings.Join(topics, "\n"))
	if err != nil && !b.quiet {
		b.log.Warn("other nodes cannot be woken: they find what is new by looking", "err", err)
	}
	b.quiet = err != nil
}

// heard wakes our listeners of what another node said. Carriers bring our own words back.
func (b *Shared) heard(text string) {
	if text == "" {
		b.wakeAll()
		return
	}
	node, topics, _ := strings.Cut(text, "\n")
	if node == b.node {
		return
	}
	for topic := range strings.SplitSeq(topics, "\n") {
		b.Local.Wake(topic)
	}
}
