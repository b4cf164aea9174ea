package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Serve answers on ln until ctx ends, then closes the listener and, within 1.5 s, the
// connections. It sets the base URL when none was given. The sandbox itself stays open: call
// Close afterwards.
func (s *Sandbox) Serve(ctx context.Context, ln net.Listener) error {
	if s.opts.BaseURL == "" {
		s.SetBaseURL("http://" + ln.Addr().String())
	}
	srv := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	s.checkCallbacks(ctx)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("sandbox: serve: %w", err)
	case <-ctx.Done():
	}
	soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), 1500*time.Millisecond)
	defer cancel()
	if err := srv.Shutdown(soon); err != nil {
		_ = srv.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("sandbox: serve: %w", err)
	}
	return nil
}

// URL is how clients reach the sandbox.
func (s *Sandbox) URL() string { return s.url("") }

// PhoneURL is the page for people.
func (s *Sandbox) PhoneURL() string { return s.url("/phone") }
