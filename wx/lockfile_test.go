package wx

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func hold(t *testing.T, path string) (unlock func()) {
	t.Helper()
	unlock, err := lockFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return unlock
}

func openFiles(t *testing.T, dir string) *fileTokens {
	t.Helper()
	store, err := NewFileTokens(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return store.(*fileTokens)
}

func given(context.Context) (Token, error) {
	return Token{Value: "secret-value", ExpiresAt: time.Now().Add(time.Hour)}, nil
}

func TestLockHasOneHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	unlock := hold(t, path)
	if _, err := lockFile(path); !errors.Is(err, errLocked) {
		t.Errorf("taken twice: %v", err)
	}
	unlock()
	hold(t, path)()
}

func TestStoresMayOpenTogether(t *testing.T) {
	dir := t.TempDir()
	defer hold(t, filepath.Join(dir, "try.lock"))()
	openFiles(t, dir)
}

func TestEndedCallerDoesNotWaitForALock(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		store := openFiles(t, dir)
		unlock := hold(t, store.path("k")+".lock")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := store.Renew(ctx, "k", 0, given); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while another process fetches: %v", err)
		}
		unlock()
		if token, err := store.Renew(t.Context(), "k", 0, given); err != nil || token.Version != 1 {
			t.Errorf("after it: version %d, %v", token.Version, err)
		}
	})
}

func TestLockThatNeverComesFree(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		store := openFiles(t, dir)
		defer hold(t, store.path("k")+".lock")()
		if _, err := store.Renew(t.Context(), "k", 0, given); !errors.Is(err, errLocked) {
			t.Errorf("%v", err)
		}
	})
}

// A fetch that another caller began may bring the token that this one saw die.
func TestDeadTokenOfAnotherFetchIsNotTaken(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		here, there := openFiles(t, dir), openFiles(t, dir)
		unlock := hold(t, here.path("k")+".lock")
		waiting := make(chan error, 1)
		go func() {
			_, err := here.Renew(t.Context(), "k", 0, given)
			waiting <- err
		}()
		synctest.Wait() // the fetch for anybody waits for the lock
		first, err := there.fetch(t.Context(), "k", 0, given)
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Second, unlock)
		if token, err := here.Renew(t.Context(), "k", first.Version, given); err != nil || token.Version != 2 {
			t.Errorf("version %d, %v", token.Version, err)
		}
		if err := <-waiting; err != nil {
			t.Error(err)
		}
	})
}

func TestVersionsGrowPastALostFile(t *testing.T) {
	store := openFiles(t, t.TempDir())
	if token, err := store.Renew(t.Context(), "k", 7, given); err != nil || token.Version != 8 {
		t.Errorf("version %d, %v", token.Version, err)
	}
}

func TestFilesThatHoldNoToken(t *testing.T) {
	for _, content := range []string{
		"", "{", "null", "[]", `{"version":"1"}`, `{"version":9,"renew_at":99999999999999}`, `{"value":"v","version":9}`,
	} {
		store := openFiles(t, t.TempDir())
		if err := os.WriteFile(store.path("k"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if token, err := store.Renew(t.Context(), "k", 0, given); err != nil || token.Value != "secret-value" {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func TestTokenThatCannotBeKept(t *testing.T) {
	store := openFiles(t, t.TempDir())
	if err := os.Mkdir(store.path("k"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := store.Renew(t.Context(), "k", 0, given)
	if err == nil || strings.Contains(err.Error(), "secret-value") {
		t.Errorf("%v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(store.dir, "*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
