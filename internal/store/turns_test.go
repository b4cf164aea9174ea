package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// Turns are taken in the order they were asked for, and who gives up does not hold the others up.
func TestTurnsAreTakenInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages := make(turns, 1)
		done, err := pages.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []int
		gone, leave := context.WithCancel(t.Context())
		for i := range 4 {
			ctx := t.Context()
			if i == 1 {
				ctx = gone
			}
			go func() {
				done, err := pages.take(ctx)
				if err != nil {
					if !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
					return
				}
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
				done()
			}()
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		done()
		synctest.Wait()
		if !slices.Equal(order, []int{0, 2, 3}) {
			t.Errorf("turns were taken in the order %v", order)
		}
	})
}

func TestWithoutTurnsNobodyWaits(t *testing.T) {
	var none turns
	for range 3 {
		if _, err := none.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
