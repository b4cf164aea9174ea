package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// limitPages lets the database grow by this many pages and no further.
func limitPages(t *testing.T, s *store.Store, more string) {
	t.Helper()
	err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		var pages int64
		if err := tx.Row("PRAGMA page_count").Scan(&pages); err != nil {
			return err
		}
		var limit int64
		return tx.Row("PRAGMA max_page_count = " + strings.ReplaceAll(more, "now", strconv.FormatInt(pages, 10))).Scan(&limit)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFullDiskVoidsTheGroupAndWritingWorksAgainWhenThereIsRoom(t *testing.T) {
	big := strings.Repeat("x", 1<<20)
	for _, push := range []bool{false, true} {
		s := storetest.Open(t, store.SQLite)
		write, queued := func(fn func(*store.Tx) error) error { return s.Write(t.Context(), nil, fn) }, store.QueuedOthers
		if push {
			write, queued = func(fn func(*store.Tx) error) error { return s.WritePush(t.Context(), fn) }, store.QueuedPushes
		}
		put(t, s, "first", "")
		limitPages(t, s, "now")

		// One group: a small row that fits, then one that does not. A busy machine may make two groups of them: then again.
		var h1, e1, e2 error
		for e1 == nil {
			err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
				_, err := tx.Exec("DELETE FROM settings WHERE name = 'small'")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			h := hold(s, write)
			small, large := make(chan error, 1), make(chan error, 1)
			go func() { small <- write(func(tx *store.Tx) error { return note(tx, "small", "") }) }()
			waitFor(func() bool { return queued(s) == 1 })
			go func() { large <- write(func(tx *store.Tx) error { return note(tx, "large", big) }) }()
			waitFor(func() bool { return queued(s) == 2 })
			close(h.free)
			h1, e1, e2 = <-h.err, <-small, <-large
		}
		if e1 == nil || e2 == nil || !strings.Contains(e2.Error(), "undone") {
			t.Errorf("push %v: held %v, small %v, large %v", push, h1, e1, e2)
		}
		if n := notes(t, s, "small") + notes(t, s, "large"); n != 0 {
			t.Errorf("push %v: %d rows of the void group are there", push, n)
		}

		limitPages(t, s, "1000000000")
		put(t, s, "large", big)
		if n := notes(t, s, ""); n != 2 {
			t.Errorf("push %v: %d rows, want 2", push, n)
		}
	}
}

func TestStatementsAfterTheTransactionIsGoneDoNothing(t *testing.T) {
	big := strings.Repeat("x", 1<<20)
	s := storetest.Open(t, store.SQLite)
	put(t, s, "first", "")
	limitPages(t, s, "now")
	err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		note(tx, "large", big)
		limit := int64(0)
		tx.Row("PRAGMA max_page_count = 1000000000").Scan(&limit)
		note(tx, "small", "")
		tx.Row("INSERT INTO settings (name, value, updated_at) VALUES ('row', '', 0) RETURNING name").Scan(new(string))
		return nil
	})
	if err == nil {
		t.Error("no error")
	}
	if n := notes(t, s, ""); n != 1 {
		t.Errorf("%d rows, want only the first", n)
	}
}

func TestReserveIsGivenBackWhenTheDiskIsFullAndMadeAgainAtStart(t *testing.T) {
	o := storetest.Options(t, store.SQLite)
	path := filepath.Join(o.Dir, "reserve")
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != store.ReserveSize {
		t.Fatalf("reserve: %v", err)
	}
	limitPages(t, s, "now")
	err = s.Write(t.Context(), nil, func(tx *store.Tx) error { return note(tx, "large", strings.Repeat("x", 1<<20)) })
	if err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the reserve is still there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.OpenWith(t, o)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestSQLiteIsDurableAndChecksForeignKeys(t *testing.T) {
	s := storetest.Open(t, store.SQLite)
	for pragma, want := range map[string]int64{"synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 10000} {
		var got int64
		err := s.Write(t.Context(), nil, func(tx *store.Tx) error { return tx.Row("PRAGMA " + pragma).Scan(&got) })
		if err != nil || got != want {
			t.Errorf("%s = %d, %v; want %d", pragma, got, err, want)
		}
	}
	var mode string
	if err := s.ReadRow(t.Context(), "PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal_mode %s, %v", mode, err)
	}
	if err := s.ReadRow(t.Context(), "DELETE FROM settings RETURNING name").Scan(&mode); err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("a reader wrote: %v", err)
	}
}

func TestReadersSeeWhatIsCommittedWhileAWriteIsOpen(t *testing.T) {
	s := storetest.Open(t, store.SQLite)
	put(t, s, "a", "")
	var all sync.WaitGroup
	err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		if err := note(tx, "b", ""); err != nil {
			return err
		}
		for range 30 { // more than the pool has
			all.Go(func() {
				if n := notes(t, s, ""); n != 1 {
					t.Errorf("%d rows", n)
				}
			})
		}
		all.Wait()
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestReaderWhoseContextEndsHarmsNobody(t *testing.T) {
	s := storetest.Open(t, store.SQLite)
	put(t, s, "a", "")
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if err := s.ReadRow(ctx, "SELECT 1").Scan(new(int)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := notes(t, s, ""); n != 1 {
		t.Errorf("%d rows", n)
	}
}

func waitFor(ready func() bool) {
	for !ready() {
		runtime.Gosched()
	}
}
