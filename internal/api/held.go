package api

import "time"

// key names a row.
type key struct {
	kind string
	id   int64
}

// held are changed rows that wait to be read: each is read at most once per rowPause, in the order they changed.
type held struct {
	order []key
	waits map[key]bool
	last  map[key]time.Time // when each was read, for as long as that matters
}

func newHeld() held { return held{waits: map[key]bool{}, last: map[key]time.Time{}} }

func (h *held) empty() bool { return len(h.order) == 0 }

func (h *held) clear() {
	h.order = nil
	clear(h.waits)
}

func (h *held) add(k key) {
	if !h.waits[k] {
		h.waits[k] = true
		h.order = append(h.order, k)
	}
}

// pause is how long a row must still wait; 0: it may go.
func (h *held) pause(k key, now time.Time) time.Duration {
	at, recent := h.last[k]
	if !recent {
		return 0
	}
	return max(0, rowPause-now.Sub(at))
}

func (h *held) went(k key, now time.Time) { h.last[k] = now }

// each gives the rows that may go to show, which says whether it could; last is true when nothing stays behind. It returns
// when the next one may go, or 0.
func (h *held) each(now time.Time, show func(k key, last bool) bool) (wait time.Duration) {
	for k, at := range h.last {
		if now.Sub(at) >= rowPause {
			delete(h.last, k)
		}
	}
	var stay, due []key
	for _, k := range h.order {
		if d := h.pause(k, now); d > 0 {
			stay, wait = append(stay, k), least(wait, d)
		} else {
			due = append(due, k)
		}
	}
	for i, k := range due {
		h.went(k, now)
		if show(k, len(stay) == 0 && i == len(due)-1) {
			delete(h.waits, k)
		} else {
			stay, wait = append(stay, k), least(wait, rowPause)
		}
	}
	h.order = stay
	return wait
}

// least is the smaller of two waits, where 0 is none.
func least(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}
