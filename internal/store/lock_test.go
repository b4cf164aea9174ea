package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/menling/menling/internal/store"
)

func TestDataFolderHasOneHolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	lock, err := store.LockDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.LockDir(dir); !errors.Is(err, store.ErrInUse) {
		t.Errorf("got %v", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.LockDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
