package crm

import (
	"sync"
	"time"
)

// idEpoch is when ids start: 2025-01-01 UTC. 41 bits of milliseconds and 12 of order stay below 2^53, which JavaScript can hold.
const idEpoch = 1735689600000

// Slots is how many nodes can draw ids at the same time. The lowest bits of an id are the slot of the node that drew it; the order
// within a millisecond stands before them.
const Slots = 32

// IDs draws ids that grow with time. They come from the machine's clock, never from the sandbox's, which may jump back.
type IDs struct {
	now        func() time.Time
	slot, step int64
	mu         sync.Mutex
	last       int64
}

// NewIDs draws ids by the given clock, where nobody else draws any.
func NewIDs(now func() time.Time) *IDs { return &IDs{now: now, step: 1} }

// NewNodeIDs draws those of one of several nodes: its slot is from 0 to Slots-1, and no other's.
func NewNodeIDs(now func() time.Time, slot int64) *IDs {
	return &IDs{now: now, slot: slot, step: Slots}
}

// Next draws one id.
func (g *IDs) Next() int64 { return g.block(1) }

// block draws n ids, step apart, and gives the first.
func (g *IDs) block(n int64) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	first := max(g.last+g.step, (g.now().UnixMilli()-idEpoch)<<12+g.slot)
	g.last = first + (n-1)*g.step
	return first
}

// stampIDs is how many ids one transaction may use.
const stampIDs = 32

// Stamp is the time and the ids of one transaction, drawn before it starts: its closure may run twice and must do the same.
type Stamp struct {
	At    int64 // UTC milliseconds
	first int64
	size  int64
	step  int64
}

// NewStamp draws the time from clock and a block of ids.
func NewStamp(clock Clock, ids *IDs) Stamp {
	return NewWideStamp(clock, ids, stampIDs)
}

// NewWideStamp is NewStamp for a transaction that may use that many ids, or as many as others.
func NewWideStamp(clock Clock, ids *IDs, size int64) Stamp {
	size = max(size, stampIDs)
	return Stamp{At: clock.Ms(), first: ids.block(size), size: size, step: ids.step}
}

// Draw starts reading the stamp's ids from the first one; take a new Draw at the top of each closure.
func (s Stamp) Draw() *Draw { return &Draw{At: s.At, next: s.first, step: s.step, left: s.size} }

// Draw hands out the ids of a Stamp in order.
type Draw struct {
	At               int64
	next, step, left int64
}

// ID is the next id of the block.
func (d *Draw) ID() int64 {
	if d.left == 0 {
		panic("crm: a transaction used more ids than its stamp holds")
	}
	id := d.next
	d.next, d.left = d.next+d.step, d.left-1
	return id
}
