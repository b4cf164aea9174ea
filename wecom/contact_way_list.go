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

// ContactWayList says which ways to list. For List a zero StartTime means 90
// days before now, for All and Details the beginning; a zero EndTime means now.
//
// Only one source knows the filters UserID and SkipVerify: the platform may
// ignore them. Details applies them itself.
type ContactWayList struct {
	StartTime  time.Time // of creation
	EndTime    time.Time
	UserID     string // ways that name this member
	SkipVerify *bool
	Cursor     string // NextCursor of the page before; List only
	Limit      int    // at most 1000, 0 means 100; List only
}

// ContactWayPage is one page of a list. NextCursor is empty on the last.
type ContactWayPage struct {
	ConfigIDs  []string
	NextCursor string
}

// Validate checks every rule that needs no server.
func (l ContactWayList) Validate() error {
	c := wx.Check{Op: "list_contact_way"}
	l.check(&c)
	return c.Err()
}

func (l *ContactWayList) check(c *wx.Check) {
	c.Require(l.Limit >= 0, "limit", "must not be negative", l.Limit)
	limit := int64(l.Limit)
	c.CutNumber("limit", &limit, MaxContactWayPage, "items")
	l.Limit = int(limit)
	if !l.StartTime.IsZero() && !l.EndTime.IsZero() {
		c.Require(!l.EndTime.Before(l.StartTime), "end_time", "must not lie before start_time", l.EndTime.Unix())
	}
}

type contactWayListRequest struct {
	StartTime  int64  `json:"start_time,omitempty"`
	EndTime    int64  `json:"end_time,omitempty"`
	Cursor     string `json:"cursor,omitempty"`
	Limit      int    `json:"limit,omitempty"`
	UserID     string `json:"userid,omitempty"`
	SkipVerify *bool  `json:"skip_verify,omitempty"`
}

// List reads one page of config ids. Temporary ways and ways from before
// 2021-07-10 are never listed. Error: ErrInvalidCursor.
func (s *ContactWayService) List(ctx context.Context, l ContactWayList) (ContactWayPage, error) {
	if err := s.wire.Check(ctx, "list_contact_way", l.check); err != nil {
		return ContactWayPage{}, err
	}
	body := contactWayListRequest{unix(l.StartTime), unix(l.EndTime), l.Cursor, l.Limit, l.UserID, l.SkipVerify}
	reply, err := wire.Do[struct {
		ContactWay []configID `json:"contact_way"`
		NextCursor string     `json:"next_cursor"`
	}](ctx, s.wire, wire.Read("list_contact_way", "/cgi-bin/externalcontact/list_contact_way", body))
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

// All lists the config ids of ways, each once and oldest first, in windows of 90
// days and pages of 1000: a single window would stop at the platform's default
// of 90 days. After an error it ends.
func (s *ContactWayService) All(ctx context.Context, l ContactWayList) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		l := l // each range begins anew
		end := l.EndTime
		if end.IsZero() {
			end = s.wire.Now()
		}
		if l.StartTime.Before(firstListed) {
			l.StartTime = firstListed
		}
		l.Limit = MaxContactWayPage
		if err := s.wire.Check(ctx, "list_contact_way", l.check); err != nil {
			yield("", err)
			return
		}
		// Whether the bounds of a window belong to it is not documented: windows
		// share their bounds, and a way seen in the one before is left out.
		var before map[string]bool
		for !l.StartTime.After(end) {
			l.Cursor, l.EndTime = "", l.StartTime.Add(listWindow)
			if l.EndTime.After(end) {
				l.EndTime = end
			}
			seen := map[string]bool{}
			if !s.window(ctx, l, before, seen, yield) || l.EndTime.Equal(end) {
				return
			}
			l.StartTime, before = l.EndTime, seen
		}
	}
}

// Details lists ways whole: it walks All and reads each, several at a time, in
// order. It applies the filters UserID and SkipVerify itself. A way that was
// deleted meanwhile is left out; one that cannot be read yields a *BulkError.
func (s *ContactWayService) Details(ctx context.Context, l ContactWayList, b Bulk) iter.Seq2[ContactWay, error] {
	return func(yield func(ContactWay, error) bool) {
		var ids []string
		for id, err := range s.All(ctx, l) {
			if err != nil {
				yield(ContactWay{}, err)
				return
			}
			ids = append(ids, id)
		}
		for way, err := range s.GetMany(ctx, ids, b) {
			if errors.Is(err, wx.ErrNotFound) || err == nil && !l.admits(way) {
				continue
			}
			if !yield(way, err) {
				return
			}
		}
	}
}

// admits applies the filters to a way.
func (l *ContactWayList) admits(w ContactWay) bool {
	return (l.UserID == "" || contains(w.User, l.UserID)) && (l.SkipVerify == nil || *l.SkipVerify == w.SkipVerify)
}

// window yields one window and reports whether to go on.
func (s *ContactWayService) window(ctx context.Context, l ContactWayList, before, seen map[string]bool, yield func(string, error) bool) bool {
	ids := pages(func(cursor string) ([]string, string, error) {
		l.Cursor = cursor
		page, err := s.List(ctx, l)
		return page.ConfigIDs, page.NextCursor, err
	})
	for id, err := range ids {
		if err != nil {
			yield("", err)
			return false
		}
		if before[id] || seen[id] {
			continue
		}
		seen[id] = true
		if !yield(id, nil) {
			return false
		}
	}
	return true
}
