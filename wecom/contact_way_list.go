package wecom

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MaxContactWayPage is the most ways of one page.
const MaxContactWayPage = 1000

// listWindow is the span that All asks for at a time. The platform's default
// is 90 days and its longest is not published.
const listWindow = 90 * 24 * time.Hour

// firstListed is the day from which on the platform lists ways.
var firstListed = time.Date(2021, 7, 10, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))

// ContactWayList is one page to ask for. A zero StartTime means 90 days before
// now, a zero EndTime now, a zero Limit 100.
type ContactWayList struct {
	StartTime time.Time // of creation
	EndTime   time.Time
	Cursor    string // NextCursor of the page before
	Limit     int    // at most 1000
}

// ContactWayPage is one page of a list. NextCursor is empty on the last.
type ContactWayPage struct {
	ConfigIDs  []string
	NextCursor string
}

// Validate checks every rule that needs no server.
func (l ContactWayList) Validate() error {
	c := wx.Check{Op: "list_contact_way"}
	c.Require(l.Limit >= 0, "limit", "must not be negative", l.Limit)
	c.Items("limit", l.Limit, MaxContactWayPage)
	if !l.StartTime.IsZero() && !l.EndTime.IsZero() {
		c.Require(!l.EndTime.Before(l.StartTime), "end_time", "must not lie before start_time", l.EndTime.Unix())
	}
	return c.Err()
}

type contactWayListRequest struct {
	StartTime int64  `json:"start_time,omitempty"`
	EndTime   int64  `json:"end_time,omitempty"`
	Cursor    string `json:"cursor,omitempty"`
	Limit     int    `json:"limit,omitempty"`
}

type contactWayListReply struct {
	wire.Envelope
	ContactWay []configID `json:"contact_way"`
	NextCursor string     `json:"next_cursor"`
}

// List reads one page of config ids. Temporary ways and ways from before
// 2021-07-10 are never listed.
func (s *ContactWayService) List(ctx context.Context, l ContactWayList) (ContactWayPage, error) {
	if err := l.Validate(); err != nil {
		return ContactWayPage{}, err
	}
	body := contactWayListRequest{unix(l.StartTime), unix(l.EndTime), l.Cursor, l.Limit}
	req, err := wire.Post("list_contact_way", "/cgi-bin/externalcontact/list_contact_way", body)
	if err != nil {
		return ContactWayPage{}, err
	}
	reply, err := wire.Do[contactWayListReply](ctx, s.wire, req)
	if err != nil {
		return ContactWayPage{}, err
	}
	page := ContactWayPage{NextCursor: reply.NextCursor, ConfigIDs: make([]string, len(reply.ContactWay))}
	for i, way := range reply.ContactWay {
		page.ConfigIDs[i] = way.ConfigID
	}
	return page, nil
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// All lists the ways created from from to to, each once, in windows of 90 days
// and pages of 1000. A zero from means the beginning (2021-07-10), a zero to
// means now. After an error it ends.
func (s *ContactWayService) All(ctx context.Context, from, to time.Time) iter.Seq2[string, error] {
	if from.Before(firstListed) {
		from = firstListed
	}
	return func(yield func(string, error) bool) {
		end := to
		if end.IsZero() {
			end = s.wire.Now()
		}
		// Whether the bounds of a window belong to it is not documented: windows
		// share their bounds, and a way seen in the one before is left out.
		var before map[string]bool
		for start := from; !start.After(end); {
			stop := start.Add(listWindow)
			if stop.After(end) {
				stop = end
			}
			seen := map[string]bool{}
			if !s.window(ctx, start, stop, before, seen, yield) || stop.Equal(end) {
				return
			}
			start, before = stop, seen
		}
	}
}

var errCursorStuck = errors.New("list_contact_way: the platform returned the same cursor twice")

// window yields one window and reports whether to go on.
func (s *ContactWayService) window(ctx context.Context, from, to time.Time, before, seen map[string]bool, yield func(string, error) bool) bool {
	list := ContactWayList{StartTime: from, EndTime: to, Limit: MaxContactWayPage}
	for {
		page, err := s.List(ctx, list)
		if err == nil && page.NextCursor != "" && page.NextCursor == list.Cursor {
			err = errCursorStuck
		}
		if err != nil {
			yield("", err)
			return false
		}
		for _, id := range page.ConfigIDs {
			if before[id] || seen[id] {
				continue
			}
			seen[id] = true
			if !yield(id, nil) {
				return false
			}
		}
		if page.NextCursor == "" {
			return true
		}
		list.Cursor = page.NextCursor
	}
}
