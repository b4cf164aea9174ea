package store

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
)

const queueLength = 1024

// session is the one connection that groups are written on.
type session interface {
	begin() error
	commit() error
	rollback()
	savepoint() error
	release() error
	rollbackTo() error
	tx() *Tx // a fresh one, for one closure
}

// request is one caller's closure on its way through a queue.
type request struct {
	ctx   context.Context
	fn    func(*Tx) error
	state atomic.Int32
	err   error
	done  chan struct{}
}

const (
	requestWaiting int32 = iota
	requestStarted
	requestGone
)

// start claims the request for the writer; false: its caller has left.
func (r *request) start() bool {
	if err := r.ctx.Err(); err != nil && r.state.CompareAndSwap(requestWaiting, requestGone) {
		r.finish(err)
		return false
	}
	return r.state.CompareAndSwap(requestWaiting, requestStarted)
}

func (r *request) finish(err error) {
	r.err = err
	close(r.done)
}

// groupWriter is the goroutine that owns a session and commits many callers' closures in one transaction. Two queues
// feed it; the pushes' one goes first.
type groupWriter struct {
	session   session
	dialect   Dialect
	log       *slog.Logger
	full      func() // told when the disk is full
	committed func() // told after each commit
	crowd     int    // members of the last group

	mu     sync.RWMutex // read: handing in a request; write: closing
	closed bool
	pushes chan *request
	others chan *request
	quit   chan struct{}
	ended  chan struct{}
}

func newGroupWriter(s *Store, se session) *groupWriter {
	return &groupWriter{
		session: se, dialect: s.dialect, log: s.log, full: s.reserve.giveBack, committed: func() {},
		pushes: make(chan *request, queueLength), others: make(chan *request, queueLength),
		quit: make(chan struct{}), ended: make(chan struct{}),
	}
}

// do hands fn in and waits for its outcome; see [Store.Write] for what a context's end means.
func (w *groupWriter) do(ctx context.Context, queue chan *request, fn func(*Tx) error) error {
	r := &request{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := w.handIn(r, queue); err != nil {
		return err
	}
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
	}
	if r.state.CompareAndSwap(requestWaiting, requestGone) {
		return ctx.Err()
	}
	<-r.done
	return r.err
}

func (w *groupWriter) handIn(r *request, queue chan *request) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	select {
	case queue <- r:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

// close refuses new requests and returns when those handed in are settled.
func (w *groupWriter) close() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.quit)
	}
	w.mu.Unlock()
	<-w.ended
}

func (w *groupWriter) loop() {
	clean := false
	defer func() {
		if !clean { // a closure ended this goroutine (runtime.Goexit): its group is settled, the others need a writer
			go w.loop()
		}
	}()
	for {
		select {
		case r := <-w.pushes:
			w.group(&member{r: r, push: true})
			continue
		default:
		}
		select {
		case r := <-w.pushes:
			w.group(&member{r: r, push: true})
		case r := <-w.others:
			w.group(&member{r: r})
		case <-w.quit:
			if len(w.pushes)+len(w.others) == 0 {
				clean = true
				close(w.ended)
				return
			}
		}
	}
}
