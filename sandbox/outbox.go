package sandbox

import (
	"context"
	"slices"
	"sync"
	"time"
)

// push is one thing to tell a callback URL: the same plaintext in a fresh envelope at every
// attempt.
type push struct {
	ID        int64     `json:"id,string"`
	Kind      string    `json:"kind"` // "wecom", "weapp" or "suite"
	Event     string    `json:"event"`
	Customer  string    `json:"customer"`
	ChatID    string    `json:"chat_id,omitempty"`      // instead of a customer
	MsgID     int64     `json:"msgid,string,omitempty"` // of a customer's message
	Time      int64     `json:"time"`
	Format    string    `json:"format"`
	Plaintext string    `json:"plaintext"`
	Status    string    `json:"status"`            // waiting, delivered, failed, dropped, not_sent
	Meaning   string    `json:"meaning,omitempty"` // ok, transfer, failed
	Attempts  []attempt `json:"attempts"`
	ReplayOf  int64     `json:"replay_of,string,omitempty"`
	NotBefore int64     `json:"not_before,omitempty"`
	Last      bool      `json:"held,omitempty"` // goes after the customer's next push
}

// attempt is one delivery. LatencyMS is real time.
type attempt struct {
	Time      int64  `json:"time"`
	Status    int    `json:"status"`
	LatencyMS int64  `json:"latency_ms"`
	Reply     string `json:"reply"`
	Error     string `json:"error,omitempty"`
}

const (
	pushWaiting   = "waiting"
	pushDelivered = "delivered"
	pushFailed    = "failed"
	pushDropped   = "dropped"
	pushNotSent   = "not_sent" // there is no callback URL
)

// outbox holds the pushes that are not settled yet, in one queue per customer. The maps are
// guarded by the sandbox's lock.
type outbox struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	queues map[string]*queue

	ticketing bool // a suite is sent its tickets
}

type queue struct {
	items []*push
	more  chan struct{} // signalled when a push is added
}

func newOutbox() *outbox {
	ctx, cancel := context.WithCancel(context.Background())
	return &outbox{ctx: ctx, cancel: cancel, queues: map[string]*queue{}}
}

// stop ends the deliveries; what is not settled keeps waiting.
func (o *outbox) stop() {
	o.cancel()
	o.wg.Wait()
}

// waiting lists what is not settled, in the order of creation.
func (o *outbox) waiting() []*push {
	list := []*push{}
	for _, q := range o.queues {
		for _, p := range q.items {
			if p.Status == pushWaiting { // the first one may be settled already
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b *push) int { return int(a.ID - b.ID) })
	return list
}

// push queues a plaintext for the customer's turn. The caller holds the lock.
func (s *Sandbox) push(kind, event, customer string, doc document) {
	s.tell(push{Kind: kind, Event: event, Customer: customer}, doc)
}

// tell completes a push and queues it.
func (s *Sandbox) tell(p push, doc document) {
	p.Format = FormatXML
	if p.Kind == weapp {
		p.Format = s.w.Callbacks[weapp].Format
	}
	p.Plaintext = doc.text(p.Format)
	f := s.faults.takePush()
	s.enqueue(p, f)
	if f.Duplicate {
		s.enqueue(p, pushFault{})
	}
	if p.Kind == wecom {
		s.tellSuite(p, doc)
	}
}

// enqueue numbers a push, applies a fault and lets the customer's queue run.
func (s *Sandbox) enqueue(p push, f pushFault) *push {
	now := s.Now()
	p.Time, p.Status, p.Attempts = now.UnixMilli(), pushWaiting, []attempt{}
	p.Last = f.Reorder
	if f.DelayMS > 0 {
		p.NotBefore = now.Add(time.Duration(f.DelayMS) * time.Millisecond).UnixMilli()
	}
	switch {
	case f.Drop:
		p.Status = pushDropped
	case s.w.Callbacks[p.Kind].URL == "":
		p.Status = pushNotSent
	}
	item := s.pushes.add(func(n int64) *push { p.ID = n; return &p })
	if item.Status == pushWaiting {
		s.line(item)
	}
	s.publish("push", item)
	return item
}

// line puts a push at the end of its customer's or chat's queue and starts the queue when it rests.
func (s *Sandbox) line(p *push) {
	key := p.Kind + "/" + p.Customer + p.ChatID
	q, running := s.out.queues[key]
	if !running {
		q = &queue{more: make(chan struct{}, 1)}
		s.out.queues[key] = q
	}
	q.items = append(q.items, p)
	select {
	case q.more <- struct{}{}:
	default:
	}
	if !running && !s.closed {
		out := s.out
		out.wg.Go(func() { s.drain(out, key, q) })
	}
}

// resume starts the queues of a restored state.
func (s *Sandbox) resume() {
	waiting := s.w.Waiting
	s.w.Waiting = nil
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range waiting {
		s.pushes.add(func(n int64) *push { p.ID = n; return p })
		s.line(p)
	}
}

// drain delivers one customer's pushes in order until none is left.
func (s *Sandbox) drain(out *outbox, key string, q *queue) {
	for {
		s.mu.Lock()
		if len(q.items) == 0 {
			delete(out.queues, key)
			s.mu.Unlock()
			return
		}
		p := q.items[0]
		s.mu.Unlock()
		if p.Last {
			s.letPass(out.ctx, q)
			continue
		}
		if !s.deliver(out.ctx, p) {
			return
		}
		s.mu.Lock()
		q.items = q.items[1:]
		s.mu.Unlock()
		s.changed()
	}
}

// letPass swaps a held push with the one behind it, waiting five seconds for one to come.
func (s *Sandbox) letPass(ctx context.Context, q *queue) {
	patience, cancel := context.WithCancel(ctx)
	defer cancel()
	until := s.Now().Add(5 * time.Second)
	late := make(chan struct{})
	go func() {
		defer close(late)
		_ = s.clock.wait(patience, until)
	}()
	for waiting := true; waiting; {
		s.mu.Lock()
		if len(q.items) > 1 {
			q.items[0].Last = false
			q.items[0], q.items[1] = q.items[1], q.items[0]
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		select {
		case <-q.more:
		case <-late:
			waiting = false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q.items[0].Last = false
}
