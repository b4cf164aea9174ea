package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestSynchronousCommitOffIsRefused(t *testing.T) {
	o := storetest.Options(t, store.Postgres)
	o.DatabaseURL += "&options=-csynchronous_commit%3Doff"
	_, err := store.Open(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "synchronous_commit is off") {
		t.Errorf("got %v", err)
	}
}

func TestLostRaceIsRunAgain(t *testing.T) {
	s := storetest.Open(t, store.Postgres)
	for _, state := range []string{"40001", "40P01"} {
		for name, write := range writes(s, "k") {
			name += state
			runs := 0
			err := write(t.Context(), func(tx *store.Tx) error {
				runs++
				if err := note(tx, name, ""); err != nil || runs >= 3 {
					return err
				}
				_, err := tx.Exec(fmt.Sprintf("DO $$ BEGIN RAISE EXCEPTION 'race' USING ERRCODE = '%s'; END $$", state))
				return err
			})
			if err != nil || runs != 3 || notes(t, s, name) != 1 {
				t.Errorf("%s: %v after %d runs, %d rows", name, err, runs, notes(t, s, name))
			}
		}
	}
}

func TestRaceThatIsAlwaysLostIsGivenUp(t *testing.T) {
	s := storetest.Open(t, store.Postgres)
	for name, write := range writes(s) {
		err := write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec("DO $$ BEGIN RAISE EXCEPTION 'race' USING ERRCODE = '40001'; END $$")
			return err
		})
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTwoNodesAgainstOneLimit(t *testing.T) {
	o := storetest.Options(t, store.Postgres)
	nodes := []*store.Store{storetest.OpenWith(t, o), storetest.OpenWith(t, o)}
	var all sync.WaitGroup
	var admitted atomic.Int32
	for i := range 32 {
		all.Go(func() {
			in := false
			err := nodes[i%2].Write(t.Context(), []string{"way/9"}, func(tx *store.Tx) error {
				in = false
				var n int
				if err := tx.Row("SELECT count(*) FROM settings").Scan(&n); err != nil || n >= 5 {
					return err
				}
				in = true
				return note(tx, fmt.Sprintf("seat-%d", i), "")
			})
			if err != nil {
				t.Error(err)
			}
			if in {
				admitted.Add(1)
			}
		})
	}
	all.Wait()
	if n := notes(t, nodes[0], ""); n != 5 || admitted.Load() != 5 {
		t.Errorf("%d rows, %d told so, want 5", n, admitted.Load())
	}
}

// What one node writes of a customer is numbered and seen before another node numbers more of them; others are not kept waiting.
func TestPushesOfOneLaneAreSeenInTheOrderOfTheirNumbers(t *testing.T) {
	o := storetest.Options(t, store.Postgres)
	first, second := storetest.OpenWith(t, o), storetest.OpenWith(t, o)
	push := func(i int, lane string) crm.Push {
		return crm.Push{AccountID: 1, Scope: "ww1", CreateTime: int64(i), Hash: []byte{byte(i)}, Lane: lane, Kind: "text", Answer: "success"}
	}
	held, free, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- first.WritePush(t.Context(), func(tx *store.Tx) error {
			if err := tx.AddPush(push(1, "lane")); err != nil {
				return err
			}
			close(held)
			<-free
			return nil
		})
	}()
	<-held
	added := make(chan int, 1)
	go func() {
		n, err := second.AddPushes(t.Context(), []crm.Push{push(2, "other"), push(3, "lane"), push(4, "other")})
		if err != nil {
			t.Error(err)
		}
		added <- n
	}()
	seen := func() (order []int64) {
		open, err := second.OpenPushes(t.Context(), 1, 10)
		if err != nil {
			t.Error(err)
		}
		for _, p := range open {
			order = append(order, p.CreateTime)
		}
		return order
	}
	waitFor(func() bool { return len(seen()) > 0 })
	if got, want := seen(), []int64{2}; !slices.Equal(got, want) {
		t.Errorf("beside an unfinished push of its lane %v are there, want %v", got, want)
	}
	close(free)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := <-added; n != 3 {
		t.Errorf("%d were added, want 3", n)
	}
	if got, want := seen(), []int64{1, 2, 3, 4}; !slices.Equal(got, want) {
		t.Errorf("numbered as %v, want %v", got, want)
	}
}

func TestPasswordOfTheDatabaseIsInNoError(t *testing.T) {
	for _, address := range []string{
		"postgres://menling:hunter2@[broken", "postgres://menling:hunter2@127.0.0.1:1/none?connect_timeout=1",
		"host=/nowhere password=hunter2 port=x",
	} {
		_, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), DatabaseURL: address})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("got %v", err)
		}
	}
}

func TestTwoStoresAtOnce(t *testing.T) {
	stores := []*store.Store{storetest.Open(t, store.SQLite), storetest.Open(t, store.Postgres), storetest.Open(t, store.SQLite)}
	no := errors.New("no")
	var all sync.WaitGroup
	for i, s := range stores {
		for j := range 30 {
			all.Go(func() {
				err := s.WritePush(t.Context(), func(tx *store.Tx) error {
					if err := note(tx, fmt.Sprintf("%d-%d", i, j), ""); err != nil || j%3 != i {
						return err
					}
					return no
				})
				if errors.Is(err, no) != (j%3 == i) {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	for i, s := range stores {
		if n := notes(t, s, ""); n != 20 {
			t.Errorf("store %d: %d rows, want 20", i, n)
		}
	}
}
