package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wx"
)

// clock is an injected Now.
type clock struct{ ms atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()) }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// platform hands out tokens that live two hours, and counts them.
type platform struct {
	clock *clock
	n     atomic.Int64
}

func (p *platform) fetch(context.Context) (wx.Token, error) {
	return wx.Token{Value: fmt.Sprintf("secret-%d", p.n.Add(1)), ExpiresAt: p.clock.now().Add(2 * time.Hour)}, nil
}

func eachToken(t *testing.T, fn func(t *testing.T, o store.Options, p *platform)) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		p := &platform{clock: &clock{}}
		p.clock.ms.Store(1_700_000_000_000)
		o := storetest.Options(t, d)
		o.Now = p.clock.now
		fn(t, o, p)
	})
}

func renew(t *testing.T, s *store.Store, seen int64, fetch func(context.Context) (wx.Token, error)) wx.Token {
	t.Helper()
	token, err := s.Tokens().Renew(t.Context(), "ww1/1000002", seen, fetch)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTokenIsFetchedOnceForManyCallersAndProcesses(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		nodes := []*store.Store{storetest.OpenWith(t, o), storetest.OpenWith(t, o)}
		var all sync.WaitGroup
		for i := range 32 {
			all.Go(func() {
				token, err := nodes[i%2].Tokens().Renew(t.Context(), "ww1/1000002", 0, p.fetch)
				if err != nil || token.Value != "secret-1" || token.Version != 1 {
					t.Errorf("%q %d, %v", token.Value, token.Version, err)
				}
			})
		}
		all.Wait()
		if p.n.Load() != 1 {
			t.Errorf("fetched %d times", p.n.Load())
		}
	})
}

func TestTokenIsRefreshedOnlyWhenTheVersionThatFailedIsStillCurrent(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		s := storetest.OpenWith(t, o)
		if got := renew(t, s, 0, p.fetch); got.Version != 1 {
			t.Fatal(got.Version)
		}
		if got := renew(t, s, 1, p.fetch); got.Version != 2 || got.Value != "secret-2" { // found dead
			t.Fatal(got.Version)
		}
		if got := renew(t, s, 1, p.fetch); got.Version != 2 { // a slower caller reports the same death
			t.Fatal(got.Version)
		}
		if _, err := s.Tokens().Renew(t.Context(), "ww1/1000002", 2, p.fetch); !errors.Is(err, wx.ErrTokenChurn) {
			t.Errorf("a token that replaced a dead one died at once: %v", err)
		}
		if p.n.Load() != 2 {
			t.Errorf("fetched %d times, want 2", p.n.Load())
		}
	})
}

func TestTokenExpiresByTheInjectedClock(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		s := storetest.OpenWith(t, o)
		renew(t, s, 0, p.fetch)
		p.clock.advance(110 * time.Minute)
		if got := renew(t, s, 0, p.fetch); got.Version != 1 {
			t.Error("renewed ten minutes early")
		}
		p.clock.advance(6 * time.Minute)
		if got := renew(t, s, 0, p.fetch); got.Version != 2 {
			t.Error("not renewed before its end")
		}
	})
}

func TestFailedRefreshLeavesTheLeaseToTheNext(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		s := storetest.OpenWith(t, o)
		down := errors.New("unreachable")
		_, err := s.Tokens().Renew(t.Context(), "ww1/1000002", 0, func(context.Context) (wx.Token, error) { return wx.Token{}, down })
		if !errors.Is(err, down) {
			t.Fatal(err)
		}
		if got := renew(t, s, 0, p.fetch); got.Version != 1 {
			t.Error(got.Version)
		}
	})
}

func TestCallerThatLeavesDoesNotTakeTheTokenFromTheOthers(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		s := storetest.OpenWith(t, o)
		ctx, leave := context.WithCancel(t.Context())
		fetching, free := make(chan struct{}), make(chan struct{})
		first := make(chan error, 1)
		go func() {
			_, err := s.Tokens().Renew(ctx, "ww1/1000002", 0, func(ctx context.Context) (wx.Token, error) {
				close(fetching)
				<-free
				return p.fetch(ctx)
			})
			first <- err
		}()
		<-fetching
		leave()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		close(free)
		if got := renew(t, s, 0, p.fetch); got.Version != 1 || p.n.Load() != 1 {
			t.Errorf("version %d after %d fetches", got.Version, p.n.Load())
		}
	})
}

func TestTokensAreSealedAndNeverLoggedButEveryRefreshIs(t *testing.T) {
	eachToken(t, func(t *testing.T, o store.Options, p *platform) {
		var log bytes.Buffer
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
		s := storetest.OpenWith(t, o)
		renew(t, s, 0, p.fetch)
		renew(t, s, 1, p.fetch)
		var stored []byte
		if err := s.ReadRow(t.Context(), "SELECT value FROM tokens").Scan(&stored); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(stored, []byte("secret-")) || strings.Contains(log.String(), "secret-") {
			t.Error("a token is readable")
		}
		for _, reason := range []string{`reason="none yet"`, `reason="found dead"`} {
			if !strings.Contains(log.String(), reason) {
				t.Errorf("no %s in %s", reason, log.String())
			}
		}
	})
}
