package wx

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Limiter keeps calls below a platform's limits by letting them wait. It is
// shared by everything that calls on behalf of the same company or mini
// program.
type Limiter interface {
	// Wait returns when who may make a call of op. When that is later than the
	// context lasts it returns a *LimitError at once.
	Wait(ctx context.Context, who, op string) error

	// Refused tells that the platform refused a call of op for going too fast.
	Refused(who, op string)
}

// LimitError is a call that was not sent: it would have to wait longer than
// its context lasts. It is an ErrRateLimited.
type LimitError struct {
	Op    string
	Until time.Time // when the next call may go out
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%s: not sent: the limit of calls is reached until %s", e.Op, e.Until.Format(time.TimeOnly))
}

// Is makes every LimitError an ErrRateLimited.
func (e *LimitError) Is(target error) bool { return target == ErrRateLimited }

// Limits is how many calls of one operation may be made. Zero or less sets no
// limit. Limits of a day, of a single user and of an address are not kept.
type Limits struct {
	PerMinute int
	PerHour   int
}

// WeComLimits are what WeCom publishes for one company and one operation.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90312
var WeComLimits = Limits{PerMinute: 10_000, PerHour: 150_000}

// Share divides the limits among n processes that call for the same company.
func (l Limits) Share(n int) Limits {
	return Limits{share(l.PerMinute, n), share(l.PerHour, n)}
}

func share(limit, n int) int {
	if limit <= 0 || n <= 1 {
		return limit
	}
	return max(1, limit/n)
}

// NoLimit lets every call go out at once.
func NoLimit() Limiter { return noLimit{} }

type noLimit struct{}

func (noLimit) Wait(context.Context, string, string) error { return nil }
func (noLimit) Refused(string, string)                     {}

// NewLimiter keeps the calls of each company and operation below l, within any
// minute and any hour, as nobody knows when the platform's begin; now is its
// clock (nil for time.Now). After a refusal the operation rests for a minute,
// which is how long the platform blocks it; when it is refused right after
// that, twice as long, up to an hour.
func NewLimiter(now func() time.Time, l Limits) Limiter {
	if now == nil {
		now = time.Now
	}
	return &limiter{now: now, limits: l, lanes: map[laneKey]*lane{}}
}

type limiter struct {
	now    func() time.Time
	limits Limits

	mu      sync.Mutex
	lanes   map[laneKey]*lane
	sharers int // how many processes share the limits; 0: one
}

type laneKey struct{ who, op string }

// lane is what is known of one operation of one company.
type lane struct {
	minute, hour window
	blocked      time.Time
	block        time.Duration // how long the last refusal blocked
}

// resting says that a refusal still blocks. A rest longer than was ordered means
// that the clock was set back; it is over.
func (a *lane) resting(now time.Time) bool {
	return now.Before(a.blocked) && a.blocked.Sub(now) <= a.block
}

const (
	firstBlock = time.Minute
	maxBlock   = time.Hour
)

// Wait implements Limiter.
func (l *limiter) Wait(ctx context.Context, who, op string) error {
	for {
		now := l.now()
		at := l.take(laneKey{who, op}, now)
		wait := at.Sub(now)
		if wait <= 0 {
			return nil
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < wait {
			return &LimitError{op, at}
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return fmt.Errorf("%s: not sent: waiting for the limit of calls: %w", op, ctx.Err())
		}
	}
}

// take counts a call if it may be made now, and else says when to ask again.
func (l *limiter) take(key laneKey, now time.Time) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.lane(key)
	if a.resting(now) {
		return a.blocked
	}
	at := a.minute.next(now)
	if later := a.hour.next(now); later.After(at) {
		at = later
	}
	if !at.After(now) {
		a.minute.add(now)
		a.hour.add(now)
	}
	return at
}

func (l *limiter) lane(key laneKey) *lane {
	a := l.lanes[key]
	if a == nil {
		a = &lane{minute: window{slot: time.Second}, hour: window{slot: time.Minute}}
		l.limit(a)
		l.lanes[key] = a
	}
	return a
}

// Refused implements Limiter. Refusals of calls that were under way together
// count once.
func (l *limiter) Refused(who, op string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, now := l.lane(laneKey{who, op}), l.now()
	switch {
	case a.resting(now):
		return
	case a.block != 0 && now.Sub(a.blocked) < firstBlock:
		a.block = min(2*a.block, maxBlock)
	default:
		a.block = firstBlock
	}
	a.blocked = now.Add(a.block)
}

// slots is how finely a window is divided.
const slots = 60

// window counts calls within the last 60 slots and the running one.
type window struct {
	limit  int
	slot   time.Duration
	newest int64 // number of the running slot
	counts [slots + 1]int
	sum    int
}

// advance forgets what has become too old. A clock set back a little changes
// nothing until it has caught up; one set back by more than the window leaves
// nothing to go by.
func (w *window) advance(now time.Time) {
	n := now.UnixNano() / int64(w.slot)
	if n > w.newest+slots || n < w.newest-slots {
		w.newest, w.counts, w.sum = n, [slots + 1]int{}, 0
		return
	}
	for ; w.newest < n; w.newest++ {
		old := w.count(w.newest + 1)
		w.sum -= *old
		*old = 0
	}
}

// next is the earliest time at which one more call fits.
func (w *window) next(now time.Time) time.Time { return w.nextBelow(now, w.limit) }

// nextBelow is the earliest time at which one more call fits below a limit of its own.
func (w *window) nextBelow(now time.Time, limit int) time.Time {
	if limit <= 0 {
		return now
	}
	w.advance(now)
	left := w.sum
	for n := w.newest - slots; left >= limit && n <= w.newest; n++ {
		left -= *w.count(n)
		if left < limit {
			return time.Unix(0, (n+slots+1)*int64(w.slot))
		}
	}
	return now
}

func (w *window) add(now time.Time) {
	w.advance(now)
	*w.count(w.newest)++
	w.sum++
}

// count is where the calls of a slot are counted; slots before 1970 have
// negative numbers.
func (w *window) count(n int64) *int {
	return &w.counts[((n%(slots+1))+slots+1)%(slots+1)]
}
