package wx

import (
	"cmp"
	"slices"
	"time"
)

// Meter tells how much of its limits is used up. The limiter of NewLimiter is one; ask for it with a type assertion:
//
//	if meter, ok := limiter.(wx.Meter); ok { … }
//
// It counts what this process sent. The platform counts other processes' calls as well.
type Meter interface {
	// Usage is what who used of each operation it called within the last hour or is blocked for, by the name of the
	// operation.
	Usage(who string) []Usage

	// Room says how many more calls of op who may make at once below smaller limits than the limiter's own, and, when
	// that is none, when there may be one. Background work asks it, so that it leaves room for what is urgent. A limit of
	// zero or less is none.
	Room(who, op string, below Limits) (calls int, next time.Time)
}

// Usage is how much of the limits of one operation is used up.
type Usage struct {
	Op           string
	Minute, Hour int       // calls within the last minute and hour
	Limits       Limits    // what may be used
	BlockedUntil time.Time // after a refusal; zero when nothing is blocked
}

// noRoomLimit is how many calls Room gives where nothing limits them.
const noRoomLimit = 1 << 30

// Usage implements Meter.
func (l *limiter) Usage(who string) []Usage {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	var list []Usage
	for key, a := range l.lanes {
		if key.who != who {
			continue
		}
		u := Usage{Op: key.op, Minute: a.minute.used(now), Hour: a.hour.used(now), Limits: l.limits.Share(l.sharers)}
		if a.resting(now) {
			u.BlockedUntil = a.blocked
		}
		if u.Hour > 0 || !u.BlockedUntil.IsZero() {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b Usage) int { return cmp.Compare(a.Op, b.Op) })
	return list
}

// Room implements Meter.
func (l *limiter) Room(who, op string, below Limits) (calls int, next time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, now := l.lane(laneKey{who, op}), l.now()
	if a.resting(now) {
		return 0, a.blocked
	}
	own, below := l.limits.Share(l.sharers), below.Share(l.sharers)
	calls = min(a.minute.room(now, below.PerMinute), a.hour.room(now, below.PerHour), a.minute.room(now, own.PerMinute), a.hour.room(now, own.PerHour))
	if calls > 0 {
		return calls, now
	}
	next = now
	for _, at := range []time.Time{
		a.minute.nextBelow(now, below.PerMinute), a.hour.nextBelow(now, below.PerHour),
		a.minute.nextBelow(now, own.PerMinute), a.hour.nextBelow(now, own.PerHour),
	} {
		if at.After(next) {
			next = at
		}
	}
	return 0, next
}

// used is how many calls the window holds.
func (w *window) used(now time.Time) int {
	w.advance(now)
	return w.sum
}

// room is how many more calls fit below a limit.
func (w *window) room(now time.Time, limit int) int {
	if limit <= 0 {
		return noRoomLimit
	}
	return max(0, limit-w.used(now))
}
