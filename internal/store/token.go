package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/menling/menling/wx"
)

const (
	tokenFetch = 15 * time.Second // longest a fetch may take
	tokenLease = 20 * time.Second // how long other processes leave the refresh to the one that claimed it
	tokenPoll  = 100 * time.Millisecond
	tokenEarly = 5 * time.Minute // before its end a token is renewed; a tenth of its life when that is shorter
	tokenChurn = 2 * time.Second // youngest age at which a token that replaced a dead one may die
)

// Tokens keeps access tokens in the database, so that all processes share one per key and none invalidates another's.
type Tokens struct {
	s       *Store
	mu      sync.Mutex
	flights map[string]*flight
	refused map[string]refusal
}

// flight is the refresh under way for one key in this process.
type flight struct {
	done  chan struct{}
	token wx.Token
	err   error
}

// refusal remembers a refused credential for a moment: the platform bans an address after many wrong secrets.
type refusal struct {
	err   error
	until time.Time
}

// Tokens is the store's [wx.TokenStore].
func (s *Store) Tokens() *Tokens { return s.tokens }

var _ wx.TokenStore = (*Tokens)(nil)

// Renew implements [wx.TokenStore]. The clock of [Options] decides whether a token has expired, the database's clock
// only who may refresh it.
func (t *Tokens) Renew(ctx context.Context, key string, seen int64, fetch func(context.Context) (wx.Token, error)) (wx.Token, error) {
	for {
		row, err := t.read(ctx, key)
		if err != nil {
			return wx.Token{}, err
		}
		if t.live(row, seen) {
			return row.token(), nil
		}
		token, err := t.join(ctx, key, seen, fetch)
		if err != nil || token.Version > seen {
			return token, err
		}
	}
}

// join waits for the refresh of key, starting it if there is none.
func (t *Tokens) join(ctx context.Context, key string, seen int64, fetch func(context.Context) (wx.Token, error)) (wx.Token, error) {
	t.mu.Lock()
	if r, ok := t.refused[key]; ok && time.Now().Before(r.until) {
		t.mu.Unlock()
		return wx.Token{}, r.err
	}
	f := t.flights[key]
	if f == nil {
		f = &flight{done: make(chan struct{}), err: errors.New("store: fetching the token ended without a result")}
		t.flights[key] = f
		go t.fly(context.WithoutCancel(ctx), f, key, seen, fetch)
	}
	t.mu.Unlock()
	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		return wx.Token{}, ctx.Err()
	}
}

// fly refreshes for everybody who waits. Its time is its own: the first caller's end must not take it from the others.
func (t *Tokens) fly(ctx context.Context, f *flight, key string, seen int64, fetch func(context.Context) (wx.Token, error)) {
	ctx, cancel := context.WithTimeout(ctx, tokenLease+tokenFetch)
	defer cancel()
	defer t.land(f, key)
	f.token, f.err = t.refresh(ctx, key, seen, fetch)
}

func (t *Tokens) land(f *flight, key string) {
	t.mu.Lock()
	delete(t.flights, key)
	delete(t.refused, key)
	if errors.Is(f.err, wx.ErrBadCredential) {
		if t.refused == nil {
			t.refused = map[string]refusal{}
		}
		t.refused[key] = refusal{f.err, time.Now().Add(tokenChurn)}
	}
	t.mu.Unlock()
	close(f.done)
}

// refresh claims the row and fetches, or waits until the process that claimed it is done.
func (t *Tokens) refresh(ctx context.Context, key string, seen int64, fetch func(context.Context) (wx.Token, error)) (wx.Token, error) {
	for {
		row, err := t.read(ctx, key)
		if err != nil {
			return wx.Token{}, err
		}
		if t.live(row, seen) {
			return row.token(), nil
		}
		dead := row.Version > 0 && row.Version == seen
		if dead && row.Replaced > 0 && t.s.now().Sub(time.UnixMilli(row.Replaced)) < tokenChurn {
			return wx.Token{}, wx.ErrTokenChurn
		}
		lease, err := t.claim(ctx, key, row.Version)
		if err != nil {
			return wx.Token{}, err
		}
		if lease > 0 {
			return t.fetch(ctx, key, row, dead, lease, fetch)
		}
		select {
		case <-time.After(tokenPoll):
		case <-ctx.Done():
			return wx.Token{}, ctx.Err()
		}
	}
}

// fetch asks the platform and keeps what it says, unless the lease was lost meanwhile.
func (t *Tokens) fetch(ctx context.Context, key string, old tokenRow, dead bool, lease int64,
	fetch func(context.Context) (wx.Token, error)) (wx.Token, error) {
	reason := "expired"
	switch {
	case old.Version == 0:
		reason = "none yet"
	case dead:
		reason = "found dead"
	}
	t.s.log.Info("access token: refresh", "key", key, "reason", reason, "version", old.Version)
	limited, cancel := context.WithTimeout(ctx, tokenFetch)
	defer cancel()
	token, err := fetch(limited)
	if err != nil {
		t.s.log.Warn("access token: refresh failed", "key", key, "error", err)
		return wx.Token{}, errors.Join(err, t.release(ctx, key, lease))
	}
	return t.put(ctx, key, old, dead, token)
}

// tokenRow is a token as the table keeps it.
type tokenRow struct {
	Value    string `json:"value"`
	RenewAt  int64  `json:"renew_at"`           // from here on it counts as expired
	Replaced int64  `json:"replaced,omitempty"` // when it took the place of a dead one

	Version   int64 `json:"-"`
	ExpiresAt int64 `json:"-"`
}

func (r tokenRow) token() wx.Token {
	return wx.Token{Value: r.Value, Version: r.Version, ExpiresAt: time.UnixMilli(r.ExpiresAt)}
}

func (t *Tokens) live(r tokenRow, seen int64) bool {
	return r.Value != "" && r.Version > seen && t.s.now().UnixMilli() < r.RenewAt
}

func (t *Tokens) read(ctx context.Context, key string) (tokenRow, error) {
	var r tokenRow
	var sealed []byte
	err := t.s.readRow(ctx, "SELECT value, version, expires_at FROM tokens WHERE key = $1", key).Scan(&sealed, &r.Version, &r.ExpiresAt)
	if noRows(err) || err == nil && sealed == nil {
		return r, nil
	}
	if err != nil {
		return r, wrap(err, "token")
	}
	plain, err := t.s.open("tokens.value", key, sealed)
	if err != nil {
		return r, wrap(err, "token")
	}
	return r, wrap(json.Unmarshal(plain, &r), "token")
}

// claim takes the lease of a row that is still at version; 0: another process has it, or the row has moved on.
func (t *Tokens) claim(ctx context.Context, key string, version int64) (lease int64, err error) {
	now := t.s.dialect.clock()
	query := fmt.Sprintf(`INSERT INTO tokens (key, version, expires_at, refreshing_until) VALUES ($1, 0, 0, %s + $2)
		ON CONFLICT (key) DO UPDATE SET refreshing_until = excluded.refreshing_until
		WHERE tokens.version = $3 AND tokens.refreshing_until < %s RETURNING refreshing_until`, now, now)
	err = t.s.Write(ctx, nil, func(tx *Tx) error {
		lease = 0
		err := tx.row(query, key, tokenLease.Milliseconds(), version).Scan(&lease)
		if noRows(err) {
			return nil
		}
		return err
	})
	return lease, wrap(err, "token")
}

func (t *Tokens) release(ctx context.Context, key string, lease int64) error {
	return t.s.Write(ctx, nil, func(tx *Tx) error {
		_, err := tx.exec("UPDATE tokens SET refreshing_until = 0 WHERE key = $1 AND refreshing_until = $2", key, lease)
		return err
	})
}

// put stores the new token over the old version. When another process was faster, its token is the live one.
func (t *Tokens) put(ctx context.Context, key string, old tokenRow, dead bool, token wx.Token) (wx.Token, error) {
	now := t.s.now()
	r := tokenRow{Value: token.Value, RenewAt: renewAt(now, token.ExpiresAt).UnixMilli()}
	if dead {
		r.Replaced = now.UnixMilli()
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return wx.Token{}, wrap(err, "token")
	}
	sealed, err := t.s.seal("tokens.value", key, plain)
	if err != nil {
		return wx.Token{}, wrap(err, "token")
	}
	var kept int64
	err = t.s.Write(ctx, nil, func(tx *Tx) (err error) {
		kept, err = tx.exec(`UPDATE tokens SET value = $1, version = version + 1, expires_at = $2, refreshing_until = 0
			WHERE key = $3 AND version = $4`, sealed, token.ExpiresAt.UnixMilli(), key, old.Version)
		return err
	})
	if err != nil {
		return wx.Token{}, wrap(err, "token")
	}
	if kept == 0 {
		row, err := t.read(ctx, key)
		return row.token(), err
	}
	token.Version = old.Version + 1
	return token, nil
}

// renewAt is when a token counts as expired: early, and each a little differently, so that many do not expire together.
func renewAt(now, end time.Time) time.Time {
	early := min(tokenEarly, end.Sub(now)/10)
	return end.Add(-early - time.Duration(rand.Float64()*float64(early)/5))
}
