package store

import "context"

// turns lets so many read at once, the others in the order they came. A page that takes two milliseconds of a processor is not
// slowed down by all that want one too: they wait, and each is then quick.
type turns chan struct{}

// take waits for a turn, which ends with done. Without turns there is no limit.
func (t turns) take(ctx context.Context) (done func(), err error) {
	if t == nil {
		return func() {}, nil
	}
	select {
	case t <- struct{}{}:
		return func() { <-t }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
