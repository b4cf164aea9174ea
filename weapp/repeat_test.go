package weapp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// failing answers tokens, and the first calls with step: a body, "drop" for a
// connection that breaks after the request, or "502". Later calls are fine.
type failing struct {
	step  string
	times int
	calls int
}

func (f *failing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "token") {
		return answer(`{"access_token":"TOKEN","expires_in":7200}`), nil
	}
	f.calls++
	switch {
	case f.calls > f.times:
		return answer(`{"errcode":0,"errmsg":"ok"}`), nil
	case f.step == "drop":
		httptrace.ContextClientTrace(r.Context()).WroteHeaders()
		return nil, io.ErrUnexpectedEOF
	case f.step == "502":
		return &http.Response{StatusCode: http.StatusBadGateway, Body: http.NoBody}, nil
	}
	return answer(f.step), nil
}

func answer(body string) *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
}

func over(t *testing.T, transport http.RoundTripper) *weapp.Client {
	t.Helper()
	client, err := weapp.New("wx1", "secret", weapp.WithHTTPClient(&http.Client{Transport: transport}))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// What a customer would notice, or what uses something up, goes out once; what
// only reads is asked again.
func TestOnlyReadsAreRepeated(t *testing.T) {
	const busy = `{"errcode":-1,"errmsg":"system error"}`
	rows := []struct {
		name  string
		reads bool
		call  func(context.Context, *weapp.Client) error
	}{
		{"send", false, func(ctx context.Context, c *weapp.Client) error { return c.Messages.Send(ctx, weapp.Text("o", "hi")) }},
		{"typing", false, func(ctx context.Context, c *weapp.Client) error {
			return c.Messages.Typing(ctx, weapp.Typing{ToUser: "o", Command: weapp.TypingStart})
		}},
		{"sign-in", false, func(ctx context.Context, c *weapp.Client) error { _, err := c.Auth.Session(ctx, "code"); return err }},
		{"upload", false, func(ctx context.Context, c *weapp.Client) error {
			_, err := c.Media.Upload(ctx, weapp.Upload{Body: strings.NewReader("x")})
			return err
		}},
		{"add", false, func(ctx context.Context, c *weapp.Client) error { return c.Kf.Add(ctx, weapp.KfAdd{WX: "w"}) }},
		{"delete", false, func(ctx context.Context, c *weapp.Client) error { return c.Kf.Delete(ctx, "o") }},
		{"bind", false, func(ctx context.Context, c *weapp.Client) error { return c.Work.Bind(ctx, "ww1") }},
		{"unbind", false, func(ctx context.Context, c *weapp.Client) error { return c.Work.Unbind(ctx, "ww1") }},
		{"list", true, func(ctx context.Context, c *weapp.Client) error { _, err := c.Kf.List(ctx); return err }},
		{"online", true, func(ctx context.Context, c *weapp.Client) error { _, err := c.Kf.Online(ctx); return err }},
		{"binding", true, func(ctx context.Context, c *weapp.Client) error { _, err := c.Work.Get(ctx); return err }},
	}
	for _, row := range rows {
		for _, step := range []string{busy, "drop", "502"} {
			synctest.Test(t, func(t *testing.T) {
				f := &failing{step: step, times: 2}
				err := row.call(t.Context(), over(t, f))
				switch {
				case row.reads && (err != nil || f.calls != 3):
					t.Errorf("%s after %s: %d calls, %v", row.name, step, f.calls, err)
				case !row.reads && (err == nil || f.calls != 1 || wx.IsUnknown(err) != (step != busy)):
					t.Errorf("%s after %s: %d calls, %v", row.name, step, f.calls, err)
				}
			})
		}
	}
}

// A picture is read, though its answer is none of JSON.
func TestDownloadIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		client := over(t, roundTrip(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == "/cgi-bin/stable_token" {
				return answer(`{"access_token":"TOKEN","expires_in":7200}`), nil
			}
			if calls++; calls < 3 {
				return answer(`{"errcode":-1,"errmsg":"system error"}`), nil
			}
			return answer("picture"), nil
		}))
		if file, err := client.Media.Get(t.Context(), "m"); err != nil || string(file.Data) != "picture" || calls != 3 {
			t.Errorf("%q after %d calls, %v", file.Data, calls, err)
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// After a refusal for going too fast the operation rests, and others do not.
func TestTooFastRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &failing{step: `{"errcode":45009,"errmsg":"reach max api daily quota limit"}`, times: 1}
		client := over(t, f)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		if err := client.Messages.Send(ctx, weapp.Text("o", "1")); !errors.Is(err, wx.ErrRateLimited) {
			t.Errorf("%v", err)
		}
		var limit *wx.LimitError
		if err := client.Messages.Send(ctx, weapp.Text("o", "2")); !errors.As(err, &limit) || f.calls != 1 {
			t.Errorf("at once again: %d calls, %v", f.calls, err)
		}
		if _, err := client.Kf.List(ctx); err != nil {
			t.Errorf("another operation: %v", err)
		}
		began := time.Now()
		if err := client.Messages.Send(t.Context(), weapp.Text("o", "3")); err != nil || time.Since(began) != time.Minute {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}
