package ledger_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// yard is the ledger on a real store, with the sandbox as its platform and the sandbox's clock.
type yard struct {
	testing.TB
	store   *store.Store
	ground  *crm.Ground
	ledger  *ledger.Ledger
	box     *sandbox.Sandbox
	url     string
	limiter wx.Limiter
	account crm.Account
	channel int64
	they    *wecom.App // another program of the company

	mu    sync.Mutex
	onUse func(path string, n int) // told of each call of the platform before it is made: how many there were of its path
	used  map[string]int
	skip  map[string]bool // kinds of jobs that are dropped
	dies  func() bool     // asked before and after each job whether its worker is killed
}

const (
	pathGet  = "/cgi-bin/externalcontact/get_contact_way"
	pathList = "/cgi-bin/externalcontact/list_contact_way"
	pathAdd  = "/cgi-bin/externalcontact/add_contact_way"
)

func newYard(t testing.TB, s *store.Store, secret string) *yard {
	t.Helper()
	y := &yard{TB: t, store: s, used: map[string]int{}, skip: map[string]bool{}}
	box, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		y.tell(r.URL.Path)
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { box.Close(); site.Close() })
	y.box, y.url = box, site.URL
	box.SetBaseURL(site.URL)
	clock := crm.Clock(box.Now)
	y.limiter = wx.NewLimiter(box.Now, wx.WeComLimits)
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	ids := crm.NewIDs(time.Now)
	y.ground = crm.NewGround(crm.Ground{Store: s.Ground(), Clock: clock, IDs: ids, Random: rand.Reader, Waker: asleep{}, Log: log})
	y.ledger = &ledger.Ledger{Store: s.Ledger(), Clients: platforms{y}, Clock: clock, IDs: ids, Random: rand.Reader, Waker: asleep{}, Log: log}
	f := sandbox.DefaultFixture()
	y.account, err = y.ground.AddAccount(t.Context(), crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: "demo", PlatformID: f.Corp.ID, Secret: crm.Secret(secret), APIBaseURL: site.URL})
	if err != nil {
		t.Fatal(err)
	}
	c, err := y.ledger.CreateChannel(t.Context(), crm.Operator(), ledger.ChannelEdit{Name: new("门店")})
	if err != nil {
		t.Fatal(err)
	}
	y.channel = c.ID
	y.they = y.app(secret, wx.NoLimit())
	y.settings(ledger.ReconcileSettings{EveryHours: 24, AtOnce: 4, UnusedDays: 180})
	return y
}

type asleep struct{}

func (asleep) Wake(string) {}

func (y *yard) tell(path string) {
	y.mu.Lock()
	y.used[path]++
	n, told := y.used[path], y.onUse
	y.mu.Unlock()
	if told != nil {
		told(path, n)
	}
}

func (y *yard) calls(path string) int {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.used[path]
}

func (y *yard) settings(s ledger.ReconcileSettings) {
	y.Helper()
	if err := y.ledger.SetReconcileSettings(y.Context(), crm.Operator(), s); err != nil {
		y.Fatal(err)
	}
}

func (y *yard) app(secret string, limiter wx.Limiter) *wecom.App {
	y.Helper()
	c, err := wecom.New(sandbox.DefaultFixture().Corp.ID, wecom.WithBaseURL(y.url), wecom.WithLimiter(limiter), wecom.WithClock(y.box.Now), wecom.WithRetries(0))
	if err != nil {
		y.Fatal(err)
	}
	return c.App(secret)
}

// platforms are the real SDK.
type platforms struct{ y *yard }

func (p platforms) WeCom(context.Context, int64) (*wecom.App, error) {
	return p.y.app(p.y.account.Secret.Reveal(), p.y.limiter), nil
}

func (p platforms) Meter(context.Context, int64) (wx.Meter, string, error) {
	return p.y.limiter.(wx.Meter), p.y.account.PlatformID, nil
}

func (p platforms) Fetch(ctx context.Context, _ int64, url string) ([]byte, error) {
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

// drain does the jobs that are due, as the program's workers would.
func (y *yard) drain() {
	y.Helper()
	do := map[string]func(context.Context, crm.Job) error{
		ledger.JobCreateWay: y.ledger.CallCreate, ledger.JobFindWay: y.ledger.FindWay, ledger.JobFetchQR: y.ledger.FetchQR, ledger.JobLapseWay: y.ledger.LapseWay,
		ledger.JobTwin: y.ledger.FollowTwin, ledger.JobChangeWay: y.ledger.CallChange, ledger.JobDeleteWay: y.ledger.CallDelete, ledger.JobFindCancelled: y.ledger.FindWay,
		ledger.JobReconcile: y.ledger.RunReconciliation, ledger.JobPushState: y.ledger.PushState, ledger.JobCheckDrift: y.ledger.CheckDrift, ledger.JobDecide: y.ledger.Decide,
	}
	for again := true; again; {
		again = false
		for _, queue := range []string{ledger.QueueAsk, ledger.QueueWays, ledger.QueueBulk, ledger.QueueReconcile} {
			for y.one(queue, do) {
				again = true
			}
		}
	}
}

func (y *yard) one(queue string, do map[string]func(context.Context, crm.Job) error) bool {
	y.Helper()
	lease := time.Minute
	if y.dies != nil {
		lease = time.Millisecond // the dead do not end their work
	}
	job, err := y.store.ClaimJob(y.Context(), queue, y.box.Now().UnixMilli(), lease)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return false
	}
	if err != nil {
		y.Fatal(err)
	}
	handle := do[job.Kind]
	if y.skip[job.Kind] || handle == nil {
		y.write(func(tx *store.Tx) error { return tx.FinishJob(job, y.box.Now().UnixMilli()) })
		return true
	}
	if y.dies != nil && y.dies() {
		return true
	}
	ctx, cancel := context.WithTimeout(y.Context(), 25*time.Second)
	defer cancel()
	err = handle(ctx, job)
	if y.dies == nil || !y.dies() {
		y.note(job, err)
	}
	return true
}

// note has the store know what became of a job.
func (y *yard) note(job crm.Job, err error) {
	y.Helper()
	now := y.box.Now()
	y.write(func(tx *store.Tx) error {
		if until, rests := crm.Limited(err, now); rests {
			return tx.RestJob(job, until.UnixMilli(), err.Error())
		}
		if err != nil {
			wait, again := crm.Backoff(job.Attempts, err)
			if !again {
				y.Errorf("%s was given up: %v", job.Kind, err)
			}
			return tx.DelayJob(job, now.Add(wait).UnixMilli(), err.Error())
		}
		return tx.FinishJob(job, now.UnixMilli())
	})
}

func (y *yard) write(fn func(*store.Tx) error) {
	y.Helper()
	if err := y.store.Write(y.Context(), nil, fn); err != nil {
		y.Fatal(err)
	}
}

// made asks for a way and waits until the platform has it.
func (y *yard) made(name, kind string, s ledger.Settings) ledger.Way {
	y.Helper()
	s.Name, s.ChannelID, s.MarkSource = name, y.channel, true
	row, err := y.ledger.CreateWay(y.Context(), crm.Operator(), ledger.NewWay{ClientKey: "key of " + name, AccountID: y.account.ID, Kind: kind, Settings: s})
	if err != nil {
		y.Fatal(name, err)
	}
	y.drain()
	return y.way(row.ID)
}

func (y *yard) way(id int64) ledger.Way {
	y.Helper()
	w, err := y.ledger.Store.Way(y.Context(), id)
	if err != nil {
		y.Fatal(err)
	}
	return w
}

// their adds a way that the ledger knows nothing of.
func (y *yard) their(state string, users ...string) string {
	y.Helper()
	added, err := y.they.ContactWays.Add(y.Context(), wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, State: state, Remark: "别的系统", User: users})
	if err != nil {
		y.Fatal(err)
	}
	return added.ConfigID
}

// compared has the ledger compared with the platform, to the end.
func (y *yard) compared() ledger.ReconciliationRow {
	y.Helper()
	y.box.Advance(time.Second) // so that nothing is younger than the run
	r, err := y.ledger.Reconcile(y.Context(), crm.Operator(), y.account.ID)
	if err != nil {
		y.Fatal(err)
	}
	return y.ended(r.ID)
}

// ended lets a run come to its end, with as much time as it wants.
func (y *yard) ended(id int64) ledger.ReconciliationRow {
	y.Helper()
	for range 60 {
		y.drain()
		r, err := y.ledger.ReconciliationRow(y.Context(), id)
		if err != nil {
			y.Fatal(err)
		}
		if r.State != ledger.ReconcileRunning {
			return r
		}
		y.box.Advance(time.Minute + time.Second)
	}
	y.Fatal("the run does not end")
	return ledger.ReconciliationRow{}
}

// drifts are those of a state, by config_id.
func (y *yard) drifts(state string) map[string]ledger.DriftRow {
	y.Helper()
	rows, err := y.ledger.Store.DriftRows(y.Context(), ledger.DriftQuery{State: state, Limit: 5000})
	if err != nil {
		y.Fatal(err)
	}
	all := map[string]ledger.DriftRow{}
	for _, d := range rows {
		all[d.ConfigID] = d
	}
	return all
}

// decide decides about drifts, and lets what follows be done.
func (y *yard) decide(action string, channel int64, ids ...int64) ledger.DriftOutcome {
	y.Helper()
	out, err := y.ledger.DecideDrifts(y.Context(), crm.Operator(), ledger.DriftDecision{Action: action, IDs: ids, ChannelID: channel})
	if err != nil {
		y.Fatal(err)
	}
	y.drain()
	return out
}

// fields are the names of what differs.
func fields(d ledger.DriftRow) string {
	names := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		names[i] = f.Field
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// control is the sandbox's control API.
func (y *yard) control(method, path string, body any) {
	y.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		y.Fatal(err)
	}
	req, err := http.NewRequestWithContext(y.Context(), method, y.url+"/sandbox/v1"+path, bytes.NewReader(text))
	if err != nil {
		y.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		y.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		what, _ := io.ReadAll(answer.Body)
		y.Fatalf("%s %s: %s", method, path, what)
	}
}

const (
	contactApp     = "sandbox-contact-secret"
	acquisitionApp = "sandbox-acquisition-secret"
	group1         = "wrSandboxGroup00000000000000001"
	group2         = "wrSandboxGroup00000000000000002"
)
