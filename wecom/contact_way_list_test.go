package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wecom"

	"github.com/google/go-cmp/cmp"
)

// listing is a platform that holds ways by their time of creation and counts
// both bounds of a window as inside.
type listing struct {
	t       *testing.T
	ways    map[string]int64
	windows []string
	size    int
}

func (l *listing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Start  int64 `json:"start_time"`
		End    int64 `json:"end_time"`
		Cursor string
		Limit  int
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		l.t.Error(err)
	}
	if body.Cursor == "" {
		l.windows = append(l.windows, fmt.Sprint(body.Start, "-", body.End))
	}
	var page []map[string]string
	next, from := "", 0
	fmt.Sscan(body.Cursor, &from)
	for i := from; i < len(l.ways); i++ {
		id := fmt.Sprint("way", i)
		if at := l.ways[id]; at < body.Start || at > body.End {
			continue
		}
		if len(page) == l.size {
			next = fmt.Sprint(i)
			break
		}
		page = append(page, map[string]string{"config_id": id})
	}
	json.NewEncoder(w).Encode(map[string]any{"errcode": 0, "contact_way": page, "next_cursor": next})
}

const day = 24 * 3600

func TestAllWalksWindowsAndPages(t *testing.T) {
	from := time.Unix(1_700_000_000, 0)
	l := &listing{t: t, size: 2, ways: map[string]int64{
		"way0": from.Unix(), "way1": from.Unix() + 1, "way2": from.Unix() + 2, "way3": from.Unix() + 90*day, // on a bound
		"way4": from.Unix() + 91*day, "way5": from.Unix() + 200*day, "way6": from.Unix() + 201*day,
	}}
	app := setup(t, l.ServeHTTP)
	var got []string
	for id, err := range app.ContactWays.All(t.Context(), wecom.ContactWayList{StartTime: from, EndTime: from.Add(200 * day * time.Second)}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, id)
	}
	if diff := cmp.Diff([]string{"way0", "way1", "way2", "way3", "way4", "way5"}, got); diff != "" {
		t.Errorf("ways (-want +got):\n%s", diff)
	}
	at := from.Unix()
	want := []string{fmt.Sprint(at, "-", at+90*day), fmt.Sprint(at+90*day, "-", at+180*day), fmt.Sprint(at+180*day, "-", at+200*day)}
	if diff := cmp.Diff(want, l.windows); diff != "" {
		t.Errorf("windows (-want +got):\n%s", diff)
	}
}

func TestAllStartsWhereThePlatformDoes(t *testing.T) {
	l := &listing{t: t, size: 2}
	app := setup(t, l.ServeHTTP)
	for range app.ContactWays.All(t.Context(), wecom.ContactWayList{EndTime: time.Date(2021, 8, 1, 0, 0, 0, 0, time.UTC)}) {
	}
	if len(l.windows) != 1 || !strings.HasPrefix(l.windows[0], "1625846400-") {
		t.Errorf("windows %v", l.windows)
	}
	l.windows = nil
	for range app.ContactWays.All(t.Context(), wecom.ContactWayList{EndTime: time.Date(2020, 8, 1, 0, 0, 0, 0, time.UTC)}) {
	}
	if len(l.windows) != 0 {
		t.Errorf("windows %v before the first way", l.windows)
	}
}

func TestAllStopsEarly(t *testing.T) {
	from := time.Unix(1_700_000_000, 0)
	l := &listing{t: t, size: 1, ways: map[string]int64{"way0": from.Unix(), "way1": from.Unix(), "way2": from.Unix()}}
	app := setup(t, l.ServeHTTP)
	for range app.ContactWays.All(t.Context(), wecom.ContactWayList{StartTime: from, EndTime: from.Add(time.Hour)}) {
		break
	}
	if len(l.windows) != 1 {
		t.Errorf("windows %v", l.windows)
	}
}

func TestAllEndsAfterAnError(t *testing.T) {
	for name, answer := range map[string]string{
		"refused":      `{"errcode":48002,"errmsg":"api forbidden"}`,
		"stuck cursor": `{"errcode":0,"contact_way":[],"next_cursor":"same"}`,
	} {
		app := setup(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(answer)) })
		var errs int
		for _, err := range app.ContactWays.All(t.Context(), wecom.ContactWayList{StartTime: time.Unix(1_700_000_000, 0), EndTime: time.Unix(1_800_000_000, 0)}) {
			if err != nil {
				errs++
			}
		}
		if errs != 1 {
			t.Errorf("%s: %d errors, want 1", name, errs)
		}
	}
}

// A list that is ranged over twice is the same list twice.
func TestAllBeginsAnewEachTime(t *testing.T) {
	var windows int
	app := setup(t, func(w http.ResponseWriter, r *http.Request) {
		windows++
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","contact_way":[],"next_cursor":""}`)
	})
	all := app.ContactWays.All(t.Context(), wecom.ContactWayList{})
	for range all {
	}
	first := windows
	for range all {
	}
	if first < 9 || windows != 2*first {
		t.Errorf("%d windows at first, %d in all", first, windows)
	}
}
