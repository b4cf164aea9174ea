package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// How the feed is read and handed out.
const (
	feedPoll  = time.Second            // heals a lost wake-up
	feedTime  = 5 * time.Second        // longest that one reading may take
	feedBatch = 500                    // rows read at once
	feedRest  = 4 * time.Millisecond   // between two readings: what comes meanwhile is read together
	rowPause  = 250 * time.Millisecond // between two readings of one row, or of the counts
	countRest = 4                      // times as long as the counts took, nothing is counted again: changes go first where counting is dear
)

// source reads what changes do not carry.
type source interface {
	row(ctx context.Context, kind string, id int64) (any, error)
	counts(ctx context.Context, who crm.Actor) (desk.Counts, error)
}

// event is one of the stream's, ready to write.
type event struct {
	name string
	data []byte
	id   string // the cursor to resume after; empty while something before it is still held back
	kind string // of a change
	// account is whose it is; 0: everybody's.
	account int64
	row     json.RawMessage // of a customer, who may be told of whom
}

// hub is the one reader of the feed on this node.
type hub struct {
	source  source
	feed    crm.Feed
	changes func() (<-chan struct{}, func())
	log     *slog.Logger
	begun   chan struct{} // closed once at is known
	over    chan struct{} // closed when nothing will follow

	mu      sync.Mutex
	at      crm.Cursor // all up to here was handed out or is held
	streams map[*stream]bool
	newest  []event // the n-th of all is at n % streamBehind
	sent    int64   // how many there were

	wayChanged func(id int64)                                 // nil: nobody wants to know
	reach      func(ctx context.Context, who crm.Actor) sight // nil: everybody sees all

	away atomic.Bool  // the last reading failed because the database does not answer
	tell func() event // tells the streams when that changes

	held    held // of the reader alone
	recount bool
	rested  time.Time // when the counts may go again
}

func newHub(s source, feed crm.Feed, changes func() (<-chan struct{}, func()), log *slog.Logger) *hub {
	if changes == nil {
		changes = func() (<-chan struct{}, func()) { return nil, func() {} }
	}
	return &hub{
		source: s, feed: feed, changes: changes, log: log, begun: make(chan struct{}), over: make(chan struct{}),
		streams: map[*stream]bool{}, held: newHeld(),
	}
}

func (h *hub) run(ctx context.Context) error {
	defer close(h.over)
	wake, stop := h.changes()
	defer stop()
	poll := time.NewTicker(feedPoll)
	defer poll.Stop()
	pause := time.NewTimer(0) // runs out when something held may go
	defer pause.Stop()
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		rest.Reset(feedRest)
		if err := h.turn(ctx, pause); ctx.Err() == nil {
			h.noteAway(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case <-poll.C:
		case <-pause.C:
		}
		select {
		case <-ctx.Done():
		case <-rest.C:
		}
	}
}

// noteAway logs why the feed could not be read, and tells the streams when the database goes away or comes back.
func (h *hub) noteAway(err error) {
	if err != nil {
		h.log.Warn("the feed of changes could not be read", "err", err)
	}
	if away := err != nil; h.away.Swap(away) != away && h.tell != nil {
		h.send(h.tell())
	}
}

// after reads the next changes. A database that does not answer in time is away.
func (h *hub) after(ctx context.Context) ([]crm.FeedRow, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, feedTime)
	defer cancel()
	return h.feed.ChangesAfter(ctx, h.at, feedBatch)
}

// turn hands out all that is new and all that was held long enough.
func (h *hub) turn(ctx context.Context, pause *time.Timer) error {
	if h.at.Epoch == "" {
		at, err := h.feed.ChangeHead(ctx)
		if err != nil {
			return err
		}
		h.move(at)
		close(h.begun)
	}
	for {
		rows, known, err := h.after(ctx)
		if err != nil {
			return err
		}
		if !known {
			return h.reset(ctx)
		}
		for _, row := range rows {
			if row.Kind == "agent" {
				h.renew(ctx, row.SubjectID)
			}
			h.take(row)
		}
		if wait := h.release(ctx); wait > 0 {
			pause.Reset(wait)
		}
		if len(rows) < feedBatch {
			return nil
		}
	}
}

func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.streams)
}

func (h *hub) move(to crm.Cursor) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = to
}

// reset tells everybody that everything may have changed: our place in the feed is not known any more.
func (h *hub) reset(ctx context.Context) error {
	at, err := h.feed.ChangeHead(ctx)
	if err != nil {
		return err
	}
	h.move(at)
	h.held.clear()
	h.send(event{name: "reset", data: []byte("{}"), id: at.String()})
	return nil
}

// take hands out one change, or holds it when its row is still to be read.
func (h *hub) take(row crm.FeedRow) {
	h.move(row.Cursor)
	if row.Kind == "way" && h.wayChanged != nil {
		h.wayChanged(row.SubjectID)
	}
	if row.Kind == "conversation" || row.Kind == "mention" {
		h.recount = true
	}
	if row.Stale {
		h.held.add(key{row.Kind, row.SubjectID})
		return
	}
	e := h.change(row.Kind, row.SubjectID, row.Row, h.held.empty())
	e.account = row.AccountID
	h.send(e)
}

// release reads held rows and counts that may go, and says when the next one may; 0: none is left.
func (h *hub) release(ctx context.Context) time.Duration {
	if !h.anybody() {
		h.held.clear()
		h.recount = false
		return 0
	}
	now := time.Now()
	wait := h.held.each(now, func(k key, last bool) bool {
		row, err := readRow(ctx, h.source, k)
		if err != nil {
			if ctx.Err() == nil {
				h.log.Warn("a changed row could not be read", "kind", k.kind, "id", k.id, "err", err)
			}
			return false
		}
		h.send(h.change(k.kind, k.id, row, last))
		return true
	})
	if !h.recount {
		return wait
	}
	if d := h.rested.Sub(now); d > 0 {
		return least(wait, d)
	}
	h.recount = false
	began := time.Now()
	h.sendCounts(ctx)
	h.rested = began.Add(max(rowPause, countRest*time.Since(began)))
	return wait
}

// change makes the event of a row; whole is whether a client that saw it may resume after it.
func (h *hub) change(kind string, id int64, row json.RawMessage, whole bool) event {
	e := event{name: "change", data: changeData(kind, id, row), kind: kind}
	if kind == "customer" {
		e.row = row
	}
	if whole {
		e.id = h.at.String()
	}
	return e
}

func changeData(kind string, id int64, row json.RawMessage) []byte {
	data, err := json.Marshal(struct {
		Kind string          `json:"kind"`
		ID   int64           `json:"id"`
		Row  json.RawMessage `json:"row"`
	}{kind, id, row})
	if err != nil { // a row that is not JSON cannot have come from us
		return fmt.Appendf(nil, `{"kind":%q,"id":%d,"row":null}`, kind, id)
	}
	return data
}

// readRow is a row as it is now; null when it is gone.
func readRow(ctx context.Context, s source, k key) (json.RawMessage, error) {
	row, err := s.row(ctx, k.kind, k.id)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return json.RawMessage("null"), nil
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(row)
}

func (h *hub) sendCounts(ctx context.Context) {
	known := map[int64]event{}
	for s := range h.listeners() {
		e, ok := known[s.who.ID]
		if !ok {
			c, err := h.source.counts(ctx, s.who)
			if err != nil {
				h.recount = true // with the next change or poll
				return
			}
			e = countsEvent(c)
			known[s.who.ID] = e
		}
		h.mu.Lock()
		s.counts = &e
		h.mu.Unlock()
		s.stir()
	}
}

func countsEvent(c desk.Counts) event {
	data, _ := json.Marshal(c) // integers cannot fail
	return event{name: "counts", data: data}
}
