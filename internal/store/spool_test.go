package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func spoolPush(i int) crm.Push {
	return crm.Push{AccountID: 1, Scope: "ww1", CreateTime: int64(i), Hash: []byte{byte(i), byte(i >> 8)}, Lane: "c/1", Kind: "text",
		Body: []byte("<xml/>\x00\xff"), Answer: "success", ReceivedAt: 9, Error: "unreadable"}
}

func TestSpooledPushesAreHandedOverOnceAndInOrder(t *testing.T) {
	o := storetest.Options(t, store.SQLite)
	s := storetest.OpenWith(t, o)
	path := filepath.Join(o.Dir, "spool.db")
	if n, err := s.Spool().Drain(t.Context(), nil); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the spool's file was made before it was needed: %v", err)
	}
	var want []crm.Push
	for i := range 250 {
		want = append(want, spoolPush(i))
		for range 2 { // the platform asks twice
			if err := s.Spool().Add(t.Context(), spoolPush(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.Close()

	s = storetest.OpenWith(t, o) // after a crash, say
	var got []crm.Push
	stop := errors.New("the database does not answer")
	take := func(limit int) (int, error) {
		return s.Spool().Drain(t.Context(), func(batch []crm.Push) error {
			if len(got)+len(batch) > limit {
				return stop
			}
			got = append(got, batch...)
			return nil
		})
	}
	if n, err := take(120); n != 100 || !errors.Is(err, stop) {
		t.Fatal(n, err)
	}
	if n, err := take(1000); n != 150 || err != nil {
		t.Fatal(n, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n, err := take(2000); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

// A push whose first delivery reached the database although that did not say so in time is in both.
func TestASpooledPushThatIsHereAlreadyIsNotStoredTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, _, err := s.AddPush(t.Context(), spoolPush(1)); err != nil {
			t.Fatal(err)
		}
		for _, want := range []int{2, 0} {
			if added, err := s.AddPushes(t.Context(), []crm.Push{spoolPush(0), spoolPush(1), spoolPush(2)}); err != nil || added != want {
				t.Errorf("%d added, %v; want %d", added, err, want)
			}
		}
	})
}

func TestSpoolTakesManyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				if err := s.Spool().Add(t.Context(), spoolPush(i)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		seen := map[string]bool{}
		n, err := s.Spool().Drain(t.Context(), func(batch []crm.Push) error {
			for _, p := range batch {
				seen[fmt.Sprint(p.CreateTime)] = true
			}
			return nil
		})
		if err != nil || n != 100 || len(seen) != 100 {
			t.Errorf("%d, %d, %v", n, len(seen), err)
		}
	})
}

// A slow database takes a spool piece by piece: pushes that just came in share a group with it, and a group that takes too long is
// undone for all.
func TestASlowDatabaseTakesASpool(t *testing.T) {
	s := storetest.Open(t, store.Postgres)
	err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		_, err := tx.Exec(`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.006); RETURN NEW; END';
			CREATE TRIGGER slow BEFORE INSERT ON pushes FOR EACH ROW EXECUTE FUNCTION slowly()`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list := make([]crm.Push, 300) // 1.8 s as one group
	for i := range list {
		list[i] = spoolPush(i)
	}
	if added, err := s.AddPushes(t.Context(), list); err != nil || added != len(list) {
		t.Errorf("%d of %d added: %v", added, len(list), err)
	}
}
