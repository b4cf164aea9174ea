package sandbox

import "time"

const (
	messageQuota  = 5
	messageWindow = 48 * time.Hour
	enterWindow   = time.Minute
)

// window is how many messages may still be sent to one customer, and until when.
// Allowances do not add up: an action raises the count to the larger of what is left and its
// own allowance, and the end to the later of the two.
type window struct {
	Remaining int   `json:"remaining"`
	Until     int64 `json:"until"`
}

// open reports whether the time has not run out.
func (w window) open(now time.Time) bool { return now.UnixMilli() < w.Until }

// grant applies the allowance of one action.
func (w *window) grant(now time.Time, count int, span time.Duration) {
	if count == 0 {
		return
	}
	if !w.open(now) {
		w.Remaining = 0
	}
	w.Remaining = max(w.Remaining, count)
	w.Until = max(w.Until, now.Add(span).UnixMilli())
}

// spend takes one message: 45015 when the time is over, 45047 when the count is.
func (w *window) spend(now time.Time) error {
	if !w.open(now) {
		return failWeapp(45015)
	}
	if w.Remaining == 0 {
		return failWeapp(45047)
	}
	w.Remaining--
	return nil
}
