package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/menling/menling/internal/store"
)

const (
	templateName = "menling_template"
	superuser    = "menling"
)

// Postgres gives the address of a fresh, migrated database. The server is started by the first test of the process that needs
// it, and its folder goes when they have ended: file systems that spare what was just deleted make a database after a dropped
// one six times slower than after one that stays.
func Postgres(t testing.TB) string {
	t.Helper()
	return postgresFrom(t, templateName)
}

var (
	serverMu  sync.Mutex
	theServer *server
	serverErr error
	databases atomic.Int64
)

func postgresFrom(t testing.TB, template string) string {
	t.Helper()
	srv, err := running()
	if err != nil {
		missing(t, err)
	}
	name := fmt.Sprintf("test_%d", databases.Add(1))
	if err := srv.admin(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)); err != nil {
		t.Fatal(err)
	}
	return srv.url(name)
}

// running starts the server when it is first needed; a failure is remembered.
func running() (*server, error) {
	serverMu.Lock()
	defer serverMu.Unlock()
	if theServer != nil || serverErr != nil {
		return theServer, serverErr
	}
	srv, err := startServer()
	if err == nil {
		err = srv.makeTemplate()
	}
	if err != nil {
		serverErr = errors.Join(err, srv.stop())
		return nil, serverErr
	}
	theServer = srv
	return srv, nil
}

func stopServer() {
	serverMu.Lock()
	defer serverMu.Unlock()
	if err := theServer.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
	}
	theServer = nil
}

func (s *server) makeTemplate() error {
	if err := s.admin("CREATE DATABASE " + templateName + " TEMPLATE template0"); err != nil {
		return err
	}
	dir := filepath.Join(s.dir, "template")
	return migrate(store.Options{Dir: dir, DatabaseURL: s.url(templateName), MasterKey: MasterKey})
}

func migrate(o store.Options) error {
	s, err := store.Open(context.Background(), o)
	if err != nil {
		return fmt.Errorf("make the template: %w", err)
	}
	return s.Close()
}

func (s *server) url(database string) string {
	u := url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: url.Values{"host": {s.dir}, "user": {superuser}}.Encode()}
	return u.String()
}

func (s *server) admin(query string) error {
	db, err := s.adminPool()
	if err != nil {
		return err
	}
	if _, err := db.Exec(query); err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	return nil
}

func (s *server) adminPool() (*sql.DB, error) {
	s.poolOnce.Do(func() { s.pool, s.poolErr = sql.Open("pgx", s.url("postgres")) })
	return s.pool, s.poolErr
}

// Start gives the address of an empty database on a server of its own, and what ends it: for programs that are no tests. Settings
// look like shared_buffers=1GB.
func Start(settings ...string) (address string, stop func() error, err error) {
	srv, err := startServer(settings...)
	if err != nil {
		return "", srv.stop, errors.Join(err, srv.stop())
	}
	return srv.url("postgres"), srv.stop, nil
}

// StartIn does it in a folder that is kept, with what it held before. The path must be short: a socket stands in it.
func StartIn(dir string, settings ...string) (address string, stop func() error, err error) {
	srv := &server{dir: dir, kept: true, exited: make(chan struct{})}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", srv.stop, err
	}
	if err := errors.Join(giveAway(dir), srv.start(settings)); err != nil {
		return "", srv.stop, errors.Join(err, srv.stop())
	}
	return srv.url("postgres"), srv.stop, nil
}
