package store_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestMigrationsAreAppliedOnceWhenTwoOpenAtTheSameTime(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Empty(t, d)
		var all sync.WaitGroup
		stores := make([]*store.Store, 3)
		for i := range stores {
			all.Go(func() {
				var err error
				if stores[i], err = store.Open(t.Context(), o); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, s := range stores {
			if s == nil {
				continue
			}
			var n int
			if err := s.ReadRow(t.Context(), "SELECT count(*) FROM goose_db_version WHERE version_id = 1").Scan(&n); err != nil || n != 1 {
				t.Errorf("migration 1 was applied %d times (%v)", n, err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestOlderProgramIsRefused(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		s := storetest.OpenWith(t, o)
		err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
			_, err := tx.Exec("UPDATE installation SET schema_version = 1000, oldest_program = '1.4.0'")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for version, allowed := range map[string]bool{"1.3.9": false, "1.4.0-rc.1": false, "1.4.0": true, "v1.10.0": true, "dev": true, "": true} {
			o.Version = version
			s, err := store.Open(t.Context(), o)
			if (err == nil) != allowed {
				t.Errorf("%q: %v", version, err)
			}
			if err != nil && !strings.Contains(err.Error(), "install menling 1.4.0 or newer") {
				t.Errorf("%q: the line does not say what to do: %v", version, err)
			}
			if err == nil {
				s.Close()
			}
		}
	})
}

func TestInstallationKeepsItsEpoch(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Empty(t, d)
		var epochs [2]string
		for i := range epochs {
			s := storetest.OpenWith(t, o)
			if err := s.ReadRow(context.Background(), "SELECT epoch FROM installation").Scan(&epochs[i]); err != nil {
				t.Fatal(err)
			}
			s.Close()
		}
		if epochs[0] == "" || epochs[0] != epochs[1] {
			t.Errorf("epochs %q", epochs)
		}
	})
}

func TestVersionsAreOrderedSemantically(t *testing.T) {
	rising := []string{"0.1.0-alpha", "0.1.0", "0.1.1", "v0.2.0", "0.10.0", "1.0.0-rc.1+x", "1.0.0+build", "dev"}
	for i := range rising {
		for j := range rising {
			got := store.CompareVersions(rising[i], rising[j])
			if (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s against %s: %d", rising[i], rising[j], got)
			}
		}
	}
	if store.CompareVersions("v0.0.0-20261121021246-abcdef", "9.0.0") <= 0 {
		t.Error("a build of a commit is new enough")
	}
}
