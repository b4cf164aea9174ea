package wx

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// lockPoll is how often a process asks again for a lock that another holds.
const lockPoll = 20 * time.Millisecond

// NewFileTokens keeps tokens in a folder that the processes of one machine
// share: one file per key, readable by its owner alone. While one process
// fetches a token the others wait for it, by a lock that the operating system
// lets go of when its holder dies. It renews as NewMemoryTokens does; now is its
// clock (nil for time.Now). A file that is damaged counts as no token.
//
// The error wraps errors.ErrUnsupported where the operating system has no such
// locks. The folder should be on a local disk.
//
// The files hold live tokens. Programs that can seal them should keep them in
// their own store.
func NewFileTokens(dir string, now func() time.Time, opts ...StoreOption) (TokenStore, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder of tokens: %w", err)
	}
	f := &fileTokens{renewal: newRenewal(now, opts), dir: dir, flights: map[string]*flight{}, refused: map[string]refusal{}}
	switch unlock, err := lockFile(filepath.Join(dir, "try.lock")); {
	case err == nil:
		unlock()
	case !errors.Is(err, errLocked): // another process trying it shows as well that locks work
		return nil, fmt.Errorf("folder of tokens: locking a file: %w", err)
	}
	return f, nil
}

type fileTokens struct {
	renewal
	dir string

	mu      sync.Mutex
	flights map[string]*flight
	refused map[string]refusal
}

// refusal is a refused credential and how long it is remembered: the platforms
// ban an address after many of them.
type refusal struct {
	err   error
	until time.Time
}

// tokenFile is what a file holds. Times are Unix milliseconds.
type tokenFile struct {
	Value     string `json:"value"`
	Version   int64  `json:"version"`
	ExpiresAt int64  `json:"expires_at"`
	RenewAt   int64  `json:"renew_at"`           // from here on it counts as expired
	Replaced  int64  `json:"replaced,omitempty"` // when it took the place of a dead one
}

func (t tokenFile) token() Token {
	return Token{Value: t.Value, Version: t.Version, ExpiresAt: time.UnixMilli(t.ExpiresAt)}
}

// Renew implements TokenStore. A fetch that somebody else began may bring the
// very token that this caller saw die; then it begins one of its own.
func (f *fileTokens) Renew(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (Token, error) {
	for {
		if t := f.read(key); f.live(t, seen) {
			return t.token(), nil
		}
		flight, err := f.join(ctx, key, seen, fetch)
		if err != nil {
			return Token{}, err
		}
		select {
		case <-flight.done:
		case <-ctx.Done():
			return Token{}, ctx.Err()
		}
		if flight.err != nil || flight.token.Version > seen {
			return flight.token, flight.err
		}
	}
}

func (f *fileTokens) live(t tokenFile, seen int64) bool {
	return t.Value != "" && t.Version > seen && f.now().UnixMilli() < t.RenewAt
}

// join returns the fetch under way in this process, starting one if there is
// none.
func (f *fileTokens) join(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (*flight, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if running := f.flights[key]; running != nil {
		return running, nil
	}
	if r, ok := f.refused[key]; ok && f.now().Before(r.until) {
		return nil, r.err
	}
	started := &flight{done: make(chan struct{}), err: errors.New("fetching the token ended without a result")}
	f.flights[key] = started
	go f.fly(context.WithoutCancel(ctx), started, key, seen, fetch)
	return started, nil
}

// fly fetches for everybody who waits, in this process and in the others.
func (f *fileTokens) fly(ctx context.Context, mine *flight, key string, seen int64, fetch func(context.Context) (Token, error)) {
	ctx, cancel := context.WithTimeout(ctx, 2*fetchTimeout) // another process may be fetching first
	defer cancel()
	defer close(mine.done)
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.flights, key)
		delete(f.refused, key)
		if errors.Is(mine.err, ErrBadCredential) {
			f.refused[key] = refusal{mine.err, f.now().Add(churnGuard)}
		}
	}()
	unlock, err := f.lock(ctx, key)
	if err != nil {
		mine.err = err
		return
	}
	defer unlock()
	mine.token, mine.err = f.fetch(ctx, key, seen, fetch)
}

// fetch is done by the holder of the key's lock. What another process did
// meanwhile stands in the file. Versions grow even where the file was lost.
func (f *fileTokens) fetch(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (Token, error) {
	old := f.read(key)
	if f.live(old, seen) {
		return old.token(), nil
	}
	now := f.now()
	died := seen != 0 && seen >= old.Version
	if died && old.Replaced != 0 && tooYoung(now.Sub(time.UnixMilli(old.Replaced))) {
		return Token{}, ErrTokenChurn
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	token, err := fetch(ctx)
	if err != nil {
		return Token{}, err
	}
	now = f.now()
	next := tokenFile{
		Value: token.Value, Version: max(old.Version, seen) + 1, ExpiresAt: token.ExpiresAt.UnixMilli(),
		RenewAt: token.ExpiresAt.Add(-f.margin(token.ExpiresAt.Sub(now))).UnixMilli(),
	}
	if died {
		next.Replaced = now.UnixMilli()
	}
	if err := f.write(key, next); err != nil {
		return Token{}, err
	}
	return next.token(), nil
}

// path names a key's file without what stands in the key.
func (f *fileTokens) path(key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(f.dir, hex.EncodeToString(sum[:16])+".json")
}

// read reads a key's file. One that is missing or damaged holds no token; the
// next one is then fetched.
func (f *fileTokens) read(key string) tokenFile {
	data, err := os.ReadFile(f.path(key))
	var t tokenFile
	if err != nil || json.Unmarshal(data, &t) != nil {
		return tokenFile{}
	}
	return t
}

// write replaces a key's file in one step.
func (f *fileTokens) write(key string, t tokenFile) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	tmp := f.path(key) + ".tmp" // nobody else writes it: the key is locked
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		return fmt.Errorf("keeping the token: %w", err)
	}
	if err := os.Rename(tmp, f.path(key)); err != nil {
		os.Remove(tmp)
		return fmt.Errorf("keeping the token: %w", err)
	}
	return nil
}

// errLocked says that another process holds a lock.
var errLocked = errors.New("another process is fetching the token")

// lock waits for a key's lock.
func (f *fileTokens) lock(ctx context.Context, key string) (unlock func(), err error) {
	for {
		unlock, err := lockFile(f.path(key) + ".lock")
		if !errors.Is(err, errLocked) {
			return unlock, err
		}
		wait := time.NewTimer(lockPoll)
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return nil, fmt.Errorf("%w: %w", errLocked, ctx.Err())
		}
	}
}
