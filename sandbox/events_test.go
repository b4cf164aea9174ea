package sandbox_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// stream is an open /events.
type stream struct {
	w    *world
	body *bufio.Scanner
	got  chan event
}

type event struct {
	kind string
	data object
}

// events connects and waits for hello.
func (w *world) events() *stream {
	w.Helper()
	res, err := http.Get(w.srv.URL + "/sandbox/v1/events")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { res.Body.Close() })
	s := &stream{w: w, body: bufio.NewScanner(res.Body), got: make(chan event, 10_000)}
	s.body.Buffer(nil, 1<<20)
	go s.read()
	s.until("hello", func(object) bool { return true })
	return s
}

func (s *stream) read() {
	defer close(s.got)
	var e event
	for s.body.Scan() {
		line := s.body.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			e.kind = line[7:]
		case strings.HasPrefix(line, "data: "):
			e.data = object{}
			json.Unmarshal([]byte(line[6:]), &e.data)
		case line == "" && e.kind != "":
			s.got <- e
			e = event{}
		}
	}
}

// until waits for the first event of a kind that fits.
func (s *stream) until(kind string, fits func(object) bool) object {
	s.w.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case e, open := <-s.got:
			if !open {
				s.w.Fatalf("the stream ended before %s", kind)
			}
			if e.kind == kind && fits(e.data) {
				return e.data
			}
		case <-late:
			s.w.Fatalf("no %s came", kind)
		}
	}
}

// attempts waits until a push has been tried n times.
func (s *stream) attempts(n int) object {
	s.w.Helper()
	return s.until("push", func(o object) bool { return len(o.list("attempts")) == n })
}
