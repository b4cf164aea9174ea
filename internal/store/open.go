// Package store keeps everything menling knows, on SQLite (one file, one process) or on PostgreSQL, with one SQL text for
// both. Rules write through [Store.Write] only; what a concept may read and write stands in the file of its name.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// ErrClosed is what a write gets after [Store.Close] began.
var ErrClosed = errors.New("store: closed")

// Store is an open database with its writer. Its methods may be called from many goroutines.
type Store struct {
	dialect Dialect
	log     *slog.Logger
	now     func() time.Time
	opts    Options

	readers *readers
	writer  writer
	keys    *keyring
	reserve *reserve
	tokens  *Tokens
	spool   *Spool

	closing  sync.Once
	closeErr error
	onCommit atomic.Pointer[func()]
	common   common
}

// writer is what the two databases do differently about writing.
type writer interface {
	write(ctx context.Context, keys []string, fn func(*Tx) error) error
	writePush(ctx context.Context, fn func(*Tx) error) error
	close() error
}

// Open opens the database, brings its shape up to date, checks that this program and this master key may use it, and
// starts the writer. What it refuses, it refuses with a sentence for the operator.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.withDefaults()
	if o.Dir != "" {
		if err := os.MkdirAll(o.Dir, 0o700); err != nil {
			return nil, fmt.Errorf("data folder: %w", err)
		}
	}
	s := &Store{dialect: SQLite, log: o.Log, now: o.Now, opts: o, reserve: newReserve(o)}
	if o.DatabaseURL != "" {
		s.dialect = Postgres
	}
	if err := s.dialect.open(ctx, s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.reserve.restore()
	s.tokens = &Tokens{s: s, flights: map[string]*flight{}}
	s.spool = &Spool{dir: o.Dir, log: o.Log}
	return s, nil
}

// prepare runs the migrations and finds the sealing key, under the lock that keeps a second program out meanwhile.
func (s *Store) prepare(ctx context.Context, db *sql.DB) error {
	unlock, err := s.dialect.lockMigrations(ctx, s.opts, db)
	if err != nil {
		return fmt.Errorf("migration lock: %w", err)
	}
	defer unlock()
	if err := migrate(ctx, s, db); err != nil {
		return err
	}
	s.keys, err = loadKeys(ctx, s.opts, db)
	return err
}

// Close stops intake, lets what was taken in finish, and closes the files. Closing twice is fine.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closeErr = s.closeAll() })
	return s.closeErr
}

func (s *Store) closeAll() error {
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.spool != nil {
		errs = append(errs, s.spool.close())
	}
	if s.readers != nil {
		errs = append(errs, s.readers.close())
	}
	return errors.Join(errs...)
}

// Dialect tells which database this is.
func (s *Store) Dialect() Dialect { return s.dialect }

// Together is how many rules are best written at once by who has many of them.
func (s *Store) Together() int { return s.dialect.together() }

// Write runs fn in one transaction and returns once it is durable. The keys (customer, conversation, way, agent …) are
// locked first, in sorted order. fn does no I/O besides tx, draws no ids and no time, and may run twice. When ctx ends
// before fn started, fn never runs; once it started, Write waits for the outcome.
func (s *Store) Write(ctx context.Context, keys []string, fn func(*Tx) error) error {
	err := s.writer.write(ctx, keys, fn)
	if told := s.onCommit.Load(); err == nil && told != nil {
		(*told)()
	}
	return err
}

// OnCommit has fn called after each [Store.Write] that went well: there may be changes to read.
func (s *Store) OnCommit(fn func()) { s.onCommit.Store(&fn) }

// WritePush is [Store.Write] for received pushes: it goes ahead of everything else and locks no keys.
func (s *Store) WritePush(ctx context.Context, fn func(*Tx) error) error {
	return s.writer.writePush(ctx, fn)
}

// Ping asks the database whether it answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	if err := s.readRow(ctx, "SELECT 1").Scan(&one); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
