package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"

	"github.com/menling/menling/internal/crm"
)

const spoolSchema = `CREATE TABLE IF NOT EXISTS pushes (
	id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER NOT NULL, scope TEXT NOT NULL, create_time INTEGER NOT NULL,
	hash BLOB NOT NULL, lane TEXT NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, answer TEXT NOT NULL,
	received_at INTEGER NOT NULL, last_error TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS pushes_once ON pushes (scope, create_time, hash)`

const (
	spoolBatch = 100
	spoolBytes = 4 << 20
)

// Spool takes pushes, durably, while the database does not answer: the same table in a SQLite file in the data folder.
// The file is opened when it is first needed.
type Spool struct {
	dir string
	log *slog.Logger

	mu     sync.Mutex
	closed bool
	store  *Store // of the file; nil until needed

	draining sync.Mutex
}

// Spool is where pushes go while the database does not answer.
func (s *Store) Spool() *Spool { return s.spool }

// Add keeps a push; it is on disk when Add returns. A push that is there already is not kept twice.
func (sp *Spool) Add(ctx context.Context, p crm.Push) error {
	s, err := sp.opened()
	if err != nil {
		return err
	}
	err = s.WritePush(ctx, func(tx *Tx) error {
		_, err := tx.exec(`INSERT INTO pushes (account_id, scope, create_time, hash, lane, kind, body, answer, received_at, last_error)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`, p.AccountID, p.Scope, p.CreateTime,
			p.Hash, p.Lane, p.Kind, append([]byte{}, p.Body...), p.Answer, p.ReceivedAt, p.Error)
		return err
	})
	return wrap(err, "spool")
}

// Drain hands all kept pushes to take, oldest first, some at a time and without their ids, and forgets those that it took without error.
// It stops at the first error; n is how many were taken. A crash in between hands the last ones over again.
func (sp *Spool) Drain(ctx context.Context, take func([]crm.Push) error) (n int, err error) {
	sp.draining.Lock()
	defer sp.draining.Unlock()
	if empty, err := sp.absent(); empty || err != nil {
		return 0, err
	}
	s, err := sp.opened()
	if err != nil {
		return 0, err
	}
	for {
		batch, last, err := s.spooled(ctx)
		if err != nil || len(batch) == 0 {
			return n, wrap(err, "spool")
		}
		if err := errors.Join(ctx.Err(), take(batch)); err != nil {
			return n, err
		}
		n += len(batch)
		if err := s.unspool(context.WithoutCancel(ctx), last); err != nil {
			return n, err
		}
	}
}

// Waiting is how many pushes are kept.
func (sp *Spool) Waiting(ctx context.Context) (int64, error) {
	if empty, err := sp.absent(); empty || err != nil {
		return 0, err
	}
	s, err := sp.opened()
	if err != nil {
		return 0, err
	}
	n, err := one[int64](s.readRow(ctx, "SELECT count(*) FROM pushes"))
	return n, wrap(err, "spool")
}

const spooledAfter = `SELECT id, account_id, scope, create_time, hash, lane, kind, body, answer, received_at, last_error
	FROM pushes WHERE id > $1 ORDER BY id LIMIT $2`

// spooledBatch reads the next pushes, without their ids, and the id of the last: as many as one transaction and one request can carry.
func spooledBatch(rows *sql.Rows) (batch []crm.Push, last int64, err error) {
	defer rows.Close()
	for size := 0; size < spoolBytes && rows.Next(); {
		var p crm.Push
		err := rows.Scan(&last, &p.AccountID, &p.Scope, &p.CreateTime, &p.Hash, &p.Lane, &p.Kind, &p.Body, &p.Answer, &p.ReceivedAt, &p.Error)
		if err != nil {
			return nil, 0, err
		}
		batch, size = append(batch, p), size+len(p.Body)
	}
	return batch, last, rows.Err()
}

func (s *Store) spooled(ctx context.Context) (batch []crm.Push, last int64, err error) {
	rows, err := s.readQuery(ctx, spooledAfter, 0, spoolBatch)
	if err != nil {
		return nil, 0, err
	}
	return spooledBatch(rows)
}

func (s *Store) unspool(ctx context.Context, upTo int64) error {
	return s.Write(ctx, nil, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM pushes WHERE id <= $1", upTo)
		return err
	})
}

// waitingIn counts the pushes in a spool's file. One that is not there holds none.
func waitingIn(ctx context.Context, path string) (int64, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	db, err := openSQLite(path, "_pragma=query_only(1)")
	if err != nil {
		return 0, err
	}
	n, err := one[int64](db.QueryRowContext(ctx, "SELECT count(*) FROM pushes"))
	return n, wrap(errors.Join(err, db.Close()), "spool")
}

// absent: the file has never been needed, or not since this data folder was made.
func (sp *Spool) absent() (bool, error) {
	if sp.dir == "" {
		return true, nil
	}
	_, err := os.Stat(sp.path())
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}

func (sp *Spool) path() string { return Options{Dir: sp.dir}.file(partSpool) }

func (sp *Spool) opened() (*Store, error) {
	sp.mu.Lock()
	defer sp.mu.Unlock()
	switch {
	case sp.closed:
		return nil, ErrClosed
	case sp.store != nil:
		return sp.store, nil
	case sp.dir == "":
		return nil, errors.New("store: the spool needs a data folder")
	}
	s := &Store{dialect: SQLite, log: sp.log, reserve: &reserve{log: sp.log}}
	if err := s.openSpool(sp.path()); err != nil {
		return nil, fmt.Errorf("store: open spool: %w", errors.Join(err, s.Close()))
	}
	sp.store = s
	return s, nil
}

func (s *Store) openSpool(path string) error {
	db, err := openSQLite(path, "_txlock=immediate", "_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	if _, err := db.Exec(spoolSchema); err != nil {
		return errors.Join(err, db.Close())
	}
	reading, err := openSQLite(path, "_pragma=query_only(1)")
	if err != nil {
		return errors.Join(err, db.Close())
	}
	s.readers = &readers{db: reading, prepare: true, prepared: map[string]*sql.Stmt{}}
	s.writer, err = openSQLiteWriter(s, db)
	return err
}

func (sp *Spool) close() error {
	sp.mu.Lock()
	defer sp.mu.Unlock()
	sp.closed = true
	if sp.store == nil {
		return nil
	}
	return sp.store.Close()
}
