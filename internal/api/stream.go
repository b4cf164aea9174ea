package api

import (
	"context"
	"maps"

	"github.com/menling/menling/internal/crm"
)

// join adds a listener. What comes after the cursor it returns will be in its buffer.
func (h *hub) join(ctx context.Context, who crm.Actor) (*stream, crm.Cursor, error) {
	select {
	case <-h.begun:
	case <-h.over:
	case <-ctx.Done():
		return nil, crm.Cursor{}, ctx.Err()
	}
	s := &stream{who: who, events: make(chan event, streamBuffer), cut: make(chan struct{})}
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.over:
		return nil, crm.Cursor{}, crm.Refuse(crm.CodeBusy)
	default:
	}
	h.streams[s] = true
	return s, h.at, nil
}

func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.streams, s)
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

// send gives an event to everybody who may see it.
func (h *hub) send(e event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.streams {
		if maySee(s.who, e.kind) {
			h.give(s, e)
		}
	}
}

// give never waits: a listener whose buffer is full is cut off, and resumes by itself.
func (h *hub) give(s *stream, e event) {
	if !h.streams[s] {
		return
	}
	select {
	case s.events <- e:
	default:
		delete(h.streams, s)
		s.resume = h.at.String()
		close(s.cut)
	}
}

// maySee says whether changes of a kind are this listener's business.
func maySee(who crm.Actor, kind string) bool {
	needed, ok := changeAccess[kind]
	if !ok && kind != "" {
		needed = admin
	}
	return kind == "" || needed.allows(who, true) == nil
}
