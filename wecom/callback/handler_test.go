package callback_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

const (
	testToken = "sandboxWecomToken"
	testKey   = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	otherKey  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
	corpID    = "ww1a2b3c4d5e6f7081"
	event     = "<xml><ToUserName>ww1a2b3c4d5e6f7081</ToUserName><FromUserName>sys</FromUserName><CreateTime>1700000100</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>wm1</ExternalUserID></xml>"
)

func crypt(t testing.TB, token, key, id string) *wx.Crypt {
	t.Helper()
	c, err := wx.NewCrypt(token, key, id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// fixture is a handler and what it let through.
type fixture struct {
	handler  callback.Handler
	accepted []*callback.Push
	log      bytes.Buffer
	fail     error
}

func setup(t testing.TB) *fixture {
	f := &fixture{}
	keys := callback.Keys{Current: crypt(t, testToken, testKey, corpID)}
	f.handler = callback.Handler{
		Keys: func(r *http.Request) (callback.Keys, error) {
			if r.URL.Path == "/nobody" {
				return callback.Keys{}, fmt.Errorf("account nobody: %w", callback.ErrUnknownReceiver)
			}
			return keys, nil
		},
		Accept: func(_ context.Context, p *callback.Push) error {
			if f.fail == nil {
				f.accepted = append(f.accepted, p)
			}
			return f.fail
		},
		Log: slog.New(slog.NewTextHandler(&f.log, nil)),
	}
	return f
}

// sealed is a signed and encrypted delivery.
func sealed(t testing.TB, c *wx.Crypt, msg string) (query, body string) {
	t.Helper()
	encrypted, err := c.Encrypt([]byte(msg), strings.NewReader("0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	return signed(c, encrypted), "<xml><ToUserName><![CDATA[" + corpID + "]]></ToUserName><Encrypt><![CDATA[" + encrypted + "]]></Encrypt><AgentID>1</AgentID></xml>"
}

func signed(c *wx.Crypt, encrypted string) string {
	return url.Values{
		"timestamp": {"1700000111"}, "nonce": {"n1"},
		"msg_signature": {c.Signature("1700000111", "n1", encrypted)},
	}.Encode()
}

func (f *fixture) do(method, target, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
	return w
}

func TestDeliver(t *testing.T) {
	f := setup(t)
	query, body := sealed(t, crypt(t, testToken, testKey, corpID), event)
	w := f.do("POST", "/callback?"+query, body)
	if w.Code != 200 || w.Body.String() != "success" {
		t.Fatalf("answer %d %q", w.Code, w.Body)
	}
	if len(f.accepted) != 1 || string(f.accepted[0].Raw) != event || f.accepted[0].Subject != "wm1" {
		t.Fatalf("accepted %+v", f.accepted)
	}
	if f.log.Len() > 0 {
		t.Errorf("logged %s", f.log.String())
	}
}

// A suite's receive id is its own id, or empty when an individual owns it.
func TestDeliverToSuite(t *testing.T) {
	const ticket = "<xml><SuiteId>ww5e5f5a5b5c5d5e5f</SuiteId><InfoType>suite_ticket</InfoType><TimeStamp>1700000400</TimeStamp><SuiteTicket>TICKET1</SuiteTicket></xml>"
	for _, id := range []string{"ww5e5f5a5b5c5d5e5f", ""} {
		f := setup(t)
		c := crypt(t, testToken, testKey, id)
		f.handler.Keys = func(*http.Request) (callback.Keys, error) { return callback.Keys{Current: c}, nil }
		query, body := sealed(t, c, ticket)
		if w := f.do("POST", "/suite?"+query, body); w.Code != 200 || w.Body.String() != "success" || len(f.accepted) != 1 {
			t.Fatalf("receive id %q: answer %d %q", id, w.Code, w.Body)
		}
		if e, ok := f.accepted[0].Event.(callback.SuiteTicket); !ok || e.SuiteTicket != "TICKET1" || e.ToUser != "ww5e5f5a5b5c5d5e5f" {
			t.Errorf("event %+v", f.accepted[0].Event)
		}
		query, body = sealed(t, crypt(t, testToken, testKey, corpID), ticket)
		if w := f.do("POST", "/suite?"+query, body); w.Code != 403 {
			t.Errorf("receive id %q: another receiver's is answered %d", id, w.Code)
		}
	}
}

// Proxies may break the lines of an envelope, or decode a plus sign; a sender
// that breaks lines itself may sign them.
func TestTouchedBase64(t *testing.T) {
	c := crypt(t, testToken, testKey, corpID)
	encrypted, err := c.Encrypt([]byte(event), strings.NewReader("0123456789abcdef"))
	if err != nil || !strings.Contains(encrypted, "+") {
		t.Fatal("the sample has no plus sign", err)
	}
	broken := "\n  " + encrypted[:64] + "\r\n  " + encrypted[64:] + "\n"
	for name, row := range map[string]struct{ signed, sent string }{
		"broken lines":        {encrypted, broken},
		"signed broken lines": {strings.ReplaceAll(broken, "\r", ""), strings.ReplaceAll(broken, "\r", "")},
		"plus decoded":        {encrypted, strings.ReplaceAll(encrypted, "+", " ")},
	} {
		f := setup(t)
		if w := f.do("POST", "/callback?"+signed(c, row.signed), "<xml><Encrypt>"+row.sent+"</Encrypt></xml>"); w.Code != 200 || len(f.accepted) != 1 {
			t.Errorf("%s: status %d: %s", name, w.Code, w.Body)
		}
	}
}

func TestVerifyAddress(t *testing.T) {
	f := setup(t)
	c := crypt(t, testToken, testKey, corpID)
	echo, _ := c.Encrypt([]byte("1616140317555161061"), strings.NewReader("0123456789abcdef"))
	for name, query := range map[string]string{
		"encoded":        signed(c, echo) + "&echostr=" + url.QueryEscape(echo),
		"plus unencoded": signed(c, echo) + "&echostr=" + strings.ReplaceAll(echo, "=", "%3D"),
	} {
		w := f.do("GET", "/callback?"+query, "")
		if w.Code != 200 || w.Body.String() != "1616140317555161061" {
			t.Errorf("%s: answer %d %q", name, w.Code, w.Body)
		}
	}
}

func TestRefuse(t *testing.T) {
	c := crypt(t, testToken, testKey, corpID)
	query, body := sealed(t, c, event)
	foreignQuery, foreignBody := sealed(t, crypt(t, testToken, testKey, "wwother"), event)
	envelope := func(encrypted string) string { return "<xml><Encrypt>" + encrypted + "</Encrypt></xml>" }
	rows := []struct {
		name, method, path, query, body string
		status                          int
	}{
		{"wrong signature", "POST", "/callback", strings.Replace(query, "n1", "n2", 1), body, 403},
		{"no signature", "POST", "/callback", "timestamp=1&nonce=2", body, 400},
		{"empty query", "POST", "/callback", "", body, 400},
		{"another token", "POST", "/callback", signed(crypt(t, "other", testKey, corpID), "x"), body, 403},
		{"another company", "POST", "/callback", foreignQuery, foreignBody, 403},
		{"bad base64", "POST", "/callback", signed(c, "!!!!"), envelope("!!!!"), 400},
		{"not whole blocks", "POST", "/callback", signed(c, "AAAA"), envelope("AAAA"), 400},
		{"bad padding", "POST", "/callback", signed(c, strings.Repeat("A", 43)+"="), envelope(strings.Repeat("A", 43) + "="), 400},
		{"no Encrypt", "POST", "/callback", query, "<xml><A>1</A></xml>", 400},
		{"not XML", "POST", "/callback", query, "hello", 400},
		{"empty body", "POST", "/callback", query, "", 400},
		{"JSON", "POST", "/callback", query, `{"Encrypt":"x"}`, 400},
		{"entities in the envelope", "POST", "/callback", query, `<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>`, 400},
		{"unknown account", "POST", "/nobody", query, body, 404},
		{"unknown account, GET", "GET", "/nobody", "", "", 404},
		{"too large", "POST", "/callback", query, strings.Repeat("x", 1<<20+1), 413},
		{"another method", "PUT", "/callback", query, body, 405},
		{"GET without parameters", "GET", "/callback", "", "", 400},
		{"GET with a wrong signature", "GET", "/callback", query + "&echostr=abcd", "", 403},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := setup(t)
			w := f.do(row.method, row.path+"?"+row.query, row.body)
			if w.Code != row.status {
				t.Errorf("status %d, want %d: %s", w.Code, row.status, w.Body)
			}
			if len(f.accepted) > 0 {
				t.Error("it was passed on")
			}
			if got := strings.Count(f.log.String(), "\n"); got != 1 {
				t.Errorf("%d log lines, want 1: %s", got, f.log.String())
			}
			for _, secret := range []string{testToken, testKey, "msg_signature"} {
				if strings.Contains(f.log.String()+w.Body.String(), secret) {
					t.Errorf("%s shows in log or answer", secret)
				}
			}
		})
	}
}

func TestTooLargeWithoutLength(t *testing.T) {
	f := setup(t)
	r := httptest.NewRequest("POST", "/callback", io.MultiReader(strings.NewReader(strings.Repeat("x", 2<<20))))
	r.ContentLength = -1
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("status %d, want 413", w.Code)
	}
}

func TestUnreadableIsKept(t *testing.T) {
	for name, msg := range map[string]string{
		"entities": `<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>`,
		"deep":     strings.Repeat("<a>", 10000),
		"no XML":   "\x00\xff",
	} {
		t.Run(name, func(t *testing.T) {
			f := setup(t)
			query, body := sealed(t, crypt(t, testToken, testKey, corpID), msg)
			w := f.do("POST", "/callback?"+query, body)
			if w.Code != 200 || w.Body.String() != "success" || len(f.accepted) != 1 {
				t.Fatalf("answer %d %q, accepted %d", w.Code, w.Body, len(f.accepted))
			}
			p := f.accepted[0]
			if !errors.Is(p.Err, callback.ErrContent) || p.Kind != callback.Unreadable || p.CreateTime != 1700000111 || string(p.Raw) != msg {
				t.Errorf("push %+v", p)
			}
		})
	}
}

func TestKeysBeingChanged(t *testing.T) {
	f := setup(t)
	old, fresh := crypt(t, "oldToken", otherKey, corpID), crypt(t, testToken, testKey, corpID)
	f.handler.Keys = func(*http.Request) (callback.Keys, error) {
		return callback.Keys{Current: fresh, Previous: old}, nil
	}
	sameToken := crypt(t, testToken, otherKey, corpID)
	for name, c := range map[string]*wx.Crypt{"previous": old, "current": fresh} {
		query, body := sealed(t, c, event)
		if w := f.do("POST", "/callback?"+query, body); w.Code != 200 {
			t.Errorf("%s key: status %d", name, w.Code)
		}
	}
	f.handler.Keys = func(*http.Request) (callback.Keys, error) {
		return callback.Keys{Current: fresh, Previous: sameToken}, nil
	}
	query, body := sealed(t, sameToken, event)
	if w := f.do("POST", "/callback?"+query, body); w.Code != 200 {
		t.Errorf("same token, previous AES key: status %d", w.Code)
	}
}

// The connection must break, whatever the failure looks like.
func TestFailureCutsTheConnection(t *testing.T) {
	c := crypt(t, testToken, testKey, corpID)
	query, body := sealed(t, c, event)
	for name, fail := range map[string]error{
		"store down":                  errors.New("disk full"),
		"wraps a mistake of a sender": fmt.Errorf("odd: %w", wx.ErrSignature),
	} {
		f := setup(t)
		f.fail = fail
		server := httptest.NewUnstartedServer(&f.handler)
		server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
		server.Start()
		resp, err := http.Post(server.URL+"/callback?"+query, "text/xml", strings.NewReader(body))
		if err == nil {
			t.Errorf("%s: answered %d", name, resp.StatusCode)
			resp.Body.Close()
		}
		server.Close()
	}
}

func TestKeysFailureCutsTheConnection(t *testing.T) {
	f := setup(t)
	f.handler.Keys = func(*http.Request) (callback.Keys, error) { return callback.Keys{}, errors.New("store down") }
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("recovered %v", got)
		}
	}()
	f.do("POST", "/callback?x=1", "")
}
