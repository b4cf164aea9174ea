// Package storetest gives tests real stores: SQLite in a temporary folder, and PostgreSQL on a server that the test process
// starts for itself and takes down again.
package storetest

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/store"
)

// MasterKey seals every store made here.
const MasterKey = "bWVubGluZyB0ZXN0IG1hc3RlciBrZXkgMzIgYnl0ZXM="

// Main runs a package's tests and leaves nothing behind: func TestMain(m *testing.M) { storetest.Main(m) }. What more there is to
// clear away, clear does.
func Main(m *testing.M, clear ...func()) {
	code := m.Run()
	stopServer()
	for _, fn := range clear {
		fn()
	}
	os.Exit(code)
}

// Each runs fn as a sub-test on every database, with a store of its own each time.
func Each(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	EachDialect(t, func(t *testing.T, d store.Dialect) { fn(t, Open(t, d)) })
}

// EachDialect runs fn as a sub-test for every database.
func EachDialect(t *testing.T, fn func(t *testing.T, d store.Dialect)) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(d.String(), func(t *testing.T) { fn(t, d) })
	}
}

// SideBySide is EachDialect for tests that mostly wait, for jobs and other programs: the databases take their turns at once. It returns
// when all are over.
func SideBySide(t *testing.T, fn func(t *testing.T, d store.Dialect)) {
	t.Run("on", func(t *testing.T) {
		EachDialect(t, func(t *testing.T, d store.Dialect) {
			t.Parallel()
			fn(t, d)
		})
	})
}

// Open opens a fresh store, which is closed when the test ends. The changes are made to its options first.
func Open(t testing.TB, d store.Dialect, change ...func(*store.Options)) *store.Store {
	t.Helper()
	o := Options(t, d)
	for _, c := range change {
		c(&o)
	}
	return OpenWith(t, o)
}

// OpenWith opens a store with these options; it is closed when the test ends.
func OpenWith(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Options describes a fresh database in its newest shape.
func Options(t testing.TB, d store.Dialect) store.Options {
	t.Helper()
	o := base(t)
	if d == store.Postgres {
		o.DatabaseURL = Postgres(t)
		return o
	}
	db, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Dir, "menling.db"), db, 0o600); err != nil {
		t.Fatal(err)
	}
	return o
}

// Empty describes a database in which nothing is yet.
func Empty(t testing.TB, d store.Dialect) store.Options {
	t.Helper()
	o := base(t)
	if d == store.Postgres {
		o.DatabaseURL = postgresFrom(t, "template0")
	}
	return o
}

func base(t testing.TB) store.Options {
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo}))
	return store.Options{Dir: t.TempDir(), MasterKey: MasterKey, Log: log}
}

// sqliteTemplate is the bytes of a migrated database.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "menling-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := migrate(store.Options{Dir: dir, MasterKey: MasterKey}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "menling.db"))
})

// missing fails the test, or skips it where that was asked for.
func missing(t testing.TB, why error) {
	t.Helper()
	if strings.EqualFold(os.Getenv("MENLING_TEST_POSTGRES"), "skip") {
		t.Skipf("SKIPPED ON POSTGRESQL, as MENLING_TEST_POSTGRES=skip asks: %v", why)
	}
	t.Fatalf("%v (MENLING_TEST_POSTGRES=skip leaves these tests out)", why)
}
