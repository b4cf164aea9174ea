package main

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

// A proxy stands between two parties and breaks what goes through it, as a network does.
type proxy struct {
	listener net.Listener
	dial     func(context.Context) (net.Conn, error)

	mu    sync.Mutex
	mood  mood
	turn  chan struct{} // closed when the mood changes
	conns map[net.Conn]struct{}
	all   sync.WaitGroup
}

// mood is what a proxy does to what goes through it.
type mood struct {
	name  string
	cut   bool          // nothing goes through, connections break at once
	stall bool          // nothing goes through, connections hang until it is over, and then break
	mute  bool          // requests go through, answers break the connection
	delay time.Duration // each piece waits so long, either way
}

var (
	open  = mood{name: "open"}
	cut   = mood{name: "cut", cut: true}
	stall = mood{name: "stalled", stall: true}
	mute  = mood{name: "answers cut", mute: true}
	slow  = mood{name: "slow", delay: 300 * time.Millisecond}
)

// newProxy listens at a free address of this machine.
func newProxy(dial func(context.Context) (net.Conn, error)) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{listener: l, dial: dial, mood: open, turn: make(chan struct{}), conns: map[net.Conn]struct{}{}}
	p.all.Go(p.accept)
	return p, nil
}

func (p *proxy) addr() string { return p.listener.Addr().String() }

// be changes what the proxy does. A change breaks what is open, but for a delay, which only begins.
func (p *proxy) be(m mood) {
	p.mu.Lock()
	defer p.mu.Unlock()
	breaks := m.cut || p.mood.stall || p.mood.mute
	p.mood = m
	close(p.turn)
	p.turn = make(chan struct{})
	if !breaks {
		return
	}
	for c := range p.conns {
		c.Close()
	}
}

func (p *proxy) now() (mood, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mood, p.turn
}

func (p *proxy) close() {
	p.listener.Close()
	p.be(cut)
	p.all.Wait()
}

func (p *proxy) accept() {
	for {
		c, err := p.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			p.all.Go(func() { p.serve(c) })
		}
	}
}

// serve joins a connection with one of the other side.
func (p *proxy) serve(client net.Conn) {
	defer p.keep(client)()
	if m, turn := p.now(); m.cut {
		return
	} else if m.stall {
		<-turn
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	server, err := p.dial(ctx)
	cancel()
	if err != nil {
		return
	}
	defer p.keep(server)()
	var both sync.WaitGroup
	both.Go(func() { p.carry(server, client, false) })
	both.Go(func() { p.carry(client, server, true) })
	both.Wait()
}

// keep remembers a connection so that it can be broken; the function it gives ends it.
func (p *proxy) keep(c net.Conn) func() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns[c] = struct{}{}
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.conns, c)
		c.Close()
	}
}

// carry takes what comes from one side to the other. When one direction ends, so does the connection.
func (p *proxy) carry(to, from net.Conn, answer bool) {
	defer to.Close()
	defer from.Close()
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if n > 0 && !p.pass(to, piece[:n], answer) {
			return
		}
		if err != nil { // io.EOF among them
			return
		}
	}
}

func (p *proxy) pass(to io.Writer, piece []byte, answer bool) bool {
	m, turn := p.now()
	switch {
	case m.cut, m.mute && answer:
		return false
	case m.stall:
		<-turn
		return false
	case m.delay > 0:
		select {
		case <-time.After(m.delay):
		case <-turn:
		}
	}
	_, err := to.Write(piece)
	return err == nil
}
