package e2e

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
)

// logged keeps what the server writes to its log.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logged) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.b.String()
	l.b.Reset()
	return s
}

func TestBadPushesAreRefusedAndLeaveNothing(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		r.stop()
		var log logged
		r.options.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})) // others tell of their work meanwhile
		r.start()
		lin := r.admin()
		r.accounts(lin)
		for _, kind := range []struct {
			name     string
			platform platform
			plain    string
		}{
			{"wecom", r.wecomPlatform(), contact("add_external_contact", "zhangsan", someCustomer, dayBegan, "")},
			{"weapp", r.weappPlatform(), text(someOpenID, "在吗", dayBegan, 24500000000000001)},
		} {
			for name, c := range badPushes(kind.platform, kind.plain) {
				t.Run(kind.name+"/"+name, func(t *testing.T) {
					log.take()
					p := kind.platform
					p.t, p.url = t, strings.Replace(p.url, "/demo", c.account, 1)
					if status, answer := p.deliver(c.query, []byte(c.body)); status != c.want {
						t.Errorf("answered %d %q, want %d", status, answer, c.want)
					}
					checkLog(t, log.take())
				})
			}
		}
		if open, err := r.app.Store.OpenPushes(t.Context(), 1<<60, 10); err != nil || len(open) > 0 {
			t.Errorf("refused pushes were stored: %v %v", open, err)
		}
		var parked struct {
			Items []crm.Parked `json:"items"`
		}
		lin.get("/parked", &parked)
		if len(parked.Items) > 0 {
			t.Errorf("refused pushes were parked: %+v", parked.Items)
		}
	})
}

type badPush struct {
	account string
	query   url.Values
	body    string
	want    int
}

func badPushes(p platform, plain string) map[string]badPush {
	query, body := p.seal(plain)
	forged := func(change func(url.Values)) url.Values {
		q := url.Values{}
		for k, v := range query {
			q[k] = v
		}
		change(q)
		return q
	}
	// resign has a changed envelope signed by somebody who knows the token.
	resign := func(encrypt string) badPush {
		q := forged(func(q url.Values) {
			q.Set("msg_signature", p.crypt.Signature(q.Get("timestamp"), q.Get("nonce"), encrypt))
		})
		return badPush{"/demo", q, strings.Replace(body, encryptOf(body), encrypt, 1), 400}
	}
	receiver := resign(otherReceiver(p, plain))
	receiver.want = 403
	return map[string]badPush{
		"wrong signature": {"/demo", forged(func(q url.Values) { q.Set("msg_signature", strings.Repeat("0", 40)) }), body, 403},
		"no signature":    {"/demo", url.Values{}, body, 400},
		"wrong receiver":  receiver,
		"no base64":       resign("%%%"),
		"half a block":    resign("QUJD"),
		"bad padding":     resign(strings.Repeat("QUFB", 32)),
		"unknown account": {"/nobody", query, body, 404},
		"over 1 MiB":      {"/demo", query, body + strings.Repeat(" ", 1<<20), 413},
		"no envelope":     {"/demo", query, "hello", 400},
	}
}

func encryptOf(body string) string {
	for _, marks := range [][2]string{{`"Encrypt":"`, `"`}, {"<Encrypt><![CDATA[", "]]>"}} {
		if _, rest, ok := strings.Cut(body, marks[0]); ok {
			inside, _, _ := strings.Cut(rest, marks[1])
			return inside
		}
	}
	return ""
}

func otherReceiver(p platform, plain string) string {
	f := sandbox.DefaultFixture()
	token, key := f.Callback.Token, f.Callback.AESKey
	if p.weapp {
		token, key = f.MiniProgram.Push.Token, f.MiniProgram.Push.AESKey
	}
	other := cryptOf(p.t, token, key, "wx0000000000000000")
	_, body := platform{p.t, "", other, p.weapp}.seal(plain)
	return encryptOf(body)
}

// checkLog wants one line of the refusal, and no secret in any.
func checkLog(t *testing.T, text string) {
	t.Helper()
	if n := strings.Count(text, "push not accepted"); n != 1 {
		t.Errorf("%d log lines of it, want 1:\n%s", n, text)
	}
	f := sandbox.DefaultFixture()
	for _, secret := range []string{f.Callback.Token, f.Callback.AESKey, f.MiniProgram.Push.Token, f.MiniProgram.Push.AESKey, f.Apps[0].Secret, f.MiniProgram.Secret} {
		if strings.Contains(text, secret) {
			t.Errorf("the log names a secret: %s", text)
		}
	}
}

// What is authentic and cannot be read is kept for a person and answered; a duplicate and an unknown event are answered.
func TestAuthenticPushesAreNeverRefused(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		wecom, weapp := r.wecomPlatform(), r.weappPlatform()
		for _, plain := range []string{
			`<!DOCTYPE x [<!ENTITY a "b">]><xml><ToUserName>&a;</ToUserName></xml>`,
			strings.Repeat("<a>", 10_000) + strings.Repeat("</a>", 10_000),
			"not xml at all \x00\xff",
		} {
			wecom.must(plain)
		}
		weapp.must(`{"ToUserName":["gh"],"FromUserName":{"a":1},"CreateTime":"soon","MsgType":7}`)
		add := contact("add_external_contact", "zhangsan", someCustomer, dayBegan, "")
		wecom.must(add)
		wecom.must(add)
		wecom.must(contact("something_new", "zhangsan", someCustomer, dayBegan+1, ""))
		weapp.must(`{"ToUserName":"gh_0123456789ab","FromUserName":"oX","CreateTime":1790000000,"MsgType":"event","Event":"debug_demo","debug_str":"x"}`)
		weapp.must(text(someOpenID, "\u0000<script>alert(1)</script>", dayBegan, 24500000000000001))
		r.applied()
		var parked struct {
			Items []crm.Parked `json:"items"`
		}
		lin.get("/parked", &parked)
		if len(parked.Items) != 4 {
			t.Errorf("%d pushes are parked, want the 4 unreadable ones: %+v", len(parked.Items), parked.Items)
		}
		for _, p := range parked.Items {
			if p.Source != "push" || p.Error == "" {
				t.Errorf("parked without a reason: %+v", p)
			}
		}
		r.one(lin, "/customers?q=", 2) // one by each platform
		r.one(lin, "/conversations?list=waiting", 1)
	})
}

// one checks how many items a list has.
func (r *rig) one(p *person, path string, want int) {
	r.t.Helper()
	var list struct {
		Items []any `json:"items"`
	}
	p.get(path, &list)
	if len(list.Items) != want {
		r.t.Errorf("%s has %d items, want %d: %s", path, len(list.Items), want, fmt.Sprint(list.Items))
	}
}
