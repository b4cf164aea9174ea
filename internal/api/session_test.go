package api

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func idOf(op *huma.Operation) string {
	if op == nil {
		return ""
	}
	return op.OperationID
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func serve(t testing.TB, h http.Handler) string {
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestSignInCookie(t *testing.T) {
	for _, public := range []string{"http://door.example", "https://door.example"} {
		w := newWorld(t, storetest.Open(t, store.SQLite), func(o *Options) { o.PublicURL = func() string { return public } })
		c := w.anybody()
		r := c.do(post, base+"/session", Credentials{" Admin@Example.com", password}).want(t, 200, nil)
		got := r.Cookies()[0]
		c.cookie, got.Value, got.Raw = got.Value, "", ""
		want := &http.Cookie{Name: "menling_session", Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 30 * 24 * 3600, Secure: strings.HasPrefix(public, "https")}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("cookie at %s: %s", public, d)
		}
		c.do(get, base+"/session", nil).want(t, 200, nil)
		r = c.do(remove, base+"/session", nil).want(t, 204, nil)
		if gone := r.Cookies()[0]; gone.Value != "" || gone.MaxAge >= 0 {
			t.Errorf("sign-out sets %v", gone)
		}
		c.do(get, base+"/session", nil).refused(t, 401, crm.CodeNotSignedIn)
	}
}

func TestSignInRefused(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	for _, in := range []Credentials{{"admin@example.com", "wrong"}, {"nobody@example.com", password}, {"", ""}} {
		r := w.anybody().do(post, base+"/session", in)
		r.refused(t, 401, crm.CodeBadSignIn)
		if len(r.Cookies()) > 0 {
			t.Errorf("%v: a cookie is set", in)
		}
	}
}

func TestSignInLimits(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	now := time.Now()
	w.api.limits.now = func() time.Time { return now } // on a slow machine a try would be back meanwhile
	try := func(from, email string) reply {
		c := w.anybody()
		c.header.Set("X-Forwarded-For", "spoofed, "+from)
		return c.do(post, base+"/session", map[string]string{"email": email, "password": "x"})
	}
	for range triesBurst {
		try("192.0.2.1", "admin@example.com").refused(t, 401, crm.CodeBadSignIn)
	}
	r := try("192.0.2.1", "other@example.com")
	p := r.refused(t, 429, crm.CodeTooMany)
	if n, err := strconv.Atoi(r.Header.Get("Retry-After")); err != nil || n < 1 || n > 6 || p.Params["seconds"] != float64(n) {
		t.Errorf("Retry-After %q, %+v", r.Header.Get("Retry-After"), p)
	}
	try("192.0.2.2", "Admin@example.com").refused(t, 429, crm.CodeTooMany)
	try("192.0.2.2", "third@example.com").refused(t, 401, crm.CodeBadSignIn)
}

func TestLimitsRecover(t *testing.T) {
	now := time.Unix(1e9, 0)
	l := newLimits(func() time.Time { return now })
	for i := range 3 {
		if err := l.attempt(time.Second, 2, "a"); (err != nil) != (i == 2) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	now = now.Add(time.Second)
	if err := l.attempt(time.Second, 2, "a"); err != nil {
		t.Fatal(err)
	}
	for i := range 3 * namesKept {
		l.attempt(time.Hour, 2, "flood "+strconv.Itoa(i))
	}
	if len(l.by) > 2*namesKept+1 {
		t.Errorf("%d names are kept", len(l.by))
	}
}

func TestOtherSites(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite), func(o *Options) {
		o.PublicURL = func() string { return "https://door.example" }
		o.Callbacks.Weapp = func(slug string) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("got " + slug)) })
		}
	})
	for _, row := range []struct {
		name, path string
		header     http.Header
		status     int
	}{
		{"another site", base + "/session", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		{"another origin", base + "/session", http.Header{"Origin": {"https://evil.example"}}, 403},
		{"our own", base + "/session", http.Header{"Sec-Fetch-Site": {"same-origin"}}, 401},
		{"our public origin behind a proxy", base + "/session", http.Header{"Origin": {"https://door.example"}, "Sec-Fetch-Site": {"same-site"}}, 401},
		{"no browser", base + "/session", nil, 401},
		{"a callback", "/callbacks/weapp/demo", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 200},
		{"a mini program", base + "/weapp/none/sign-in", http.Header{"Origin": {"https://servicewechat.com"}}, 404},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := w.anybody()
			c.header = row.header
			r := c.do(post, row.path, map[string]string{"email": "a@b", "password": "x"})
			if strings.HasSuffix(row.path, "sign-in") {
				r = c.do(post, row.path, map[string]string{"code": "x"})
			}
			if r.StatusCode != row.status {
				t.Errorf("status %d, want %d: %s", r.StatusCode, row.status, r.body)
			}
		})
	}
	w.anybody().do(post, "/callbacks/wecom/demo", []byte("x")).refused(t, 404, crm.CodeNotFound)
}
