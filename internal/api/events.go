package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

const (
	pingEvery   = 10 * time.Second
	writeTime   = 10 * time.Second // for a client to take what was written
	replayBatch = 200
	replayMost  = 1000 // who missed more is better off reading the lists again
)

const aboutEvents = `The id of an event is a place to resume after, as Last-Event-ID or ?after=.
hello {now, cursor}: the first event.
change {kind, id, row}: a row of a list is new or different; row is null when it is gone. kind is conversation, message, action, mention, desk_tag, customer_field, way, channel, customer, account or quick_reply, and row what the list of that kind shows. Rows of other kinds carry their id alone: read again what shows them.
action {conversation_id, kind, …} is what was done with a conversation; mention a note that names an agent.
change {kind: press, id, row: {id, way_id}}: a button of the way was pressed.
counts {waiting, mine, team, all, awaiting, unread, mentions}: the numbers on the inbox's tabs, at most four times a second.
presence {conversation_id, agents}: who looks at a conversation or types in it, as far as their consoles are at this node.
reset {}: anything may have changed; read the lists again.
ping {now}: every 10 seconds, with the server's clock.`

type eventsInput struct {
	After  string `query:"after" maxLength:"200" doc:"The id of the last event seen"`
	Watch  bool   `query:"watching" doc:"Only looks on, as a wall does: it is no console of somebody who is there"`
	LastID string `header:"Last-Event-ID" maxLength:"200" doc:"The same, as browsers send it"`
	Cookie string `cookie:"menling_session" hidden:"true"`
}

func (in *eventsInput) after() string {
	if in.LastID != "" {
		return in.LastID
	}
	return in.After
}

// events is the stream of changes: hello, then what was missed, then what happens. An event's id is a place to resume after;
// rows may come twice, never an older one last.
func (a *API) events(ctx context.Context, in *eventsInput) (*huma.StreamResponse, error) {
	s, joined, err := a.hub.join(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer a.hub.leave(s)
		s.works = s.who.Kind == "agent" && !in.Watch
		if s.works {
			a.there.came(ctx, s.who.ID)
			defer a.there.left(s.who.ID)
		}
		r, w := humago.Unwrap(hc)
		out := newWriter(w)
		if r.Method == http.MethodHead || a.greet(ctx, out, s, in.after(), joined) != nil {
			return
		}
		a.follow(ctx, out, s, in.Cookie)
	}}, nil
}

// greet says hello and gives what was missed since the client's place, or reset where that place is not known.
func (a *API) greet(ctx context.Context, out *writer, s *stream, place string, joined crm.Cursor) error {
	after, ok := crm.ParseCursor(place)
	if place == "" || !ok {
		after = joined
	}
	err := out.write(event{name: "hello", data: fmt.Appendf(nil, `{"now":%d,"cursor":%q}`, a.Clock.Ms(), after), id: after.String()})
	if err != nil {
		return err
	}
	if ok && after != joined {
		missed, known, err := a.missed(ctx, s, after, joined)
		if err != nil {
			return err
		}
		ok = known
		for _, e := range missed {
			if err := out.write(e); err != nil {
				return err
			}
		}
	}
	if place != "" && !ok {
		if err := out.write(event{name: "reset", data: []byte("{}"), id: joined.String()}); err != nil {
			return err
		}
	}
	c, err := a.counts(ctx, s.who)
	if err != nil {
		return err
	}
	e := countsEvent(c)
	e.id = joined.String() // everything up to here has been given
	return out.write(e)
}

// missed are the changes between two places; known is false when they cannot be told any more, or are too many.
func (a *API) missed(ctx context.Context, s *stream, after, joined crm.Cursor) (events []event, known bool, err error) {
	stale := newHeld()
	for n := 0; n < replayMost; {
		rows, known, err := a.Feed.ChangesAfter(ctx, after, replayBatch)
		if err != nil || !known {
			return nil, false, err
		}
		for _, row := range rows {
			if later(row.Cursor, joined) {
				return a.withStale(ctx, s, events, stale)
			}
			after = row.Cursor
			switch {
			case !maySee(s.who, row.Kind) || !within(s.accounts, row.AccountID):
			case row.Stale:
				stale.add(key{row.Kind, row.SubjectID})
			default:
				events = append(events, event{name: "change", data: changeData(row.Kind, row.SubjectID, row.Row)})
			}
		}
		if len(rows) < replayBatch {
			return a.withStale(ctx, s, events, stale)
		}
		n += len(rows)
	}
	return nil, false, nil
}

func (a *API) withStale(ctx context.Context, s *stream, events []event, stale held) ([]event, bool, error) {
	for _, k := range stale.order {
		row, err := readRow(ctx, a, k)
		if err != nil {
			return nil, false, err
		}
		if k.kind != "customer" || toldOf(row, s.scopes) {
			events = append(events, event{name: "change", data: changeData(k.kind, k.id, row)})
		}
	}
	return events, true, nil
}

// later says whether one place in the feed is behind another.
func later(a, b crm.Cursor) bool { return a.Xid > b.Xid || a.Xid == b.Xid && a.ID > b.ID }

// follow writes events until the client or the node goes away, or the session ends.
func (a *API) follow(ctx context.Context, out *writer, s *stream, token string) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.hub.over:
			return
		case <-s.wake:
			for events := a.hub.due(s); len(events) > 0; events = a.hub.due(s) {
				if out.write(events...) != nil {
					return
				}
			}
		case <-ping.C:
			if !a.still(ctx, s.who, token) {
				return
			}
			if s.works {
				a.there.stays(ctx, s.who.ID)
			}
			if out.write(a.ping()) != nil {
				return
			}
		}
	}
}

// still says whether the listener may go on: a session may have ended meanwhile. An error of the store ends nothing.
func (a *API) still(ctx context.Context, who crm.Actor, token string) bool {
	if who.Kind != "agent" {
		return true
	}
	_, somebody, err := a.signedIn(ctx, token)
	return somebody || err != nil
}

// writer writes events and flushes those that come together.
type writer struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func newWriter(w http.ResponseWriter) *writer {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := &writer{w, http.NewResponseController(w)}
	_ = out.rc.SetReadDeadline(time.Time{}) // the server's is for requests, and this one stays
	return out
}

func (o *writer) write(events ...event) error {
	var b []byte
	for _, e := range events {
		if e.id != "" {
			b = append(append(append(b, "id: "...), e.id...), '\n')
		}
		b = append(append(append(b, "event: "...), e.name...), "\ndata: "...)
		b = append(append(b, e.data...), "\n\n"...)
	}
	_ = o.rc.SetWriteDeadline(time.Now().Add(writeTime)) // not every writer has one
	if _, err := o.w.Write(b); err != nil {
		return err
	}
	return o.rc.Flush()
}

// again stands for a row of a kind that is read where it is shown.
type again struct {
	ID int64 `json:"id"`
}

// row reads a changed row as lists show it.
func (a *API) row(ctx context.Context, kind string, id int64) (any, error) {
	switch kind {
	case "way":
		return a.Ledger.Store.WayRow(ctx, id, a.today())
	case "channel":
		return a.Ledger.Store.ChannelRow(ctx, id, a.Ledger.Days())
	case "customer":
		return a.Ledger.Store.CustomerRow(ctx, id)
	case "message":
		return a.Desk.Store.MessageRow(ctx, id)
	case "conversation":
		return a.conversationRow(ctx, id)
	case "mention":
		return a.Desk.Store.MentionRow(ctx, id)
	case "account":
		c, err := a.Ground.Store.Account(ctx, id)
		return a.account(c), err
	case "agent":
		return a.agentRow(ctx, id)
	case "team":
		return a.Desk.Store.TeamRow(ctx, id)
	case "quick_reply":
		return a.quickReply(ctx, id)
	case "pool":
		return a.Ledger.PoolRow(ctx, id)
	case "temp_chat":
		return a.Ledger.TempChatRow(ctx, id)
	case "bulk_run":
		return a.Ledger.BulkRun(ctx, id)
	case "reconciliation":
		return a.Ledger.ReconciliationRow(ctx, id)
	case "drift":
		return a.Ledger.Store.DriftRow(ctx, id)
	case "drift_run":
		return a.Ledger.Store.DriftRun(ctx, id)
	case "import":
		return a.Ledger.Store.ImportRow(ctx, id)
	case "poster":
		p, err := a.Ledger.Store.Poster(ctx, id)
		if err != nil {
			return nil, err
		}
		return posterOf(p)
	}
	return again{id}, nil
}

func (a *API) counts(ctx context.Context, who crm.Actor) (desk.Counts, error) {
	return a.Desk.Counts(ctx, who)
}

// ping tells the server's clock.
func (a *API) ping() event {
	return event{name: "ping", data: fmt.Appendf(nil, `{"now":%d}`, a.Clock.Ms())}
}

// ClockMoved tells all streams at once that the clock was set: whoever counts down from it counts from the new time.
func (a *API) ClockMoved() {
	a.hub.send(a.ping())
	a.there.all(context.Background())
}
