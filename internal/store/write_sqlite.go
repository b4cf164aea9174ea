package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
)

// errLost: SQLite rolled the whole transaction back by itself, as it may when the disk is full.
var errLost = errors.New("store: the database ended the transaction")

const checkpointEvery = time.Second

// sqliteWriter is the one writer, and the checkpoints beside it.
type sqliteWriter struct {
	*groupWriter
	session *sqliteSession
	dirty   chan struct{}
	stopped chan struct{}
}

func openSQLiteWriter(s *Store, db *sql.DB) (*sqliteWriter, error) {
	se, err := newSQLiteSession(s, db)
	if err != nil {
		return nil, err
	}
	w := &sqliteWriter{newGroupWriter(s, se), se, make(chan struct{}, 1), make(chan struct{})}
	w.committed = func() {
		select {
		case w.dirty <- struct{}{}:
		default:
		}
	}
	go w.loop()
	go w.checkpoints(s)
	return w, nil
}

// The single writer is the lock: keys are not needed.
func (w *sqliteWriter) write(ctx context.Context, _ []string, fn func(*Tx) error) error {
	return w.do(ctx, w.others, fn)
}

func (w *sqliteWriter) writePush(ctx context.Context, fn func(*Tx) error) error {
	return w.do(ctx, w.pushes, fn)
}

func (w *sqliteWriter) close() error {
	w.groupWriter.close()
	<-w.stopped
	return w.session.close()
}

// checkpoints moves the log into the database while writing goes on, from a reader's connection. The writer's own
// checkpoint at 10,000 pages is only the ceiling.
func (w *sqliteWriter) checkpoints(s *Store) {
	defer close(w.stopped)
	tick := time.NewTicker(checkpointEvery)
	defer tick.Stop()
	for {
		select {
		case <-w.quit:
			return
		case <-tick.C:
		}
		select {
		case <-w.dirty:
			s.checkpoint()
		default:
		}
	}
}

func (s *Store) checkpoint() {
	var busy, log, moved int
	row := s.readers.db.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)")
	if err := row.Scan(&busy, &log, &moved); err != nil {
		s.log.Warn("checkpoint", "error", err)
	}
}

// sqliteSession is the writer's connection with its prepared statements.
type sqliteSession struct {
	s        *Store
	db       *sql.DB
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	open     bool // between begin and commit
	gone     bool // set by the database's rollback hook
}

func newSQLiteSession(s *Store, db *sql.DB) (*sqliteSession, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	se := &sqliteSession{s: s, db: db, conn: conn, prepared: map[string]*sql.Stmt{}}
	err = se.onRollback(func() { se.gone = true })
	return se, err
}

// onRollback has the database call fn whenever it ends a transaction without committing it; nil: no more.
func (se *sqliteSession) onRollback(fn sqlite.RollbackHookFn) error {
	return se.conn.Raw(func(c any) error {
		hooked, ok := c.(sqlite.HookRegisterer)
		if !ok {
			return errors.New("store: the driver has no rollback hook")
		}
		hooked.RegisterRollbackHook(fn)
		return nil
	})
}

func (se *sqliteSession) begin() error {
	if len(se.prepared) > preparedMax {
		se.forget()
	}
	se.gone, se.open = false, false
	err := se.do("BEGIN IMMEDIATE")
	se.open = err == nil
	return err
}

func (se *sqliteSession) commit() error {
	if err := se.lost(); err != nil {
		return err
	}
	if err := se.do("COMMIT"); err != nil {
		return err
	}
	se.open = false
	return nil
}

func (se *sqliteSession) rollback() {
	if se.open && !se.gone {
		if err := se.do("ROLLBACK"); err != nil {
			se.s.log.Error("rollback", "error", err)
		}
	}
	se.open = false
}

func (se *sqliteSession) savepoint() error { return se.inside("SAVEPOINT s") }
func (se *sqliteSession) release() error   { return se.inside("RELEASE s") }
func (se *sqliteSession) rollbackTo() error {
	return errors.Join(se.inside("ROLLBACK TO s"), se.inside("RELEASE s"))
}

func (se *sqliteSession) inside(query string) error {
	if err := se.lost(); err != nil {
		return err
	}
	return se.do(query)
}

func (se *sqliteSession) lost() error {
	if se.gone {
		return errLost
	}
	return nil
}

func (se *sqliteSession) tx() *Tx {
	return &Tx{s: se.s, ctx: context.Background(), run: se, lost: se.lost}
}

func (se *sqliteSession) do(query string) error {
	_, err := se.ExecContext(context.Background(), query)
	return err
}

// ExecContext, QueryContext and QueryRowContext run statements, preparing each text once.
func (se *sqliteSession) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := se.statement(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (se *sqliteSession) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := se.statement(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (se *sqliteSession) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	st, err := se.statement(query)
	if err != nil {
		return se.conn.QueryRowContext(ctx, query, args...) // it tells the same error
	}
	return st.QueryRowContext(ctx, args...)
}

func (se *sqliteSession) statement(query string) (*sql.Stmt, error) {
	if st := se.prepared[query]; st != nil {
		return st, nil
	}
	st, err := se.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	se.prepared[query] = st
	return st, nil
}

func (se *sqliteSession) forget() {
	for _, st := range se.prepared {
		st.Close()
	}
	clear(se.prepared)
}

func (se *sqliteSession) close() error {
	se.forget()
	err := se.do("PRAGMA busy_timeout = 1000") // a reader that does not end must not hold the stop up
	se.forget()
	var busy, log, moved int
	row := se.conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, row.Scan(&busy, &log, &moved), se.onRollback(nil), se.conn.Close(), se.db.Close())
}
