package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// world is a running sandbox on a frozen clock, with what a test needs to talk to it.
type world struct {
	*testing.T
	sb  *sandbox.Sandbox
	srv *httptest.Server
	mu  sync.Mutex
	now time.Time
}

const start = 1_700_000_000

func newWorld(t *testing.T, o sandbox.Options) *world {
	t.Helper()
	w := &world{T: t, now: time.Unix(start, 0)}
	if o.Now == nil {
		o.Now = func() time.Time {
			w.mu.Lock()
			defer w.mu.Unlock()
			return w.now
		}
	}
	sb, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.sb, w.srv = sb, httptest.NewServer(sb)
	sb.SetBaseURL(w.srv.URL)
	t.Cleanup(func() {
		if err := sb.Close(); err != nil {
			t.Error(err)
		}
		w.srv.Close()
	})
	return w
}

// object is a decoded JSON object.
type object map[string]any

func (o object) str(name string) string { s, _ := o[name].(string); return s }
func (o object) num(name string) int    { n, _ := o[name].(float64); return int(n) }
func (o object) obj(name string) object { m, _ := o[name].(map[string]any); return m }
func (o object) list(name string) []object {
	raw, _ := o[name].([]any)
	return objects(raw)
}

func objects(raw []any) []object {
	list := []object{}
	for _, x := range raw {
		m, _ := x.(map[string]any)
		list = append(list, m)
	}
	return list
}

// answer is one HTTP answer.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) object(t testing.TB) object {
	t.Helper()
	o := object{}
	if err := json.Unmarshal(a.body, &o); err != nil {
		t.Fatalf("not an object: %v: %s", err, a.body)
	}
	return o
}

// send makes one request; body may be nil, a string, or anything that becomes JSON.
func (w *world) send(method, path string, body any) answer {
	w.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	default:
		var raw bytes.Buffer
		enc := json.NewEncoder(&raw)
		enc.SetEscapeHTML(false) // the mini-program side shows escapes as they are
		if err := enc.Encode(b); err != nil {
			w.Fatal(err)
		}
		r = &raw
	}
	req, err := http.NewRequest(method, w.srv.URL+path, r)
	if err != nil {
		w.Fatal(err)
	}
	return w.do(req)
}

func (w *world) do(req *http.Request) answer {
	w.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, raw}
}

func (w *world) get(path string) object { w.Helper(); return w.send("GET", path, nil).object(w) }
func (w *world) post(path string, body any) object {
	w.Helper()
	return w.send("POST", path, body).object(w)
}
func (w *world) controlURL(path string) string { return "/sandbox/v1" + path }
func (w *world) errcode(o object, want int) {
	w.Helper()
	w.same("errcode of "+fmt.Sprint(o), o.num("errcode"), want)
}
func (w *world) same(what string, got, want any) {
	w.Helper()
	if got != want {
		w.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// control calls the control API and expects success.
func (w *world) control(method, path string, body any) object {
	w.Helper()
	a := w.send(method, w.controlURL(path), body)
	if a.status != http.StatusOK {
		w.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	return a.object(w)
}

// controlList reads a list of the control API.
func (w *world) controlList(path string) []object {
	w.Helper()
	a := w.send("GET", w.controlURL(path), nil)
	var raw []any
	if err := json.Unmarshal(a.body, &raw); err != nil {
		w.Fatalf("GET %s: %d %s", path, a.status, a.body)
	}
	return objects(raw)
}

func (w *world) switches(values object) { w.Helper(); w.control("PUT", "/switches", values) }

// token gets a token of the app with the given secret.
func (w *world) token(secret string) string {
	w.Helper()
	o := w.get("/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=" + secret)
	if o.str("access_token") == "" {
		w.Fatalf("gettoken: %v", o)
	}
	return o.str("access_token")
}

// wecom calls a WeCom path by POST as the app with customer contact.
func (w *world) wecom(name string, body any) object {
	w.Helper()
	return w.post("/cgi-bin/"+name+"?access_token="+w.token("sandbox-contact-secret"), body)
}

// wecomGet is the same by GET; query begins with &.
func (w *world) wecomGet(name, query string) object {
	w.Helper()
	return w.get("/cgi-bin/" + name + "?access_token=" + w.token("sandbox-contact-secret") + query)
}

// weappToken gets a stable token of the mini program.
func (w *world) weappToken() string {
	w.Helper()
	return w.post("/cgi-bin/stable_token", object{
		"grant_type": "client_credential", "appid": "wx1a2b3c4d5e6f7081", "secret": "sandbox-weapp-secret",
	}).str("access_token")
}

func (w *world) weapp(name string, body any) object {
	w.Helper()
	return w.post("/cgi-bin/"+name+"?access_token="+w.weappToken(), body)
}

// text sends a text to a customer of the mini program.
func (w *world) text(openid, content string) object {
	w.Helper()
	return w.weapp("message/custom/send", object{"touser": openid, "msgtype": "text", "text": object{"content": content}})
}

// way makes a contact way for members and returns its config_id.
func (w *world) way(more object) string {
	w.Helper()
	body := object{"type": 2, "scene": 2, "user": []string{"zhangsan"}, "state": "ch-1"}
	for name, v := range more {
		body[name] = v
	}
	o := w.wecom("externalcontact/add_contact_way", body)
	if o.str("config_id") == "" {
		w.Fatalf("add_contact_way: %v", o)
	}
	return o.str("config_id")
}

func (w *world) scan(customer, code string) object {
	w.Helper()
	return w.control("POST", "/scan", object{"customer": customer, "config_id": code})
}

const (
	openid1   = "oSandboxOpenid00000000000001"
	external1 = "wmSandboxCustomer000000000000001"
)

// discard is a response nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

func request(method, path string) *http.Request {
	req, err := http.NewRequest(method, "http://sandbox"+path, http.NoBody)
	if err != nil {
		panic(err)
	}
	return req
}
