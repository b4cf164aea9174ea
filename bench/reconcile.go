package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// reconcileTask tells the servers of a comparison what to do; reconcileResult is what it took.
type (
	reconcileTask struct {
		Platform string `json:"platform"`
		Ways     int    `json:"ways"`
	}
	reconcileResult struct {
		RunS    float64 `json:"run_s"`
		CPU     float64 `json:"cpu_s"`
		StartMB float64 `json:"start_mb"` // of its own before the run
		PeakMB  float64 `json:"peak_mb"`  // the most of its own until its end
		BareS   float64 `json:"bare_s"`
		BareCPU float64 `json:"bare_cpu_s"`
		QuotaMS float64 `json:"quota_ms"` // the quota's page afterwards
	}
)

const (
	reconcileFile   = "reconcile.json"
	reconcileAtOnce = 8
)

// reconcileTrial compares a full quota of ways with the platform, once for both rows.
func (b *bench) reconcileTrial(ctx context.Context) (r *reconcileResult, err error) {
	if b.compared != nil {
		return b.compared, nil
	}
	n := b.many(500_000, 300)
	box, err := b.emulator(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, box.stop()) }()
	t := &trial{b: b}
	if err := t.fill(ctx, box, n); err != nil {
		return nil, err
	}
	b.say("%d ways made", n)
	dir := filepath.Join(b.dir, "reconcile")
	task, _ := json.Marshal(reconcileTask{"http://" + box.addr, n}) // a text and a number cannot fail
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, reconcileFile), task, 0o600)); err != nil {
		return nil, err
	}
	var result reconcileResult
	for _, role := range []string{"adopt", "reconcile"} { // the second in a process that has done nothing else
		profile := ""
		if b.profile != "" {
			profile = filepath.Join(b.profile, role+".pprof")
		}
		p, err := b.start(ctx, role, dir, profile)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(json.Unmarshal([]byte(p.addr), &result), p.stop()); err != nil {
			return nil, err
		}
		b.say("%s is over", role)
	}
	b.compared = &result
	return b.compared, nil
}

func reconcileUS(ctx context.Context, b *bench) (Row, error) {
	r, err := b.reconcileTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	n := float64(b.many(500_000, 300))
	row := alone(fmt.Sprintf("comparing one of %d ways with the platform: listed, read, compared field by field, noted", int(n)), "µs/way", lower, r.CPU/n*1e6).
		against("the same list and as many get_contact_way calls by the SDK, as many side by side", r.BareCPU/n*1e6)
	row.Conditions = fmt.Sprintf("processor time of the server, SQLite; nothing differs; the sandbox in a process of its own, its limits and ours off, no pace; "+
		"%d calls side by side; %s s by the clock, %s µs a way (bare calls %s s); by the default pace, half of the vendor's limits, %d ways take %s hours; "+
		"the quota's numbers afterwards take %s ms",
		reconcileAtOnce, figure(round(r.RunS)), figure(round(r.RunS/n*1e6)), figure(round(r.BareS)), int(n), figure(round(n/75_000)), figure(round(r.QuotaMS)))
	return row, nil
}

func reconcileRSS(ctx context.Context, b *bench) (Row, error) {
	r, err := b.reconcileTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("the most memory of its own of the server that compares %d ways", b.many(500_000, 300)), "MB", lower, r.PeakMB)
	row.Conditions = fmt.Sprintf("VmHWM − RssFile at the end of the run of reconcile_us_per_way, %s MB before it; 1 MB is 10^6 bytes", figure(round(r.StartMB)))
	return row, nil
}

// withReconcile runs the server on dir for work; held, it does nothing by itself.
func withReconcile(ctx context.Context, dir string, hold bool, work func(*app.App, reconcileTask) error) error {
	var task reconcileTask
	if err := readTask(filepath.Join(dir, reconcileFile), &task); err != nil {
		return err
	}
	a, err := openServer(ctx, app.Options{Dir: dir, HoldApplying: hold})
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Run(serving) }()
	err = work(a, task)
	stop()
	return errors.Join(err, <-ended)
}

// serveAdopt puts the platform's ways into an empty ledger.
func serveAdopt(ctx context.Context, dir string) error {
	err := withReconcile(ctx, dir, true, func(a *app.App, task reconcileTask) error {
		account, err := a.Ground.AddAccount(ctx, crm.Operator(), crm.Account{
			Kind: crm.WeCom, Slug: slug, PlatformID: sandboxCorp, AgentID: "1000002", Secret: "sandbox-contact-secret", APIBaseURL: task.Platform,
		})
		if err != nil {
			return err
		}
		s := ledger.ReconcileSettings{AtOnce: reconcileAtOnce, UnusedDays: 180}
		if err := a.Ledger.SetReconcileSettings(ctx, crm.Operator(), s); err != nil {
			return err
		}
		name := "线下门店"
		channel, err := a.Ledger.CreateChannel(ctx, crm.Operator(), ledger.ChannelEdit{Name: &name})
		if err != nil {
			return err
		}
		return adoptAll(ctx, a, task, account, channel.ID)
	})
	if err != nil {
		return err
	}
	if err := unqueue(dir); err != nil {
		return err
	}
	fmt.Println("{}")
	return nil
}

// unqueue spares the measured server the search index of all these ways, which is another row's matter.
func unqueue(dir string) error {
	db, err := sql.Open("sqlite", filepath.Join(dir, "menling.db"))
	if err != nil {
		return err
	}
	_, err = db.Exec("DELETE FROM search_queue")
	return errors.Join(err, db.Close())
}

func adoptAll(ctx context.Context, a *app.App, task reconcileTask, account crm.Account, channel int64) error {
	ways, now := make(chan wecom.ContactWay, 1000), time.Now().UnixMilli()-1000
	failed := make(chan error, 1)
	go func() {
		defer close(ways)
		_, _, err := readAll(ctx, task, func(w wecom.ContactWay) { ways <- w })
		failed <- err
	}()
	var batch []ledger.Way
	flush := func() error {
		err := a.Store.Write(ctx, nil, func(tx *store.Tx) error {
			for _, w := range batch {
				if err := tx.AddWay(w); err != nil {
					return err
				}
			}
			return nil
		})
		batch = batch[:0]
		return err
	}
	for c := range ways {
		batch = append(batch, ledger.Way{
			ID: a.Ledger.IDs.Next(), Kind: ledger.KindContact, CorpID: account.CorpID, AccountID: account.ID, State: c.State, Phase: ledger.PhaseConfirmed,
			ConfigID: c.ConfigID, QRURL: c.QRCode, ClientKey: c.ConfigID, Origin: ledger.OriginMade, CreatedAt: now, CalledAt: now, ConfirmedAt: now, UpdatedAt: now,
			Settings: ledger.Settings{
				ChannelID: channel, Name: c.Remark + c.State, Remark: c.Remark, Type: int(c.Type), Scene: int(c.Scene), Users: c.User, Parties: c.Party, SkipVerify: c.SkipVerify, MarkSource: true,
			},
		})
		if len(batch) == 500 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return errors.Join(flush(), <-failed)
}

// readAll lists and reads all ways by nothing but the SDK.
func readAll(ctx context.Context, task reconcileTask, take func(wecom.ContactWay)) (seconds, cpu float64, err error) {
	corp, err := wecom.New(sandboxCorp, wecom.WithBaseURL(task.Platform), wecom.WithLimiter(wx.NoLimit()))
	if err != nil {
		return 0, 0, err
	}
	calls := corp.App("sandbox-contact-secret").ContactWays
	began, before := time.Now(), processorTime()
	ids := make(chan string, 1000)
	var all sync.WaitGroup
	failed := make(chan error, reconcileAtOnce+1)
	for range reconcileAtOnce {
		all.Go(func() {
			for id := range ids {
				w, err := calls.Get(ctx, id)
				if err != nil {
					failed <- err
					return
				}
				take(w)
			}
		})
	}
	n := 0
	for id, err := range calls.All(ctx, wecom.ContactWayList{}) {
		if err != nil {
			failed <- err
			break
		}
		ids <- id
		n++
	}
	close(ids)
	all.Wait()
	close(failed)
	if err = <-failed; err == nil && n != task.Ways {
		err = fmt.Errorf("%d of %d ways are listed", n, task.Ways)
	}
	return time.Since(began).Seconds(), (processorTime() - before).Seconds(), err
}

// serveReconcile is the real server, which compares its ledger and says what that took; then the bare calls.
func serveReconcile(ctx context.Context, dir string) error {
	var r reconcileResult
	err := withReconcile(ctx, dir, false, func(a *app.App, task reconcileTask) (err error) {
		if r.StartMB, _, err = ownMemory("/proc/self/status"); err != nil {
			return err
		}
		if err := comparedAll(ctx, a, task, &r); err != nil {
			return err
		}
		r.BareS, r.BareCPU, err = readAll(ctx, task, func(wecom.ContactWay) {})
		return err
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func comparedAll(ctx context.Context, a *app.App, task reconcileTask, r *reconcileResult) error {
	accounts, err := a.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	began, before := time.Now(), processorTime()
	run, err := a.Ledger.Reconcile(ctx, crm.Operator(), accounts[0].ID)
	for ; err == nil && run.State == ledger.ReconcileRunning; run, err = a.Ledger.ReconciliationRow(ctx, run.ID) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	if err != nil {
		return err
	}
	r.RunS, r.CPU = time.Since(began).Seconds(), (processorTime() - before).Seconds()
	if run.State != ledger.ReconcileDone || run.Done != int64(task.Ways) || run.Differs+run.OnlyThere+run.OnlyHere+run.Unreadable != 0 {
		return fmt.Errorf("the run ended as %+v", run)
	}
	if _, r.PeakMB, err = ownMemory("/proc/self/status"); err != nil {
		return err
	}
	began = time.Now()
	_, err = a.Ledger.Quota(ctx, accounts[0].ID)
	r.QuotaMS = float64(time.Since(began).Microseconds()) / 1000
	return err
}
