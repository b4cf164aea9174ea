package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/menling/menling/internal/desk"
)

// runner is what statements run on: a transaction, or the SQLite writer's cache of prepared statements.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Tx is one transaction. It is valid inside the closure it was given to, and only on that goroutine.
type Tx struct {
	s      *Store
	ctx    context.Context
	run    runner
	lost   func() error // set when the database ended the transaction by itself
	rows   *sql.Rows    // the answer of the last query, perhaps still open
	failed error        // the first statement that failed

	// conversations are those that were read to be changed, as they are: nobody else changes them until the end.
	conversations map[int64]desk.Conversation
	changes       []any // fields of changes, which go in together at the end
	queues        []string
}

// Queues are those that were given jobs.
func (tx *Tx) Queues() []string { return tx.queues }

var errRowsOpen = errors.New("store: a statement while the rows of the one before it are still open")

// exec runs a statement and tells how many rows it touched.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	if err := tx.ready(); err != nil {
		return 0, tx.fail(err)
	}
	res, err := tx.run.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, tx.fail(err)
	}
	n, err := res.RowsAffected()
	return n, tx.fail(err)
}

// row runs a query for one row; its Scan tells sql.ErrNoRows (see noRows) and every other error.
func (tx *Tx) row(query string, args ...any) *sql.Row {
	ctx := tx.ctx
	if err := tx.ready(); err != nil {
		ctx = endedContext{ctx, tx.fail(err)}
	}
	return tx.run.QueryRowContext(ctx, query, args...)
}

// query runs a query for many rows; they must be closed before the next statement (collect does).
func (tx *Tx) query(query string, args ...any) (*sql.Rows, error) {
	if err := tx.ready(); err != nil {
		return nil, tx.fail(err)
	}
	rows, err := tx.run.QueryContext(tx.ctx, query, args...)
	tx.rows = rows
	return rows, tx.fail(err)
}

func (tx *Tx) ready() error {
	if err := tx.lost(); err != nil {
		return err
	}
	if tx.rows != nil {
		if _, err := tx.rows.Columns(); err == nil {
			return errRowsOpen
		}
		tx.rows = nil
	}
	return nil
}

// fail remembers the first error: a transaction with a failed statement never commits, even if fn looked away.
func (tx *Tx) fail(err error) error {
	if err != nil && tx.failed == nil {
		tx.failed = err
	}
	return err
}

// endedContext makes a *sql.Row that carries an error.
type endedContext struct {
	context.Context
	err error
}

var endedChannel = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

func (c endedContext) Done() <-chan struct{} { return endedChannel }
func (c endedContext) Err() error            { return c.err }

// collect reads all rows with read, which gets the row's Scan, and closes them.
func collect[T any](rows *sql.Rows, read func(scan func(...any) error) (T, error)) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := read(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// one reads a single value, such as an id or a count.
func one[T any](row *sql.Row) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}

// noRows tells that a query for one row found none.
func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// readers is the capped pool that reads outside transactions.
type readers struct {
	db       *sql.DB
	pages    turns // of who reads a page of ways
	prepare  bool  // keep prepared statements: the driver does not do it itself
	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

const preparedMax = 512 // texts; further ones are prepared each time

func (s *Store) readRow(ctx context.Context, query string, args ...any) *sql.Row {
	if st := s.readers.statement(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return s.readers.db.QueryRowContext(ctx, query, args...)
}

func (s *Store) readQuery(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := s.readers.statement(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return s.readers.db.QueryContext(ctx, query, args...)
}

// statement is the prepared one, or nil when the text is to be run as it is.
func (r *readers) statement(ctx context.Context, query string) *sql.Stmt {
	if !r.prepare {
		return nil
	}
	r.mu.RLock()
	st, n := r.prepared[query], len(r.prepared)
	r.mu.RUnlock()
	if st != nil || n >= preparedMax {
		return st
	}
	st, err := r.db.PrepareContext(ctx, query)
	if err != nil {
		return nil // running the text tells the error
	}
	return r.keep(query, st)
}

func (r *readers) keep(query string, st *sql.Stmt) *sql.Stmt {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before := r.prepared[query]; before != nil {
		st.Close()
		return before
	}
	r.prepared[query] = st
	return st
}

func (r *readers) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, st := range r.prepared {
		st.Close()
	}
	clear(r.prepared)
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("store: close readers: %w", err)
	}
	return nil
}
