package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// furnished is a SQLite installation with a little of everything that differs between the databases: bytes that are empty, none or
// hold every value, text beyond ASCII, keys of several columns and of bytes, ids that were used and are gone.
func furnished(t *testing.T) store.Options {
	t.Helper()
	o := storetest.Options(t, store.SQLite)
	s := storetest.OpenWith(t, o)
	for i := range 30 {
		p := spoolPush(i)
		if i%2 == 0 {
			p.Body = nil
		}
		if _, _, err := s.AddPush(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		return errors.Join(
			only(tx.Exec("INSERT INTO channels (id, name, note, created_at, updated_at) VALUES (9, '三号店 🔔', '', 1, 2)")),
			only(tx.Exec("INSERT INTO blobs (hash, size, type, width, height, created_at) VALUES ($1, 3, 'image/png', 0, 0, 1)", []byte{0, 255, 128})),
			only(tx.Exec("INSERT INTO blob_chunks (hash, n, data) VALUES ($1, 0, $2), ($1, 1, $3)", []byte{0, 255, 128}, []byte{0, 1, 255}, []byte{})),
			only(tx.Exec("INSERT INTO changes (kind, subject_id, row, at) VALUES ('way', 1, '{}', 1), ('way', 2, '{}', 2)")),
			only(tx.Exec("DELETE FROM changes WHERE subject_id = 2")),
			tx.PutSetting("search_version", "1", 1), tx.PutSetting("a", "1", 1))
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Spool().Add(t.Context(), spoolPush(99)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return o
}

func only[T any](_ T, err error) error { return err }

// moveTo is the same installation with where it goes.
func moveTo(t *testing.T, o store.Options) store.Options {
	o.DatabaseURL = storetest.Empty(t, store.Postgres).DatabaseURL
	return o
}

func TestAnInstallationMovesToPostgreSQL(t *testing.T) {
	o := moveTo(t, furnished(t))
	moved, err := store.Move(t.Context(), o, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if moved.Rows < 35 || moved.Waiting != 1 {
		t.Errorf("%+v", moved)
	}
	if _, err := store.Move(t.Context(), o, quiet); !errors.Is(err, store.ErrMoved) {
		t.Errorf("moved again: %v", err)
	}
	s := storetest.OpenWith(t, o) // the same master key opens it
	var blobs, words int
	var body, chunk []byte
	if err := s.ReadRow(t.Context(), `SELECT (SELECT count(*) FROM blob_chunks), (SELECT count(*) FROM settings WHERE name = 'search_version'),
		(SELECT body FROM pushes ORDER BY id LIMIT 1), (SELECT data FROM blob_chunks WHERE n = 0)`).Scan(&blobs, &words, &body, &chunk); err != nil {
		t.Fatal(err)
	}
	if blobs != 2 || words != 0 || body == nil || len(body) != 0 || string(chunk) != "\x00\x01\xff" {
		t.Errorf("%d chunks, %d settings of the index, body %q, chunk %q", blobs, words, body, chunk)
	}
	if answer, duplicate, err := s.AddPush(t.Context(), spoolPush(3)); err != nil || !duplicate || answer != "success" {
		t.Errorf("a push that came before the move: %v, %q, %v", duplicate, answer, err)
	}
	if err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		return only(tx.Exec("INSERT INTO changes (kind, subject_id, row, at) VALUES ('way', 3, '{}', 3)"))
	}); err != nil {
		t.Fatal(err)
	}
	if id := number(t, s, "SELECT max(id) FROM changes"); id != 3 { // 2 was used
		t.Errorf("the next change has id %d", id)
	}
}

func number(t *testing.T, s *store.Store, query string) (n int64) {
	t.Helper()
	if err := s.ReadRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Whatever step it is interrupted at, no server takes the target, and the next run ends it.
func TestAMoveGoesOnWhereItWasInterrupted(t *testing.T) {
	o := moveTo(t, furnished(t))
	other := storetest.Empty(t, store.SQLite)
	if err := storetest.OpenWith(t, other).Close(); err != nil {
		t.Fatal(err)
	}
	other.DatabaseURL = o.DatabaseURL
	for steps := 3; ; steps *= 5 {
		ctx, interrupt := context.WithCancel(t.Context())
		n := 0
		_, err := store.Move(ctx, o, func(store.BackupStep, int64, int64) {
			if n++; n == steps {
				interrupt()
			}
		})
		interrupt()
		if err == nil {
			break
		}
		if _, err := store.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "not whole yet") {
			t.Fatalf("a server on half of it: %v", err)
		}
		if _, err := store.Move(t.Context(), other, quiet); err == nil || !strings.Contains(err.Error(), "another installation is being moved") {
			t.Fatalf("another installation into half of it: %v", err)
		}
	}
	s := storetest.OpenWith(t, o)
	if n := number(t, s, "SELECT count(*) FROM pushes"); n != 30 {
		t.Errorf("%d pushes", n)
	}
	if _, err := store.Move(t.Context(), other, quiet); err == nil || !strings.Contains(err.Error(), "holds another installation") {
		t.Errorf("another installation to the same place: %v", err)
	}
}

// Two do not fill one database; but one that has just ended is waited for, until PostgreSQL has noticed.
func TestOneMoveWaitsAMomentForAnother(t *testing.T) {
	o := moveTo(t, furnished(t))
	target, err := sql.Open("pgx", o.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	before, err := target.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before.ExecContext(t.Context(), "SELECT pg_advisory_lock($1)", store.MoveLock); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Move(t.Context(), o, quiet); err == nil || !strings.Contains(err.Error(), "another menling migrate") {
		t.Errorf("beside another: %v", err)
	}
	moved := make(chan error, 1)
	go func() { _, err := store.Move(t.Context(), o, quiet); moved <- err }()
	waitFor(func() bool {
		var waits bool
		err := target.QueryRow("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)").Scan(&waits)
		return err == nil && waits
	})
	if _, err := before.ExecContext(t.Context(), "SELECT pg_advisory_unlock($1)", store.MoveLock); err != nil {
		t.Fatal(err)
	}
	if err := <-moved; err != nil {
		t.Errorf("after another: %v", err)
	}
	if err := before.Close(); err != nil {
		t.Error(err)
	}
}

// What is not the same is named, and stays closed to servers.
func TestAMoveFindsWhatIsNotTheSame(t *testing.T) {
	o := moveTo(t, furnished(t))
	interrupted, interrupt := context.WithCancel(t.Context())
	_, err := store.Move(interrupted, o, func(step store.BackupStep, _, _ int64) {
		if step == store.StepCompare {
			interrupt()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	target, err := sql.Open("pgx", o.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	for _, c := range []struct{ change, back, want string }{
		{"UPDATE pushes SET body = 'x' WHERE id = 7", "UPDATE pushes SET body = '' WHERE id = 7", "pushes: the row id 7 differs in body"},
		{"UPDATE channels SET id = 8 WHERE id = 9", "UPDATE channels SET id = 9 WHERE id = 8", "channels: the row id 8 stands where id 9 should"},
		{"INSERT INTO lock_keys (key) VALUES ('k')", "DELETE FROM lock_keys", "lock_keys: the row key k is too many"},
	} {
		if _, err := target.Exec(c.change); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Move(t.Context(), o, quiet); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.change, err)
		}
		if _, err := target.Exec(c.back); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Move(t.Context(), o, quiet); err != nil {
		t.Errorf("put right again: %v", err)
	}
}

func TestWhatAMoveRefuses(t *testing.T) {
	o := furnished(t)
	refused := func(name string, o store.Options, want string) {
		t.Helper()
		if _, err := store.Move(t.Context(), o, quiet); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	empty := moveTo(t, o)
	db, err := sql.Open("pgx", empty.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(query string) {
		t.Helper()
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	var name string
	if err := db.QueryRow("SELECT current_database()").Scan(&name); err != nil {
		t.Fatal(err)
	}
	nothing := empty
	nothing.Dir = t.TempDir()
	refused("from nothing", nothing, "say with --data")
	unreachable := o
	unreachable.DatabaseURL = "postgres:///x?host=" + t.TempDir()
	refused("to nowhere", unreachable, "is PostgreSQL running there")
	inUse, err := store.LockDir(o.Dir)
	if err != nil {
		t.Fatal(err)
	}
	refused("while a server runs", empty, "in use")
	inUse.Close()
	wrongKey := empty
	wrongKey.MasterKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	refused("with another master key", wrongKey, "wrong master key")
	exec("ALTER DATABASE " + name + " SET synchronous_commit = off")
	refused("to a forgetful one", empty, "synchronous_commit is off")
	exec("ALTER DATABASE " + name + " RESET synchronous_commit")
	exec("CREATE ROLE reader_" + name + " LOGIN")
	exec("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
	reader := empty
	reader.DatabaseURL = strings.Replace(empty.DatabaseURL, "user=menling", "user=reader_"+name, 1)
	refused("as one who may not", reader, "may not make tables")
	exec("CREATE TABLE theirs (a int)")
	refused("over other tables", empty, "1 tables already")
	refused("over another installation", withURL(o, storetest.Options(t, store.Postgres).DatabaseURL), "another installation")

	old, err := sql.Open("sqlite", filepath.Join(o.Dir, "menling.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	for _, shape := range []struct{ change, want string }{{"- 1", "older menling"}, {"+ 2", "newer menling"}} {
		if _, err := old.Exec("UPDATE installation SET schema_version = schema_version " + shape.change); err != nil {
			t.Fatal(err)
		}
		refused("of another shape", empty, shape.want)
	}
}

func withURL(o store.Options, address string) store.Options {
	o.DatabaseURL = address
	return o
}
