package api

import (
	"context"
	"fmt"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
)

// comparing compares the ledger with the platform, where another program made two ways.
func (k *walker) comparing(channel int64) {
	k.theirs("spring", "summer")
	var s ledger.ReconcileSettings
	k.call("get-reconcile-settings", get, "/reconcile-settings", nil, 200, &s)
	if s.PerMinute != 5000 || s.PerHour != 75_000 || s.EveryHours != 24 {
		k.Errorf("settings %+v", s)
	}
	s.PerMinute = 0
	k.call("put-reconcile-settings", put, "/reconcile-settings", s, 200, &s)
	k.do(put, base+"/reconcile-settings", map[string]any{"every_hours": 24, "per_minute": -1, "per_hour": 1, "at_once": 1, "unused_days": 1}).refused(k, 422, "invalid")
	k.agent().do(put, base+"/reconcile-settings", s).refused(k, 403, "not_allowed")

	var e ledger.ReconcileEstimate
	k.call("get-reconcile-estimate", get, fmt.Sprintf("/reconciliations/estimate?account=%d", k.wecom.ID), nil, 200, &e)
	if e.Ways == 0 || e.Seconds == 0 {
		k.Errorf("estimate %+v", e)
	}
	k.do(get, fmt.Sprintf("%s/reconciliations/estimate?account=%d", base, k.weapp.ID), nil).refused(k, 422, "invalid")
	var r ledger.ReconciliationRow
	k.do(post, base+"/reconciliations", ReconcileInput{Account: k.weapp.ID}).refused(k, 422, "invalid")
	k.call("reconcile", post, "/reconciliations", ReconcileInput{Account: k.wecom.ID}, 202, &r)
	k.do(post, base+"/reconciliations", ReconcileInput{Account: k.wecom.ID}).refused(k, 409, "reconciliation_running")
	path := fmt.Sprintf("/reconciliations/%d", r.ID)
	k.call("pause-reconciliation", post, path+"/pause", nil, 200, &r)
	k.call("resume-reconciliation", post, path+"/resume", nil, 200, &r)
	k.idle()
	k.work(ledger.QueueReconcile, k.ledger.RunReconciliation)
	k.call("get-reconciliation", get, path, nil, 200, &r)
	if r.State != "done" || r.OnlyThere < 2 || r.SecondsLeft != 0 {
		k.Errorf("run %+v", r)
	}
	k.call("reconcile", post, "/reconciliations", ReconcileInput{Account: k.wecom.ID}, 202, &r)
	k.call("cancel-reconciliation", post, fmt.Sprintf("/reconciliations/%d/cancel", r.ID), nil, 200, &r)
	var runs Page[ledger.ReconciliationRow]
	k.call("list-reconciliations", get, fmt.Sprintf("/reconciliations?account=%d", k.wecom.ID), nil, 200, &runs)
	if len(runs.Items) != 2 || runs.Items[0].ID != r.ID || runs.Items[0].State != "cancelled" || runs.Items[1].State != "done" {
		k.Errorf("runs %+v", runs)
	}
	k.drifts(channel)
	var q ledger.QuotaRow
	k.call("get-quota", get, fmt.Sprintf("/quota?account=%d", k.wecom.ID), nil, 200, &q)
	if q.Limit != 500_000 || q.Used == 0 || len(q.Days) != 30 || len(q.Budget) == 0 {
		k.Errorf("quota %+v", q)
	}
	k.call("try-temp-again", post, fmt.Sprintf("/accounts/%d/try-temp", k.wecom.ID), nil, 204, nil)
}

func (k *walker) drifts(channel int64) {
	var p DriftPage
	k.call("list-drifts", get, fmt.Sprintf("/drifts?account=%d&kind=only_there&limit=1", k.wecom.ID), nil, 200, &p)
	if len(p.Items) != 1 || p.Next == "" || p.Counts.OnlyThere < 2 || string(p.Items[0].Theirs) == "null" {
		k.Fatalf("drifts %s", jsonOf(p))
	}
	var d ledger.DriftRow
	k.call("get-drift", get, fmt.Sprintf("/drifts/%d", p.Items[0].ID), nil, 200, &d)
	var out ledger.DriftOutcome
	k.do(post, base+"/drifts/decide", ledger.DriftDecision{Action: "adopt"}).refused(k, 422, "invalid")
	k.do(post, base+"/drifts/decide", ledger.DriftDecision{Action: "push", AccountID: k.wecom.ID, Kind: "only_there"}).refused(k, 422, "drift_action_unfit")
	k.call("decide-drifts", post, "/drifts/decide", ledger.DriftDecision{Action: "adopt", IDs: []int64{d.ID, 1}, ChannelID: channel}, 200, &out)
	if len(out.Done) != 1 || len(out.Passed) != 1 || out.Passed[0].Code != crm.CodeNotFound {
		k.Errorf("decided %+v", out)
	}
	k.call("decide-drifts", post, "/drifts/decide", ledger.DriftDecision{Action: "ignore", AccountID: k.wecom.ID, Kind: "only_there"}, 200, &out)
	var run ledger.DriftRun
	k.call("get-drift-run", get, fmt.Sprintf("/drift-runs/%d", out.RunID), nil, 200, &run)
	k.call("cancel-drift-run", post, fmt.Sprintf("/drift-runs/%d/cancel", out.RunID), nil, 200, &run)
	if run.State != "cancelled" {
		k.Errorf("run %+v", run)
	}
}

// idle drops what waits in the queues before which a comparison waits.
func (k *walker) idle() {
	for _, queue := range []string{ledger.QueueWelcome, ledger.QueueAsk, ledger.QueueWays} {
		k.work(queue, func(context.Context, crm.Job) error { return nil })
	}
}

// theirs makes ways of which the ledger knows nothing.
func (k *walker) theirs(states ...string) {
	f := sandbox.DefaultFixture()
	client, err := wecom.New(f.Corp.ID, wecom.WithBaseURL(k.sandbox))
	if err != nil {
		k.Fatal(err)
	}
	for _, state := range states {
		_, err := client.App(f.Apps[0].Secret).ContactWays.Add(k.Context(), wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, State: state, User: []string{"lisi"}})
		if err != nil {
			k.Fatal(err)
		}
	}
}
