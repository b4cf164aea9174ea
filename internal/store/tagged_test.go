package store_test

import (
	"context"
	"database/sql"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Each tagged shape, with rows as its program wrote them, opens in the newest shape with every row as it was; and rows as that program
// goes on writing and reading them are taken by the newest shape, for its nodes run beside ours while they are being replaced.
func TestTaggedShapes(t *testing.T) {
	shapes, err := filepath.Glob("testdata/shapes/*")
	if err != nil || len(shapes) == 0 {
		t.Fatalf("no shape is kept: %v", err)
	}
	for _, shape := range shapes {
		t.Run(filepath.Base(shape), func(t *testing.T) {
			storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
				schema, data := read(t, shape, d, "schema"), read(t, shape, d, "data")
				t.Run("opens", func(t *testing.T) { opensTagged(t, storetest.Empty(t, d), d, schema, data) })
				t.Run("beside", func(t *testing.T) { writesBeside(t, storetest.Options(t, d), d, data) })
			})
		})
	}
}

func opensTagged(t *testing.T, o store.Options, d store.Dialect, schema, data string) {
	db := plain(t, o, d)
	run(t, db, schema)
	run(t, db, data)
	before := counts(t, db, data)
	s := storetest.OpenWith(t, o)
	after := counts(t, db, data)
	for table, n := range before {
		if after[table] != n && !strings.HasSuffix(table, "goose_db_version") {
			t.Errorf("%s had %d rows and has %d", table, n, after[table])
		}
	}
	accounts, err := s.Accounts(t.Context())
	if err != nil || len(accounts) != 2 || accounts[0].Secret.Reveal() == "" {
		t.Errorf("the accounts are not to be opened: %d, %v", len(accounts), err)
	}
	if p, err := s.OpenPushes(t.Context(), 1<<60, 10); err != nil || len(p) != 0 {
		t.Errorf("%d pushes are open again, %v", len(p), err)
	}
	if _, err := s.SessionAgent(t.Context(), [32]byte{}, 0); crm.CodeOf(err) != crm.CodeNotFound {
		t.Error(err)
	}
}

func writesBeside(t *testing.T, o store.Options, d store.Dialect, data string) {
	db := plain(t, o, d)
	for table := range tablesIn(data) {
		if n := count(t, db, table); n > 0 { // what the newest program found or made when it came first
			run(t, db, "DELETE FROM "+table)
		}
	}
	run(t, db, data)
	for line := range strings.Lines(data) {
		if rest, ok := strings.CutPrefix(line, "INSERT INTO "); ok {
			table, rest, _ := strings.Cut(rest, " (")
			columns, _, _ := strings.Cut(rest, ") ")
			if _, err := db.Exec("SELECT " + columns + " FROM " + table + " LIMIT 1"); err != nil {
				t.Errorf("%s: %v", table, err)
			}
		}
	}
}

func read(t *testing.T, shape string, d store.Dialect, part string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shape, d.String()+"."+part+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// plain is the database without the store.
func plain(t *testing.T, o store.Options, d store.Dialect) *sql.DB {
	t.Helper()
	driver, address := "sqlite", filepath.Join(o.Dir, "menling.db")
	if d == store.Postgres {
		u, err := url.Parse(o.DatabaseURL)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Set("default_query_exec_mode", "simple_protocol") // many statements at once
		u.RawQuery = q.Encode()
		driver, address = "pgx", u.String()
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func run(t *testing.T, db *sql.DB, statements string) {
	t.Helper()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

func tablesIn(data string) map[string]int64 {
	tables := map[string]int64{}
	for line := range strings.Lines(data) {
		if rest, ok := strings.CutPrefix(line, "INSERT INTO "); ok {
			table, _, _ := strings.Cut(rest, " (")
			tables[table] = 0
		}
	}
	return tables
}

func counts(t *testing.T, db *sql.DB, data string) map[string]int64 {
	t.Helper()
	tables := tablesIn(data)
	for table := range maps.Clone(tables) {
		tables[table] = count(t, db, table)
	}
	return tables
}

func count(t *testing.T, db *sql.DB, table string) (n int64) {
	t.Helper()
	if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// While a node of the newest shape starts, those of the last one go on writing, however long that takes. A start that is cut off is made up for.
func TestOthersWriteWhileANewShapeIsMade(t *testing.T) {
	shape := "testdata/shapes/27"
	d := store.Postgres
	o := storetest.Empty(t, d)
	db := plain(t, o, d)
	run(t, db, read(t, shape, d, "schema"))
	run(t, db, read(t, shape, d, "data"))
	run(t, db, "SET search_path TO public")
	const say = `INSERT INTO public.messages (id, conversation_id, account_id, identity_id, direction, kind, text, media_ref, media_state, at, ord, agent_id, state, problem, settled_at)
		VALUES ($1, 1, 1, 1, 'in', 'text', 'hello', '', '', 1, 0, 0, 'sent', 0, 0)`
	slow, err := db.BeginTx(t.Context(), nil) // as long as it takes
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Rollback()
	if _, err := slow.Exec(say, 1); err != nil {
		t.Fatal(err)
	}
	open := func(ctx context.Context) <-chan error {
		opened := make(chan error, 1)
		go func() {
			s, err := store.Open(ctx, o)
			if err == nil {
				err = s.Close()
			}
			opened <- err
		}()
		for waits := false; !waits; {
			if err := db.QueryRow("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')").Scan(&waits); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-opened:
				t.Fatalf("it opened without waiting for a writer of messages: %v", err)
			default:
			}
		}
		return opened
	}
	ctx, cancel := context.WithCancel(t.Context())
	first := open(ctx)
	cancel()
	if <-first == nil {
		t.Error("a start that was cut off went on")
	}
	opened := open(t.Context())
	other, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.ExecContext(t.Context(), "SET lock_timeout = '5s'"); err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), say, 2); err != nil {
		t.Errorf("nobody can write a message: %v", err)
	}
	if err := slow.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Error(err)
	}
	if n := count(t, db, "pg_index WHERE NOT indisvalid"); n != 0 {
		t.Errorf("%d indexes are not to be used", n)
	}
}
