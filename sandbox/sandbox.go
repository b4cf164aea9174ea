package sandbox

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options of [New]. The zero value is a sandbox with the default fixture, no callbacks and
// its state in memory.
type Options struct {
	Fixture       *Fixture         // nil: DefaultFixture
	BaseURL       string           // how clients reach the sandbox, used in the URLs it hands out
	WeComCallback string           // where WeCom events are pushed
	WeappCallback string           // where mini-program messages are pushed
	SuiteCallback string           // where a third-party suite's tickets and events are pushed
	StateFile     string           // keeps the state across restarts; "" keeps it in memory
	LogSize       int              // how many calls and pushes are remembered; 0: 10000
	Now           func() time.Time // real time; nil: time.Now
	Rand          io.Reader        // 32 bytes of seed; nil: crypto/rand
	Logger        *slog.Logger     // nil: discards
	HTTPClient    *http.Client     // sends the pushes; nil: a client of its own
}

// Sandbox is one running emulator. Its methods may be called from many goroutines.
type Sandbox struct {
	opts   Options
	log    *slog.Logger
	base   atomic.Pointer[string]
	clock  *clock
	dice   *dice
	corp   *corp // the fixture, indexed; never changes
	limits *limits
	faults *faults
	calls  *ring[*callRecord]
	hub    *hub
	client *http.Client
	slots  chan struct{} // deliveries in flight
	saver  *saver
	site   http.Handler // control API, pictures, phone

	mu     sync.RWMutex // guards everything below
	w      *world
	out    *outbox
	pushes *ring[*push]
	closed bool
}

// New makes a sandbox, restoring its state when there is a state file. It opens no port and
// contacts nobody until there is something to push.
func New(o Options) (*Sandbox, error) {
	if o.Fixture == nil {
		o.Fixture = DefaultFixture()
	}
	if err := o.Fixture.check(); err != nil {
		return nil, err
	}
	s := &Sandbox{opts: o, log: o.Logger, client: o.HTTPClient, corp: indexCorp(o.Fixture)}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.client == nil {
		s.client = pushClient()
	}
	dice, err := newDice(o.Rand)
	if err != nil {
		return nil, fmt.Errorf("sandbox: seed: %w", err)
	}
	size := o.LogSize
	if size <= 0 {
		size = 10_000
	}
	s.dice, s.clock, s.hub = dice, newClock(o.Now), newHub()
	s.limits, s.faults = newLimits(), &faults{}
	s.calls, s.pushes = newRing[*callRecord](size), newRing[*push](size)
	s.slots = make(chan struct{}, 256)
	s.SetBaseURL(o.BaseURL)
	s.site = s.routes()
	return s, s.open()
}

// Close stops deliveries, ends event streams and saves the state. Pushes that are still
// waiting go on after a restart with the same state file.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	out := s.out
	s.mu.Unlock()
	s.hub.close()
	out.stop()
	if s.saver == nil {
		return nil
	}
	return s.saver.close()
}

// SetBaseURL says how clients reach the sandbox, once the port is known. Without it the host
// of the first request is used.
func (s *Sandbox) SetBaseURL(url string) {
	url = strings.TrimRight(url, "/")
	s.base.Store(&url)
}

// url makes an address on the sandbox's own host.
func (s *Sandbox) url(path string) string { return *s.base.Load() + path }

// ServeHTTP answers platform calls, the control API, pictures and the phone page. Any other
// path is 404 with an empty body, as on the platforms.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.learnBase(r)
	if eps, ok := endpoints[r.URL.Path]; ok {
		s.servePlatform(w, r, eps)
		return
	}
	if eps, ok := endpoints[strings.ToLower(r.URL.Path)]; ok && strings.HasPrefix(eps[0].path, "/sns/") {
		s.servePlatform(w, r, []*endpoint{wrongCase(eps[0])})
		return
	}
	s.site.ServeHTTP(w, r)
}

func (s *Sandbox) learnBase(r *http.Request) {
	if old := s.base.Load(); *old == "" && r.Host != "" {
		url := "http://" + r.Host
		s.base.CompareAndSwap(old, &url)
	}
}
