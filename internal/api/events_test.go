package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// sse is one event as a browser sees it.
type sse struct {
	id, name, data string
}

type change struct {
	Kind string          `json:"kind"`
	ID   int64           `json:"id"`
	Row  json.RawMessage `json:"row"`
}

func (e sse) change(t testing.TB) change {
	t.Helper()
	var c change
	if err := json.Unmarshal([]byte(e.data), &c); err != nil || e.name != "change" {
		t.Fatalf("no change: %+v: %v", e, err)
	}
	return c
}

// listener reads a stream; lastID is what a browser would resume with.
type listener struct {
	t      testing.TB
	lines  *bufio.Scanner
	lastID string
	cancel context.CancelFunc
}

func (c *caller) listen(after string) *listener {
	c.Helper()
	return c.listenTo("/events", after)
}

func (c *caller) listenTo(path, after string) *listener {
	c.Helper()
	ctx, cancel := context.WithCancel(c.Context())
	c.Cleanup(cancel)
	r, _ := http.NewRequestWithContext(ctx, get, c.base+base+path, nil)
	r.AddCookie(&http.Cookie{Name: cookieName, Value: c.cookie})
	if after != "" {
		r.Header.Set("Last-Event-ID", after)
	}
	answer, err := c.client.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	h := answer.Header
	if answer.StatusCode != 200 || h.Get("Content-Type") != "text/event-stream" || h.Get("X-Accel-Buffering") != "no" {
		c.Fatalf("events: %d %v", answer.StatusCode, h)
	}
	return &listener{t: c, lines: bufio.NewScanner(answer.Body), cancel: cancel}
}

// next reads one event; ok is false at the end of the stream.
func (l *listener) next() (e sse, ok bool) {
	for l.lines.Scan() {
		name, value, _ := strings.Cut(l.lines.Text(), ": ")
		switch name {
		case "":
			return e, true
		case "id":
			e.id, l.lastID = value, value
		case "event":
			e.name = value
		case "data":
			e.data = value
		}
	}
	return e, false
}

// until reads events up to the first that matches.
func (l *listener) until(match func(sse) bool) sse {
	l.t.Helper()
	for {
		e, ok := l.next()
		if !ok {
			l.t.Fatal("the stream ended")
		}
		if match(e) {
			return e
		}
	}
}

func (l *listener) named(name string) sse {
	l.t.Helper()
	return l.until(func(e sse) bool { return e.name == name })
}

// kind reads up to the first change of a kind.
func (l *listener) kind(kind string) change {
	l.t.Helper()
	return l.until(func(e sse) bool { return e.name == "change" && strings.Contains(e.data, `"kind":"`+kind+`"`) }).change(l.t)
}

// running has the API read its feed; the function stops it.
func (w *world) running() func() {
	ctx, stop := context.WithCancel(w.Context())
	ended := make(chan error)
	go func() { ended <- w.api.Run(ctx) }()
	return func() {
		stop()
		if err := <-ended; err != nil {
			w.Error(err)
		}
	}
}

func TestEvents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		stop := w.running()
		c := w.admin()
		l := c.listen("")
		var hello struct {
			Now    int64
			Cursor string
		}
		first, _ := l.next()
		if err := json.Unmarshal([]byte(first.data), &hello); err != nil || first.name != "hello" || hello.Now == 0 || hello.Cursor != first.id {
			t.Fatalf("first event %+v: %v", first, err)
		}
		l.named("counts")

		var channel ledger.ChannelRow
		c.do(post, base+"/channels", ChannelInput{Name: "抖音"}).want(t, 200, &channel)
		var row ledger.ChannelRow
		got := l.kind("channel")
		if err := json.Unmarshal(got.Row, &row); err != nil || got.ID != channel.ID || row.Name != "抖音" || len(row.Days) != 14 {
			t.Errorf("change %+v: %v", got, err)
		}
		w.says(openid, "在吗")
		conversation := l.kind("conversation")
		l.until(func(e sse) bool {
			return e.name == "counts" && strings.HasPrefix(e.data, `{"waiting":1,"mine":0,"team":0,"all":1,`)
		})
		place := l.lastID
		l.cancel()

		other := c.listen("")
		other.named("counts")
		c.do(post, fmt.Sprintf("%s/conversations/%d/accept", base, conversation.ID), nil).want(t, 200, nil)
		c.do(post, base+"/channels", ChannelInput{Name: "快手"}).want(t, 200, nil)
		other.kind("channel") // the node has read both
		l = c.listen(place)
		var names []string
		for {
			e, ok := l.next()
			if !ok {
				t.Fatal("the stream ended")
			}
			if e.name == "change" {
				names = append(names, e.change(t).Kind)
			} else {
				names = append(names, e.name)
			}
			if e.name == "counts" {
				break
			}
		}
		if names[0] != "hello" || !slices.Contains(names, "conversation") || !slices.Contains(names, "channel") || slices.Contains(names, "reset") {
			t.Errorf("resumed with %v", names)
		}
		w.says(openid, "还在吗")
		var talk desk.ConversationRow
		if err := json.Unmarshal(l.kind("conversation").Row, &talk); err != nil || talk.Unread == 0 || talk.Status != "open" {
			t.Errorf("conversation %+v: %v", talk, err)
		}

		stop()
		for ok := true; ok; {
			_, ok = l.next()
		}
		c.do(get, base+"/events", nil).refused(t, 503, crm.CodeBusy)
	})
}

func TestEventsUnknownPlace(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	defer w.running()()
	for _, place := range []string{"nonsense", "another-epoch.0.1"} {
		l := w.agent().listen(place)
		l.named("hello")
		if e, _ := l.next(); e.name != "reset" || e.id == "" || e.id == place {
			t.Errorf("after %q: %+v", place, e)
		}
		l.cancel()
	}
}

// TestEventsEndWithTheSession: who signed out is told nothing more.
func TestEventsEndWithTheSession(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.agent()
	who := crm.Actor{Kind: "agent"}
	if !w.api.still(t.Context(), who, c.cookie) || !w.api.still(t.Context(), crm.Operator(), "") {
		t.Error("a session that lives is ended")
	}
	c.do(remove, base+"/session", nil).want(t, 204, nil)
	if w.api.still(t.Context(), who, c.cookie) {
		t.Error("a session that ended goes on")
	}
}

// table is a feed in memory, with rows that are read, counted.
type table struct {
	mu    sync.Mutex
	rows  []crm.FeedRow
	epoch string
	reads map[key]int
	wake  chan struct{}
}

func newTable() *table {
	return &table{epoch: "e", reads: map[key]int{}, wake: make(chan struct{}, 1)}
}

func (f *table) add(kind string, id int64, row string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := crm.FeedRow{Cursor: crm.Cursor{Epoch: f.epoch, ID: int64(len(f.rows) + 1)}, Kind: kind, SubjectID: id, Stale: row == "", Row: []byte(row)}
	f.rows = append(f.rows, r)
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// read says how often a row was read, after so many more times.
func (f *table) read(k key, more int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads[k] += more
	return f.reads[k]
}

func (f *table) restore() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.epoch = "restored"
}

func (f *table) ChangeHead(context.Context) (crm.Cursor, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return crm.Cursor{Epoch: f.epoch, ID: int64(len(f.rows))}, nil
}

func (f *table) ChangesAfter(_ context.Context, after crm.Cursor, limit int) ([]crm.FeedRow, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if after.Epoch != f.epoch {
		return nil, false, nil
	}
	rest := slices.Clone(f.rows[after.ID:])
	return rest[:min(limit, len(rest))], true, nil
}

func (f *table) row(_ context.Context, kind string, id int64) (any, error) {
	n := f.read(key{kind, id}, 1)
	if kind == "customer" {
		return nil, crm.ErrNotFound
	}
	return n, nil
}

func (f *table) counts(_ context.Context, who crm.Actor) (desk.Counts, error) {
	f.read(key{"counts", who.ID}, 1)
	return desk.Counts{Mine: int(who.ID)}, nil
}

// inHub runs fn with a hub over a table, in a bubble with its own time. The bubble also finds goroutines left behind.
func inHub(t *testing.T, fn func(t *testing.T, f *table, h *hub)) {
	synctest.Test(t, func(t *testing.T) {
		f, w := newTable(), &logBuffer{}
		h := newHub(f, f, func() (<-chan struct{}, func()) { return f.wake, func() {} }, newLog(w))
		ctx, stop := context.WithCancel(t.Context())
		go h.run(ctx)
		synctest.Wait()
		fn(t, f, h)
		stop()
		<-h.over
	})
}

func join(t *testing.T, h *hub, id int64, role crm.Role) *stream {
	t.Helper()
	s, _, err := h.join(t.Context(), crm.Actor{Kind: "agent", ID: id, Role: role})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drain is what is there for a stream to take.
func drain(h *hub, s *stream) (names []string, lastID string) {
	time.Sleep(feedRest)
	synctest.Wait()
	for events := h.due(s); len(events) > 0; events = h.due(s) {
		for _, e := range events {
			names = append(names, e.name+" "+string(e.data))
			if e.id != "" {
				lastID = e.id
			}
		}
	}
	return names, lastID
}

func TestHubHoldsStaleRows(t *testing.T) {
	inHub(t, func(t *testing.T, f *table, h *hub) {
		s := join(t, h, 7, crm.RoleAgent)
		f.add("channel", 1, "")
		if got, id := drain(h, s); len(got) != 1 || got[0] != `change {"kind":"channel","id":1,"row":1}` || id != "e.0.1" {
			t.Fatalf("first: %v %s", got, id)
		}
		for range 5 {
			f.add("channel", 1, "")
		}
		f.add("way", 2, `{"id":2}`)
		got, id := drain(h, s)
		if len(got) != 1 || got[0] != `change {"kind":"way","id":2,"row":{"id":2}}` || id != "" {
			t.Errorf("at once: %v, and may resume after %q though the channel is held back", got, id)
		}
		time.Sleep(rowPause)
		if got, id := drain(h, s); len(got) != 1 || got[0] != `change {"kind":"channel","id":1,"row":2}` || id != "e.0.7" {
			t.Errorf("after the pause: %v %s", got, id)
		}
		f.add("customer", 3, "")
		if got, _ := drain(h, s); len(got) != 1 || got[0] != `change {"kind":"customer","id":3,"row":null}` {
			t.Errorf("a row that is gone: %v", got)
		}
	})
}

func TestHubCountsPerAgent(t *testing.T) {
	inHub(t, func(t *testing.T, f *table, h *hub) {
		a, b, twin := join(t, h, 1, crm.RoleAgent), join(t, h, 2, crm.RoleAgent), join(t, h, 1, crm.RoleAgent)
		for range 10 {
			f.add("conversation", 5, `{}`)
			time.Sleep(feedRest)
		}
		for _, s := range []*stream{a, b, twin} {
			if got, _ := drain(h, s); len(got) != 11 || !slices.Contains(got, fmt.Sprintf(`counts {"waiting":0,"mine":%d,"team":0,"all":0,"awaiting":0,"unread":0,"mentions":0}`, s.who.ID)) {
				t.Errorf("agent %d: %v", s.who.ID, got)
			}
		}
		time.Sleep(time.Second)
		if n := f.read(key{"counts", 1}, 0); n != 2 {
			t.Errorf("counts were read %d times for ten changes in a moment", n)
		}
	})
}

func TestHubHasTheSlowReadAnew(t *testing.T) {
	inHub(t, func(t *testing.T, f *table, h *hub) {
		slow, quick := join(t, h, 1, crm.RoleAgent), join(t, h, 2, crm.RoleAgent)
		seen := 0
		for i := range streamBehind + 1 {
			if f.add("way", int64(i), `{}`); i%1000 == 0 {
				got, _ := drain(h, quick)
				seen += len(got)
			}
		}
		got, _ := drain(h, quick)
		if seen += len(got); seen != streamBehind+1 {
			t.Errorf("who reads was told of %d changes, want %d", seen, streamBehind+1)
		}
		got, id := drain(h, slow)
		if len(got) != 1 || got[0] != "reset {}" || id != fmt.Sprintf("e.0.%d", streamBehind+1) {
			t.Errorf("a stream that does not read is told %d events, beginning with %v, and may resume after %q", len(got), got[:1], id)
		}
		f.add("way", 1, `{"again":true}`)
		if got, _ := drain(h, slow); len(got) != 1 || !strings.HasPrefix(got[0], "change") {
			t.Errorf("after that: %v", got)
		}
		h.leave(quick)
		h.leave(slow)
		time.Sleep(time.Minute)
		if f.add("channel", 1, ""); f.read(key{"channel", 1}, 0) > 0 {
			t.Error("rows are read for nobody")
		}
	})
}

func TestHubRightsAndReset(t *testing.T) {
	inHub(t, func(t *testing.T, f *table, h *hub) {
		agent, admin := join(t, h, 1, crm.RoleAgent), join(t, h, 2, crm.RoleAdmin)
		f.add("secret kind", 1, `{}`)
		if got, _ := drain(h, agent); len(got) != 0 {
			t.Errorf("an agent is told %v", got)
		}
		if got, _ := drain(h, admin); len(got) != 1 {
			t.Errorf("an admin is told %v", got)
		}
		f.restore()
		time.Sleep(2 * feedPoll)
		if got, id := drain(h, agent); len(got) != 1 || got[0] != "reset {}" || id != "restored.0.1" {
			t.Errorf("after a restore: %v %s", got, id)
		}
	})
}
