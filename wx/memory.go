package wx

import (
	"context"
	"errors"
	"sync"
	"time"
)

// NewMemoryTokens keeps tokens in this process; now is its clock (nil for
// time.Now). A token counts as expired five minutes before its end, or a tenth
// of its life if that is shorter, and up to a fifth of that earlier still, so
// that many processes do not renew in the same second.
//
// A refused credential is remembered for two seconds: the platform bans an
// address after about 2000 wrong secrets in an hour.
func NewMemoryTokens(now func() time.Time, opts ...StoreOption) TokenStore {
	return &memoryTokens{renewal: newRenewal(now, opts), entries: map[string]*tokenEntry{}}
}

type memoryTokens struct {
	renewal

	mu      sync.Mutex
	entries map[string]*tokenEntry
}

// tokenEntry is the newest token of one key, and the fetch under way for it.
type tokenEntry struct {
	token    Token
	renewAt  time.Time // from here on the token counts as expired
	replaced time.Time // when token took the place of a dead one; else zero
	refused  error     // the last fetch's refused credential
	until    time.Time // how long refused is remembered
	flight   *flight
}

type flight struct {
	done  chan struct{}
	token Token
	err   error
}

// Renew implements TokenStore.
func (m *memoryTokens) Renew(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (Token, error) {
	f, token, err := m.join(ctx, key, seen, fetch)
	if f == nil {
		return token, err
	}
	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
}

// join answers from what is known, or returns the flight to wait for.
func (m *memoryTokens) join(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (*flight, Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entries[key]
	if e == nil {
		e = &tokenEntry{}
		m.entries[key] = e
	}
	now := m.now()
	if e.token.Version > seen && now.Before(e.renewAt) {
		return nil, e.token, nil
	}
	if e.flight != nil {
		return e.flight, Token{}, nil
	}
	died := seen != 0 && seen == e.token.Version
	if died && !e.replaced.IsZero() && tooYoung(now.Sub(e.replaced)) {
		return nil, Token{}, ErrTokenChurn
	}
	if e.refused != nil && now.Before(e.until) {
		return nil, Token{}, e.refused
	}
	e.flight = &flight{done: make(chan struct{})}
	go m.fly(context.WithoutCancel(ctx), e, e.flight, died, fetch)
	return e.flight, Token{}, nil
}

// fly fetches for everybody who waits. It has its own end of time: the first
// caller's context must not take the token from the others.
func (m *memoryTokens) fly(ctx context.Context, e *tokenEntry, f *flight, died bool, fetch func(context.Context) (Token, error)) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	defer close(f.done)
	f.err = errors.New("fetching the token ended without a result")
	defer func() { m.land(e, f, died) }()
	f.token, f.err = fetch(ctx)
}

func (m *memoryTokens) land(e *tokenEntry, f *flight, died bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e.flight = nil
	now := m.now()
	if f.err != nil {
		if errors.Is(f.err, ErrBadCredential) {
			e.refused, e.until = f.err, now.Add(churnGuard)
		}
		return
	}
	f.token.Version = e.token.Version + 1
	e.token, e.refused, e.replaced = f.token, nil, time.Time{}
	e.renewAt = f.token.ExpiresAt.Add(-m.margin(f.token.ExpiresAt.Sub(now)))
	if died {
		e.replaced = now
	}
}
