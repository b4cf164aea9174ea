package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const postgresTables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"

// snapshot has pg_dump read the database in the transaction in which we count: it sees the same rows.
func (d postgresDialect) snapshot(ctx context.Context, o Options, dir string, info *BackupInfo, tell Progress) error {
	db, err := openPostgres(o.DatabaseURL, 1, "idle_in_transaction_session_timeout", "0")
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	defer tx.Rollback() // it only reads
	var id string
	var size int64
	if err := tx.QueryRowContext(ctx, "SELECT pg_export_snapshot(), pg_database_size(current_database())").Scan(&id, &size); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	dump := filepath.Join(dir, partPostgres)
	stop := watchSize(dump, size, StepSnapshot, tell)
	err = runPostgres(ctx, o.DatabaseURL, "pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--snapshot="+id, "--file="+dump)
	stop()
	if err != nil {
		return err
	}
	info.Parts = append(info.Parts, BackupPart{Name: partPostgres})
	return info.describe(ctx, tx, postgresTables)
}

// load has pg_restore fill the empty database, whole or not at all.
func (d postgresDialect) load(ctx context.Context, o Options, dir string, info BackupInfo, tell Progress) error {
	tell(StepLoad, 0, 0)
	err := runPostgres(ctx, o.DatabaseURL, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", filepath.Join(dir, partPostgres))
	if err != nil {
		return err
	}
	db, err := openPostgres(o.DatabaseURL, 1)
	if err != nil {
		return err
	}
	return errors.Join(info.compare(ctx, db, postgresTables), newEpoch(ctx, db), db.Close())
}

// vacant refuses a database that has tables.
func (postgresDialect) vacant(ctx context.Context, o Options) error {
	db, err := openPostgres(o.DatabaseURL, 1)
	if err != nil {
		return err
	}
	defer db.Close()
	names, err := tableNames(ctx, db, postgresTables)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if len(names) > 0 {
		return fmt.Errorf("the database has %d tables already: make an empty one (createdb) and name it with --database-url; a restore never replaces data", len(names))
	}
	return nil
}

// runPostgres runs one of PostgreSQL's own programs against the database. The password goes by the environment: anybody can read
// what stands on a command line.
func runPostgres(ctx context.Context, address, program string, args ...string) error {
	path, err := PostgresProgram(program)
	if err != nil {
		return err
	}
	bare, password, err := withoutPassword(address)
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, path, append([]string{"--dbname=" + bare, "--no-password"}, args...)...)
	if password != "" {
		c.Env = append(c.Environ(), "PGPASSWORD="+password)
	}
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(said.String()))
	}
	return nil
}

func withoutPassword(address string) (bare, password string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", errors.New("database address: cannot be read; it looks like postgres://user:password@host:5432/name")
	}
	if u.User != nil {
		password, _ = u.User.Password()
		u.User = url.User(u.User.Username())
	}
	if q := u.Query(); q.Has("password") {
		password = q.Get("password")
		q.Del("password")
		u.RawQuery = q.Encode()
	}
	return u.String(), password, nil
}

// PostgresProgram finds a program of PostgreSQL where systems put it.
func PostgresProgram(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", fmt.Errorf("PostgreSQL's %s was not found: install PostgreSQL 13 or newer, as new as the server (apt-get install postgresql)", name)
	}
	return slices.Max(found), nil
}
