package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// Limits of one group of closures that commit together.
const (
	groupMax      = 256                  // closures
	groupPushes   = groupMax - 16        // of them pushes, while others wait: those never stop entirely
	groupTime     = 5 * time.Millisecond // from the group's begin to its last closure's start
	groupAttempts = 5                    // runs of a group that loses races
)

var errLeft = errors.New("store: a closure ended the writer's goroutine")

// group is the closures of one transaction.
type group struct {
	w       *groupWriter
	first   *member
	began   time.Time
	members []*member
	pushes  int
	careful bool  // every closure gets a savepoint
	settled bool  // committed, or rolled back with err
	err     error // the whole group is void
}

// member is one closure of a group.
type member struct {
	r    *request
	push bool
	err  error // what this one alone gets
}

// boldError is the failure of a closure that ran without a savepoint.
type boldError struct{ error }

func (e boldError) Unwrap() error { return e.error }

// While many push at once, a group of pushes waits a moment for company: a commit costs the same for few and for many. Who
// comes alone never waits.
const (
	gatherFrom = 16 // members of the group before
	gatherTime = time.Millisecond
)

// group runs first and whoever else waits, commits, and only then lets them know.
func (w *groupWriter) group(first *member) {
	if first.push && w.crowd > gatherFrom {
		time.Sleep(gatherTime)
	}
	g := &group{w: w, first: first, began: time.Now()}
	defer g.tell()
	defer func() { w.crowd = len(g.members) }()
	err := g.attempt(g.next)
	for tries := 1; g.again(err) && tries < groupAttempts; tries++ {
		g.careful = true
		err = g.attempt(g.replay())
	}
	if err != nil {
		g.err = fmt.Errorf("store: the group of writes was undone: %w", err)
	}
	g.settled = true
}

// tell gives every member its outcome.
func (g *group) tell() {
	if !g.settled {
		g.w.session.rollback()
		g.err = errLeft
	}
	for _, m := range g.members {
		if g.err != nil {
			m.err = g.err
		}
		m.r.finish(m.err)
	}
	if g.err == nil && len(g.members) > 0 {
		g.w.committed()
	}
}

// again: a closure without savepoint failed, so that each needs one; or the transaction lost a race. A database that did not
// answer in time will not do so the second time: whoever waits has another place for it.
func (g *group) again(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var bold boldError
	return errors.As(err, &bold) || err != nil && g.w.dialect.retryable(err)
}

// attempt runs the closures that next gives in one transaction. Its error means that nothing of it happened.
func (g *group) attempt(next func() *member) error {
	se := g.w.session
	if err := se.begin(); err != nil {
		g.take(next())
		return g.noticed(err)
	}
	for m := next(); m != nil; m = next() {
		if err := g.run(m); err != nil {
			se.rollback()
			return err
		}
	}
	if err := se.commit(); err != nil {
		se.rollback()
		return g.noticed(err)
	}
	return nil
}

// next takes the next closure from the queues; nil when the group is complete.
func (g *group) next() *member {
	for g.first != nil || len(g.members) < groupMax && time.Since(g.began) <= groupTime {
		m := g.waiting()
		if m == nil || g.take(m) {
			return m
		}
	}
	return nil
}

func (g *group) waiting() *member {
	if m := g.first; m != nil {
		g.first = nil
		return m
	}
	if g.pushes < groupPushes || len(g.w.others) == 0 {
		select {
		case r := <-g.w.pushes:
			return &member{r: r, push: true}
		default:
		}
	}
	select {
	case r := <-g.w.others:
		return &member{r: r}
	default:
		return nil
	}
}

// take makes m part of the group, unless its caller has left.
func (g *group) take(m *member) bool {
	if m == nil || !m.r.start() {
		return false
	}
	g.members = append(g.members, m)
	if m.push {
		g.pushes++
	}
	return true
}

// replay gives the same closures once more.
func (g *group) replay() func() *member {
	i := -1
	return func() *member {
		if i++; i >= len(g.members) {
			return nil
		}
		g.members[i].err = nil
		return g.members[i]
	}
}

// run runs one closure; its error voids the group. Pushes hardly ever fail, so they run without a savepoint until one does.
func (g *group) run(m *member) error {
	se := g.w.session
	if m.push && !g.careful {
		if err := g.call(m); err != nil {
			return boldError{err}
		}
		return nil
	}
	if err := se.savepoint(); err != nil {
		return g.noticed(err)
	}
	m.err = g.call(m)
	switch {
	case m.err == nil:
		return g.noticed(se.release())
	case g.w.dialect.retryable(m.err):
		return m.err
	default:
		return g.undo(m.err)
	}
}

// undo takes back what the closure that failed with cause did.
func (g *group) undo(cause error) error {
	if err := g.w.session.rollbackTo(); err != nil {
		return g.noticed(fmt.Errorf("%w (after: %w)", err, cause))
	}
	return nil
}

// call runs the closure itself; a panic is an error.
func (g *group) call(m *member) error {
	return g.noticed(call(g.w.session.tx(), m.r.fn))
}

// noticed passes err on, and gives the disk reserve back when the disk is full.
func (g *group) noticed(err error) error {
	if err != nil && g.w.dialect.full(err) {
		g.w.full()
	}
	return err
}

// call runs fn with tx. A panic, a statement that failed without fn saying so, and a transaction that is gone are errors.
func call(tx *Tx, fn func(*Tx) error) (err error) {
	defer func() {
		if tx.rows != nil {
			tx.rows.Close()
		}
		if p := recover(); p != nil {
			tx.s.log.Error("a write panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("store: a write panicked: %v", p)
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.addChanges(); err != nil {
		return err
	}
	if tx.failed != nil {
		return fmt.Errorf("store: a failed statement was passed over: %w", tx.failed)
	}
	return tx.lost()
}
