package wire_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

const secretToken, secretOfApp = "token+value/1==", "app secret&1"

// setup is a client of a server with this handler.
func setup(t *testing.T, handler http.HandlerFunc) *wire.Client {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	server.Start()
	t.Cleanup(server.Close)
	return client(t, server.URL)
}

func client(t *testing.T, base string) *wire.Client {
	t.Helper()
	config, err := wire.Build(base, []func(*wire.Config) error{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(config.HTTP.CloseIdleConnections)
	return &wire.Client{
		Config: config, Platform: wx.WeCom, TokenKey: "k", Secrets: []string{secretOfApp},
		Fetch: func(context.Context, string) (wx.Token, error) {
			return wx.Token{Value: secretToken, ExpiresAt: time.Now().Add(time.Hour)}, nil
		},
	}
}

func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, body) }
}

// cut reads the request and breaks the connection.
func cut(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	panic(http.ErrAbortHandler)
}

func TestOutcomeIsUnknown(t *testing.T) {
	rows := []struct {
		name    string
		handler http.HandlerFunc
	}{
		{"connection broken after the request", cut},
		{"answer broken in the middle", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, `{"errcode":0`)
		}},
		{"status 500", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }},
		{"status 502 with a page", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(502); io.WriteString(w, "<html>") }},
		{"200 with a page", answer("<html>")},
		{"200 with nothing", answer("")},
		{"200 with half of it", answer(`{"errcode":0,`)},
		{"200 with wrong types", answer(`{"errcode":[]}`)},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := setup(t, row.handler)
			err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{}))
			if !wx.IsUnknown(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestOutcomeIsKnown(t *testing.T) {
	refused := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) }
	}
	for name, handler := range map[string]http.HandlerFunc{
		"404":      refused(404),
		"413":      refused(413),
		"refusal":  answer(`{"errcode":45009,"errmsg":"api freq out of limit"}`),
		"odd data": answer(`{"errcode":45009,"errmsg":["x"]}`),
	} {
		c := setup(t, handler)
		err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{}))
		if err == nil || wx.IsUnknown(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNotSentIsKnown(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	listener.Close()
	if err := client(t, base).Exec(t.Context(), wire.Post("op", "/x", struct{}{})); err == nil || wx.IsUnknown(err) {
		t.Errorf("refused connection: %v", err)
	}
	c := setup(t, answer(`{"errcode":0}`))
	ended, cancel := context.WithCancel(t.Context())
	c.Exec(ended, wire.Post("op", "/x", struct{}{})) // the token is fetched
	cancel()
	if err := c.Exec(ended, wire.Post("op", "/x", struct{}{})); !errors.Is(err, context.Canceled) || wx.IsUnknown(err) {
		t.Errorf("ended before sending: %v", err)
	}
}

func TestEndingWhileWaitingIsUnknown(t *testing.T) {
	arrived, leave := make(chan struct{}), make(chan struct{})
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		close(arrived)
		<-leave
	})
	defer close(leave)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-arrived; cancel() }()
	err := c.Exec(ctx, wire.Post("op", "/x", struct{}{}))
	if !wx.IsUnknown(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// A POST must reach the platform once, on a fresh and on a kept connection.
func TestBrokenPostIsNotRepeated(t *testing.T) {
	var calls atomic.Int64
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ok" {
			io.WriteString(w, `{"errcode":0}`)
			return
		}
		if r.Header.Get("Idempotency-Key") != "" || r.Header.Get("X-Idempotency-Key") != "" {
			t.Error("an idempotency key was sent")
		}
		calls.Add(1)
		cut(w, r)
	})
	if err := c.Exec(t.Context(), wire.Post("op", "/ok", struct{}{})); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); !wx.IsUnknown(err) || calls.Load() != 1 {
		t.Errorf("%d calls, %v", calls.Load(), err)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	var followed bool
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			followed = true
		}
		http.Redirect(w, r, "/elsewhere?"+r.URL.RawQuery, http.StatusTemporaryRedirect)
	})
	var status *wx.StatusError
	err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{}))
	if !errors.As(err, &status) || status.Status != 307 || followed {
		t.Errorf("%v, followed %v", err, followed)
	}
}

func TestDeadTokenIsRenewedOnce(t *testing.T) {
	var fetched, calls int
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		if r.URL.Query().Get("access_token") == "t2" {
			io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
			return
		}
		io.WriteString(w, `{"errcode":42001,"errmsg":"access_token expired"}`)
	})
	c.Fetch = func(_ context.Context, dead string) (wx.Token, error) {
		fetched++
		if fetched == 2 && dead != "t1" {
			t.Errorf("dead token is %q", dead)
		}
		return wx.Token{Value: fmt.Sprint("t", fetched), ExpiresAt: time.Now().Add(time.Hour)}, nil
	}
	if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); err != nil || fetched != 2 || calls != 2 {
		t.Errorf("%d fetches, %d calls, %v", fetched, calls, err)
	}
}

func TestDeadTokenTwiceIsAnError(t *testing.T) {
	var fetched, calls int
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		io.WriteString(w, `{"errcode":40014,"errmsg":"invalid access_token"}`)
	})
	fetch := c.Fetch
	c.Fetch = func(ctx context.Context, dead string) (wx.Token, error) { fetched++; return fetch(ctx, dead) }
	if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); !errors.Is(err, wx.ErrTokenDead) || fetched != 2 || calls != 2 {
		t.Errorf("%d fetches, %d calls, %v", fetched, calls, err)
	}
	if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); !errors.Is(err, wx.ErrTokenDead) || !errors.Is(err, wx.ErrTokenChurn) || fetched != 2 || calls != 3 {
		t.Errorf("at once again: %d fetches, %d calls, %v", fetched, calls, err)
	}
}

func TestFailedTokenFetchIsNotAnUnknownCall(t *testing.T) {
	c := setup(t, answer(`{"errcode":0}`))
	c.Fetch = func(context.Context, string) (wx.Token, error) {
		return wx.Token{}, &wx.UnknownError{Op: "gettoken", Err: context.DeadlineExceeded}
	}
	err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{}))
	if err == nil || wx.IsUnknown(err) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// echoing is a transport that puts the URL into its error, as proxies do.
type echoing struct{}

func (echoing) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("cannot reach %s with %s", r.URL, secretOfApp)
}

func TestSecretsAreCutOut(t *testing.T) {
	c := setup(t, answer(`{"errcode":40013,"errmsg":"bad `+secretToken+` and `+secretOfApp+"\\n\\u0007"+`"}`))
	req := wire.Get("op", "/x", url.Values{"corpsecret": {secretOfApp}})
	errs := []error{c.Exec(t.Context(), wire.Post("op", "/x", struct{}{}))}
	c.HTTP = &http.Client{Transport: echoing{}}
	_, err := wire.Do[wire.Empty](t.Context(), c, req)
	errs = append(errs, err)
	closed := client(t, "http://127.0.0.1:1")
	_, err = wire.Do[wire.Empty](t.Context(), closed, req)
	errs = append(errs, err)
	for _, err := range errs {
		for _, secret := range []string{secretToken, url.QueryEscape(secretToken), secretOfApp, url.QueryEscape(secretOfApp)} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%q shows %q", err, secret)
			}
		}
		if strings.ContainsAny(err.Error(), "\n\a") {
			t.Errorf("%q has control characters", err)
		}
	}
}

func TestHint(t *testing.T) {
	rows := []struct{ in, msg, hint string }{
		{"invalid corpid, hint: [1700000000123], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=40013", "invalid corpid, from ip: 203.0.113.7", "1700000000123"},
		{"invalid openid rid: 65a0b1c2-0d3e4f50", "invalid openid", "65a0b1c2-0d3e4f50"},
		{"api forbidden", "api forbidden", ""},
		{"odd, hint: [x", "odd, hint: [x", ""},
	}
	for _, row := range rows {
		c := setup(t, answer(fmt.Sprintf(`{"errcode":1,"errmsg":%q}`, row.in)))
		var refused *wx.Error
		if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); !errors.As(err, &refused) || refused.Msg != row.msg || refused.Hint != row.hint {
			t.Errorf("%q gave %q, %q", row.in, refused.Msg, refused.Hint)
		}
	}
}

func TestAnswerIsBounded(t *testing.T) {
	c := setup(t, func(w http.ResponseWriter, r *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 33 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	if err := c.Exec(t.Context(), wire.Post("op", "/x", struct{}{})); !wx.IsUnknown(err) || !strings.Contains(err.Error(), "32 MiB") {
		t.Errorf("%v", err)
	}
}
