package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

const (
	writeLimit = 10 * time.Second        // longest a transaction may take, its wait for keys included
	writeSlow  = 100 * time.Millisecond  // slower ones hold the change cursor back: they are logged
	pushLimit  = 1500 * time.Millisecond // a group of pushes: after that the database counts as not answering
	writeTries = 10
	writePause = 2 * time.Millisecond // before the second try; doubles, with jitter
	pauseLimit = 100 * time.Millisecond
)

var readCommitted = &sql.TxOptions{Isolation: sql.LevelReadCommitted}

// postgresWriter writes every rule in a transaction of its own, under row locks. Pushes have a connection of their own
// and commit in groups, one group after the other, so that they become visible in the order of their ids.
type postgresWriter struct {
	s      *Store
	db     *sql.DB
	pushes *groupWriter
	places chan struct{} // one per connection, so that a waiting caller may still leave

	mu      sync.RWMutex
	closed  bool
	running sync.WaitGroup
}

func openPostgresWriter(s *Store, db *sql.DB) *postgresWriter {
	g := newGroupWriter(s, &postgresSession{s: s, db: db})
	g.full = func() { s.log.Error("the disk of the database is full") }
	go g.loop()
	return &postgresWriter{s: s, db: db, pushes: g, places: make(chan struct{}, postgresWriters-1)}
}

func (w *postgresWriter) writePush(ctx context.Context, fn func(*Tx) error) error {
	return w.pushes.do(ctx, w.pushes.pushes, fn)
}

func (w *postgresWriter) write(ctx context.Context, keys []string, fn func(*Tx) error) error {
	if !w.enter() {
		return ErrClosed
	}
	defer w.running.Done()
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	for try, pause := 1, writePause; ; try++ {
		err := w.once(ctx, keys, fn)
		if err == nil || try == writeTries || !w.s.dialect.retryable(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(2*pause, pauseLimit)
	}
}

func (w *postgresWriter) enter() bool {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if !w.closed {
		w.running.Add(1)
	}
	return !w.closed
}

// once runs one transaction. Its statements do not end with ctx: a caller that leaves must not decide what is written.
func (w *postgresWriter) once(ctx context.Context, keys []string, fn func(*Tx) error) error {
	select {
	case w.places <- struct{}{}:
		defer func() { <-w.places }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	run, cancel := withDeadline(ctx, writeLimit)
	defer cancel()
	t, err := w.db.BeginTx(run, readCommitted)
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer t.Rollback()
	if err := lockKeys(run, t, keys); err != nil {
		return fmt.Errorf("store: lock keys: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.finish(run, t, fn)
}

func (w *postgresWriter) finish(run context.Context, t *sql.Tx, fn func(*Tx) error) error {
	began := time.Now()
	if err := call(postgresTx(run, w.s, t), fn); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	if took := time.Since(began); took > writeSlow {
		w.s.log.Warn("a slow write", "ms", took.Milliseconds())
	}
	return nil
}

// lockKeys takes the rows of the sorted keys, so that every transaction waits for them in the same order.
func lockKeys(ctx context.Context, t *sql.Tx, keys []string) error {
	const lock = "SELECT key FROM lock_keys WHERE key = ANY($1) ORDER BY key FOR UPDATE"
	if len(keys) == 0 {
		return nil
	}
	if len(keys) == 1 { // mostly it is there; who waits for one alone holds no other back
		if res, err := t.ExecContext(ctx, lock, keys); err != nil || affected(res) > 0 {
			return err
		}
	}
	_, err := t.ExecContext(ctx, "INSERT INTO lock_keys (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", keys)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, lock, keys)
	return err
}

func affected(res sql.Result) int64 {
	n, _ := res.RowsAffected() // of a statement that succeeded, this driver knows it
	return n
}

func (w *postgresWriter) close() error {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.pushes.close()
	w.running.Wait()
	return w.db.Close()
}

func postgresTx(ctx context.Context, s *Store, t *sql.Tx) *Tx {
	return &Tx{s: s, ctx: ctx, run: t, lost: func() error { return nil }}
}

// postgresSession is the transaction of one group of pushes.
type postgresSession struct {
	s      *Store
	db     *sql.DB
	t      *sql.Tx
	ctx    context.Context
	cancel context.CancelFunc
}

func (se *postgresSession) begin() error {
	se.ctx, se.cancel = context.WithTimeout(context.Background(), pushLimit)
	t, err := se.db.BeginTx(se.ctx, readCommitted)
	if err != nil {
		se.cancel()
		return err
	}
	se.t = t
	return nil
}

func (se *postgresSession) commit() error {
	err := se.t.Commit()
	se.t = nil
	se.cancel()
	return err
}

func (se *postgresSession) rollback() {
	if se.t == nil {
		return
	}
	if err := se.t.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		se.s.log.Warn("rollback", "error", err)
	}
	se.t = nil
	se.cancel()
}

func (se *postgresSession) savepoint() error { return se.do("SAVEPOINT s") }
func (se *postgresSession) release() error   { return se.do("RELEASE s") }
func (se *postgresSession) rollbackTo() error {
	return errors.Join(se.do("ROLLBACK TO s"), se.do("RELEASE s"))
}

func (se *postgresSession) do(query string) error {
	_, err := se.t.ExecContext(se.ctx, query)
	return err
}

func (se *postgresSession) tx() *Tx { return postgresTx(se.ctx, se.s, se.t) }
