package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/internal/thumb"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// world is an API on a real store, with the sandbox as its platforms.
type world struct {
	testing.TB
	api     *API
	url     string
	store   *store.Store
	ground  *crm.Ground
	ledger  *ledger.Ledger
	desk    *desk.Desk
	sandbox string
	wecom   crm.Account
	weapp   crm.Account
	log     *logBuffer
	wakes   *wakes
	limiter wx.Limiter
}

const password = "correct horse battery"

func newWorld(t testing.TB, s *store.Store, change ...func(*Options)) *world {
	t.Helper()
	w := &world{TB: t, store: s, log: &logBuffer{}, wakes: &wakes{}, limiter: wx.NewLimiter(nil, wx.WeComLimits)}
	s.OnCommit(func() { w.wakes.Wake(crm.TopicChanges) }) // as the server does
	log := newLog(w.log)
	ids, clock := crm.NewIDs(time.Now), crm.Clock(time.Now)
	w.ground = crm.NewGround(crm.Ground{Store: s.Ground(), Clock: clock, IDs: ids, Random: rand.Reader, Waker: w.wakes, Log: log})
	w.ledger = &ledger.Ledger{Store: s.Ledger(), Clients: clients{w}, Clock: clock, IDs: ids, Random: rand.Reader, Waker: w.wakes, Log: log}
	w.desk = &desk.Desk{Store: s.Desk(), Clients: clients{w}, Clock: clock, IDs: ids, Waker: w.wakes, Log: log, Bots: askingBot{}, Shrink: thumb.Of}
	var url atomic.Value
	url.Store("")
	o := Options{
		Ground: w.ground, Ledger: w.ledger, Desk: w.desk, Feed: s, Changes: w.wakes.subscribe, Console: consoleFiles,
		PublicURL: func() string { return url.Load().(string) }, Version: "test", Clock: clock, Log: log,
		TestAccount: func(context.Context, crm.Account) []TestStep { return []TestStep{{Name: "token", OK: true}} },
	}
	for _, c := range change {
		c(&o)
	}
	w.api = New(o)
	srv := httptest.NewServer(w.api.Handler())
	t.Cleanup(srv.Close)
	url.Store(srv.URL)
	w.url = srv.URL
	w.addAgents()
	return w
}

var consoleFiles = fstest.MapFS{
	"index.html":      {Data: []byte(`<script src="./theme.js"></script><link href='./a/app.css'><p>./text</p>`)},
	"theme.js":        {Data: []byte("let a = 1\n" + strings.Repeat("// long enough to be worth compressing\n", 50))},
	"a/app.css":       {Data: []byte("p{}")},
	"deep/font.woff2": {Data: []byte{0, 1, 2}},
}

func (w *world) addAgents() {
	w.Helper()
	for _, n := range []crm.NewAgent{
		{Email: "admin@example.com", Name: "管理员", Role: crm.RoleAdmin, Password: password},
		{Email: "agent@example.com", Name: "客服小王", Role: crm.RoleAgent, Password: password},
	} {
		if _, _, err := w.ground.AddAgent(w.Context(), crm.Operator(), n); err != nil {
			w.Fatal(err)
		}
	}
}

// withPlatforms adds a sandbox and both accounts.
func (w *world) withPlatforms() *world {
	w.Helper()
	return w.withFixture(sandbox.DefaultFixture())
}

func (w *world) withFixture(f *sandbox.Fixture) *world {
	w.Helper()
	box, err := sandbox.New(sandbox.Options{Fixture: f})
	if err != nil {
		w.Fatal(err)
	}
	srv := httptest.NewServer(box)
	w.Cleanup(func() { srv.Close(); box.Close() })
	w.sandbox = srv.URL
	add := func(a crm.Account) crm.Account {
		a.APIBaseURL, a.Slug = srv.URL, "demo"
		added, err := w.ground.AddAccount(w.Context(), crm.Operator(), a)
		if err != nil {
			w.Fatal(err)
		}
		return added
	}
	w.wecom = add(crm.Account{Kind: crm.WeCom, PlatformID: f.Corp.ID, Secret: crm.Secret(f.Apps[0].Secret), Name: "门铃健康"})
	w.weapp = add(crm.Account{Kind: crm.Weapp, PlatformID: f.MiniProgram.AppID, Secret: crm.Secret(f.MiniProgram.Secret), Name: "门铃诊所"})
	return w
}

// clients are the real SDKs.
type clients struct{ w *world }

func (c clients) WeCom(ctx context.Context, id int64) (*wecom.App, error) {
	a, err := c.w.ground.Store.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	client, err := wecom.New(a.PlatformID, wecom.WithBaseURL(a.APIBaseURL), wecom.WithLimiter(c.w.limiter))
	if err != nil {
		return nil, err
	}
	return client.App(a.Secret.Reveal()), nil
}

func (c clients) Weapp(ctx context.Context, id int64) (*weapp.Client, error) {
	a, err := c.w.ground.Store.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	return weapp.New(a.PlatformID, a.Secret.Reveal(), weapp.WithBaseURL(a.APIBaseURL))
}

func (c clients) Meter(context.Context, int64) (wx.Meter, string, error) {
	return c.w.limiter.(wx.Meter), sandbox.DefaultFixture().Corp.ID, nil
}

func (c clients) Fetch(ctx context.Context, _ int64, url string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	return io.ReadAll(answer.Body)
}

// asked does the jobs that ask a platform, as far as the API needs them.
func (w *world) asked(ctx context.Context, j crm.Job) error {
	switch j.Kind {
	case ledger.JobChats:
		return w.ledger.ReadChats(ctx, j)
	case ledger.JobMembers:
		return w.ledger.AskMembers(ctx, j)
	}
	return nil
}

// work runs the due jobs of a queue.
func (w *world) work(queue string, do func(context.Context, crm.Job) error) {
	w.Helper()
	for {
		job, err := w.store.ClaimJob(w.Context(), queue, time.Now().UnixMilli(), time.Minute)
		if crm.CodeOf(err) == crm.CodeNotFound {
			return
		}
		if err != nil {
			w.Fatal(err)
		}
		if err := do(w.Context(), job); err != nil {
			w.Fatalf("%s: %v", job.Kind, err)
		}
		w.write(func(tx *store.Tx) error { return tx.FinishJob(job, time.Now().UnixMilli()) })
	}
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.Helper()
	if err := w.store.Write(w.Context(), nil, fn); err != nil {
		w.Fatal(err)
	}
}

// says has a customer of the mini program write, as a push would.
func (w *world) says(openid, text string) {
	w.Helper()
	w.writes(openid, text, time.Now().UnixMilli())
}

// writes is says at a time.
func (w *world) writes(openid, text string, at int64) {
	w.Helper()
	stamp := crm.NewStamp(w.desk.Clock, w.desk.IDs)
	n := w.desk.IDs.Next()
	p := crm.Push{ID: n, AccountID: w.weapp.ID, CreateTime: at / 1000, Hash: fmt.Append(nil, n)}
	w.write(func(tx *store.Tx) error {
		return w.desk.ApplyInbound(tx, stamp.Draw(), w.weapp, p, desk.Inbound{Kind: desk.KindText, OpenID: openid, Text: text})
	})
}

// scans has a customer add a member by a way, as a push would.
func (w *world) scans(external, userID, state string) {
	w.Helper()
	w.scansAt(time.Now(), external, userID, state)
}

func (w *world) scansAt(at time.Time, external, userID, state string) {
	w.Helper()
	stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
	n := w.ledger.IDs.Next()
	p := crm.Push{ID: n, AccountID: w.wecom.ID, CreateTime: at.Unix(), Hash: fmt.Append(nil, n), Lane: "l"}
	w.write(func(tx *store.Tx) error {
		c := ledger.Contact{Kind: ledger.Added, UserID: userID, ExternalUserID: external, State: state}
		return w.ledger.ApplyContact(tx, stamp.Draw(), w.wecom, p, c)
	})
}

// caller speaks HTTP as one person.
type caller struct {
	*world
	cookie string
	base   string
	client *http.Client
	header http.Header
}

func (w *world) anybody() *caller {
	return &caller{world: w, base: w.url, client: http.DefaultClient, header: http.Header{}}
}

// as signs somebody in without going through HTTP and its limits.
func (w *world) as(email string) *caller {
	w.Helper()
	_, token, err := w.ground.SignIn(w.Context(), email, password)
	if err != nil {
		w.Fatal(err)
	}
	c := w.anybody()
	c.cookie = token
	return c
}

func (w *world) admin() *caller { return w.as("admin@example.com") }
func (w *world) agent() *caller { return w.as("agent@example.com") }

// reply is an answer, read.
type reply struct {
	*http.Response
	body []byte
}

// do sends a request; body is sent as JSON unless it is bytes.
func (c *caller) do(method, path string, body any) reply {
	c.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		in = bytes.NewReader(b)
	default:
		data, err := json.Marshal(b)
		if err != nil {
			c.Fatal(err)
		}
		in = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(c.Context(), method, c.base+path, in)
	if err != nil {
		c.Fatal(err)
	}
	for name, values := range c.header {
		r.Header[name] = values
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: cookieName, Value: c.cookie})
	}
	answer, err := c.client.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		c.Fatal(err)
	}
	return reply{answer, data}
}

// want fails unless the status is this one, and reads the body into v where there is one.
func (r reply) want(t testing.TB, status int, v any) reply {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d: %s", r.Request.Method, r.Request.URL.Path, r.StatusCode, status, r.body)
	}
	if v != nil {
		if err := json.Unmarshal(r.body, v); err != nil {
			t.Fatalf("%s: %v: %s", r.Request.URL.Path, err, r.body)
		}
	}
	return r
}

// refused fails unless the answer is the problem with this code.
func (r reply) refused(t testing.TB, status int, code crm.Code) Problem {
	t.Helper()
	var p Problem
	r.want(t, status, &p)
	if p.Code != string(code) || p.Status != status || p.ZH == "" || p.EN == "" || r.Header.Get("Content-Type") != problemType {
		t.Fatalf("%s %s: problem %s, want code %s", r.Request.Method, r.Request.URL.Path, r.body, code)
	}
	return p
}

// wakes is a bus of one process.
type wakes struct {
	mu   sync.Mutex
	subs map[chan struct{}]bool
	seen []string
}

func (w *wakes) Wake(topic string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, topic)
	for c := range w.subs {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

func (w *wakes) subscribe() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.subs == nil {
		w.subs = map[chan struct{}]bool{}
	}
	w.subs[c] = true
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.subs, c)
	}
}

// logBuffer is a log that tests read.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newLog(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }
