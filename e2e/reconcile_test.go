package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// another is another program of the company.
func (r *rig) another() *wecom.App {
	r.t.Helper()
	f := sandbox.DefaultFixture()
	c, err := wecom.New(f.Corp.ID, wecom.WithBaseURL(r.platform), wecom.WithLimiter(wx.NoLimit()))
	if err != nil {
		r.t.Fatal(err)
	}
	return c.App(f.Apps[0].Secret)
}

func (r *rig) theirWays(n int) {
	r.t.Helper()
	app := r.another()
	for i := range n {
		_, err := app.ContactWays.Add(r.t.Context(), wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, State: fmt.Sprint("their-", i), User: []string{"lisi"}})
		if err != nil {
			r.t.Fatal(err)
		}
	}
}

func (p *person) reconcileSettings(change func(*ledger.ReconcileSettings)) {
	p.t.Helper()
	var s ledger.ReconcileSettings
	p.get("/reconcile-settings", &s)
	change(&s)
	ask(p.t, p.http, "PUT", p.base+"/reconcile-settings", s, nil)
}

func (p *person) reconciliation(id int64) (r ledger.ReconciliationRow) {
	p.t.Helper()
	p.get(fmt.Sprintf("/reconciliations/%d", id), &r)
	return r
}

// The server is killed in every stage of a comparison, and again. Each time it goes on from where it was: in the end every way was
// compared, every drift found once, and few ways were read twice.
func TestAComparisonSurvivesBeingKilled(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	const ways = 1500
	r.theirWays(ways)
	gone := r.newWay(lin, account, "会被删除的", ledger.PhaseConfirmed)
	if err := r.another().ContactWays.Delete(t.Context(), gone.ConfigID); err != nil {
		t.Fatal(err)
	}
	r.idle()
	lin.reconcileSettings(func(s *ledger.ReconcileSettings) { s.PerMinute, s.PerHour, s.AtOnce = 0, 0, 2 })
	r.control("POST", "/clock", map[string]any{"advance": "2s"}, nil)
	before := len(r.calls(getWay))
	var run ledger.ReconciliationRow
	lin.post("/reconciliations", map[string]any{"account": account}, &run)
	r.stop()

	stages := map[ledger.ReconcileStage]int{}
	kills := 0
	for began := time.Now(); time.Since(began) < 15*time.Second; kills++ {
		victim, base := r.mortalServer()
		lin.base = base + "/api/v1"
		time.Sleep(time.Duration(60+40*kills) * time.Millisecond)
		now, err := lin.tryReconciliation(run.ID)
		victim.Process.Kill()
		victim.Wait()
		if err == nil {
			stages[now.Stage]++
			run = now
		}
		if run.Stage == ledger.StageAgain {
			break
		}
	}
	t.Logf("killed %d times, in %v", kills, stages)
	r.start()
	lin.base = r.app.URL() + "/api/v1"
	eventually(t, "the second look", func() bool { return lin.reconciliation(run.ID).Stage == ledger.StageAgain })
	r.control("POST", "/clock", map[string]any{"advance": "11m"}, nil)
	eventually(t, "the end", func() bool { return lin.reconciliation(run.ID).State == ledger.ReconcileDone })
	run = lin.reconciliation(run.ID)
	if run.Listed != ways || run.Done != ways+1 || run.Total != ways+1 || run.OnlyThere != ways || run.OnlyHere != 1 {
		t.Errorf("in the end %+v", run)
	}
	var page struct {
		Counts ledger.DriftCounts `json:"counts"`
	}
	lin.get(fmt.Sprintf("/drifts?account=%d&limit=1", account), &page)
	if page.Counts.OnlyThere != ways || page.Counts.OnlyHere != 1 {
		t.Errorf("drifts %+v", page.Counts)
	}
	if reads := len(r.calls(getWay)) - before; reads > ways+2+(kills+1)*300 {
		t.Errorf("%d reads of %d ways after %d kills", reads, ways, kills)
	}
}

// tryReconciliation asks a server that may be killed meanwhile.
func (p *person) tryReconciliation(id int64) (r ledger.ReconciliationRow, err error) {
	ctx, cancel := context.WithTimeout(p.t.Context(), 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/reconciliations/%d", p.base, id), nil)
	if err != nil {
		return r, err
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	return r, json.NewDecoder(resp.Body).Decode(&r)
}

// A comparison gives way to a burst of everyday calls: once they come, hardly any way is read before all of them are through.
func TestAComparisonYieldsToEverydayCalls(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.theirWays(900)
	lin.reconcileSettings(func(s *ledger.ReconcileSettings) { s.PerMinute, s.PerHour, s.AtOnce = 6000, 0, 4 })
	r.idle()
	var c ledger.ChannelRow
	lin.post("/channels", map[string]any{"name": "忙时"}, &c)
	r.control("POST", "/clock", map[string]any{"advance": "2s"}, nil)
	var run ledger.ReconciliationRow
	lin.post("/reconciliations", map[string]any{"account": account}, &run)
	eventually(t, "the reading of ways", func() bool { return len(r.calls(getWay)) > 50 })
	const burst = 40
	atOnce(burst, func(i int) {
		lin.post("/ways", map[string]any{"client_key": fmt.Sprint("everyday-", i), "account_id": account, "channel_id": c.ID, "name": fmt.Sprint("活码", i), "users": []string{"zhangsan"}}, nil)
	})
	eventually(t, "everyday calls", func() bool { return len(r.calls(addWay)) >= 900+burst })
	var calls []platformCall // oldest first
	r.control("GET", "/calls?limit=10000", nil, &calls)
	adds, between := 0, 0
	for _, call := range calls {
		switch {
		case call.Path == addWay:
			adds++
		case call.Path == getWay && adds > 900 && adds < 900+burst:
			between++
		}
	}
	if between > 32 { // what was under way already, twice at most
		t.Errorf("%d ways were read during the burst", between)
	}
	eventually(t, "the end", func() bool {
		now := lin.reconciliation(run.ID)
		return now.State == ledger.ReconcileDone || now.Stage == ledger.StageAgain
	})
}
