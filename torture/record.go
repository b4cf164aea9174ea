package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// record is what people did and heard, for the history.
type record struct {
	mu      sync.Mutex
	replies []reply
	changes []change
	count   atomic.Int64 // of replies that were taken
	made    atomic.Int64 // of ways that were asked for
}

// did notes a change. Some may be asked for again, with nothing left to change: those count once.
func (r *record) did(operation, subject string, id int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := change{operation, subject, id}
	if operation != "way.change" && slices.Contains(r.changes, c) {
		return
	}
	r.changes = append(r.changes, c)
}

func (r *record) replied(text string, id int64) {
	r.did("message.send", "message", id)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.replies = append(r.replies, reply{text})
	r.count.Add(1)
}
