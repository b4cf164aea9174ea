package sandbox

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub fans what happens out to event streams. A stream that does not keep up is ended; its
// browser connects again and reads the lists afresh.
type hub struct {
	mu     sync.Mutex
	seq    int64
	subs   map[chan []byte]bool
	closed bool
}

func newHub() *hub { return &hub{subs: map[chan []byte]bool{}} }

func (h *hub) subscribe() (ch chan []byte, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, false
	}
	ch = make(chan []byte, 1024)
	h.subs[ch] = true
	return ch, true
}

func (h *hub) unsubscribe(ch chan []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs[ch] {
		delete(h.subs, ch)
		close(ch)
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch := range h.subs {
		delete(h.subs, ch)
		close(ch)
	}
}

// lazy makes what is published when somebody listens.
type lazy func() any

// publish tells every stream that something happened. Nothing is encoded while nobody
// listens.
func (s *Sandbox) publish(event string, data any) {
	h := s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seq++
	if len(h.subs) == 0 {
		return
	}
	if later, ok := data.(lazy); ok {
		data = later()
	}
	text := fmt.Appendf(nil, "id: %d\nevent: %s\ndata: %s\n\n", h.seq, event, encode(data))
	for ch := range h.subs {
		select {
		case ch <- text:
		default:
			delete(h.subs, ch)
			close(ch)
		}
	}
}

// streamEvents is GET /events. It begins with "hello", after which lists are worth reading,
// and says something every 15 seconds so that dead connections are noticed.
func (s *Sandbox) streamEvents(w http.ResponseWriter, r *http.Request) {
	ch, ok := s.hub.subscribe()
	if !ok {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer s.hub.unsubscribe(ch)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	fmt.Fprintf(w, "retry: 1000\nevent: hello\ndata: {\"now\":%d}\n\n", s.Now().Unix())
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	for {
		if out.Flush() != nil {
			return
		}
		select {
		case text, open := <-ch:
			if !open {
				return
			}
			if _, err := w.Write(text); err != nil {
				return
			}
		case <-beat.C:
			fmt.Fprint(w, ": beat\n\n")
		case <-r.Context().Done():
			return
		}
	}
}
