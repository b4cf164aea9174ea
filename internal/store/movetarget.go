package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// movingTable stands in a target until all is there: whose installation is being brought in.
const movingTable = "CREATE TABLE moving (id BIGINT PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, began_at BIGINT NOT NULL)"

const moveLock = menlingLock + 1 // the advisory lock of who fills a database

// claim makes sure that the target is empty or holds the beginning of this move, and has its tables made.
func (m *move) claim(ctx context.Context, o Options) (unlock func(), err error) {
	if err := (postgresDialect{}).suits(ctx, m.target); err != nil {
		return nil, unanswered(err)
	}
	if m.conn, err = m.target.Conn(ctx); err != nil {
		return nil, unanswered(err)
	}
	if err = m.lock(ctx); err == nil {
		err = m.begin(ctx, o)
	}
	if err != nil {
		return nil, errors.Join(err, m.conn.Close())
	}
	return func() { m.conn.Close() }, nil // the lock goes with the pool, which lives no longer
}

// lockPatience is how long PostgreSQL may take to notice that the one who filled before is gone.
const lockPatience = 3 * time.Second

// lock keeps others from filling the same database.
func (m *move) lock(ctx context.Context) error {
	patient, stop := context.WithTimeout(ctx, lockPatience)
	defer stop()
	_, err := m.conn.ExecContext(patient, "SELECT pg_advisory_lock($1)", moveLock)
	if err != nil && patient.Err() != nil && ctx.Err() == nil {
		return errors.New("another menling migrate is filling this database now")
	}
	return err
}

func (m *move) begin(ctx context.Context, o Options) error {
	begun, err := m.begun(ctx)
	if err != nil {
		return err
	}
	if !begun {
		if err := m.mark(ctx, o.Now().UnixMilli()); err != nil {
			return err
		}
	}
	fsys, err := migrations(Postgres)
	if err != nil {
		return err
	}
	return runMigrations(ctx, Postgres, m.target, fsys)
}

// begun says whether the target holds the beginning of this move. One that holds anything else is refused.
func (m *move) begun(ctx context.Context) (bool, error) {
	names, err := tableNames(ctx, m.conn, postgresTables)
	if err != nil {
		return false, fmt.Errorf("database: %w", err)
	}
	moving, err := Postgres.hasTable(ctx, m.target, "moving")
	if err != nil || len(names) == 0 {
		return false, err
	}
	if moving {
		return true, m.ours(ctx)
	}
	return false, m.taken(ctx, len(names))
}

// ours refuses a target that another installation is being moved to.
func (m *move) ours(ctx context.Context) error {
	here, err := one[string](m.source.QueryRowContext(ctx, "SELECT epoch FROM installation WHERE id = 1"))
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	there, err := one[string](m.conn.QueryRowContext(ctx, "SELECT epoch FROM moving WHERE id = 1"))
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if here != there {
		return errors.New("another installation is being moved to this database: make an empty one (createdb) and name it with --to")
	}
	return nil
}

// taken says what is in a target that is not empty.
func (m *move) taken(ctx context.Context, tables int) error {
	const key = "SELECT data_key FROM installation WHERE id = 1"
	installed, err := Postgres.hasTable(ctx, m.target, "installation")
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if !installed {
		return fmt.Errorf("the database has %d tables already: make an empty one (createdb) and name it with --to; a move never replaces data", tables)
	}
	here, err := one[[]byte](m.source.QueryRowContext(ctx, key))
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	there, err := one[[]byte](m.conn.QueryRowContext(ctx, key))
	if err != nil && !noRows(err) {
		return fmt.Errorf("database: %w", err)
	}
	if here != nil && string(here) == string(there) {
		return ErrMoved
	}
	return errors.New("the database holds another installation: make an empty one (createdb) and name it with --to; a move never replaces data")
}

// mark keeps servers and other moves out of the target from now on.
func (m *move) mark(ctx context.Context, at int64) error {
	var schema, role sql.NullString
	var may bool
	err := m.conn.QueryRowContext(ctx, "SELECT current_schema(), current_user, COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)").Scan(&schema, &role, &may)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if !may {
		return fmt.Errorf("the database's role %s may not make tables: GRANT CREATE, USAGE ON SCHEMA %s TO %s, or have it own the database", role.String, schema.String, role.String)
	}
	epoch, err := one[string](m.source.QueryRowContext(ctx, "SELECT epoch FROM installation WHERE id = 1"))
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	tx, err := m.conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	defer tx.Rollback() // what was committed stays
	if _, err := tx.ExecContext(ctx, movingTable); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO moving (id, epoch, began_at) VALUES (1, $1, $2)", epoch, at); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return wrap(tx.Commit(), "database")
}

// arrived refuses a database that is still being filled.
func (d postgresDialect) arrived(ctx context.Context, db *sql.DB) error {
	moving, err := d.hasTable(ctx, db, "moving")
	if err == nil && moving {
		return errors.New("database: an installation is being moved into it and is not whole yet: run the same menling migrate again until it says that every row was compared")
	}
	return err
}

// unanswered adds what to look at when a database cannot be reached.
func unanswered(err error) error {
	if sqlState(err) != "" || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w: is PostgreSQL running there, and does it take connections from this machine?", err)
}
