package push_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wx"
)

const (
	testToken = "sandboxWeappToken"
	testKey   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
	otherKey  = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	appID     = "wx1a2b3c4d5e6f7081"
	textJSON  = `{"ToUserName":"gh_0123456789ab","FromUserName":"oU","CreateTime":1700001000,"MsgType":"text","Content":"hi","MsgId":24000000000000001}`
	textXML   = `<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>oU</FromUserName><CreateTime>1700001000</CreateTime><MsgType>text</MsgType><Content>hi</Content><MsgId>24000000000000001</MsgId></xml>`
	enterJSON = `{"ToUserName":"gh_0123456789ab","FromUserName":"oU","CreateTime":1700001000,"MsgType":"event","Event":"user_enter_tempsession"}`
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
	handler  push.Handler
	config   push.Config
	crypt    *wx.Crypt
	reply    push.Reply
	accepted []*push.Push
	log      bytes.Buffer
	fail     error
}

func setup(t testing.TB, mode push.Mode) *fixture {
	f := &fixture{crypt: crypt(t, testToken, testKey, appID)}
	f.config = push.Config{Current: f.crypt, Token: testToken, AppID: appID, Mode: mode}
	f.handler = push.Handler{
		Config: func(r *http.Request) (push.Config, error) {
			if r.URL.Path == "/nobody" {
				return push.Config{}, fmt.Errorf("account nobody: %w", push.ErrUnknownReceiver)
			}
			return f.config, nil
		},
		Accept: func(_ context.Context, p *push.Push) (push.Reply, error) {
			if f.fail == nil {
				f.accepted = append(f.accepted, p)
			}
			return f.reply, f.fail
		},
		Log: slog.New(slog.NewTextHandler(&f.log, nil)),
		Now: func() time.Time { return time.Unix(1700002000, 0) },
	}
	return f
}

func (f *fixture) do(method, target, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
	return w
}

// plainQuery is the query that every push has.
func plainQuery() url.Values {
	return url.Values{
		"timestamp": {"1700001001"}, "nonce": {"n1"}, "openid": {"oU"},
		"signature": {wx.Signature(testToken, "1700001001", "n1")},
	}
}

// sealed is an encrypted delivery; beside stands readable in the envelope.
func sealed(t testing.TB, c *wx.Crypt, msg, beside string) (query, body string) {
	t.Helper()
	encrypted, err := c.Encrypt([]byte(msg), strings.NewReader("0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	body = `{"ToUserName":"gh_0123456789ab",` + beside + `"Encrypt":"` + encrypted + `"}`
	if strings.HasPrefix(msg, "<") {
		body = "<xml><ToUserName>gh_0123456789ab</ToUserName>" + beside + "<Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>"
	}
	return signed(c, encrypted), body
}

func signed(c *wx.Crypt, encrypted string) string {
	q := plainQuery()
	q.Set("signature", c.Signature("1700001001", "n1"))
	q.Set("encrypt_type", "aes")
	q.Set("msg_signature", c.Signature("1700001001", "n1", encrypted))
	return q.Encode()
}

func TestDeliver(t *testing.T) {
	for name, msg := range map[string]string{"JSON": textJSON, "XML": textXML} {
		for _, mode := range []push.Mode{push.Plain, push.Compatible, push.Secure} {
			t.Run(name+" "+string(mode), func(t *testing.T) {
				f := setup(t, mode)
				query, body := plainQuery().Encode(), msg
				if mode != push.Plain {
					query, body = sealed(t, f.crypt, msg, "")
				}
				w := f.do("POST", "/push?"+query, body)
				if w.Code != 200 || w.Body.String() != "success" {
					t.Fatalf("answer %d %q", w.Code, w.Body)
				}
				if len(f.accepted) != 1 || string(f.accepted[0].Raw) != msg || f.accepted[0].MsgID != "24000000000000001" {
					t.Fatalf("accepted %+v", f.accepted)
				}
			})
		}
	}
}

// What stands readable beside the ciphertext is not signed.
func TestCompatibleTrustsOnlyTheCiphertext(t *testing.T) {
	f := setup(t, push.Compatible)
	forged := `"FromUserName":"oThief","CreateTime":1,"MsgType":"text","Content":"forged","MsgId":1,`
	query, body := sealed(t, f.crypt, textJSON, forged)
	if w := f.do("POST", "/push?"+query, body); w.Code != 200 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if p := f.accepted[0]; p.From != "oU" || p.Event.(push.Text).Content != "hi" {
		t.Errorf("push %+v", p)
	}
}

func TestVerifyAddress(t *testing.T) {
	for _, mode := range []push.Mode{push.Plain, push.Compatible, push.Secure} {
		f := setup(t, mode)
		w := f.do("GET", "/push?"+plainQuery().Encode()+"&echostr=4375120948345356249", "")
		if w.Code != 200 || w.Body.String() != "4375120948345356249" {
			t.Errorf("%s: answer %d %q", mode, w.Code, w.Body)
		}
	}
}

// Proxies may break the lines of an envelope, or decode a plus sign.
func TestTouchedBase64(t *testing.T) {
	for name, touch := range map[string]func(string) string{
		"broken lines": func(s string) string { return "\n  " + s[:64] + "\r\n  " + s[64:] + "\n" },
		"plus decoded": func(s string) string { return strings.ReplaceAll(s, "+", " ") },
	} {
		f := setup(t, push.Secure)
		query, body := sealed(t, f.crypt, textXML, "")
		before, rest, _ := strings.Cut(body, "<Encrypt><![CDATA[")
		encrypted, after, _ := strings.Cut(rest, "]]>")
		if !strings.Contains(encrypted, "+") {
			t.Fatal("the sample has no plus sign")
		}
		if w := f.do("POST", "/push?"+query, before+"<Encrypt><![CDATA["+touch(encrypted)+"]]>"+after); w.Code != 200 || len(f.accepted) != 1 {
			t.Errorf("%s: status %d: %s", name, w.Code, w.Body)
		}
	}
}

func TestVerifyAddressPublishedVectors(t *testing.T) {
	f := setup(t, push.Plain)
	f.config = push.Config{Token: "AAAAA", Mode: push.Plain}
	for _, query := range []string{
		"signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492",
		"signature=899cf89e464efb63f54ddac96b0a0a235f53aa78&echostr=1&timestamp=1714037059&nonce=486452656",
	} {
		if w := f.do("GET", "/push?"+query, ""); w.Code != 200 {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	}
}

func TestRefuse(t *testing.T) {
	c := crypt(t, testToken, testKey, appID)
	query, body := sealed(t, c, textJSON, "")
	foreignQuery, foreignBody := sealed(t, crypt(t, testToken, testKey, "wxother"), textJSON, "")
	_, compatible := sealed(t, c, textJSON, `"MsgType":"text",`)
	badSignature := strings.Replace(query, "signature=", "signature=0", 1)
	envelope := func(encrypted string) string { return `{"Encrypt":"` + encrypted + `"}` }
	rows := []struct {
		name, method, path, query, body string
		mode                            push.Mode
		status                          int
	}{
		{"plain in secure mode", "POST", "/push", plainQuery().Encode(), textJSON, push.Secure, 403},
		{"plain in compatible mode", "POST", "/push", plainQuery().Encode(), textJSON, push.Compatible, 403},
		{"plain, mode not said", "POST", "/push", plainQuery().Encode(), textJSON, "", 403},
		{"encrypt_type raw in secure mode", "POST", "/push", plainQuery().Encode() + "&encrypt_type=raw", textJSON, push.Secure, 403},
		{"compatible in secure mode", "POST", "/push", query, compatible, push.Secure, 403},
		{"wrong msg_signature", "POST", "/push", strings.Replace(query, "msg_signature=", "msg_signature=0", 1), body, push.Secure, 403},
		{"wrong signature", "POST", "/push", badSignature, body, push.Secure, 403},
		{"wrong signature in plain mode", "POST", "/push", "timestamp=1&nonce=2&signature=3", textJSON, push.Plain, 403},
		{"no msg_signature", "POST", "/push", plainQuery().Encode() + "&encrypt_type=aes", body, push.Secure, 400},
		{"empty query", "POST", "/push", "", body, push.Secure, 400},
		{"another mini program", "POST", "/push", foreignQuery, foreignBody, push.Secure, 403},
		{"bad base64", "POST", "/push", signed(c, "!!!!"), envelope("!!!!"), push.Secure, 400},
		{"bad padding", "POST", "/push", signed(c, strings.Repeat("A", 43)+"="), envelope(strings.Repeat("A", 43) + "="), push.Secure, 400},
		{"no Encrypt", "POST", "/push", query, `{"ToUserName":"g"}`, push.Secure, 400},
		{"Encrypt is no text", "POST", "/push", query, `{"Encrypt":5}`, push.Secure, 400},
		{"broken envelope", "POST", "/push", query, `{"Encrypt":`, push.Secure, 400},
		{"entities in the envelope", "POST", "/push", query, `<!DOCTYPE x><xml><Encrypt>a</Encrypt></xml>`, push.Secure, 400},
		{"unknown account", "POST", "/nobody", query, body, push.Secure, 404},
		{"too large", "POST", "/push", query, strings.Repeat("x", 1<<20+1), push.Secure, 413},
		{"another method", "DELETE", "/push", query, body, push.Secure, 405},
		{"GET without parameters", "GET", "/push", "", "", push.Secure, 400},
		{"GET with a wrong signature", "GET", "/push", "timestamp=1&nonce=2&signature=3&echostr=4", "", push.Secure, 403},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := setup(t, row.mode)
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

func TestUnreadableIsKept(t *testing.T) {
	for name, msg := range map[string]string{
		"wrong types": `{"ToUserName":"g","FromUserName":"o","CreateTime":1,"MsgType":"text","Content":["x"],"MsgId":1}`,
		"deep JSON":   `{"a":` + strings.Repeat("[", 10000),
		"deep XML":    strings.Repeat("<a>", 10000),
		"entities":    `<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>`,
		"neither":     "hello",
	} {
		t.Run(name, func(t *testing.T) {
			f := setup(t, push.Secure)
			f.reply = push.Transfer()
			query, body := sealed(t, f.crypt, msg, "")
			w := f.do("POST", "/push?"+query, body)
			if w.Code != 200 || w.Body.String() != "success" || len(f.accepted) != 1 {
				t.Fatalf("answer %d %q, accepted %d", w.Code, w.Body, len(f.accepted))
			}
			p := f.accepted[0]
			if !errors.Is(p.Err, push.ErrContent) || p.Kind != push.Unreadable || p.CreateTime != 1700001001 || string(p.Raw) != msg {
				t.Errorf("push %+v", p)
			}
		})
	}
}

func TestTransfer(t *testing.T) {
	t.Run("plain JSON", func(t *testing.T) {
		f := setup(t, push.Plain)
		f.reply = push.Transfer()
		w := f.do("POST", "/push?"+plainQuery().Encode(), textJSON)
		want := `{"MsgType":"transfer_customer_service","ToUserName":"oU","FromUserName":"gh_0123456789ab","CreateTime":1700002000}`
		if w.Body.String() != want || !strings.Contains(w.Header().Get("Content-Type"), "json") {
			t.Errorf("answer %s", w.Body)
		}
	})
	t.Run("plain XML", func(t *testing.T) {
		f := setup(t, push.Plain)
		f.reply = push.Transfer()
		w := f.do("POST", "/push?"+plainQuery().Encode(), textXML)
		want := `<xml><ToUserName><![CDATA[oU]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName><CreateTime>1700002000</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`
		if w.Body.String() != want || !strings.Contains(w.Header().Get("Content-Type"), "xml") {
			t.Errorf("answer %s", w.Body)
		}
	})
	t.Run("secure JSON", func(t *testing.T) {
		f := setup(t, push.Secure)
		f.reply = push.Transfer()
		query, body := sealed(t, f.crypt, textJSON, "")
		w := f.do("POST", "/push?"+query, body)
		var reply struct {
			Encrypt, MsgSignature, Nonce string
			TimeStamp                    int64
		}
		if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		checkSealed(t, f.crypt, reply.MsgSignature, reply.TimeStamp, reply.Nonce, reply.Encrypt, `{"MsgType":"transfer_customer_service","ToUserName":"oU"`)
	})
	t.Run("secure XML", func(t *testing.T) {
		f := setup(t, push.Secure)
		f.reply = push.Transfer()
		query, body := sealed(t, f.crypt, textXML, "")
		w := f.do("POST", "/push?"+query, body)
		var reply struct {
			Encrypt, MsgSignature, Nonce string
			TimeStamp                    int64
		}
		if err := xml.Unmarshal(w.Body.Bytes(), &reply); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		checkSealed(t, f.crypt, reply.MsgSignature, reply.TimeStamp, reply.Nonce, reply.Encrypt, `<xml><ToUserName><![CDATA[oU]]>`)
	})
	t.Run("an event is never transferred", func(t *testing.T) {
		f := setup(t, push.Plain)
		f.reply = push.Transfer()
		if w := f.do("POST", "/push?"+plainQuery().Encode(), enterJSON); w.Body.String() != "success" {
			t.Errorf("answer %s", w.Body)
		}
	})
}

func checkSealed(t *testing.T, c *wx.Crypt, signature string, at int64, nonce, encrypted, prefix string) {
	t.Helper()
	if err := c.Verify(signature, strconv.FormatInt(at, 10), nonce, encrypted); err != nil {
		t.Error(err)
	}
	msg, err := c.Decrypt([]byte(encrypted))
	if err != nil || !strings.HasPrefix(string(msg), prefix) {
		t.Errorf("reply %s, %v", msg, err)
	}
}

func TestReplyKeepsInStore(t *testing.T) {
	for _, want := range []push.Reply{{}, push.Transfer()} {
		data, _ := json.Marshal(want)
		var got push.Reply
		if err := json.Unmarshal(data, &got); err != nil || got != want {
			t.Errorf("%s came back as %+v, %v", data, got, err)
		}
	}
}

func TestKeysBeingChanged(t *testing.T) {
	f := setup(t, push.Secure)
	old := crypt(t, "oldToken", otherKey, appID)
	f.config.Previous = old
	f.reply = push.Transfer()
	query, body := sealed(t, old, textJSON, "")
	w := f.do("POST", "/push?"+query, body)
	if w.Code != 200 || len(f.accepted) != 1 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var reply struct{ Encrypt string }
	if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil {
		t.Fatal(err)
	}
	if _, err := old.Decrypt([]byte(reply.Encrypt)); err != nil {
		t.Errorf("the reply is not encrypted with the key the push came with: %v", err)
	}
}

func TestFailureCutsTheConnection(t *testing.T) {
	f := setup(t, push.Secure)
	f.fail = fmt.Errorf("odd: %w", wx.ErrSignature)
	query, body := sealed(t, f.crypt, textJSON, "")
	server := httptest.NewUnstartedServer(&f.handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	server.Start()
	defer server.Close()
	resp, err := http.Post(server.URL+"/push?"+query, "application/json", strings.NewReader(body))
	if err == nil {
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		t.Errorf("answered %d", resp.StatusCode)
	}
}

// A vector made by another implementation.
func TestKnownVector(t *testing.T) {
	f := setup(t, push.Secure)
	f.config = push.Config{
		Current: crypt(t, "tok_demo_01", otherKey, "wx0123456789abcdef"),
		Token:   "tok_demo_01", AppID: "wx0123456789abcdef", Mode: push.Secure,
	}
	const encrypted = "Q3stYC6hdFzMh9T8HCvyDHmhuctoMbWUq6F/GD4TfMdFtm8Srm/bJWZH/D9yYzAw/3bRmv6Z5bdIYiNQzm/SMaVIKe+a8YXrSIrf1mx6ZtcttsAStb0xgjK6UeN7wnEMRNOqLEuxQneIrvMCyiB8t6PiSmeJdEKq4NspNgC7SwLAzD1Hw28GkUIgGfVdZwbX1CODXYYzh7aYrdAwhJbOeGm+FKQomJhtNJBQULZIzSpAZSPw+DGutGOyH82r5+9T"
	query := "timestamp=1482048671&nonce=987654321&encrypt_type=aes&signature=a81b526f7325a9f8f6de094e3c2ea6c3b3bb6201&msg_signature=ce042487c88738d282045d634ffa0c152fb56714"
	w := f.do("POST", "/push?"+query, `{"ToUserName":"gh_x","Encrypt":"`+encrypted+`"}`)
	if w.Code != 200 || len(f.accepted) != 1 || f.accepted[0].MsgID != "1234567890123456" {
		t.Errorf("answer %d %s, accepted %+v", w.Code, w.Body, f.accepted)
	}
}
