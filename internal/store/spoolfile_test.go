package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// spooledFolder is the data folder of a node that kept so many pushes and is gone.
func spooledFolder(t *testing.T, pushes int) string {
	t.Helper()
	o := storetest.Options(t, store.SQLite)
	s := storetest.OpenWith(t, o)
	for i := range pushes {
		p := spoolPush(i)
		p.Body = bytes.Repeat([]byte{byte(i)}, 1000)
		if err := s.Spool().Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	lock, err := store.LockDir(o.Dir) // as a node did
	if err != nil {
		t.Fatal(err)
	}
	lock.Close()
	return o.Dir
}

// all reads a folder's spool to its end.
func all(t *testing.T, dir string) (got []crm.Push, unreadable int64, aside string) {
	t.Helper()
	f, err := store.OpenSpoolFile(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unreadable, err = f.Each(t.Context(), func(batch []crm.Push) error { got = append(got, batch...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if aside, err = f.PutAside(time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	return got, unreadable, aside
}

func TestASpoolOfADeadNodeIsReadAndPutAside(t *testing.T) {
	dir := spooledFolder(t, 250)
	got, unreadable, aside := all(t, dir)
	if len(got) != 250 || unreadable != 0 || got[249].CreateTime != 249 {
		t.Errorf("%d pushes, %d unreadable", len(got), unreadable)
	}
	if _, err := store.OpenSpoolFile(dir, false); !errors.Is(err, store.ErrNoSpool) {
		t.Errorf("once more: %v", err)
	}
	if again, _, _ := all(t, aside); len(again) != 250 {
		t.Errorf("%d pushes are kept in %s", len(again), aside)
	}
	lock, err := store.LockDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if _, err := store.OpenSpoolFile(dir, false); !errors.Is(err, store.ErrInUse) {
		t.Errorf("of a node that lives: %v", err)
	}
	if _, err := store.OpenSpoolFile(t.TempDir(), false); err == nil || !strings.Contains(err.Error(), "name the data folder") {
		t.Errorf("of a folder that is not ours: %v", err)
	}
}

// What stands on a damaged page is lost; what stands before and behind it is not.
func TestADamagedSpoolGivesWhatCanBeRead(t *testing.T) {
	dir := spooledFolder(t, 250)
	path := filepath.Join(dir, "spool.db")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	middle := bytes.Index(data, bytes.Repeat([]byte{125}, 1000)) / page * page
	copy(data[middle:], bytes.Repeat([]byte{0xee}, page))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	got, unreadable, _ := all(t, dir)
	if unreadable == 0 || unreadable > 10 || len(got)+int(unreadable) != 250 || got[0].CreateTime != 0 || got[len(got)-1].CreateTime != 249 {
		t.Errorf("%d read, %d unreadable", len(got), unreadable)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte{0xee}, 10*page), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := store.OpenSpoolFile(dir, false)
	if err == nil {
		defer f.Close()
		_, err = f.Each(t.Context(), func([]crm.Push) error { return nil })
	}
	if err == nil || !strings.Contains(err.Error(), "cannot be read at all") {
		t.Errorf("of nothing but noise: %v", err)
	}
}
