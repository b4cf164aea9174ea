package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/weapp"
)

// shop is a mini program at the sandbox whose customers' pictures are also shown at addresses, each with its answer.
type shop struct {
	client *weapp.Client
	at     map[string]func() ([]byte, error)
	typed  *atomic.Int32 // how often it was told that somebody types
}

func newShop(t *testing.T) shop {
	t.Helper()
	f := sandbox.DefaultFixture()
	box, err := sandbox.New(sandbox.Options{Fixture: f})
	if err != nil {
		t.Fatal(err)
	}
	typed := new(atomic.Int32)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cgi-bin/message/custom/typing" {
			typed.Add(1)
		}
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { srv.Close(); box.Close() })
	client, err := weapp.New(f.MiniProgram.AppID, f.MiniProgram.Secret, weapp.WithBaseURL(srv.URL))
	if err != nil {
		t.Fatal(err)
	}
	return shop{client, map[string]func() ([]byte, error){}, typed}
}

func (s shop) Weapp(context.Context, int64) (*weapp.Client, error) { return s.client, nil }

func (s shop) Fetch(_ context.Context, _ int64, url string) ([]byte, error) { return s.at[url]() }

// fetched does the job that brings a message's picture home, for the time that attempts says, and gives what came of it.
func (f *floor) fetched(id int64, attempts int) (string, error) {
	f.Helper()
	job := crm.Job{Kind: desk.JobFetchMedia, Attempts: attempts, Payload: fmt.Appendf(nil, `{"message_id":%d}`, id)}
	err := f.desk.FetchMedia(f.Context(), job)
	m, readErr := f.desk.Store.Message(f.Context(), id)
	if readErr != nil {
		f.Fatal(readErr)
	}
	return m.MediaState, err
}

// A picture is given up when neither source has it, and asked for again while one of them only failed.
func TestAPictureIsAskedForWhileOneSourceMayHaveIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		platform := newShop(t)
		f.desk.Clients = platform
		picture := pngOf(t, 4, 4)
		busy := func() ([]byte, error) { return nil, errors.New("503 Service Unavailable") }
		gone := func() ([]byte, error) { return nil, fmt.Errorf("404 Not Found: %w", desk.ErrNoPicture) }
		there := func() ([]byte, error) { return picture, nil }
		sent := func(url string, answer func() ([]byte, error)) int64 {
			t.Helper()
			platform.at[url] = answer
			in := desk.Inbound{Kind: desk.KindImage, OpenID: url, MediaID: "a media id that the platform forgot", PicURL: url}
			rows, err := f.desk.Store.MessageRows(t.Context(), f.pushed(f.weapp, in).ID, desk.MessageCursor{}, 1)
			if err != nil {
				t.Fatal(err)
			}
			return rows[0].ID
		}
		late := sent("https://p.example.com/late", busy)
		if state, err := f.fetched(late, 1); err == nil || state != desk.MediaFetching {
			t.Fatalf("its address only failed: %s %v", state, err)
		}
		platform.at["https://p.example.com/late"] = there
		if state, err := f.fetched(late, 2); err != nil || state != desk.MediaReady {
			t.Fatalf("its address has it now: %s %v", state, err)
		}
		if state, err := f.fetched(sent("https://p.example.com/gone", gone), 1); err != nil || state != desk.MediaFailed {
			t.Fatalf("both say that it is gone: %s %v", state, err)
		}
		if state, err := f.fetched(sent("", nil), 1); err != nil || state != desk.MediaFailed {
			t.Fatalf("gone, and there is no address: %s %v", state, err)
		}
		if state, err := f.fetched(sent("https://p.example.com/busy", busy), 8); err != nil || state != desk.MediaFailed {
			t.Fatalf("asked for often enough: %s %v", state, err)
		}
	})
}

func pngOf(t *testing.T, wide, high int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, wide, high))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
