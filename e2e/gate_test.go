package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Moments of a call at which a server can be killed.
const (
	before   = "before the platform sees the call"
	after    = "after the platform did the work, before it answers"
	answered = "after the answer"
)

// strike is a call at which something happens to who makes it.
type strike struct {
	path, when string
	about      string // a text of the request; empty: any
	hit        func()
	done       chan struct{}
}

// gate stands between a server and the platform, and knows exactly where a call is.
type gate struct {
	url      string
	platform string
	mu       sync.Mutex
	armed    *strike
}

func newGate(t *testing.T, platform string) *gate {
	g := &gate{platform: platform}
	site := httptest.NewServer(g)
	t.Cleanup(site.Close)
	g.url = site.URL
	return g
}

// arm has hit called once at such a call; done is closed after it.
func (g *gate) arm(s strike) <-chan struct{} {
	s.done = make(chan struct{})
	g.mu.Lock()
	defer g.mu.Unlock()
	g.armed = &s
	return s.done
}

func (g *gate) take(path string, body []byte) *strike {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.armed
	if s == nil || s.path != path || !strings.Contains(string(body), s.about) {
		return nil
	}
	g.armed = nil
	return s
}

// ServeHTTP passes a call on, unless it is struck.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	s := g.take(r.URL.Path, body)
	if s != nil && s.when == before {
		s.strike()
	}
	status, kind, answer, err := g.pass(r, body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if s != nil && s.when == after {
		s.strike()
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(answer)
	if s != nil {
		_ = http.NewResponseController(w).Flush()
		s.hit()
		close(s.done)
	}
}

// strike ends the call without an answer.
func (s *strike) strike() {
	s.hit()
	close(s.done)
	panic(http.ErrAbortHandler)
}

func (g *gate) pass(r *http.Request, body []byte) (status int, kind string, answer []byte, err error) {
	req, err := http.NewRequest(r.Method, g.platform+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return 0, "", nil, err
	}
	req.Header.Set("Content-Type", r.Header.Get("Content-Type"))
	resp, err := (&http.Client{Timeout: 10 * time.Second}).Do(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header.Get("Content-Type"), answer, err
}
