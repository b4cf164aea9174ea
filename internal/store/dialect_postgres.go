package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// Connections of one node.
const (
	postgresReaders = 12
	postgresWriters = 12
)

// postgresDial is how long a new connection may take where the address does not say it: a machine that is gone says nothing.
const postgresDial = 5 * time.Second

// postgresPages is how many pages of ways are read at once for each of our processors: about half of the time is the database's.
const postgresPages = 2

const (
	menlingLock   = 0x6d656e6c696e67 // "menling": who migrated first waited for this one, in a way that would hold up an index in the making
	migrationLock = menlingLock + 2  // the advisory lock of who migrates
	laneLocks     = 0x6c616e65       // "lane": what the advisory locks of lanes are hashed with
)

type postgresDialect struct{}

func (postgresDialect) String() string       { return "postgres" }
func (postgresDialect) lockRows() string     { return " FOR NO KEY UPDATE" }
func (postgresDialect) lockFreeRows() string { return " FOR UPDATE SKIP LOCKED" }
func (postgresDialect) shareRows() string    { return " FOR SHARE" }

func (postgresDialect) lockKeys(tx *Tx, keys []string) error {
	if _, err := tx.exec("INSERT INTO lock_keys (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", keys); err != nil {
		return err
	}
	return only(tx.exec("SELECT key FROM lock_keys WHERE key = ANY($1) ORDER BY key FOR UPDATE", keys))
}

// Numbers are drawn before they are visible, so a lane is one node's until it commits. Nobody waits here: each holds the lanes of its
// whole group already, in the order they came.
func (postgresDialect) addPush() string {
	return "INSERT INTO pushes (" + pushColumns + `) SELECT $1::bigint, $2::text, $3::bigint, $4::bytea, $5::text, $6::text, $7::bytea, $8::text, $9::bigint, $10::bigint, 0, 0, $11::text, 0
		WHERE pg_try_advisory_xact_lock(hashtextextended($5, ` + strconv.Itoa(laneLocks) + ")) ON CONFLICT (scope, create_time, hash) DO NOTHING"
}

func (postgresDialect) clock() string {
	return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
}

// Each takes a connection, and people need some too.
func (postgresDialect) together() int { return postgresWriters * 2 / 3 }

func (postgresDialect) groups(key, _ string) string { return key }

func (postgresDialect) in(column, placeholder string) string {
	return column + " = ANY(" + placeholder + ")"
}

func (postgresDialect) list(values any) any { return values }

func (postgresDialect) retryable(err error) bool {
	switch sqlState(err) {
	case "40001", "40P01":
		return true
	}
	return false
}

func (postgresDialect) full(err error) bool { return sqlState(err) == "53100" }

func sqlState(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func (d postgresDialect) open(ctx context.Context, s *Store) error {
	writing, err := openPostgres(s.opts.DatabaseURL, postgresWriters)
	if err != nil {
		return err
	}
	// Planning takes longer than most reads here, and no plan depends on a value.
	reading, err := openPostgres(s.opts.DatabaseURL, postgresReaders, "plan_cache_mode", "force_generic_plan")
	if err != nil {
		return errors.Join(err, writing.Close())
	}
	s.readers = &readers{db: reading, pages: make(turns, postgresPages*runtime.GOMAXPROCS(0))}
	if err = d.suits(ctx, writing); err == nil {
		err = d.arrived(ctx, writing)
	}
	if err == nil {
		err = s.prepare(ctx, writing)
	}
	if err != nil {
		return errors.Join(err, writing.Close())
	}
	s.writer = openPostgresWriter(s, writing)
	return nil
}

// openPostgres makes a pool. Errors of the address are told without it: it may hold a password.
func openPostgres(address string, connections int, params ...string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, errors.New("database address: cannot be read; it looks like postgres://user:password@host:5432/name")
	}
	config.RuntimeParams["application_name"] = "menling"
	config.RuntimeParams["jit"] = "off" // compiling takes longer than any query here, and so does starting workers
	config.RuntimeParams["max_parallel_workers_per_gather"] = "0"
	config.RuntimeParams["idle_in_transaction_session_timeout"] = "30000"
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = postgresDial
	}
	for i := 0; i+1 < len(params); i += 2 {
		config.RuntimeParams[params[i]] = params[i+1]
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// suits refuses a server that cannot keep what it promises.
func (postgresDialect) suits(ctx context.Context, db *sql.DB) error {
	var version int
	var commit, fsync, encoding string
	row := db.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int, current_setting('synchronous_commit'),
		current_setting('fsync'), current_setting('server_encoding')`)
	if err := row.Scan(&version, &commit, &fsync, &encoding); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	switch {
	case version < 130000:
		return fmt.Errorf("database: PostgreSQL 13 or newer is needed, this is %d; upgrade the server", version/10000)
	case commit == "off":
		return errors.New("database: synchronous_commit is off, so that a crash would lose what was already answered; " +
			"set it to on (ALTER DATABASE … SET synchronous_commit = on) and start again")
	case encoding != "UTF8":
		return fmt.Errorf("database: its encoding is %s; create it with ENCODING 'UTF8'", encoding)
	}
	return nil
}

// migrationPoll is how often a node asks whether the one that migrates is ready.
const migrationPoll = 100 * time.Millisecond

// lockMigrations holds a session's advisory lock. It asks for it again and again: an index that is made while others write waits for every
// statement that began before it, and so would wait for one that waits for the lock.
func (postgresDialect) lockMigrations(ctx context.Context, o Options, db *sql.DB) (func(), error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for told := false; ; {
		ours, err := one[bool](conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", migrationLock))
		if err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		if ours {
			break
		}
		if !told {
			told = true
			o.Log.Info("waiting for another node, which brings the database to a new shape")
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), conn.Close())
		case <-time.After(migrationPoll):
		}
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock) // it goes with the connection in any case
		conn.Close()
	}, nil
}

func (postgresDialect) hasTable(ctx context.Context, db *sql.DB, name string) (bool, error) {
	return one[bool](db.QueryRowContext(ctx, "SELECT to_regclass($1) IS NOT NULL", name))
}
