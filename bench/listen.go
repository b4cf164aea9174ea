package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// listener is a console's stream of one agent: it notes when each message of a volley came, and goes on where it was when it is cut off.
type listener struct {
	addr    string
	agent   int
	came    []atomic.Int64 // by the number in a message's text, in ns since began
	began   time.Time
	seen    atomic.Int64
	again   atomic.Int64 // how often it began anew
	lost    atomic.Int64 // resets: something may never come
	changes atomic.Int64 // all that came
	all     chan struct{}
	once    sync.Once
	last    string
}

func newListener(addr string, agent, n int) *listener {
	return &listener{addr: addr, agent: agent, came: make([]atomic.Int64, n), began: time.Now(), all: make(chan struct{})}
}

// open connects, and follows until ctx ends.
func (l *listener) open(ctx context.Context) error {
	ready := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			err := l.follow(ctx, func() {
				select {
				case ready <- nil:
				default:
				}
			})
			select {
			case ready <- fmt.Errorf("the stream of changes: %w", err):
			default:
			}
			l.again.Add(1)
		}
	}()
	return <-ready
}

var (
	idLine   = []byte("id: ")
	dataLine = []byte("data: ")
	hello    = []byte("event: hello")
	reset    = []byte("event: reset")
	message  = []byte(`{"kind":"message",`)
)

func (l *listener) follow(ctx context.Context, ready func()) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+l.addr+"/api/v1/events", nil)
	if err != nil {
		return err
	}
	req.AddCookie(&http.Cookie{Name: "menling_session", Value: sessionOf(l.agent)})
	if l.last != "" {
		req.Header.Set("Last-Event-ID", l.last)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %s", resp.Status)
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(make([]byte, 64<<10), 4<<20)
	for lines.Scan() {
		switch line := lines.Bytes(); {
		case bytes.HasPrefix(line, idLine):
			l.last = string(line[len(idLine):])
		case bytes.HasPrefix(line, dataLine):
			l.note(line[len(dataLine):])
		case bytes.HasPrefix(line, hello):
			ready()
		case bytes.HasPrefix(line, reset):
			l.lost.Add(1)
		}
	}
	return lines.Err()
}

// note keeps when a message came first.
func (l *listener) note(data []byte) {
	l.changes.Add(1)
	if !bytes.HasPrefix(data, message) {
		return
	}
	i := numbered(data)
	if i < 0 || i >= len(l.came) || !l.came[i].CompareAndSwap(0, time.Since(l.began).Nanoseconds()) {
		return
	}
	if l.seen.Add(1) == int64(len(l.came)) {
		l.once.Do(func() { close(l.all) })
	}
}

// wait returns when all have come; false: some have not, for so long.
func (l *listener) wait(ctx context.Context, limit time.Duration) bool {
	select {
	case <-l.all:
		return true
	case <-ctx.Done():
	case <-time.After(limit):
	}
	return false
}
