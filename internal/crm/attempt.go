package crm

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"
)

// AttemptTx counts what may not be tried too often.
type AttemptTx interface {
	// Attempt takes a try of a name that has burst of them and gets one back in each interval; wait is how long there is none,
	// and then nothing was taken. Times are in milliseconds.
	Attempt(name string, now, interval int64, burst int) (wait int64, err error)
}

var errTooMany = errors.New("too many")

// Attempt takes one try from each name, whichever node is asked, or refuses with the seconds to wait: then none was taken.
func (g *Ground) Attempt(ctx context.Context, now time.Time, interval time.Duration, burst int, names ...string) error {
	var wait int64
	err := g.Store.Write(ctx, nil, func(tx Tx) error {
		wait = 0
		for _, name := range slices.Sorted(slices.Values(names)) { // in one order, so that no two wait for each other
			w, err := tx.Attempt(name, now.UnixMilli(), interval.Milliseconds(), burst)
			if err != nil {
				return err
			}
			wait = max(wait, w)
		}
		if wait > 0 {
			return errTooMany
		}
		return nil
	})
	if errors.Is(err, errTooMany) {
		return Refuse(CodeTooMany, "seconds", int(math.Ceil(float64(wait)/1000)))
	}
	return err
}
