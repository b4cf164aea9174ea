package push_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp/push"
)

const (
	relaySecret = "0123456789abcdefghijABCDEFGHIJ01"
	relayNonce  = "0123456789abcdef"
	relayTime   = 1700002000
	originalID  = "gh_0123456789ab"
	// cloudJSON is what a cloud function is given: the appid as the receiver, a message id that is no number, and the caller.
	cloudJSON = `{"FromUserName":"oU","ToUserName":"` + appID + `","Content":"测试","CreateTime":1700001000,"MsgId":"49d72d67b16d115e7935ac386f2f0fa41535298877_1555684067","MsgType":"text","userInfo":{"appId":"` + appID + `","openId":"oU"}}`
)

// relay is a handler and what it let through.
type relay struct {
	handler  push.RelayHandler
	reply    push.Reply
	fail     error
	accepted []*push.Push
	log      bytes.Buffer
}

func newRelay() *relay {
	r := &relay{}
	r.handler = push.RelayHandler{
		Config: func(req *http.Request) (push.RelayConfig, error) {
			if req.URL.Path == "/nobody" {
				return push.RelayConfig{}, push.ErrUnknownReceiver
			}
			return push.RelayConfig{Secret: relaySecret, Previous: "the one before", AppID: appID, OriginalID: originalID}, nil
		},
		Accept: func(_ context.Context, p *push.Push) (push.Reply, error) {
			if r.fail == nil {
				r.accepted = append(r.accepted, p)
			}
			return r.reply, r.fail
		},
		Log: slog.New(slog.NewTextHandler(&r.log, nil)),
		Now: func() time.Time { return time.Unix(relayTime, 0) },
	}
	return r
}

// passing is a request as a cloud function makes it.
func passing(body, secret, nonce string, at int64) *http.Request {
	r := httptest.NewRequest("POST", "/demo", strings.NewReader(body))
	timestamp := strconv.FormatInt(at, 10)
	r.Header.Set(push.RelayTimestamp, timestamp)
	r.Header.Set(push.RelayNonce, nonce)
	r.Header.Set(push.RelaySignature, push.SignRelay(secret, timestamp, nonce, []byte(body)))
	return r
}

func (r *relay) do(req *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w
}

// passedOn is what becomes of a body; nil when it is refused.
func passedOn(t testing.TB, body []byte) *push.Push {
	t.Helper()
	r := newRelay()
	w := r.do(passing(string(body), relaySecret, relayNonce, relayTime))
	if (len(r.accepted) == 1) != (w.Code == http.StatusOK) {
		t.Fatalf("%d with %d pushes", w.Code, len(r.accepted))
	}
	if len(r.accepted) == 0 {
		return nil
	}
	return r.accepted[0]
}

func TestAPushThatACloudFunctionPassesOn(t *testing.T) {
	r := newRelay()
	r.reply = push.Transfer()
	w := r.do(passing(cloudJSON, relaySecret, relayNonce, relayTime))
	if len(r.accepted) != 1 || r.accepted[0].Err != nil {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	p := r.accepted[0]
	head := push.Head{ToUser: originalID, From: "oU", CreateTime: 1700001000, Kind: push.KindText, MsgID: "49d72d67b16d115e7935ac386f2f0fa41535298877_1555684067"}
	if diff := cmp.Diff(push.Event(push.Text{Head: head, Content: "测试"}), p.Event); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(string(p.Raw), "userInfo") {
		t.Errorf("kept: %s", p.Raw)
	}
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	want := map[string]any{"MsgType": "transfer_customer_service", "ToUserName": "oU", "FromUserName": originalID, "CreateTime": float64(relayTime)}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Error(diff)
	}
}

// Both ways carry the same push when the platform gives them the same id; events have none, and are the same by what they say.
func TestTheSamePushByBothWaysHasOneHash(t *testing.T) {
	for _, body := range []string{textJSON, enterJSON} {
		direct, err := push.Decode([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		cloud := strings.Replace(body, originalID, appID, 1)
		cloud = strings.TrimSuffix(cloud, "}") + `,"userInfo":{"openId":"oU"},"tcbContext":{"request":"1"}}`
		if p := passedOn(t, []byte(cloud)); p == nil || p.Hash != direct.Hash || p.CreateTime != direct.CreateTime {
			t.Errorf("%s came out as %+v", cloud, p)
		}
	}
}

func TestWhatARelayRefuses(t *testing.T) {
	changed := passing(textJSON, relaySecret, relayNonce, relayTime)
	changed.Body = http.NoBody
	changed.ContentLength = 0
	unknown := passing(textJSON, relaySecret, relayNonce, relayTime)
	unknown.URL.Path = "/nobody"
	large := passing(`{"x":"`+strings.Repeat("x", 1<<20)+`"}`, relaySecret, relayNonce, relayTime)
	for name, tt := range map[string]struct {
		req  *http.Request
		want int
	}{
		"another secret":         {passing(textJSON, "guess", relayNonce, relayTime), 401},
		"no secret at all":       {passing(textJSON, "", relayNonce, relayTime), 401},
		"another body":           {changed, 401},
		"a short nonce":          {passing(textJSON, relaySecret, "short", relayTime), 401},
		"old":                    {passing(textJSON, relaySecret, relayNonce, relayTime-301), 401},
		"from the future":        {passing(textJSON, relaySecret, relayNonce, relayTime+301), 401},
		"a time before all time": {passing(textJSON, relaySecret, relayNonce, -1), 401},
		"unsigned":               {httptest.NewRequest("POST", "/demo", strings.NewReader(textJSON)), 401},
		"an unknown account":     {unknown, 404},
		"no POST":                {httptest.NewRequest("GET", "/demo", nil), 405},
		"too large":              {large, 413},
		"no JSON":                {passing("<xml></xml>", relaySecret, relayNonce, relayTime), 400},
		"a list":                 {passing("[]", relaySecret, relayNonce, relayTime), 400},
		"null":                   {passing("null", relaySecret, relayNonce, relayTime), 400},
	} {
		r := newRelay()
		if w := r.do(tt.req); w.Code != tt.want || len(r.accepted) != 0 {
			t.Errorf("%s: %d %s, %d accepted", name, w.Code, w.Body, len(r.accepted))
		}
		if strings.Count(r.log.String(), "\n") != 1 || strings.Contains(r.log.String(), relaySecret) {
			t.Errorf("%s: logged %q", name, r.log.String())
		}
	}
}

func TestARelayAnswersOnlyWhenThePushIsKept(t *testing.T) {
	r := newRelay()
	for _, req := range []*http.Request{
		passing(textJSON, relaySecret, relayNonce, relayTime-300),
		passing(textJSON, "the one before", relayNonce, relayTime),
		passing(enterJSON, relaySecret, relayNonce, relayTime),
	} {
		r.reply = push.Reply{}
		if req.ContentLength == int64(len(enterJSON)) {
			r.reply = push.Transfer() // never of an event
		}
		if w := r.do(req); w.Code != http.StatusOK || w.Body.Len() != 0 {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	}
	if len(r.accepted) != 3 {
		t.Errorf("%d accepted", len(r.accepted))
	}
	r.fail = errors.New("disk full")
	defer func() {
		if fault := recover(); fault != http.ErrAbortHandler {
			t.Errorf("the connection is not cut but %v", fault)
		}
	}()
	r.do(passing(textJSON, relaySecret, relayNonce, relayTime))
}

// What cannot be read is passed on as that: it is the journal's to park.
func TestWhatARelayCannotReadIsAPushAllTheSame(t *testing.T) {
	for _, body := range []string{`{}`, `{"FromUserName":"oU","CreateTime":1,"MsgType":"text","MsgId":"a b"}`, `{"FromUserName":"oU","CreateTime":1,"MsgType":"text","MsgId":"` + strings.Repeat("1", 129) + `"}`} {
		if p := passedOn(t, []byte(body)); p == nil || !errors.Is(p.Err, push.ErrContent) || p.CreateTime != relayTime {
			t.Errorf("%s: %+v", body, p)
		}
	}
}
