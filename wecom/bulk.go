package wecom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/menling/menling/wx"
)

// Bulk says how many calls run side by side, and is told how far they are.
type Bulk struct {
	Concurrency int                   // calls at the same time; 0 and less mean 4, more than 32 mean 32
	Progress    func(done, total int) // after each result, in order; may be nil
}

const (
	defaultConcurrency = 4
	maxConcurrency     = 32
)

// BulkError is what went wrong with one of many ways.
type BulkError struct {
	Index    int // in the list that was given
	ConfigID string
	Err      error
}

func (e *BulkError) Error() string { return fmt.Sprintf("way %d, %s: %v", e.Index, e.ConfigID, e.Err) }

// Unwrap gives what went wrong.
func (e *BulkError) Unwrap() error { return e.Err }

// GetMany reads ways, several at a time, and yields them in the order of ids:
// who stops after n results goes on with ids[n:]. A way that cannot be read
// yields a *BulkError and the rest goes on; the end of the context ends it.
func (s *ContactWayService) GetMany(ctx context.Context, ids []string, b Bulk) iter.Seq2[ContactWay, error] {
	return inOrder(ctx, ids, b, s.Get)
}

// DeleteMany deletes ways, several at a time, and yields their ids in order, as
// GetMany does. One that is gone already counts as deleted. Stopping waits for
// the calls that are under way: up to Concurrency more ways may be gone then.
func (s *ContactWayService) DeleteMany(ctx context.Context, ids []string, b Bulk) iter.Seq2[string, error] {
	return inOrder(ctx, ids, b, goneAfter(s.Delete))
}

// GetMany reads join ways; see ContactWayService.GetMany.
func (s *JoinWayService) GetMany(ctx context.Context, ids []string, b Bulk) iter.Seq2[JoinWay, error] {
	return inOrder(ctx, ids, b, s.Get)
}

// DeleteMany deletes join ways; see ContactWayService.DeleteMany.
func (s *JoinWayService) DeleteMany(ctx context.Context, ids []string, b Bulk) iter.Seq2[string, error] {
	return inOrder(ctx, ids, b, goneAfter(s.Delete))
}

// goneAfter deletes a way and returns its id. One that is gone already will do.
func goneAfter(del func(context.Context, string) error) func(context.Context, string) (string, error) {
	return func(ctx context.Context, id string) (string, error) {
		if err := del(ctx, id); err != nil && !errors.Is(err, wx.ErrNotFound) {
			return id, err
		}
		return id, nil
	}
}

// outcome is the result of one call.
type outcome[T any] struct {
	value T
	err   error
}

// inOrder keeps up to b.Concurrency calls running ahead of the result that is
// yielded next.
func inOrder[T any](ctx context.Context, ids []string, b Bulk, do func(context.Context, string) (T, error)) iter.Seq2[T, error] {
	ahead := min(b.Concurrency, maxConcurrency)
	if ahead <= 0 {
		ahead = defaultConcurrency
	}
	return func(yield func(T, error) bool) {
		var running sync.WaitGroup
		defer running.Wait()
		var queue []chan outcome[T] // of the calls that were started, oldest first
		next := 0
		start := func() {
			id, result := ids[next], make(chan outcome[T], 1)
			next++
			queue = append(queue, result)
			running.Go(func() {
				value, err := do(ctx, id)
				result <- outcome[T]{value, err}
			})
		}
		for i, id := range ids {
			for next < len(ids) && len(queue) < ahead && ctx.Err() == nil {
				start()
			}
			if len(queue) == 0 {
				var zero T
				yield(zero, ctx.Err())
				return
			}
			got := <-queue[0]
			queue = queue[1:]
			if got.err != nil {
				got.err = &BulkError{i, id, got.err}
			}
			if !yield(got.value, got.err) {
				return
			}
			if b.Progress != nil {
				b.Progress(i+1, len(ids))
			}
		}
	}
}
