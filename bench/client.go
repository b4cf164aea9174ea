package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// fleet is a number of keep-alive connections to one server. It writes bytes made beforehand and reads no more of an answer
// than it must, so that it takes as little as possible of the processors that the server needs.
type fleet struct {
	conns []net.Conn
	good  func(body []byte) bool // whether an answer is what it should be
}

func dial(ctx context.Context, addr string, n int, good func([]byte) bool) (*fleet, error) {
	f := &fleet{good: good}
	var d net.Dialer
	for range n {
		c, err := d.DialContext(ctx, "tcp", addr)
		if err != nil {
			f.close()
			return nil, err
		}
		f.conns = append(f.conns, c)
	}
	return f, nil
}

func (f *fleet) close() {
	for _, c := range f.conns {
		c.Close()
	}
}

// pace is how a volley went.
type pace struct{ perSecond, p50ms, p99ms, processorUS float64 }

func perSecond(p pace) float64 { return p.perSecond }
func p50(p pace) float64       { return p.p50ms }
func p99(p pace) float64       { return p.p99ms }
func processor(p pace) float64 { return p.processorUS }

func middle(paces []pace, of func(pace) float64) float64 { return median(every(paces, of)) }

func every(paces []pace, of func(pace) float64) (values []float64) {
	for _, p := range paces {
		values = append(values, of(p))
	}
	return values
}

// watched is a volley with what it cost the server's process.
func (f *fleet) watched(ctx context.Context, server *exec.Cmd, requests [][]byte) (pace, error) {
	before, err := used(server)
	if err != nil {
		return pace{}, err
	}
	p, err := f.volley(ctx, requests)
	if err != nil {
		return p, err
	}
	after, err := used(server)
	p.processorUS = float64((after - before).Microseconds()) / float64(len(requests))
	return p, err
}

// volley sends every request once, each connection the next one as soon as its last was answered. An answer that is not
// good is an error.
func (f *fleet) volley(ctx context.Context, requests [][]byte) (pace, error) {
	took, errs := make([]time.Duration, len(requests)), make([]error, len(f.conns))
	var next atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for i, c := range f.conns {
		all.Go(func() { errs[i] = f.fire(ctx, c, requests, &next, took) })
	}
	all.Wait()
	seconds := time.Since(began).Seconds()
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return round(float64(d.Microseconds()) / 1000) }
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i >= 0 {
		return pace{}, errs[i] // the others failed for the same reason, or will say no more
	}
	return pace{perSecond: float64(len(requests)) / seconds, p50ms: ms(took[len(took)/2]), p99ms: ms(took[len(took)*99/100])}, nil
}

func (f *fleet) fire(ctx context.Context, c net.Conn, requests [][]byte, next *atomic.Int64, took []time.Duration) error {
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	room := make([]byte, 4096)
	for ctx.Err() == nil {
		i := int(next.Add(1) - 1)
		if i >= len(requests) {
			return nil
		}
		began := time.Now()
		if _, err := c.Write(requests[i]); err != nil {
			return err
		}
		body, err := answered(c, &room)
		if err != nil {
			return err
		}
		if !f.good(body) {
			return fmt.Errorf("answered %q", body)
		}
		took[i] = time.Since(began)
	}
	return ctx.Err()
}

var (
	okStatus = []byte("HTTP/1.1 200 ")
	headEnd  = []byte("\r\n\r\n")
	length   = []byte("\r\nContent-Length: ")
	success  = []byte("success")
)

func isSuccess(body []byte) bool { return bytes.Equal(body, success) }

// answered reads one answer, which must be 200, into the room, which grows as needed, and returns its body.
func answered(c net.Conn, room *[]byte) ([]byte, error) {
	for n := 0; ; {
		if n == len(*room) {
			*room = append(*room, make([]byte, n)...)
		}
		got, err := c.Read((*room)[n:])
		if err != nil {
			return nil, err
		}
		n += got
		head := bytes.Index((*room)[:n], headEnd)
		if head < 0 {
			continue
		}
		size, err := bodySize((*room)[:head+2])
		if err != nil {
			return nil, err
		}
		if body := (*room)[head+len(headEnd) : n]; len(body) >= size {
			if !bytes.HasPrefix(*room, okStatus) {
				return nil, fmt.Errorf("answered %q", (*room)[:n])
			}
			return body, nil
		}
	}
}

func bodySize(head []byte) (int, error) {
	_, after, found := bytes.Cut(head, length)
	digits, _, _ := bytes.Cut(after, []byte("\r\n"))
	if size, err := strconv.Atoi(string(digits)); found && err == nil {
		return size, nil
	}
	return 0, fmt.Errorf("an answer without length: %q", head)
}

// request is the bytes of one delivery on the wire.
func request(d delivery) []byte {
	return fmt.Appendf(nil, "POST /callbacks/wecom/%s?%s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\n"+
		"Content-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s", slug, d.query.Encode(), len(d.body), d.body)
}
