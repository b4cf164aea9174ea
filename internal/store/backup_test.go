package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func quiet(store.BackupStep, int64, int64) {}

// Settings stand for whatever is written while a backup is made.
func setting(t *testing.T, s *store.Store, name string, value any) {
	t.Helper()
	if err := s.Write(t.Context(), nil, func(tx *store.Tx) error { return tx.PutSetting(name, fmt.Sprint(value), 1) }); err != nil {
		t.Fatal(err)
	}
}

// A backup under load holds one moment: of two settings that are always written together, neither is older.
func TestABackupUnderLoadIsOneMomentAndComesBackWhole(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		s := storetest.OpenWith(t, o)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var written atomic.Int64
		ended := make(chan error, 1)
		go func() {
			for ctx.Err() == nil {
				i := fmt.Sprint(written.Load() + 1)
				err := s.Write(context.WithoutCancel(ctx), nil, func(tx *store.Tx) error {
					if err := tx.PutSetting("a", i, 1); err != nil {
						return err
					}
					return tx.PutSetting("b", i, 1)
				})
				if err != nil {
					ended <- err
					return
				}
				written.Add(1)
			}
			ended <- nil
		}()
		for written.Load() < 20 {
			runtime.Gosched()
		}
		file := filepath.Join(t.TempDir(), "b.menling")
		before := written.Load()
		info, err := store.Backup(ctx, o, file, false, quiet)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		to := storetest.Empty(t, d)
		back, err := store.Restore(t.Context(), to, file, quiet)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(info, back.BackupInfo); diff != "" || back.KeyMissing {
			t.Errorf("missing key %v, differs (-made +back): %s", back.KeyMissing, diff)
		}
		again := storetest.OpenWith(t, to)
		a, b := readSetting(t, again, "a"), readSetting(t, again, "b")
		if a != b || a < before {
			t.Errorf("a is %d, b is %d, %d before the backup", a, b, before)
		}
		if old, now := epoch(t, s), epoch(t, again); old == now {
			t.Error("consoles of before would go on from changes that never were")
		}
	})
}

func readSetting(t *testing.T, s *store.Store, name string) (n int64) {
	t.Helper()
	if err := s.ReadRow(t.Context(), "SELECT CAST(value AS BIGINT) FROM settings WHERE name = $1", name).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func epoch(t *testing.T, s *store.Store) (text string) {
	t.Helper()
	if err := s.ReadRow(t.Context(), "SELECT epoch FROM installation").Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

// Pushes in the spool are in no database yet.
func TestTheSpoolComesBackToo(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		s := storetest.OpenWith(t, o)
		if err := s.Spool().Add(t.Context(), crm.Push{AccountID: 1, Scope: "s", CreateTime: 2, Hash: []byte("h"), Lane: "l", Kind: "k", Body: []byte("said")}); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "b.menling")
		if _, err := store.Backup(t.Context(), o, file, false, quiet); err != nil {
			t.Fatal(err)
		}
		to := storetest.Empty(t, d)
		if _, err := store.Restore(t.Context(), to, file, quiet); err != nil {
			t.Fatal(err)
		}
		var got []string
		n, err := storetest.OpenWith(t, to).Spool().Drain(t.Context(), func(batch []crm.Push) error { got = append(got, string(batch[0].Body)); return nil })
		if err != nil || n != 1 || got[0] != "said" {
			t.Errorf("%d pushes %q, %v", n, got, err)
		}
	})
}

func TestTheKeyGoesIntoABackupOnlyWhenAskedFor(t *testing.T) {
	o := storetest.Empty(t, store.SQLite)
	o.MasterKey = "" // a file then
	storetest.OpenWith(t, o)
	dir := t.TempDir()
	for _, with := range []bool{false, true} {
		file := filepath.Join(dir, fmt.Sprint(with))
		if _, err := store.Backup(t.Context(), o, file, with, quiet); err != nil {
			t.Fatal(err)
		}
		to := o
		to.Dir = t.TempDir()
		back, err := store.Restore(t.Context(), to, file, quiet)
		if err != nil || back.KeyMissing == with {
			t.Errorf("with %v: the key is missing %v, %v", with, back.KeyMissing, err)
		}
		if with {
			storetest.OpenWith(t, to) // it opens what is sealed
		}
	}
	o.MasterKey = storetest.MasterKey
	if _, err := store.Backup(t.Context(), o, filepath.Join(dir, "x"), true, quiet); err == nil || !strings.Contains(err.Error(), "--with-key") {
		t.Error(err)
	}
}

// Nothing is replaced, and nothing is left behind by what is refused.
func TestWhatARestoreRefuses(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		o.Version = "1.2.0"
		s := storetest.OpenWith(t, o)
		setting(t, s, "a", 1)
		file := filepath.Join(t.TempDir(), "b.menling")
		if _, err := store.Backup(t.Context(), o, file, false, quiet); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		refused := func(name string, o store.Options, data []byte, want string) {
			t.Helper()
			bad := filepath.Join(t.TempDir(), "bad.menling")
			if err := os.WriteFile(bad, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Restore(t.Context(), o, bad, quiet); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		refused("over data", o, whole, "never replaces data")
		empty := storetest.Empty(t, d)
		refused("cut off", empty, whole[:len(whole)-9], "damaged")
		refused("no backup", empty, []byte("PK"), "not a backup")
		refused("a bit turned", empty, turned(t, whole), "damaged")
		refused("of a newer format", empty, edited(t, whole, `"format": 1`, `"format": 2`), "newer menling")
		older := empty
		older.Version = "0.0.1"
		refused("for a newer program", older, whole, "newer menling")
		other := store.SQLite
		if d == store.SQLite {
			other = store.Postgres
		}
		refused("to the other database", storetest.Empty(t, other), whole, "its own kind")
		if left, err := os.ReadDir(empty.Dir); err != nil || len(left) > 1 { // the lock
			t.Errorf("left behind: %v, %v", left, err)
		}
		if _, err := store.Restore(t.Context(), empty, file, quiet); err != nil {
			t.Error(err)
		}
		if _, err := store.Backup(t.Context(), o, file, false, quiet); err == nil || !strings.Contains(err.Error(), "never replaces") {
			t.Error(err)
		}
	})
}

// turned turns a bit in the middle of what is packed, where only our own sum can find it.
func turned(t *testing.T, whole []byte) []byte {
	plain := unzipped(t, whole)
	plain[len(plain)/2] ^= 1
	return zipped(t, plain)
}

func edited(t *testing.T, whole []byte, old, new string) []byte {
	return zipped(t, bytes.Replace(unzipped(t, whole), []byte(old), []byte(new), 1))
}

func unzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func zipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
