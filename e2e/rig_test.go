package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
)

func TestMain(m *testing.M) { storetest.Main(m, func() { os.RemoveAll(builds) }) }

// patience is how long a test waits for something that the product promises to do by itself.
const patience = time.Minute

// rig is a server and a sandbox that know each other only by URL.
type rig struct {
	t        *testing.T
	options  app.Options
	app      *app.App
	sandbox  *sandbox.Sandbox
	platform string // the sandbox's URL
	stop     func()
}

// newRig starts both on a fresh database; nobody is signed in and no account is set up.
func newRig(t *testing.T, d store.Dialect, change ...func(*app.Options)) *rig {
	t.Helper()
	return newRigOn(t, storetest.Options(t, d), change...)
}

// newRigOn does it on a database of the test's own.
func newRigOn(t *testing.T, o store.Options, change ...func(*app.Options)) *rig {
	t.Helper()
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s)
	s.SetBaseURL(site.URL)
	t.Cleanup(func() { s.Close(); site.Close() })
	r := &rig{t: t, sandbox: s, platform: site.URL, options: app.Options{
		Addr: "127.0.0.1:0", Dir: o.Dir, DatabaseURL: o.DatabaseURL, MasterKey: o.MasterKey, Version: "test", Clock: s.Now,
		Console: fstest.MapFS{"index.html": {Data: []byte("<title>menling</title>")}},
		Log:     slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo})),
	}}
	for _, c := range change {
		c(&r.options)
	}
	r.start()
	t.Cleanup(func() { r.stop() })
	return r
}

// start runs the server on the rig's data; stop ends it as SIGTERM would.
func (r *rig) start() {
	r.t.Helper()
	a, err := app.New(r.t.Context(), r.options)
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.t.Context()))
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	r.app = a
	r.sandbox.OnClock(a.ClockMoved)
	r.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				r.t.Errorf("the server ended with %v", err)
			}
		case <-time.After(stopPatience):
			r.t.Errorf("the server did not stop within %v", stopPatience)
		}
	})
}

// person is a browser: cookies, and the stream of changes.
type person struct {
	t    *testing.T
	base string
	http *http.Client
}

func (r *rig) visitor() *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &person{t: r.t, base: r.app.URL() + "/api/v1", http: &http.Client{Jar: jar, Timeout: patience}}
}

// admin becomes the first admin by the one-time link.
func (r *rig) admin() *person {
	r.t.Helper()
	token, err := r.app.Ground.InviteFirstAdmin(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	p := r.visitor()
	p.post("/invitation", map[string]any{"token": token, "name": "林晓", "email": "lin@example.com", "password": "correct horse"}, nil)
	return p
}

// colleague invites an agent, who chooses a password and is signed in.
func (r *rig) colleague(admin *person, name, email string) *person {
	r.t.Helper()
	var added struct {
		Link string `json:"link"`
	}
	admin.post("/agents", map[string]any{"name": name, "email": email, "role": "agent"}, &added)
	link, err := url.Parse(added.Link)
	if err != nil {
		r.t.Fatal(err)
	}
	p := r.visitor()
	p.post("/invitation", map[string]any{"token": link.Query().Get("token"), "name": name, "email": email, "password": "battery staple"}, nil)
	return p
}

// accounts sets both accounts up and has the sandbox push to them.
func (r *rig) accounts(admin *person) (wecom, weapp int64) {
	r.t.Helper()
	f := sandbox.DefaultFixture()
	var saved struct {
		Account struct {
			ID          int64  `json:"id"`
			CallbackURL string `json:"callback_url"`
		} `json:"account"`
	}
	admin.post("/accounts", map[string]any{
		"kind": "wecom", "slug": "demo", "name": f.Corp.Name, "platform_id": f.Corp.ID, "secret": f.Apps[0].Secret, "agent_id": fmt.Sprint(f.Apps[0].AgentID),
		"token": f.Callback.Token, "aes_key": f.Callback.AESKey, "api_base_url": r.platform,
	}, &saved)
	wecom = saved.Account.ID
	r.pushTo("wecom", saved.Account.CallbackURL)
	push := f.MiniProgram.Push
	admin.post("/accounts", map[string]any{
		"kind": "weapp", "slug": "demo", "name": f.MiniProgram.Name, "platform_id": f.MiniProgram.AppID, "secret": f.MiniProgram.Secret,
		"original_id": f.MiniProgram.OriginalID, "token": push.Token, "aes_key": push.AESKey, "api_base_url": r.platform,
	}, &saved)
	r.pushTo("weapp", saved.Account.CallbackURL)
	return wecom, saved.Account.ID
}

// callbacks has the sandbox push to where the server listens since its restart.
func (r *rig) callbacks(admin *person) {
	r.t.Helper()
	var list struct {
		Items []struct {
			Kind        string `json:"kind"`
			CallbackURL string `json:"callback_url"`
		} `json:"items"`
	}
	admin.get("/accounts", &list)
	for _, a := range list.Items {
		r.pushTo(a.Kind, a.CallbackURL)
	}
}

// idle waits until no job is due.
func (r *rig) idle() {
	r.t.Helper()
	eventually(r.t, "the work to end", func() bool {
		due, err := r.app.Store.JobsDue(r.t.Context(), r.sandbox.Now().UnixMilli())
		if err != nil {
			r.t.Fatal(err)
		}
		return due == 0
	})
}

// pushTo has the platform push to a URL. It asks there first, and a server that has only just begun may be slow.
func (r *rig) pushTo(kind, url string) {
	r.t.Helper()
	r.callback(map[string]any{"kind": kind, "url": url})
}

// callback is pushTo with more of what can be set.
func (r *rig) callback(settings map[string]any) {
	r.t.Helper()
	eventually(r.t, "the callback to be verified", func() bool {
		status, _ := send(r.t, http.DefaultClient, "PUT", r.platform+"/sandbox/v1/callbacks", settings)
		return status/100 == 2
	})
}

// control is the sandbox's control API: what customers, the clock and the network do.
func (r *rig) control(method, path string, body, answer any) {
	r.t.Helper()
	ask(r.t, http.DefaultClient, method, r.platform+"/sandbox/v1"+path, body, answer)
}

func (p *person) get(path string, answer any) {
	p.t.Helper()
	ask(p.t, p.http, "GET", p.base+path, nil, answer)
}
func (p *person) post(path string, body, answer any) {
	p.t.Helper()
	ask(p.t, p.http, "POST", p.base+path, body, answer)
}

// refused makes a call that must be refused, and gives the problem's code and parameters.
func (p *person) refused(method, path string, body any) (code string, params map[string]any) {
	p.t.Helper()
	status, text := send(p.t, p.http, method, p.base+path, body)
	var problem struct {
		Code   string         `json:"code"`
		Params map[string]any `json:"params"`
		ZH     string         `json:"zh"`
		EN     string         `json:"en"`
	}
	if err := json.Unmarshal(text, &problem); err != nil || status < 400 || problem.ZH == "" || problem.EN == "" {
		p.t.Fatalf("%s %s: status %d, want a problem in both languages, got %s", method, path, status, text)
	}
	return problem.Code, problem.Params
}

func ask(t *testing.T, c *http.Client, method, url string, body, answer any) {
	t.Helper()
	status, text := send(t, c, method, url, body)
	if status/100 != 2 {
		t.Fatalf("%s %s: %d %s", method, url, status, text)
	}
	if answer != nil {
		if err := json.Unmarshal(text, answer); err != nil {
			t.Fatalf("%s %s: %v in %s", method, url, err, text)
		}
	}
}

func send(t *testing.T, c *http.Client, method, url string, body any) (int, []byte) {
	t.Helper()
	var data io.Reader
	contentType := "application/json"
	switch b := body.(type) {
	case nil:
	case []byte:
		data, contentType = bytes.NewReader(b), http.DetectContentType(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, data)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, text
}

// stream is a console's stream of changes.
type stream struct {
	t      *testing.T
	events chan streamed
	last   string
}

type streamed struct {
	id, name string
	data     json.RawMessage
}

// watch opens the stream, after a place when one is given, and returns when it has said hello.
func (p *person) watch(after string) *stream {
	p.t.Helper()
	ctx, cancel := context.WithCancel(p.t.Context())
	p.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/events", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	resp, err := (&http.Client{Jar: p.http.Jar}).Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	s := &stream{t: p.t, events: make(chan streamed, 4096)}
	go s.read(resp.Body)
	s.await("hello", func(json.RawMessage) bool { return true })
	return s
}

func (s *stream) read(body io.ReadCloser) {
	defer body.Close()
	defer close(s.events)
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 4<<20)
	var e streamed
	for lines.Scan() {
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data = json.RawMessage(value)
		case "":
			if e.name != "" {
				s.events <- e
			}
			e = streamed{}
		}
	}
}

// await takes events until one of this name is right.
func (s *stream) await(name string, right func(json.RawMessage) bool) {
	s.t.Helper()
	late := time.After(patience)
	var seen []string // what came instead, for the failure's message
	for {
		select {
		case e, open := <-s.events:
			if !open {
				s.t.Fatalf("the stream ended while waiting for %s", name)
			}
			seen = append(seen, e.name+" "+string(e.data))
			if e.id != "" {
				s.last = e.id
			}
			if e.name == name && right(e.data) {
				return
			}
		case <-late:
			s.t.Fatalf("no such %s within %v; what came:\n%s", name, patience, strings.Join(seen, "\n"))
		}
	}
}

// row waits until the row of a kind is as wanted, without asking for it.
func row[T any](s *stream, kind string, right func(T) bool) (found T) {
	s.t.Helper()
	s.await("change", func(data json.RawMessage) bool {
		var c struct {
			Kind string          `json:"kind"`
			Row  json.RawMessage `json:"row"`
		}
		if err := json.Unmarshal(data, &c); err != nil {
			s.t.Fatal(err)
		}
		if c.Kind != kind || string(c.Row) == "null" {
			return false
		}
		var r T
		if err := json.Unmarshal(c.Row, &r); err != nil {
			s.t.Fatal(err)
		}
		if right(r) {
			found = r
			return true
		}
		return false
	})
	return found
}
