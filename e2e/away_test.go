package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// frail is a PostgreSQL that a test crashes and starts again.
type frail struct {
	t    *testing.T
	dir  string
	url  string
	stop func() error
}

func newFrail(t *testing.T) *frail {
	dir, err := os.MkdirTemp("", "menling-frail-") // short: a socket stands in it
	if err != nil {
		t.Fatal(err)
	}
	f := &frail{t: t, dir: dir}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Cleanup(func() { f.stop() })
	f.start()
	return f
}

func (f *frail) start() {
	f.t.Helper()
	var err error
	if f.url, f.stop, err = storetest.StartIn(f.dir); err != nil {
		f.t.Fatal(err)
	}
}

// crash is pg_ctl stop -m immediate.
func (f *frail) crash() {
	f.t.Helper()
	text, err := os.ReadFile(filepath.Join(f.dir, "data", "postmaster.pid"))
	if err != nil {
		f.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		f.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		f.t.Fatal(err)
	}
	if err := f.stop(); err != nil {
		f.t.Fatal(err)
	}
}

// PostgreSQL crashes under a running node. What is pushed meanwhile is kept, and there in its order before the node is ready again; what a
// node kept that never comes back is brought home by the operator.
func TestPushesAreKeptWhilePostgreSQLIsAway(t *testing.T) {
	t.Parallel()
	pg := newFrail(t)
	r := newRigOn(t, store.Options{Dir: t.TempDir(), DatabaseURL: pg.url, MasterKey: storetest.MasterKey}, withMetrics)
	lin := r.admin()
	r.accounts(lin)
	live := lin.watch("")
	var want []string
	say := func(n int) {
		for range n {
			i := int64(len(want))
			want = append(want, fmt.Sprintf("第 %d 句", i))
			plain := text(someOpenID, want[i], dayBegan+i, 24500000000000100+i)
			r.weappPlatform().must(plain)
			if i%5 == 0 {
				r.weappPlatform().must(plain) // the platform asks twice
			}
		}
	}
	away := func(is bool) {
		t.Helper()
		live.await("ping", func(data json.RawMessage) bool {
			var ping struct {
				Away bool `json:"away"`
			}
			return json.Unmarshal(data, &ping) == nil && ping.Away == is
		})
	}
	say(2)
	r.applied()
	pg.crash()
	say(12)
	away(true)
	if code, _ := lin.refused("GET", "/conversations?list=waiting", nil); code != "database_away" {
		t.Errorf("the console is told %s", code)
	}
	if got := r.health("/healthz"); got != 200 {
		t.Errorf("healthz %d: pushes would go nowhere", got)
	}
	if waiting, ready := r.spool(); waiting != 12 || ready {
		t.Errorf("%d pushes wait, ready %v", waiting, ready)
	}
	r.awaitFigures(map[string]float64{"menling_database_up": 0, "menling_ready": 0, "menling_spool_pushes": 12, "menling_journal_open": -1, `menling_jobs_due{queue="send"}`: -1})
	pg.start()
	eventually(t, "the node to be ready", func() bool { return r.health("/readyz") == 200 })
	if waiting, ready := r.spool(); waiting != 0 || !ready {
		t.Errorf("%d pushes wait, ready %v", waiting, ready)
	}
	away(false)
	r.applied()
	if diff := cmp.Diff(want, lin.heard()); diff != "" {
		t.Errorf("after the crash (-said +kept): %s", diff)
	}

	pg.crash()
	say(7)
	r.stop() // for good
	pg.start()
	gone := r.options.Dir
	r.options.Dir = t.TempDir()
	r.start()
	lin.base = r.app.URL() + "/api/v1"
	drain := []string{"spool", "drain", gone, "--data", r.options.Dir}
	said(t, "brought home: 7", drain...)
	said(t, "nothing was ever spooled", drain...)
	r.applied()
	if diff := cmp.Diff(want, lin.heard()); diff != "" {
		t.Errorf("after the drain (-said +kept): %s", diff)
	}
}

func (r *rig) health(path string) int {
	resp, err := http.Get(r.app.URL() + path)
	if err != nil {
		r.t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

// spool is what the operator is told of this node.
func (r *rig) spool() (waiting int64, ready bool) {
	r.t.Helper()
	status, stdout, stderr := run(r.t, "", "spool", "status", "--json", "--data", r.options.Dir)
	var s struct {
		Waiting int64 `json:"waiting"`
		Ready   bool  `json:"ready"`
	}
	if err := json.Unmarshal([]byte(stdout), &s); err != nil || status != 0 {
		r.t.Fatalf("spool status: %d, %v, %s", status, err, stderr)
	}
	return s.Waiting, s.Ready
}

// heard is what the only customer said, as the console shows it.
func (p *person) heard() (lines []string) {
	p.t.Helper()
	var list struct {
		Items []desk.ConversationRow `json:"items"`
	}
	p.get("/conversations?list=waiting", &list)
	if len(list.Items) != 1 {
		p.t.Fatalf("%d conversations", len(list.Items))
	}
	var page struct {
		Items []desk.MessageRow `json:"items"`
	}
	p.get(fmt.Sprintf("/conversations/%d/messages?limit=100", list.Items[0].ID), &page)
	for _, m := range page.Items {
		lines = append(lines, m.Text)
	}
	return lines
}
