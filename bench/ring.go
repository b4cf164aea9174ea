package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wx"
)

// rung is how fast messages came to a console, on one server.
type rung struct {
	on                 string
	rate               float64 // messages a second that came in
	p50, p99, max      float64 // from a push's answer to its event, ms
	sent99             float64 // from the sending of the push
	answer50, answer99 float64
	late               float64 // the most that a message was sent behind its time
	slower             string  // what it was at lower rates
	processor          float64 // µs of the server for each
	again, changes     int64
}

func (r rung) String() string {
	told := fmt.Sprintf("%s %s messages/s, %s / %s / %s ms, from sending p99 %s ms, pushes answered in %s / %s ms, %s µs of the server's processor time for each, %d events",
		r.on, figure(round(r.rate)), figure(round(r.p50)), figure(round(r.p99)), figure(round(r.max)), figure(round(r.sent99)), figure(round(r.answer50)), figure(round(r.answer99)),
		figure(round(r.processor)), r.changes)
	told += r.slower
	if r.again > 0 {
		told += fmt.Sprintf(", the stream began anew %d times", r.again)
	}
	return told
}

// How customers write.
const (
	ringCustomers = 2000
	ringLines     = 64 // connections of the platform
)

// ringSlower are rates that are looked at too, for so long: what a machine keeps up with depends on it.
var ringSlower = []int{100, 300}

const ringSlowerTime = 10 * time.Second

func (b *bench) ringRate() int { return pick(b, 1000, 200) }
func (b *bench) ringTime() time.Duration {
	return pick(b, time.Minute, 200*time.Millisecond)
}

// ringToConsole measures from a customer's message to the console that shows it.
func ringToConsole(ctx context.Context, b *bench) (Row, error) {
	var all []rung
	on := func(name, role, address string) error {
		r, err := b.ringOn(ctx, name, role, address)
		all = append(all, r)
		if err == nil {
			b.say("%s", r)
		}
		return err
	}
	if err := on("bare", "stream", ""); err != nil {
		return Row{}, err
	}
	if b.on != "PostgreSQL" {
		if err := on("SQLite", "desk", ""); err != nil {
			return Row{}, err
		}
	}
	if !b.quick && b.on != "SQLite" {
		address, stop, err := storetest.Start()
		if err != nil {
			return Row{}, err
		}
		if err := errors.Join(on("PostgreSQL", "desk", address), stop()); err != nil {
			return Row{}, err
		}
	}
	ours := slices.MaxFunc(all[1:], func(a, b rung) int { return int(1000 * (a.p99 - b.p99)) })
	row := alone(fmt.Sprintf("from the answer to a customer's message, which is then in the journal, to its event in the stream of a console, at %d messages/s; p99 of the slower database", b.ringRate()), "ms", lower, ours.p99).
		against("a bare net/http server that hands each body to a stream, and keeps nothing; from the sending", all[0].sent99)
	row.Conditions = fmt.Sprintf("p50 / p99 / most; %s of messages of %d customers over %d connections at an even pace, each applied, the stream of one agent signed in; "+
		"the client in a process of its own on this machine; %s", b.ringTime(), ringCustomers, ringLines, ringsTold(all))
	return row, nil
}

func ringsTold(all []rung) string {
	told := make([]string, len(all))
	for i, r := range all {
		told[i] = r.String()
	}
	return strings.Join(told, "; ")
}

func (b *bench) ringOn(ctx context.Context, name, role, address string) (r rung, err error) {
	dir := filepath.Join(b.dir, "ring-"+name)
	p, err := b.desk(ctx, role, dir, deskTask{DatabaseURL: address, Agents: 1}, b.profileOf("ring-"+name))
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	from := &ringing{customers: ringCustomers}
	if role == "desk" {
		if from.crypt, err = wx.NewCrypt(pushToken, pushKey, weappID); err != nil {
			return r, err
		}
	}
	if _, err := b.ringAll(ctx, p, from, ringCustomers/pick(b, 1, 50), b.ringRate()); err != nil { // everybody's first message, which opens a conversation
		return r, fmt.Errorf("warming %s up: %w", name, err)
	}
	slower := ""
	for _, rate := range ringSlower {
		s, err := b.ringAll(ctx, p, from, int(pick(b, ringSlowerTime, ringSlowerTime/100).Seconds()*float64(rate)), rate)
		if err != nil {
			return r, err
		}
		slower += fmt.Sprintf(", at %d messages/s for %s %s / %s / %s ms", rate, ringSlowerTime, figure(round(s.p50)), figure(round(s.p99)), figure(round(s.max)))
	}
	r, err = b.ringAll(ctx, p, from, int(b.ringTime().Seconds()*float64(b.ringRate())), b.ringRate())
	r.on, r.slower = name, slower
	return r, err
}

// ringAll sends n messages at an even pace and waits until all of them came to a console.
func (b *bench) ringAll(ctx context.Context, p *process, from *ringing, n, rate int) (r rung, err error) {
	requests, err := from.rings(n, time.Now())
	if err != nil {
		return r, err
	}
	listening, leave := context.WithCancel(ctx)
	defer leave()
	l := newListener(p.addr, 0, n)
	if err := l.open(listening); err != nil {
		return r, err
	}
	f, err := dial(ctx, p.addr, ringLines, isSuccess)
	if err != nil {
		return r, err
	}
	defer f.close()
	before, err := used(p.cmd)
	if err != nil {
		return r, err
	}
	v, err := f.paced(ctx, requests, rate, l.began)
	if err != nil {
		return r, err
	}
	if !l.wait(ctx, 10*time.Minute) {
		return r, fmt.Errorf("%d of %d messages came to the console; it began anew %d times", l.seen.Load(), n, l.again.Load())
	}
	after, err := used(p.cmd)
	if err != nil {
		return r, err
	}
	r = v.with(l)
	r.processor, r.again, r.changes = float64((after-before).Microseconds())/float64(n), l.again.Load(), l.changes.Load()
	return r, nil
}

// sending is when each message was due, sent and answered, in ns.
type sending struct {
	due, sent, answered []int64
	seconds             float64
}

// paced sends so many requests a second, whatever the answers take, as far as the connections go.
func (f *fleet) paced(ctx context.Context, requests [][]byte, rate int, began time.Time) (*sending, error) {
	v := &sending{make([]int64, len(requests)), make([]int64, len(requests)), make([]int64, len(requests)), 0}
	errs := make([]error, len(f.conns))
	start := time.Since(began)
	var all sync.WaitGroup
	for k, c := range f.conns {
		all.Go(func() {
			room := make([]byte, 4096)
			errs[k] = c.SetDeadline(time.Now().Add(10 * time.Minute))
			for i := k; i < len(requests) && errs[k] == nil && ctx.Err() == nil; i += len(f.conns) {
				due := start + time.Duration(i)*time.Second/time.Duration(rate)
				time.Sleep(due - time.Since(began))
				v.due[i], v.sent[i] = due.Nanoseconds(), time.Since(began).Nanoseconds()
				if _, err := c.Write(requests[i]); err != nil {
					errs[k] = err
					return
				}
				body, err := answered(c, &room)
				if err == nil && !f.good(body) {
					err = fmt.Errorf("answered %q", body)
				}
				errs[k], v.answered[i] = err, time.Since(began).Nanoseconds()
			}
		})
	}
	all.Wait()
	v.seconds = float64(slices.Max(v.answered)-start.Nanoseconds()) / 1e9
	return v, errors.Join(append(errs, ctx.Err())...)
}

// with takes the times together with when each came.
func (v *sending) with(l *listener) (r rung) {
	n := len(v.sent)
	fromAnswer, fromSending, answer, late := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		came := l.came[i].Load()
		fromAnswer[i] = max(0, ms(came-v.answered[i])) // it may even come before its answer is read
		fromSending[i], answer[i], late[i] = ms(came-v.sent[i]), ms(v.answered[i]-v.sent[i]), ms(v.sent[i]-v.due[i])
	}
	for _, list := range [][]float64{fromAnswer, fromSending, answer, late} {
		slices.Sort(list)
	}
	return rung{
		rate: float64(n) / v.seconds, p50: fromAnswer[n/2], p99: fromAnswer[n*99/100], max: fromAnswer[n-1],
		sent99: fromSending[n*99/100], answer50: answer[n/2], answer99: answer[n*99/100], late: late[n-1],
	}
}

func ms(ns int64) float64 { return float64(ns) / 1e6 }
