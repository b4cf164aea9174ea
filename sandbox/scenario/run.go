package scenario

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/menling/menling/sandbox"
)

// Options of a run. The zero value plays on a free loopback port, with no server watched.
type Options struct {
	Addr          string                       // where the sandbox listens, "" for a free port
	WeComCallback string                       // the watched server's address for WeCom events
	WeappCallback string                       // and for mini-program messages
	LogSize       int                          // calls and pushes that are remembered
	Logger        *slog.Logger                 // of the sandbox; nil discards
	Ready         func(url string)             // called when the sandbox listens, before the first step
	Held          func(line int, words string) // called after each step that held
}

// run is one scenario while it is played.
type run struct {
	*Scenario
	ctx    context.Context
	url    string
	server *server // nil when the scenario does not play it
	client *http.Client
	scope  *scope
	watch  *watch
	tokens map[string]string // by the app they are for
	taken  map[string]bool   // pushes and calls that an expectation was met with
	step   *step
}

// Run plays the scenario in a sandbox of its own. It returns a [Broken] when an expectation does
// not hold. The sandbox's dice always fall the same, so that a run can be repeated.
func (s *Scenario) Run(ctx context.Context, o Options) error {
	var own *server
	if playServer(s.steps) {
		var err error
		if own, err = startServer(ctx); err != nil {
			return err
		}
		defer own.http.Close()
		o.WeComCallback, o.WeappCallback = own.url+"/wecom", own.url+"/weapp"
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cmp.Or(o.Addr, "127.0.0.1:0"))
	if err != nil {
		return fmt.Errorf("cannot listen at %s: %w", o.Addr, err)
	}
	sb, err := s.open(o, own != nil)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	sb.SetBaseURL("http://" + listener.Addr().String())
	inner, cancel := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- sb.Serve(inner, listener) }()
	err = s.play(inner, sb.URL(), o, own)
	cancel()
	return errors.Join(err, sb.Close(), <-served)
}

// open makes the sandbox. A scenario that plays the server gets its pushes in plain JSON.
func (s *Scenario) open(o Options, ownServer bool) (*sandbox.Sandbox, error) {
	fixture := *s.fixture
	if ownServer {
		fixture.MiniProgram.Push.Mode, fixture.MiniProgram.Push.Format = sandbox.ModePlain, sandbox.FormatJSON
	}
	sb, err := sandbox.New(sandbox.Options{
		Fixture: &fixture, WeComCallback: o.WeComCallback, WeappCallback: o.WeappCallback, LogSize: o.LogSize,
		Logger: o.Logger, Rand: bytes.NewReader(make([]byte, 32)),
	})
	if err == nil && !s.clock.IsZero() {
		sb.Set(s.clock)
	}
	return sb, err
}

func (s *Scenario) play(ctx context.Context, url string, o Options, own *server) error {
	r := &run{
		Scenario: s, ctx: ctx, url: url, server: own, client: &http.Client{Transport: &http.Transport{}},
		tokens: map[string]string{}, taken: map[string]bool{},
	}
	defer r.client.CloseIdleConnections()
	r.scope = &scope{values: fixtureValues(s.fixture), now: r.now}
	r.scope.values["url"] = url
	if o.Ready != nil {
		o.Ready(url)
	}
	if err := waitForServers(ctx, o.WeComCallback, o.WeappCallback); err != nil {
		return err
	}
	r.watch = watchEvents(ctx, r.client, url+control+"/events")
	defer r.watch.stop()
	for _, st := range s.steps {
		if err := r.take(st); err != nil {
			return err
		}
		if o.Held != nil {
			o.Held(st.line, st.words)
		}
	}
	return nil
}

// take does one step as often as it says.
func (r *run) take(st *step) error {
	r.step = st
	for range st.times {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		do := (*run).act
		if st.verb.run != nil {
			do = st.verb.run
		}
		if err := do(r, st); err != nil {
			return r.asBroken(err)
		}
	}
	return nil
}

// repeat is one round of a repeat step.
func (r *run) repeat(st *step) error {
	for _, inner := range st.steps {
		if err := r.take(inner); err != nil {
			return err
		}
	}
	return nil
}

// asBroken makes an error of a step the report of that step.
func (r *run) asBroken(err error) error {
	var b *Broken
	if errors.As(err, &b) || r.ctx.Err() != nil {
		return err
	}
	return r.broken([]string{"the step to be possible"}, []string{err.Error()})
}

func (r *run) broken(expected, seen []string) error {
	return &Broken{
		File: r.File, Name: r.Name, Line: r.step.line, Step: r.step.words, Expected: expected, Seen: seen, Context: r.recent(),
	}
}

// patience is how long the current step waits for what it expects.
func (r *run) patience() time.Duration {
	if r.step.within > 0 {
		return r.step.within
	}
	return r.within
}

// until tries again at every event of the sandbox, until try is content or time is up.
func (r *run) until(try func() (bool, error)) (bool, error) {
	late := time.NewTimer(r.patience())
	defer late.Stop()
	for {
		ok, err := try()
		if ok || err != nil {
			return ok, err
		}
		select {
		case <-r.watch.happened:
		case <-late.C:
			return try()
		case <-r.ctx.Done():
			return false, r.ctx.Err()
		}
	}
}

// keep stores what the step saves of a value.
func (r *run) keep(st *step, v any) error {
	switch {
	case st.save == nil:
		return nil
	case st.save.kind == kindString:
		r.scope.values[st.save.text()] = v
		return nil
	}
	for _, member := range st.save.pairs {
		inner, ok := dig(v, member.value.text())
		if !ok {
			return r.broken([]string{"a value at " + member.value.text() + ", to be saved"}, []string{compact(v)})
		}
		r.scope.values[member.name()] = inner
	}
	return nil
}
