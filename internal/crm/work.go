package crm

import (
	"context"
	"errors"
	"time"
)

// again asks for another try of a job after a time of its own choice.
type again struct {
	after time.Duration
	err   error
}

func (a *again) Error() string { return a.err.Error() }
func (a *again) Unwrap() error { return a.err }

// Again is what a job returns to be tried once more after the given time, without the usual back-off.
func Again(after time.Duration, err error) error { return &again{after, err} }

// Attempts after which work is parked, and how long each try waits for the next.
const maxAttempts = 10

// Backoff is when failed work is tried again; ok is false when it should be parked.
func Backoff(attempts int, err error) (wait time.Duration, ok bool) {
	var a *again
	if errors.As(err, &a) {
		return a.after, attempts < 10*maxAttempts
	}
	if attempts >= maxAttempts {
		return 0, false
	}
	return min(500*time.Millisecond<<(attempts-1), 5*time.Minute), true
}

type stopKey struct{}

// WithStop lets work know when the program wants to end. The work itself is not cut off: it comes to a good place and leaves the
// rest to its next job.
func WithStop(ctx context.Context, stop <-chan struct{}) context.Context {
	return context.WithValue(ctx, stopKey{}, stop)
}

// Stop is closed when the program wants to end; nil, which never is, where nobody said so.
func Stop(ctx context.Context) <-chan struct{} {
	stop, _ := ctx.Value(stopKey{}).(<-chan struct{})
	return stop
}

// Stopping says that the program wants to end.
func Stopping(ctx context.Context) bool {
	select {
	case <-Stop(ctx):
		return true
	default:
		return false
	}
}
