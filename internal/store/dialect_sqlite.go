package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

type sqliteDialect struct{}

func (sqliteDialect) String() string       { return "sqlite" }
func (sqliteDialect) lockRows() string     { return "" }
func (sqliteDialect) lockFreeRows() string { return "" }
func (sqliteDialect) shareRows() string    { return "" }

func (sqliteDialect) lockKeys(*Tx, []string) error { return nil } // the one writer is the lock
func (sqliteDialect) addPush() string {
	return "INSERT INTO pushes (" + pushColumns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, 0) ON CONFLICT (scope, create_time, hash) DO NOTHING"
}

func (sqliteDialect) clock() string { return "CAST(unixepoch('subsec') * 1000 AS INTEGER)" }

func (sqliteDialect) groups(_, order string) string { return order }

func (sqliteDialect) in(column, placeholder string) string {
	return column + " IN (SELECT value FROM json_each(" + placeholder + "))"
}

func (sqliteDialect) list(values any) any {
	b, err := json.Marshal(values)
	if err != nil {
		return err // no driver takes it: the statement fails
	}
	if string(b) == "null" {
		return "[]"
	}
	return string(b)
}

// One commit serves all that wait for it.
func (sqliteDialect) together() int { return 32 }

// A single writer loses no races.
func (sqliteDialect) retryable(error) bool { return false }

func (sqliteDialect) full(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL
}

func (d sqliteDialect) open(ctx context.Context, s *Store) error {
	if s.opts.Dir == "" {
		return errors.New("store: SQLite needs a data folder")
	}
	path := s.opts.file("menling.db")
	db, err := openSQLite(path, "_txlock=immediate", "_pragma=synchronous(FULL)", "_pragma=wal_autocheckpoint(10000)", savepointsInMemory)
	if err != nil {
		return err
	}
	if err := s.prepare(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	limit := max(4, 2*runtime.NumCPU())
	reading, err := openSQLite(path, "_pragma=query_only(1)", fmt.Sprintf("_pragma=cache_size(-%d)", readerCache/limit), fmt.Sprintf("_pragma=mmap_size(%d)", readersMap))
	if err != nil {
		return errors.Join(err, db.Close())
	}
	reading.SetMaxOpenConns(limit)
	reading.SetMaxIdleConns(limit)
	s.readers = &readers{db: reading, pages: make(turns, runtime.GOMAXPROCS(0)), prepare: true, prepared: map[string]*sql.Stmt{}}
	s.writer, err = openSQLiteWriter(s, db)
	return err
}

// savepointsInMemory keeps what a savepoint needs to be undone out of files: every closure of a group has one.
const savepointsInMemory = "_pragma=temp_store(MEMORY)"

// readerCache is how many KiB of pages all readers together keep by themselves.
const readerCache = 64_000

// readersMap is how many bytes of the file, from its beginning, readers look at where the system keeps them, without a copy: the most that
// SQLite takes. What a failing disk cannot give there ends the process; the writer maps nothing, and gets an error.
const readersMap = 0x7fff0000

// openSQLite opens a file in WAL mode, private to this user.
func openSQLite(path string, params ...string) (*sql.DB, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	f.Close()
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	dsn := (&url.URL{Scheme: "file", Path: abs}).String() +
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)"
	for _, p := range params {
		dsn += "&" + p
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return db, nil
}

// lockMigrations locks a file beside the database: SQLite's own locks last one transaction only.
func (sqliteDialect) lockMigrations(ctx context.Context, o Options, _ *sql.DB) (func(), error) {
	for {
		l, err := lockFile(o.file("migrate.lock"))
		if err == nil {
			return func() { l.Close() }, nil
		}
		if !errors.Is(err, ErrInUse) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (sqliteDialect) hasTable(ctx context.Context, db *sql.DB, name string) (bool, error) {
	return one[bool](db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1)", name))
}
