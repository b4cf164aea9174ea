package wecom

import (
	"errors"
	"iter"
)

// errCursorStuck would otherwise be an endless list.
var errCursorStuck = errors.New("the platform returned the same cursor twice")

// pages yields the items of all pages; an empty cursor is the first page to ask
// for and the end of the last. After an error it ends.
func pages[T any](page func(cursor string) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		cursor := ""
		for {
			items, next, err := page(cursor)
			if err == nil && next != "" && next == cursor {
				err = errCursorStuck
			}
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			cursor = next
		}
	}
}
