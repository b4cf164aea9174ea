package wire_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// script answers calls in turn: a body, "drop" for a broken connection,
// "silence" for one on which nothing comes, "refuse" for one that never was, or an HTTP status. The last one goes on.
type script struct {
	steps  []string
	times  []time.Time
	bodies []string
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	step := s.steps[min(len(s.times), len(s.steps)-1)]
	s.times = append(s.times, time.Now())
	if step == "refuse" {
		return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	}
	if r.Body != nil {
		body, _ := io.ReadAll(r.Body)
		s.bodies = append(s.bodies, string(body))
	}
	if step == "silence" {
		httptrace.ContextClientTrace(r.Context()).WroteHeaders()
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if step == "drop" {
		httptrace.ContextClientTrace(r.Context()).WroteHeaders()
		return nil, io.ErrUnexpectedEOF
	}
	status := http.StatusOK
	switch step {
	case "502":
		status = http.StatusBadGateway
	case "404":
		status = http.StatusNotFound
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(step)), ContentLength: int64(len(step))}, nil
}

// told is a limiter that only remembers.
type told struct{ refused []string }

func (l *told) Wait(context.Context, string, string) error { return nil }
func (l *told) Refused(who, op string)                     { l.refused = append(l.refused, who+"/"+op) }

func scripted(t *testing.T, s *script) (*wire.Client, *told) {
	t.Helper()
	limiter := &told{}
	config, err := wire.Build("http://platform", []func(*wire.Config) error{
		func(c *wire.Config) error { return c.SetHTTP(&http.Client{Transport: s}) },
		func(c *wire.Config) error { return c.SetLimiter(limiter) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return &wire.Client{
		Config: config, Platform: wx.WeCom, Who: "ww1", TokenKey: "k",
		Fetch: func(context.Context, string) (wx.Token, error) {
			return wx.Token{Value: "T", ExpiresAt: time.Now().Add(24 * time.Hour)}, nil
		},
	}, limiter
}

const (
	fine     = `{"errcode":0,"errmsg":"ok"}`
	busy     = `{"errcode":-1,"errmsg":"system busy"}`
	crowded  = `{"errcode":45033,"errmsg":"api concurrent out of limit"}`
	tooFast  = `{"errcode":45009,"errmsg":"api freq out of limit"}`
	conflict = `{"errcode":6000,"errmsg":"data version conflict"}`
)

func TestRepetition(t *testing.T) {
	rows := []struct {
		name  string
		steps []string
		reads int // calls made when the call only reads
		does  int // calls made when it changes something
		ok    bool
	}{
		{"fine", []string{fine}, 1, 1, true},
		{"busy once", []string{busy, fine}, 2, 1, false},
		{"busy for good", []string{busy}, 4, 1, false},
		{"too many at once", []string{crowded, crowded, fine}, 3, 3, true},
		{"too many at once for good", []string{crowded}, 4, 4, false},
		{"a gateway's error", []string{"502", fine}, 2, 1, false},
		{"no JSON", []string{"<html>", fine}, 2, 1, false},
		{"connection broken", []string{"drop", fine}, 2, 1, false},
		{"connection broken for good", []string{"drop"}, 4, 1, false},
		{"connection refused", []string{"refuse", fine}, 2, 1, false},
		{"not there", []string{"404", fine}, 1, 1, false},
		{"too fast", []string{tooFast, fine}, 1, 1, false},
		{"a conflict", []string{conflict, fine}, 1, 1, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, safe := range []bool{true, false} {
					s := &script{steps: row.steps}
					c, limiter := scripted(t, s)
					req, want := wire.Post("op", "/x", map[string]int{"n": 1}), row.does
					if safe {
						req, want = wire.Read("op", "/x", map[string]int{"n": 1}), row.reads
					}
					err := c.Exec(t.Context(), req)
					if len(s.times) != want {
						t.Errorf("safe %v: %d calls, want %d", safe, len(s.times), want)
					}
					if succeeded := err == nil; succeeded != (row.ok || safe && want > 1 && want < 4) {
						t.Errorf("safe %v: %v", safe, err)
					}
					for _, body := range s.bodies {
						if body != `{"n":1}` {
							t.Errorf("body %s", body)
						}
					}
					if (len(limiter.refused) == 1) != (row.steps[0] == tooFast) {
						t.Errorf("the limiter was told %v", limiter.refused)
					}
				}
			})
		})
	}
}

// The caller's own end of time decides how long is tried, not that of one try.
func TestReadIsRepeatedAfterTheTimeOfOneTry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: []string{"silence", fine}}
		c, _ := scripted(t, s)
		c.HTTP.Timeout = 5 * time.Second
		if err := c.Exec(t.Context(), wire.Read("op", "/x", nil)); err != nil || len(s.times) != 2 {
			t.Errorf("%d calls, %v", len(s.times), err)
		}
		s.times = nil
		if err := c.Exec(t.Context(), wire.Post("op", "/x", nil)); !wx.IsUnknown(err) || len(s.times) != 1 {
			t.Errorf("%d calls, %v", len(s.times), err)
		}
		s.times = nil
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := c.Exec(ctx, wire.Read("op", "/x", nil)); !errors.Is(err, context.DeadlineExceeded) || len(s.times) != 1 {
			t.Errorf("%d calls, %v", len(s.times), err)
		}
	})
}

// A call that was refused for its dead token did nothing, whatever became of the
// fetch of a new one, and is not the call that went too fast.
func TestLostRenewalIsNoUnknownOutcome(t *testing.T) {
	for step, told := range map[string]string{"drop": "", tooFast: "ww1/gettoken"} {
		synctest.Test(t, func(t *testing.T) {
			s := &script{steps: []string{`{"errcode":0,"access_token":"T","expires_in":7200}`, `{"errcode":42001,"errmsg":"access_token expired"}`, step}}
			c, limiter := scripted(t, s)
			c.Fetch = func(ctx context.Context, _ string) (wx.Token, error) {
				return c.FetchToken(ctx, wire.Get("gettoken", "/cgi-bin/gettoken", nil))
			}
			err := c.Exec(t.Context(), wire.Post("op", "/x", nil))
			if err == nil || wx.IsUnknown(err) || len(s.times) != 3 {
				t.Errorf("%d calls, %v", len(s.times), err)
			}
			if got := strings.Join(limiter.refused, " "); got != told {
				t.Errorf("the limiter was told %q, want %q", got, told)
			}
		})
	}
}

func TestPausesGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: []string{busy}}
		c, _ := scripted(t, s)
		c.Exec(t.Context(), wire.Read("op", "/x", nil))
		for i, least := range []time.Duration{150, 300, 600} {
			if pause := s.times[i+1].Sub(s.times[i]); pause < least*time.Millisecond || pause > 2*least*time.Millisecond {
				t.Errorf("pause %d took %s", i, pause)
			}
		}
	})
}

func TestNothingIsRepeatedPastTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: []string{busy}}
		c, _ := scripted(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		began := time.Now()
		if err := c.Exec(ctx, wire.Read("op", "/x", nil)); !errors.Is(err, wx.ErrBusy) || len(s.times) != 1 || time.Since(began) != 0 {
			t.Errorf("%v after %d calls and %s", err, len(s.times), time.Since(began))
		}
	})
}

// counted notes how often it is written as JSON.
type counted struct{ times int }

func (c *counted) MarshalJSON() ([]byte, error) { c.times++; return []byte(`"x"`), nil }

func TestRequestIsWrittenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, body := &script{steps: []string{busy, busy, fine}}, &counted{}
		c, _ := scripted(t, s)
		if err := c.Exec(t.Context(), wire.Read("op", "/x", body)); err != nil || body.times != 1 || len(s.bodies) != 3 {
			t.Errorf("written %d times for %d calls, %v", body.times, len(s.bodies), err)
		}
	})
}

func TestRetriesCanBeSwitchedOff(t *testing.T) {
	s := &script{steps: []string{busy}}
	c, _ := scripted(t, s)
	if err := c.SetRetries(0); err != nil {
		t.Fatal(err)
	}
	if c.Exec(t.Context(), wire.Read("op", "/x", nil)); len(s.times) != 1 {
		t.Errorf("%d calls", len(s.times))
	}
	if c.SetRetries(-1) == nil || c.SetRetries(11) == nil || c.SetLimiter(nil) == nil || c.SetClamp(nil) == nil {
		t.Error("an option that makes no sense was taken")
	}
}
