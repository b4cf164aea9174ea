package wx

import (
	"math/rand/v2"
	"time"
)

const (
	earlyRenewal = 5 * time.Minute  // before the end of a token's life
	churnGuard   = 2 * time.Second  // youngest age at which a renewed token may die
	fetchTimeout = 15 * time.Second // longest a fetch may take for everybody
)

// renewal decides when a token counts as expired.
type renewal struct {
	now    func() time.Time
	jitter func() float64
}

// StoreOption changes a memory or a file store.
type StoreOption func(*renewal)

// WithJitter replaces the source of randomness that spreads renewals; f
// returns numbers in [0, 1). Nil keeps the usual one.
func WithJitter(f func() float64) StoreOption {
	return func(r *renewal) {
		if f != nil {
			r.jitter = f
		}
	}
}

func newRenewal(now func() time.Time, opts []StoreOption) renewal {
	if now == nil {
		now = time.Now
	}
	r := renewal{now: now, jitter: rand.Float64}
	for _, opt := range opts {
		opt(&r)
	}
	return r
}

// margin is how long before its end a token of the given life is renewed.
func (r *renewal) margin(life time.Duration) time.Duration {
	early := min(earlyRenewal, life/10)
	return early + time.Duration(r.jitter()*float64(early)/5)
}

// tooYoung says that a token of this age must not have died yet. A clock that was
// set back makes no age at all.
func tooYoung(age time.Duration) bool { return age >= 0 && age < churnGuard }
