package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
)

// A move fills an empty PostgreSQL with what an installation has in SQLite. The target itself says how far it is: tables are copied in
// the order of their keys, so the last key there is where to go on. Until every row was compared, a table "moving" in it keeps servers out.

// Steps of a move; what is done is told in rows.
const (
	StepCopy    BackupStep = "copy"
	StepCompare BackupStep = "compare"
)

// ErrMoved: the target holds this very installation already.
var ErrMoved = errors.New("this installation was moved to that database already")

// Moved is what a move brought over.
type Moved struct {
	Rows, Tables int64
	Waiting      int64 // pushes in the spool, which stay there for the next server
}

// move is one under way.
type move struct {
	source *sql.DB
	target *sql.DB
	conn   *sql.Conn // of the target, with the lock of who fills it
	tell   Progress
	done   int64
	total  int64
}

// Move copies the SQLite database of o.Dir into the PostgreSQL of o.DatabaseURL, compares both row by row, and only then lets servers use
// it. Interrupted, it goes on where it was. Nothing is changed in the source, which no server may be using.
func Move(ctx context.Context, o Options, tell Progress) (done Moved, err error) {
	o = o.withDefaults()
	if _, err := existing(o.file("menling.db")); err != nil {
		return done, err
	}
	lock, err := LockDir(o.Dir)
	if err != nil {
		return done, err
	}
	defer lock.Close()
	source, err := openSQLite(o.file("menling.db"), "_pragma=query_only(1)")
	if err != nil {
		return done, err
	}
	defer source.Close()
	target, err := openPostgres(o.DatabaseURL, 3)
	if err != nil {
		return done, err
	}
	defer target.Close()
	m := &move{source: source, target: target, tell: tell}
	if done, err = m.run(ctx, o); err != nil {
		return done, err
	}
	done.Waiting, err = waitingIn(ctx, o.file(partSpool))
	return done, err
}

func (m *move) run(ctx context.Context, o Options) (done Moved, err error) {
	shape, err := m.checkSource(ctx, o)
	if err != nil {
		return done, err
	}
	unlock, err := m.claim(ctx, o)
	if err != nil {
		return done, err
	}
	defer unlock()
	tables, err := movedTables(ctx, m.source)
	if err != nil {
		return done, err
	}
	for _, t := range tables {
		m.total += t.rows
	}
	if err := m.copyAll(ctx, tables); err != nil {
		return done, err
	}
	if err := m.compareAll(ctx, tables); err != nil {
		return done, err
	}
	return Moved{Rows: m.total, Tables: int64(len(tables))}, m.finish(ctx, tables, shape)
}

// checkSource refuses what this program would not know how to move, and what nobody could open afterwards.
func (m *move) checkSource(ctx context.Context, o Options) (shape int64, err error) {
	in, err := readInstallation(ctx, SQLite, m.source)
	if err != nil {
		return 0, err
	}
	newest, err := newestShape(SQLite)
	if err != nil {
		return 0, err
	}
	switch {
	case in.version == 0:
		return 0, fmt.Errorf("%s holds no installation: say with --data where the data is", o.file("menling.db"))
	case in.version < newest:
		return 0, fmt.Errorf("the data was last used by an older menling (shape %d, this program's is %d): start this program's menling serve on it once, stop it, and move it then", in.version, newest)
	case in.version > newest:
		return 0, fmt.Errorf("the data was last used by a newer menling (shape %d, this program's is %d): move it with that one", in.version, newest)
	}
	_, err = loadKeys(ctx, o, m.source)
	return newest, err
}

// finish brings the sequences behind the ids that were used, and makes an installation of the copy: one that lives a new life, so that
// every console reads anew.
func (m *move) finish(ctx context.Context, tables []movedTable, shape int64) error {
	if err := m.setSequences(ctx, tables); err != nil {
		return fmt.Errorf("sequences: %w", err)
	}
	var print sql.NullString
	var key []byte
	var created int64
	err := m.source.QueryRowContext(ctx, "SELECT key_fingerprint, data_key, created_at FROM installation WHERE id = 1").Scan(&print, &key, &created)
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	tx, err := m.conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	defer tx.Rollback() // what was committed stays
	_, err = tx.ExecContext(ctx, `INSERT INTO installation (id, schema_version, oldest_program, epoch, key_fingerprint, data_key, created_at)
		VALUES (1, $1, $2, $3, $4, $5, $6)`, shape, oldestProgram, rand.Text(), print, key, created)
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "DROP TABLE moving"); err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	return wrap(tx.Commit(), "installation")
}
