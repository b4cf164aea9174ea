package crm

import (
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
