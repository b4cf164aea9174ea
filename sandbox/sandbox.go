package sandbox

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Options of [New]. The zero value is a sandbox with the default fixture, no callbacks and
// its state in memory.
type Options struct {
	Fixture       *Fixture         // nil: DefaultFixture
	BaseURL       string           // how clients reach the sandbox, used in the URLs it hands out
	WeComCallback string           // where WeCom events are pushed
	WeappCallback string           // where mini-program messages are pushed
	StateFile     string           // keeps the state across restarts; "" keeps it in memory
	LogSize       int              // how many calls and pushes are remembered; 0: 10000
	Now           func() time.Time // real time; nil: time.Now
	Rand          io.Reader        // 32 bytes of seed; nil: crypto/rand
	Logger        *slog.Logger     // nil: discards
	HTTPClient    *http.Client     // sends the pushes; nil: a client of its own
}

// Sandbox is one running emulator. Its methods may be called from many goroutines.
type Sandbox struct{}

// New makes a sandbox, restoring its state when there is a state file.
func New(o Options) (*Sandbox, error) { return &Sandbox{}, nil }

// Close stops deliveries and saves the state.
func (s *Sandbox) Close() error { return nil }

// Now is the sandbox's clock: real time plus the offset that /clock moves.
func (s *Sandbox) Now() time.Time { return time.Now() }

// Advance moves the clock.
func (s *Sandbox) Advance(d time.Duration) {}

// OnClock registers f to be called after the clock has moved.
func (s *Sandbox) OnClock(f func()) {}

// SetBaseURL says how clients reach the sandbox, once the port is known.
func (s *Sandbox) SetBaseURL(url string) {}

// SetCallback verifies url by a GET and pushes there from now on. Kind is "wecom" or "weapp".
func (s *Sandbox) SetCallback(ctx context.Context, kind, url string) error { return nil }

// ServeHTTP implements [http.Handler].
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

// ParseFixture reads a fixture and names the path of its first wrong field.
func ParseFixture(data []byte) (*Fixture, error) { return nil, nil }
