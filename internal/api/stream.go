package api

import (
	"context"
	"maps"

	"github.com/menling/menling/internal/crm"
)

// stream is one listener. It keeps nothing but its place among the newest events, which all listeners share.
type stream struct {
	who   crm.Actor
	works bool          // it is a console of an agent, who is there as long as it is
	wake  chan struct{} // something is there to take

	// Under the hub's lock.
	next   int64  // number of the next event to take
	anew   bool   // everything may have changed
	counts *event // the newest numbers, not taken yet
	sight
}

// How far listeners may lie behind, and how much each takes at once.
const (
	streamBehind = 4096
	streamAtOnce = 64
)

// join adds a listener. What comes after the cursor it returns will be there to take.
func (h *hub) join(ctx context.Context, who crm.Actor) (*stream, crm.Cursor, error) {
	select {
	case <-h.begun:
	case <-h.over:
	case <-ctx.Done():
		return nil, crm.Cursor{}, ctx.Err()
	}
	s := &stream{who: who, wake: make(chan struct{}, 1)}
	if h.reach != nil {
		s.sight = h.reach(ctx, who)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.over:
		return nil, crm.Cursor{}, crm.Refuse(crm.CodeBusy)
	default:
	}
	s.next = h.sent
	h.streams[s] = true
	return s, h.at, nil
}

func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if delete(h.streams, s); len(h.streams) == 0 {
		h.newest = nil
	}
}

func (h *hub) anybody() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.streams) > 0
}

func (h *hub) listeners() map[*stream]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.streams)
}

// send has everybody take an event who may see it.
func (h *hub) send(e event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.streams) == 0 {
		return
	}
	if h.newest == nil {
		h.newest = make([]event, streamBehind)
	}
	h.newest[h.sent%streamBehind] = e
	h.sent++
	for s := range h.streams {
		if s.told(e) {
			s.stir()
		}
	}
}

// stir never waits: who is awake looks by themselves.
func (s *stream) stir() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// due gives what is there for a listener, a little at a time, and nothing when that was all. Who fell too far behind is told to read
// everything anew, and goes on from here.
func (h *hub) due(s *stream) (events []event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.anew || h.sent-s.next > streamBehind {
		s.anew, s.next = false, h.sent
		events = append(events, event{name: "reset", data: []byte("{}"), id: h.at.String()})
	}
	for ; s.next < h.sent && len(events) < streamAtOnce; s.next++ {
		if e := h.newest[s.next%streamBehind]; s.told(e) {
			events = append(events, e)
		}
	}
	if s.counts != nil {
		events = append(events, *s.counts)
		s.counts = nil
	}
	return events
}

func (s *stream) told(e event) bool { return maySee(s.who, e.kind) && s.sees(e) }

// maySee says whether changes of a kind are this listener's business.
func maySee(who crm.Actor, kind string) bool {
	needed, ok := changeAccess[kind]
	if !ok && kind != "" {
		needed = admin
	}
	return kind == "" || needed.allows(who, true) == nil
}
