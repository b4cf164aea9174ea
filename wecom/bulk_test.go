package wecom_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// shelf is a platform that holds ways w0, w1, …; every third has no second member, w4 is gone.
type shelf struct {
	app         *wecom.App
	busy, peak  atomic.Int64
	gets, lists atomic.Int64

	crowd   int64         // calls that wait for each other, 0 for none
	crowded chan struct{} // closed when so many are there
	once    sync.Once
}

func newShelf(t *testing.T, n int) *shelf {
	s := &shelf{crowded: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("/cgi-bin/gettoken", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"errcode":0,"access_token":"T","expires_in":7200}`)
	})
	one := func(w http.ResponseWriter, r *http.Request) {
		s.gets.Add(1)
		busy := s.busy.Add(1)
		for peak := s.peak.Load(); busy > peak && !s.peak.CompareAndSwap(peak, busy); peak = s.peak.Load() {
		}
		defer s.busy.Add(-1)
		if busy == s.crowd {
			s.once.Do(func() { close(s.crowded) })
		}
		if s.crowd > 0 {
			<-s.crowded
		}
		body, _ := io.ReadAll(r.Body)
		var i int
		fmt.Sscanf(string(body), `{"config_id":"w%d"}`, &i)
		if i == 4 {
			io.WriteString(w, `{"errcode":41044,"errmsg":"gone"}`)
			return
		}
		if strings.Contains(r.URL.Path, "join_way") {
			fmt.Fprintf(w, `{"errcode":0,"join_way":{"config_id":"w%d"}}`, i)
			return
		}
		users := `"lisi","WangWu"`
		if i%3 == 0 {
			users = `"lisi"`
		}
		fmt.Fprintf(w, `{"errcode":0,"contact_way":{"config_id":"w%d","type":2,"scene":2,"skip_verify":%v,"user":[%s]}}`, i, i%2 == 0, users)
	}
	mux.HandleFunc("/cgi-bin/externalcontact/get_contact_way", one)
	mux.HandleFunc("/cgi-bin/externalcontact/del_contact_way", one)
	mux.HandleFunc("/cgi-bin/externalcontact/groupchat/get_join_way", one)
	mux.HandleFunc("/cgi-bin/externalcontact/groupchat/del_join_way", one)
	mux.HandleFunc("/cgi-bin/externalcontact/list_contact_way", func(w http.ResponseWriter, r *http.Request) {
		if s.lists.Add(1) > 1 {
			io.WriteString(w, `{"errcode":0,"contact_way":[],"next_cursor":""}`)
			return
		}
		var ids []string
		for i := range n {
			ids = append(ids, fmt.Sprintf(`{"config_id":"w%d"}`, i))
		}
		fmt.Fprintf(w, `{"errcode":0,"contact_way":[%s]}`, strings.Join(ids, ","))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	s.app = client.App("secret")
	return s
}

func numbered(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprintf("w%d", i))
	}
	return ids
}

func TestGetManyKeepsTheOrder(t *testing.T) {
	s := newShelf(t, 0)
	var got, progress []string
	bulk := wecom.Bulk{Concurrency: 5, Progress: func(done, total int) { progress = append(progress, fmt.Sprintf("%d/%d", done, total)) }}
	for way, err := range s.app.ContactWays.GetMany(t.Context(), numbered(20), bulk) {
		var failed *wecom.BulkError
		if errors.As(err, &failed) {
			if failed.Index != 4 || failed.ConfigID != "w4" || !errors.Is(err, wx.ErrNotFound) {
				t.Errorf("%+v", failed)
			}
			got = append(got, failed.ConfigID)
			continue
		}
		got = append(got, way.ConfigID)
	}
	if !slices.Equal(got, numbered(20)) || len(progress) != 20 || progress[19] != "20/20" {
		t.Errorf("got %v, progress %v", got, progress)
	}
	if peak := s.peak.Load(); peak > 5 {
		t.Errorf("%d calls at the same time", peak)
	}
}

// So many calls run at the same time, and no more: with fewer this test would wait
// for ever.
func TestBulkRunsSoManyAtATime(t *testing.T) {
	for given, want := range map[int]int64{-5: 4, 0: 4, 1: 1, 7: 7, 32: 32, 100: 32} {
		s := newShelf(t, 0)
		s.crowd = want
		for range s.app.ContactWays.GetMany(t.Context(), numbered(100)[5:], wecom.Bulk{Concurrency: given}) {
		}
		if peak := s.peak.Load(); peak != want {
			t.Errorf("%d asked for: %d calls at the same time, want %d", given, peak, want)
		}
	}
}

func TestJoinWaysInBulk(t *testing.T) {
	s := newShelf(t, 0)
	var got []string
	for way, err := range s.app.JoinWays.GetMany(t.Context(), numbered(4), wecom.Bulk{}) {
		if err != nil {
			t.Error(err)
		}
		got = append(got, way.ConfigID)
	}
	for id, err := range s.app.JoinWays.DeleteMany(t.Context(), numbered(6), wecom.Bulk{}) { // w4 is gone
		if err != nil {
			t.Error(err)
		}
		got = append(got, id)
	}
	if want := append(numbered(4), numbered(6)...); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestGetManyStopsWhenTold(t *testing.T) {
	s := newShelf(t, 0)
	for range s.app.ContactWays.GetMany(t.Context(), numbered(100), wecom.Bulk{Concurrency: 2}) {
		break
	}
	if n := s.gets.Load(); n > 2 || s.busy.Load() != 0 {
		t.Errorf("%d calls, %d still under way", n, s.busy.Load())
	}
}

func TestGetManyEndsWithItsContext(t *testing.T) {
	s := newShelf(t, 0)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range s.app.ContactWays.GetMany(ctx, numbered(100), wecom.Bulk{Concurrency: 1}) {
		if n++; n == 2 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 4 {
		t.Errorf("%d results, the last %v", n, last)
	}
}

func TestDeleteManyTakesGoneForDeleted(t *testing.T) {
	s := newShelf(t, 0)
	var got []string
	for id, err := range s.app.ContactWays.DeleteMany(t.Context(), numbered(6), wecom.Bulk{}) {
		if err != nil {
			t.Error(err)
		}
		got = append(got, id)
	}
	if !slices.Equal(got, numbered(6)) {
		t.Errorf("got %v", got)
	}
}

func TestDetailsApplyTheFiltersThemselves(t *testing.T) {
	s := newShelf(t, 8)
	var got []string
	list := wecom.ContactWayList{UserID: "wangwu", SkipVerify: new(true)}
	for way, err := range s.app.ContactWays.Details(t.Context(), list, wecom.Bulk{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, way.ConfigID)
	}
	if !slices.Equal(got, []string{"w2"}) { // even, no multiple of three, not the deleted 4
		t.Errorf("got %v", got)
	}
}
