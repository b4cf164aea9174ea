package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// held is a write that has started and waits to be let go, so that others queue behind it.
type held struct {
	started, free chan struct{}
	err           chan error
}

func hold(s *store.Store, write func(func(*store.Tx) error) error) *held {
	h := &held{make(chan struct{}), make(chan struct{}), make(chan error, 1)}
	var once sync.Once
	go func() {
		h.err <- write(func(tx *store.Tx) error {
			once.Do(func() { close(h.started) })
			<-h.free
			return nil
		})
	}()
	<-h.started
	return h
}

// writes are the two ways to write.
func writes(s *store.Store, keys ...string) map[string]func(context.Context, func(*store.Tx) error) error {
	return map[string]func(context.Context, func(*store.Tx) error) error{
		"Write": func(ctx context.Context, fn func(*store.Tx) error) error { return s.Write(ctx, keys, fn) },
		"Push":  s.WritePush,
	}
}

func TestCallerWhoseContextEndsMidWriteUndoesNobodyElses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, write := range writes(s) {
			ctx, leave := context.WithCancel(t.Context())
			var all sync.WaitGroup
			for i := range 20 {
				all.Go(func() {
					if err := write(t.Context(), func(tx *store.Tx) error { return note(tx, fmt.Sprintf("%s-%d", name, i), "") }); err != nil {
						t.Error(err)
					}
				})
			}
			err := write(ctx, func(tx *store.Tx) error {
				if err := note(tx, name+"-leaver", ""); err != nil {
					return err
				}
				leave() // between two statements of its own
				return note(tx, name+"-leaver-2", "")
			})
			all.Wait()
			if err != nil {
				t.Errorf("%s: what had started was not carried through: %v", name, err)
			}
			if n := notes(t, s, name); n != 22 {
				t.Errorf("%s: %d rows, want 22", name, n)
			}
		}
	})
}

func TestCallerWhoseContextEndsBeforeItsTurnIsSkipped(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := hold(s, func(fn func(*store.Tx) error) error { return s.WritePush(t.Context(), fn) })
		ctx, leave := context.WithCancel(t.Context())
		leave()
		err := s.WritePush(ctx, func(tx *store.Tx) error { t.Error("it ran"); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		close(h.free)
		if err := <-h.err; err != nil {
			t.Error(err)
		}
	})
}

func TestPanicIsAnErrorAndHarmsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, write := range writes(s) {
			var all sync.WaitGroup
			for i := range 40 {
				all.Go(func() {
					err := write(t.Context(), func(tx *store.Tx) error {
						if err := note(tx, fmt.Sprintf("%s-%d", name, i), ""); err != nil {
							return err
						}
						if i%4 == 0 {
							panic("on purpose")
						}
						return nil
					})
					if (err != nil) != (i%4 == 0) {
						t.Errorf("%s %d: %v", name, i, err)
					}
				})
			}
			all.Wait()
			if n := notes(t, s, name); n != 30 {
				t.Errorf("%s: %d rows, want 30", name, n)
			}
		}
	})
}

func TestClosureThatEndsTheGoroutineIsAnErrorAndHarmsNobody(t *testing.T) {
	s := storetest.Open(t, store.SQLite)
	for name, write := range writes(s) {
		if err := write(t.Context(), func(*store.Tx) error { runtime.Goexit(); return nil }); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := write(t.Context(), func(tx *store.Tx) error { return note(tx, name, "") }); err != nil {
			t.Errorf("%s: the writer is gone: %v", name, err)
		}
	}
}

func TestErrorUndoesOnlyItsOwnClosure(t *testing.T) {
	no := errors.New("no")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, write := range writes(s) {
			var all sync.WaitGroup
			for i := range 40 {
				all.Go(func() {
					err := write(t.Context(), func(tx *store.Tx) error {
						if err := note(tx, fmt.Sprintf("%s-%d", name, i), ""); err != nil || i%2 == 0 {
							return errors.Join(err, no)
						}
						return nil
					})
					if errors.Is(err, no) != (i%2 == 0) {
						t.Errorf("%s %d: %v", name, i, err)
					}
				})
			}
			all.Wait()
			if n := notes(t, s, name); n != 20 {
				t.Errorf("%s: %d rows, want 20", name, n)
			}
		}
	})
}

func TestFailedStatementIsNeverPassedOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, write := range writes(s) {
			err := write(t.Context(), func(tx *store.Tx) error {
				if err := note(tx, name, ""); err != nil {
					return err
				}
				note(tx, name, "") // the same key: fails, and nobody looks
				return nil
			})
			if err == nil || notes(t, s, name) != 0 {
				t.Errorf("%s: %v, %d rows", name, err, notes(t, s, name))
			}
		}
	})
}

func TestRowsMustBeClosedBeforeTheNextStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		put(t, s, "a", "1")
		err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
			rows, err := tx.Query("SELECT name FROM settings") //nolint:rowserrcheck,sqlclosecheck // left open: that is the fault
			if err != nil {
				return err
			}
			rows.Next()
			return note(tx, "b", "2")
		})
		if err == nil || !strings.Contains(err.Error(), "still open") {
			t.Errorf("got %v", err)
		}
		put(t, s, "c", "3")
	})
}

func TestThirtyTwoCallersAgainstOneLimit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		var admitted atomic.Int32
		for i := range 32 {
			all.Go(func() {
				in := false
				err := s.Write(t.Context(), []string{"conversation/1", "agent/7", "agent/7"}, func(tx *store.Tx) error {
					in = false
					var n int
					if err := tx.Row("SELECT count(*) FROM settings WHERE name LIKE 'seat-%'").Scan(&n); err != nil || n >= 5 {
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
		if n := notes(t, s, "seat-"); n != 5 || admitted.Load() != 5 {
			t.Errorf("%d rows, %d told so, want 5", n, admitted.Load())
		}
	})
}

func TestKeysInAnyOrderDoNotDeadlock(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		keys := []string{"a", "b", "c", "d", "e"}
		var all sync.WaitGroup
		for i := range 32 {
			order := slices.Concat(keys[i%5:], keys[:i%5])
			all.Go(func() {
				err := s.Write(t.Context(), order, func(tx *store.Tx) error { return note(tx, fmt.Sprintf("n-%d", i), "") })
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := notes(t, s, "n-"); n != 32 {
			t.Errorf("%d rows, want 32", n)
		}
	})
}

func TestPushesGoAheadOfALongQueue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const long = 300
		h := hold(s, func(fn func(*store.Tx) error) error { return s.Write(t.Context(), []string{"one"}, fn) })
		var others sync.WaitGroup
		var done, before atomic.Int32
		var queued sync.WaitGroup
		for range long {
			queued.Add(1)
			others.Go(func() {
				queued.Done()
				if err := s.Write(t.Context(), []string{"one"}, func(tx *store.Tx) error { done.Add(1); return nil }); err != nil {
					t.Error(err)
				}
			})
		}
		queued.Wait()
		pushed := make(chan error, 1)
		go func() {
			pushed <- s.WritePush(t.Context(), func(tx *store.Tx) error { before.Store(done.Load()); return nil })
		}()
		var err error
		if store.AwaitQueued(s) { // behind the one writer
			close(h.free)
			err = <-pushed
		} else { // beside the others, on a connection of its own
			err = <-pushed
			close(h.free)
		}
		if err := errors.Join(err, <-h.err); err != nil {
			t.Error(err)
		}
		others.Wait()
		if before.Load() != 0 {
			t.Errorf("%d others ran before the push", before.Load())
		}
	})
}

func TestNobodyHearsSuccessBeforeCommit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, write := range writes(s) {
			inside, outside := -1, -1
			err := write(t.Context(), func(tx *store.Tx) error {
				if err := note(tx, name, ""); err != nil {
					return err
				}
				outside = notes(t, s, name) // from another connection
				return tx.Row("SELECT count(*) FROM settings WHERE name = $1", name).Scan(&inside)
			})
			if err != nil || inside != 1 || outside != 0 {
				t.Errorf("%s: %v, %d inside, %d outside", name, err, inside, outside)
			}
			if n := notes(t, s, name); n != 1 {
				t.Errorf("%s: success was heard before another connection could see it", name)
			}
		}
	})
}

func TestCloseSettlesWhatWasHandedIn(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		o := storetest.Options(t, d)
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		var kept atomic.Int32
		for i := range 64 {
			all.Go(func() {
				err := s.WritePush(t.Context(), func(tx *store.Tx) error { return note(tx, fmt.Sprintf("p-%d", i), "") })
				switch {
				case err == nil:
					kept.Add(1)
				case !errors.Is(err, store.ErrClosed):
					t.Error(err)
				}
			})
		}
		if err := errors.Join(s.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		all.Wait()
		if err := s.Write(t.Context(), nil, func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
		if n := notes(t, storetest.OpenWith(t, o), "p-"); n != int(kept.Load()) {
			t.Errorf("%d rows, %d were told success", n, kept.Load())
		}
	})
}
