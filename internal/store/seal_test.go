package store_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestSealedValuesDifferPerRowAndCannotBeMoved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		plain := []byte("the secret of the account")
		seal := func(purpose string, id any) []byte {
			t.Helper()
			b, err := s.Seal(purpose, id, plain)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		a, again, b := seal("accounts.secret", int64(1)), seal("accounts.secret", int64(1)), seal("accounts.secret", int64(2))
		if bytes.Equal(a, again) || bytes.Equal(a, b) || bytes.Contains(a, plain) {
			t.Error("sealed values are alike")
		}
		if got, err := s.Unseal("accounts.secret", 1, a); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%q, %v", got, err)
		}
		for purpose, id := range map[string]any{"accounts.secret": 2, "accounts.push_key": 1, "accounts.secret|1": ""} {
			if _, err := s.Unseal(purpose, id, a); err == nil {
				t.Errorf("it opens as %s of %v", purpose, id)
			} else if strings.Contains(err.Error(), string(plain)) {
				t.Error("the error tells the secret")
			}
		}
		damaged := bytes.Clone(a)
		damaged[len(damaged)-1] ^= 1
		for _, bad := range [][]byte{nil, {1}, a[:10], damaged} {
			if _, err := s.Unseal("accounts.secret", 1, bad); err == nil {
				t.Error("a damaged value opens")
			}
		}
	})
}

func TestWrongMasterKeyIsRefused(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		for key, want := range map[string]string{
			base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)): "wrong master key",
			"c2hvcnQ=": "not the base64 of 32 bytes",
			"":         "master key is missing",
		} {
			o.MasterKey = key
			if _, err := store.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v", want, err)
			} else if key != "" && strings.Contains(err.Error(), key) {
				t.Error("the error tells the key")
			}
		}
	})
}

func TestMasterKeyIsMadeOnlyWhereNothingIsSealed(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Empty(t, d)
		o.MasterKey = ""
		path := filepath.Join(o.Dir, "master.key")
		s := storetest.OpenWith(t, o)
		sealed, err := s.Seal("accounts.secret", 1, []byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("%v, %v", info, err)
		}

		s = storetest.OpenWith(t, o)
		if _, err := s.Unseal("accounts.secret", 1, sealed); err != nil {
			t.Errorf("after a restart: %v", err)
		}
		s.Close()

		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "missing") {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("a second key was made")
		}
	})
}

func TestMasterKeyThatOthersCanReadIsRefused(t *testing.T) {
	o := storetest.Empty(t, store.SQLite)
	o.MasterKey = ""
	storetest.OpenWith(t, o).Close()
	path := filepath.Join(o.Dir, "master.key")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "chmod 600 "+path) {
		t.Errorf("got %v", err)
	}
}
