package e2e

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/sandbox"
)

// ready is the demo's line on stdout.
type ready struct {
	Console string `json:"console"`
	Phone   string `json:"phone"`
	Sandbox string `json:"sandbox"`
	Login   struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	} `json:"login"`
}

func startDemo(t *testing.T, dir string, more ...string) (*program, ready, *person) {
	t.Helper()
	p := launch(t, append([]string{"demo", "--addr", "127.0.0.1:0", "--sandbox-addr", "127.0.0.1:0", "--data", dir}, more...)...)
	var r ready
	if err := json.Unmarshal([]byte(p.line()), &r); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	lin := &person{t: t, base: r.Console + "/api/v1", http: &http.Client{Jar: jar, Timeout: patience}}
	lin.post("/session", r.Login, nil)
	return p, r, lin
}

// demoState is what the console shows of the demo.
type demoState struct {
	ways      []ledger.WayRow
	channels  []ledger.ChannelRow
	customers []ledger.CustomerRow
	agents    int
	replies   int
}

func lookAround(p *person) (s demoState) {
	var ways struct {
		Items []ledger.WayRow `json:"items"`
	}
	var channels struct {
		Items []ledger.ChannelRow `json:"items"`
	}
	var customers struct {
		Items []ledger.CustomerRow `json:"items"`
	}
	var any struct {
		Items []json.RawMessage `json:"items"`
	}
	p.get("/ways", &ways)
	p.get("/channels", &channels)
	p.get("/customers", &customers)
	p.get("/agents", &any)
	s.agents = len(any.Items)
	p.get("/quick-replies", &any)
	s.ways, s.channels, s.customers, s.replies = ways.Items, channels.Items, customers.Items, len(any.Items)
	return s
}

// afterAScan is what the console shows once somebody scanned the first way and all that follows from it is done.
func afterAScan(t *testing.T, r ready, lin *person) (now demoState) {
	t.Helper()
	first := lookAround(lin).ways[0]
	ask(t, http.DefaultClient, "POST", r.Sandbox+"/sandbox/v1/scan", map[string]any{"customer": "c05", "config_id": first.ConfigID}, nil)
	still := 0 // looks that saw the same
	eventually(t, "the customer who scanned, counted, all pictures, and that nothing changes any more", func() bool {
		before := now
		now = lookAround(lin)
		if still++; !cmp.Equal(before, now, cmp.AllowUnexported(demoState{})) {
			still = 0
		}
		missing := slices.ContainsFunc(now.ways, func(w ledger.WayRow) bool { return w.Scene == ledger.SceneQR && !w.QR })
		counted := slices.ContainsFunc(now.ways, func(w ledger.WayRow) bool { return w.ID == first.ID && w.Customers == 1 })
		return !missing && counted && len(now.customers) == 1 && now.customers[0].Name != "" && still > 20
	})
	return now
}

func TestTheDemoSeedsOnceKeepsItsDataAndStartsOver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	demo, r, lin := startDemo(t, dir)
	first := lookAround(lin)
	if len(first.ways) != 7 || len(first.channels) != 3 || first.agents != 3 || first.replies < 3 || len(first.customers) != 0 {
		t.Fatalf("the demo was seeded with %+v", first)
	}
	for _, w := range first.ways {
		if w.Phase != ledger.PhaseConfirmed || w.Kind == ledger.KindContact && (!w.SkipVerify || w.Welcome.IsZero()) {
			t.Errorf("a way of the demo is %+v", w)
		}
	}
	named := regexp.MustCompile("扫「(.+?)」的码").FindStringSubmatch(demo.says("Ctrl-C"))
	if named == nil || !slices.ContainsFunc(first.ways, func(w ledger.WayRow) bool { return w.Remark == named[1] }) { // a phone shows remarks
		t.Errorf("the code to scan is called %q, which no phone shows", named)
	}
	ask(t, http.DefaultClient, "POST", r.Sandbox+"/sandbox/v1/scan", map[string]any{"customer": "c05", "config_id": first.ways[0].ConfigID}, nil)
	eventually(t, "the customer who scanned", func() bool {
		s := lookAround(lin)
		return len(s.customers) == 1 && s.customers[0].Attribution != nil && s.customers[0].Attribution.WayName == first.ways[0].Name && s.customers[0].Name != ""
	})
	demo.says("Ctrl-C")
	if status, _, stderr := run(t, "", "demo", "--addr", "127.0.0.1:0", "--sandbox-addr", "127.0.0.1:0", "--data", dir); status != 1 || !strings.Contains(stderr, "in use") {
		t.Errorf("a second demo on the same folder: status %d, %s", status, stderr)
	}
	demo.terminate()

	demo, r, lin = startDemo(t, dir)
	again := lookAround(lin)
	if len(again.ways) != 7 || len(again.customers) != 1 || again.replies != first.replies {
		t.Errorf("after a restart there are %+v", again)
	}
	var ways []struct {
		ConfigID string `json:"config_id"`
	}
	ask(t, http.DefaultClient, "GET", r.Sandbox+"/sandbox/v1/ways", nil, &ways)
	if len(ways) != 7 {
		t.Errorf("after a restart the sandbox has %d ways", len(ways))
	}
	demo.stop(syscall.SIGINT)

	demo, _, lin = startDemo(t, dir, "--fresh")
	if s := lookAround(lin); len(s.ways) != 7 || len(s.customers) != 0 {
		t.Errorf("a fresh demo has %+v", s)
	}
	demo.terminate()
	if status, _, stderr := run(t, "", "demo", "--fresh", "--data", t.TempDir()+"/../"); status != 2 || !strings.Contains(stderr, "--fresh leaves it alone") {
		t.Errorf("--fresh on a folder that is no demo's: status %d, %s", status, stderr)
	}
}

func TestServeStartsEmptyAndIsReachedThroughItsFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	server := launch(t, "serve", "--addr", "127.0.0.1:0", "--data", dir)
	said := server.says("/invitation?token=")
	link := regexp.MustCompile(`(http://\S+)/invitation\?token=(\S+)`).FindStringSubmatch(server.says("\n" + said[strings.LastIndex(said, "\n")+1:]))
	for _, path := range []string{"/healthz", "/readyz"} {
		eventually(t, path, func() bool { status, _ := send(t, http.DefaultClient, "GET", link[1]+path, nil); return status == 200 })
	}
	f := sandbox.DefaultFixture()
	secret := "s3cret-of-the-app"
	status, out, stderr := run(t, secret+"\n", "accounts", "add", "wecom", "shop", "--platform-id", f.Corp.ID, "--api-base-url", "http://127.0.0.1:1", "--data", dir)
	if status != 0 || !strings.Contains(out, link[1]+"/callbacks/wecom/shop") || !regexp.MustCompile(`EncodingAESKey\s+[A-Za-z0-9]{43}\n`).MatchString(out) {
		t.Fatalf("accounts add through the socket: status %d\n%s%s", status, out, stderr)
	}
	if strings.Contains(out+stderr, secret) {
		t.Error("the secret was shown")
	}
	if status, out, _ := run(t, "", "accounts", "test", "wecom", "shop", "--data", dir); status != 1 || !strings.Contains(out, "✗ token") || !strings.Contains(out, "✓ callback") {
		t.Errorf("testing an account whose platform is not there: status %d\n%s", status, out)
	}
	if status, _, stderr := run(t, "", "serve", "--addr", "127.0.0.1:0", "--data", dir); status != 1 || !strings.Contains(stderr, "in use by another menling") {
		t.Errorf("a second server on the folder: status %d, %s", status, stderr)
	}
	ask(t, http.DefaultClient, "POST", link[1]+"/api/v1/invitation", map[string]any{"token": link[2], "name": "林晓", "email": "lin@example.com", "password": "correct horse"}, nil)
	if status, _ := send(t, http.DefaultClient, "POST", link[1]+"/api/v1/invitation", map[string]any{"token": link[2], "name": "x", "email": "x@example.com", "password": "correct horse"}); status != 404 {
		t.Errorf("the link worked twice: %d", status)
	}
	server.terminate()

	if status, out, stderr := run(t, "", "accounts", "list", "--json", "--data", dir); status != 0 || !strings.Contains(out, `"slug":"shop"`) || !strings.Contains(out, "https://YOUR-SERVER/callbacks/wecom/shop") {
		t.Errorf("accounts list without a server: status %d\n%s%s", status, out, stderr)
	}
	if status, _, stderr := run(t, "", "accounts", "remove", "wecom", "shop", "--data", dir); status != 0 {
		t.Errorf("accounts remove: %d %s", status, stderr)
	}
	if status, _, stderr := run(t, "", "accounts", "remove", "wecom", "shop", "--data", dir); status != 1 || !strings.Contains(stderr, `no wecom account "shop"`) {
		t.Errorf("removing it again: %d %s", status, stderr)
	}
	second := launch(t, "serve", "--addr", "127.0.0.1:0", "--data", dir)
	second.says("门铃")
	second.terminate()
	if strings.Contains(second.said.String(), "token=") {
		t.Error("a link for a first admin although there is one")
	}
}

func TestTheSandboxCommand(t *testing.T) {
	s := launch(t, "sandbox", "--addr", "127.0.0.1:0")
	var at struct{ URL, Phone string }
	if err := json.Unmarshal([]byte(s.line()), &at); err != nil || at.Phone != at.URL+"/phone" {
		t.Fatalf("its line is %+v: %v", at, err)
	}
	ask(t, http.DefaultClient, "GET", at.URL+"/sandbox/v1/state", nil, nil)
	taken := strings.TrimPrefix(at.URL, "http://")
	if status, out, stderr := run(t, "", "sandbox", "--addr", taken); status != 2 || out != "" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a taken port: status %d, stdout %q, stderr %q", status, out, stderr)
	}
	s.terminate()
	if status, _, stderr := run(t, "", "sandbox", "--no-such-flag"); status != 2 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a bad flag: status %d, %q", status, stderr)
	}
	if status, _, stderr := run(t, "", "sandbox", "--fixture", filepath.Join(t.TempDir(), "none.json")); status != 2 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("no fixture file: status %d, %q", status, stderr)
	}
	if status, _, stderr := run(t, "", "sandbox", "--wecom-callback", "localhost:80"); status != 2 || !strings.Contains(stderr, "--wecom-callback") {
		t.Errorf("a callback that is no address: status %d, %q", status, stderr)
	}
	status, out, _ := run(t, "", "sandbox", "--print-fixture")
	if _, err := sandbox.ParseFixture([]byte(out)); status != 0 || err != nil {
		t.Errorf("the printed fixture: status %d, %v", status, err)
	}
	if status, out, _ := run(t, "", "version"); status != 0 || !strings.HasPrefix(out, "menling ") {
		t.Errorf("version: %d %q", status, out)
	}
}

func TestATakenPortIsAClearErrorAndLeavesNothingOpen(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	for _, args := range [][]string{
		{"serve", "--addr", l.Addr().String(), "--data", dir},
		{"demo", "--addr", l.Addr().String(), "--sandbox-addr", "127.0.0.1:0", "--data", dir},
		{"demo", "--addr", "127.0.0.1:0", "--sandbox-addr", l.Addr().String(), "--data", dir},
	} {
		if status, _, stderr := run(t, "", args...); status != 1 || !strings.Contains(stderr, "cannot listen at "+l.Addr().String()) {
			t.Errorf("%v: status %d, %s", args, status, stderr)
		}
	}
}
