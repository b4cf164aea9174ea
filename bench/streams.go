package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/menling/menling/wx"
)

const streamAgents = 100

// sse10k measures the memory of a server that many consoles listen to.
func sse10k(ctx context.Context, b *bench) (Row, error) {
	n, limited := pick(b, 10_000, 40), ""
	if most := descriptors() - 500; n > most {
		n, limited = most, fmt.Sprintf("; this machine allows no more than %d streams", most)
	}
	ours, err := b.listenedTo(ctx, "desk", n, streamAgents)
	if err != nil {
		return Row{}, err
	}
	bare, err := b.listenedTo(ctx, "stream", n, streamAgents)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("resident memory of menling serve with %d open streams of consoles", n), "MB", lower, ours.with).
		against("a bare net/http server with as many streams", bare.with)
	row.Conditions = fmt.Sprintf("SQLite, %d agents signed in, nothing happens; VmRSS after %s, %s MB before the first stream (bare %s), so %s kB for each (bare %s); the streams were open after %s s; "+
		"a customer's message came to the last of them %s ms after it was sent; the client in a process of its own%s; 1 MB is 10^6 bytes",
		streamAgents, b.streamRest(), figure(round(ours.before)), figure(round(bare.before)), figure(round((ours.with-ours.before)*1000/float64(n))), figure(round((bare.with-bare.before)*1000/float64(n))),
		figure(round(ours.opened)), figure(round(ours.last)), limited)
	return row, nil
}

// agentIdle measures what one agent more costs who has the console open and does nothing.
func agentIdle(ctx context.Context, b *bench) (Row, error) {
	n := pick(b, 1000, 20)
	ours, err := b.listenedTo(ctx, "desk", n, n)
	if err != nil {
		return Row{}, err
	}
	bare, err := b.listenedTo(ctx, "stream", n, n)
	if err != nil {
		return Row{}, err
	}
	each := func(l listened) float64 { return max(0.1, (l.with-l.before)*1000/float64(n)) } // a quick run has too few to see
	row := alone("resident memory of menling serve for each agent who has the console open", "kB", lower, each(ours)).
		against("the same for each stream of a bare net/http server", each(bare))
	row.Conditions = fmt.Sprintf("SQLite, %d agents with one stream each, nothing happens; VmRSS after %s, less what it was before the first, shared by all; a customer's message came to the last of them %s ms after it was sent; 1 kB is 1000 bytes",
		n, b.streamRest(), figure(round(ours.last)))
	return row, nil
}

func (b *bench) streamRest() time.Duration { return pick(b, 15*time.Second, 100*time.Millisecond) }

// descriptors is how many files this process and those it starts may open.
func descriptors() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 1000
	}
	limit.Cur = limit.Max
	_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit) // those that are allowed now will do
	return int(min(limit.Cur, 1<<20))
}

// listened is what a server with streams took.
type listened struct{ before, with, opened, last float64 }

func (b *bench) listenedTo(ctx context.Context, role string, n, agents int) (l listened, err error) {
	dir := filepath.Join(b.dir, fmt.Sprint("listened-", role, agents))
	p, err := b.desk(ctx, role, dir, deskTask{Agents: agents}, "")
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	s := &server{cmd: p.cmd}
	if l.before, _, err = s.memory(); err != nil {
		return l, err
	}
	c := &crowd{told: make(chan struct{}, n)}
	defer c.leave()
	began := time.Now()
	for i := range n {
		if err := c.come(ctx, p.addr, i%agents); err != nil {
			return l, fmt.Errorf("stream %d: %w", i, err)
		}
	}
	l.opened = time.Since(began).Seconds()
	select {
	case <-time.After(b.streamRest()):
	case <-ctx.Done():
		return l, ctx.Err()
	}
	if l.with, _, err = s.memory(); err != nil || role != "desk" {
		return l, err
	}
	l.last, err = c.ring(ctx, p.addr, n)
	return l, err
}

// crowd is consoles that listen, each over a connection of its own.
type crowd struct {
	conns []net.Conn
	all   sync.WaitGroup
	told  chan struct{} // one for each that heard of a message
}

// come opens a stream and returns when it said hello.
func (c *crowd) come(ctx context.Context, addr string, agent int) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	c.conns = append(c.conns, conn)
	if _, err := fmt.Fprintf(conn, "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: menling_session=%s\r\n\r\n", sessionOf(agent)); err != nil {
		return err
	}
	room, n := make([]byte, 4096), 0
	for !bytes.Contains(room[:n], hello) {
		if n == len(room) {
			return fmt.Errorf("no hello but %q", room)
		}
		got, err := conn.Read(room[n:])
		if n += got; err != nil {
			return fmt.Errorf("no hello but %q: %w", room[:n], err)
		}
	}
	c.all.Go(func() { c.hear(conn) })
	return nil
}

// hear reads until the connection ends, and says when a message came.
func (c *crowd) hear(conn net.Conn) {
	room, before := make([]byte, 2048), 0
	for {
		n, err := conn.Read(room[before:])
		if err != nil {
			return
		}
		if all := room[:before+n]; bytes.Contains(all, message) {
			c.told <- struct{}{}
		}
		before = copy(room, room[max(0, before+n-len(message)):before+n]) // it may have come in two pieces
	}
}

func (c *crowd) leave() {
	for _, conn := range c.conns {
		conn.Close()
	}
	c.all.Wait()
}

// ring sends a customer's message, and is the time until the last of n consoles had it.
func (c *crowd) ring(ctx context.Context, addr string, n int) (float64, error) {
	crypt, err := wx.NewCrypt(pushToken, pushKey, weappID)
	if err != nil {
		return 0, err
	}
	from := &ringing{crypt: crypt, customers: 1}
	requests, err := from.rings(1, time.Now())
	if err != nil {
		return 0, err
	}
	f, err := dial(ctx, addr, 1, isSuccess)
	if err != nil {
		return 0, err
	}
	defer f.close()
	began := time.Now()
	if _, err := f.volley(ctx, requests); err != nil {
		return 0, err
	}
	for range n {
		select {
		case <-c.told:
		case <-time.After(time.Minute):
			return 0, errors.New("not all consoles heard of a message within a minute")
		}
	}
	return ms(time.Since(began).Nanoseconds()), nil
}
