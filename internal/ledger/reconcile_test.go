package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

func plain(users ...string) ledger.Settings {
	return ledger.Settings{Users: users, SkipVerify: true}
}

// What only the platform has is found in every window since 2021-07-10, however many pages there are; a way from before that day, which
// no list shows, is read by itself. What only the ledger has is said to be gone after two looks ten minutes apart.
func TestEveryWindowAndPageIsListed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		day := func(year, month, day int) time.Time {
			return time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)
		}
		y.box.Set(day(2021, 7, 8))
		old := y.made("很早的", "contact", plain("zhangsan"))
		hidden := y.their("before the list began", "lisi")
		want := map[string]bool{}
		for _, at := range []time.Time{day(2021, 7, 11), day(2021, 10, 8), day(2022, 6, 1), day(2023, 2, 28), day(2024, 2, 29), day(2025, 12, 31), day(2026, 11, 1)} {
			y.box.Set(at)
			want[y.their("of "+at.Format(time.DateOnly), "lisi")] = true
		}
		y.box.Set(day(2026, 11, 20))
		many := 1100
		if s.Dialect() == store.Postgres {
			many = 60
		}
		for i := range many {
			want[y.their(fmt.Sprint("many-", i), "lisi")] = true
		}
		gone := y.made("会被删除的", "contact", plain("zhangsan"))
		join := y.made("会被删除的群码", "join", ledger.Settings{Chats: []string{group1}})
		y.box.Set(day(2026, 11, 27))
		for _, err := range []error{y.they.ContactWays.Delete(t.Context(), gone.ConfigID), y.they.JoinWays.Delete(t.Context(), join.ConfigID)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		began := y.box.Now()
		r := y.compared()
		if r.State != ledger.ReconcileDone || r.Listed != int64(len(want)) || r.OnlyThere != r.Listed || r.OnlyHere != 2 || r.Done != r.Total {
			t.Errorf("%+v", r)
		}
		if took := y.box.Now().Sub(began); took < 10*time.Minute {
			t.Errorf("the second look came after %v", took)
		}
		open := y.drifts("open")
		for id := range want {
			if open[id].Kind != ledger.DriftOnlyThere {
				t.Fatalf("drift of %s: %+v", id, open[id])
			}
		}
		for _, w := range []ledger.Way{gone, join} {
			if d := open[w.ConfigID]; d.Kind != ledger.DriftOnlyHere || d.WayID != w.ID || y.way(w.ID).Drift != "gone" {
				t.Errorf("deleted there: %+v", d)
			}
		}
		if _, found := open[hidden]; found || y.way(old.ID).Drift != "" || y.way(old.ID).CheckedAt < began.UnixMilli() {
			t.Errorf("the old way was not read: %+v", y.way(old.ID))
		}
		if pages := y.calls(pathList); pages < 22 || many > 1000 && pages < 23 {
			t.Errorf("%d pages", pages)
		}
	})
}

// A way that is not there at the first look and is at the second is not gone.
func TestAWayThatIsAbsentOnceIsNotGone(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("一时读不到", "join", ledger.Settings{Chats: []string{group1}})
	y.control("POST", "/faults", map[string]any{"path": "/cgi-bin/externalcontact/groupchat/get_join_way", "times": 1, "errcode": 41044})
	if r := y.compared(); r.OnlyHere != 0 || r.State != ledger.ReconcileDone || y.way(w.ID).Drift != "" {
		t.Errorf("%+v, way %+v", r, y.way(w.ID))
	}
}

// Another app deletes ways while they are read: those of the ledger are gone after the second look, the others are no drift at all.
func TestWaysThatAreDeletedDuringTheRun(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		var ours, theirs []string
		var ids []int64
		for i := range 8 {
			w := y.made(fmt.Sprint("我们的 ", i), "contact", plain("zhangsan"))
			ours, ids = append(ours, w.ConfigID), append(ids, w.ID)
			theirs = append(theirs, y.their(fmt.Sprint("theirs-", i), "lisi"))
		}
		y.settings(ledger.ReconcileSettings{AtOnce: 1, UnusedDays: 180})
		y.onUse = func(path string, n int) {
			if path == pathGet && n == 1 {
				for _, id := range append(ours[:3:3], theirs[:3]...) {
					if err := y.they.ContactWays.Delete(t.Context(), id); err != nil {
						t.Error(err)
					}
				}
			}
		}
		r := y.compared()
		open := y.drifts("open")
		if r.State != ledger.ReconcileDone || r.Listed != 16 || r.OnlyHere != 3 || r.OnlyThere != 5 || len(open) != 8 {
			t.Errorf("%+v, %d drifts", r, len(open))
		}
		for _, id := range ids[:3] {
			if y.way(id).Drift != "gone" {
				t.Errorf("way %+v", y.way(id))
			}
		}
		y.onUse = nil
		for _, id := range theirs[3:] {
			if err := y.they.ContactWays.Delete(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		if r := y.compared(); r.Settled != 5 || len(y.drifts("open")) != 3 {
			t.Errorf("afterwards %+v: %+v", r, y.drifts("open"))
		}
	})
}

// The platform refuses a single way: it is unreadable, and the others are read.
func TestAWayThatCannotBeRead(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	for i := range 3 {
		y.made(fmt.Sprint("活码 ", i), "contact", plain("zhangsan"))
	}
	y.control("POST", "/faults", map[string]any{"path": pathGet, "times": 1, "errcode": 60011})
	r := y.compared()
	open := y.drifts("open")
	if r.Unreadable != 1 || r.Done != 3 || len(open) != 1 {
		t.Errorf("%+v, %+v", r, open)
	}
	for _, d := range open {
		if d.Kind != ledger.DriftUnreadable || d.Problem == nil || d.Problem.Code != 60011 {
			t.Errorf("%+v", d)
		}
	}
	if r := y.compared(); r.Settled != 1 || len(y.drifts("open")) != 0 {
		t.Errorf("afterwards %+v", r)
	}
}

// The platform says "too fast" again and again: each time the run rests as long as the limiter wants, and calls once.
func TestARunStepsBackFromRefusalsForGoingTooFast(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	for i := range 5 {
		y.made(fmt.Sprint("活码 ", i), "contact", plain("zhangsan"))
	}
	y.settings(ledger.ReconcileSettings{AtOnce: 1, UnusedDays: 180})
	const storms = 4
	y.control("POST", "/faults", map[string]any{"path": pathGet, "times": storms, "errcode": 45009})
	before, began := y.calls(pathGet), y.box.Now()
	r := y.compared()
	if r.State != ledger.ReconcileDone || r.Done != 5 || len(y.drifts("open")) != 0 {
		t.Errorf("%+v", r)
	}
	calls, took := y.calls(pathGet)-before, y.box.Now().Sub(began)
	if calls != 5+storms || took < (1+2+4+8)*time.Minute {
		t.Errorf("%d calls in %v", calls, took)
	}
}

// The network breaks: the run waits, says why, and in the end gives up and can be resumed.
func TestARunThatDoesNotGetThrough(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	y.made("活码", "contact", plain("zhangsan"))
	y.control("POST", "/faults", map[string]any{"path": pathGet, "times": 1000, "drop": "before"})
	r := y.compared()
	if r.State != ledger.ReconcileFailed || r.Problem == nil || r.Problem.Code != crm.ProblemUnreachable {
		t.Fatalf("%+v", r)
	}
	y.control("DELETE", "/faults", nil)
	if _, err := y.ledger.ResumeReconciliation(t.Context(), crm.Operator(), r.ID); err != nil {
		t.Fatal(err)
	}
	if r := y.ended(r.ID); r.State != ledger.ReconcileDone || r.Done != 1 || r.Problem != nil {
		t.Errorf("%+v", r)
	}
	y.control("POST", "/faults", map[string]any{"path": pathList, "times": 1, "errcode": 48002})
	if r := y.compared(); r.State != ledger.ReconcileFailed || r.Problem.Code != 48002 {
		t.Errorf("without the right: %+v", r)
	}
}

// A creation whose answer was lost, and that was even given up, is found by its state when its way is read; one that was cancelled is
// deleted there, and nothing else ever is.
func TestCreationsInDoubtAreFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		lost := func(name string) ledger.Way {
			y.skip = map[string]bool{ledger.JobFindWay: true, ledger.JobFindCancelled: true}
			y.control("POST", "/faults", map[string]any{"path": pathAdd, "times": 1, "drop": "after"})
			return y.made(name, "contact", plain("zhangsan"))
		}
		unknown, failed, cancelled := lost("没有答复"), lost("以为没有"), lost("不要了")
		y.write(func(tx *store.Tx) error {
			w, err := tx.Way(failed.ID)
			if err != nil {
				return err
			}
			w.Phase, w.Problem = ledger.PhaseFailed, crm.ProblemAbsent
			return tx.UpdateWay(w)
		})
		if _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), cancelled.ID); err != nil {
			t.Fatal(err)
		}
		other := y.their(unknown.State+"x", "lisi")
		r := y.compared()
		if r.Confirmed != 2 || r.OnlyThere != 1 || r.State != ledger.ReconcileDone {
			t.Errorf("%+v", r)
		}
		for _, w := range []ledger.Way{unknown, failed} {
			if now := y.way(w.ID); now.Phase != ledger.PhaseConfirmed || now.ConfigID == "" || now.State != w.State {
				t.Errorf("%+v", now)
			}
		}
		if now := y.way(cancelled.ID); now.Phase != ledger.PhaseDeleted || now.ConfigID == "" {
			t.Errorf("cancelled: %+v", now)
		}
		if _, err := y.they.ContactWays.Get(t.Context(), y.way(cancelled.ID).ConfigID); err == nil {
			t.Error("the cancelled one is still there")
		}
		if _, err := y.they.ContactWays.Get(t.Context(), other); err != nil {
			t.Errorf("another's way is gone: %v", err)
		}
	})
}

// A change that is under way is nobody's drift.
func TestAWayThatIsBeingChangedIsLeftAlone(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("正在改", "contact", plain("zhangsan"))
	y.meddle(meddling{contact: func(u *wecom.ContactWayUpdate) { u.Remark = new("被改过") }}, w.ConfigID)
	y.skip[ledger.JobChangeWay] = true
	if _, err := y.ledger.ChangeWay(t.Context(), crm.Operator(), w.ID, nil, ledger.Patch{Remark: new("我们的")}); err != nil {
		t.Fatal(err)
	}
	if r := y.compared(); r.Differs != 0 || len(y.drifts("")) != 0 {
		t.Errorf("%+v", y.drifts(""))
	}
}

// A run is paused, resumed and cancelled; there is one at a time.
func TestRunsArePausedResumedAndCancelled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		y.made("活码", "contact", plain("zhangsan"))
		y.box.Advance(time.Second)
		ctx, who := t.Context(), crm.Operator()
		r, err := y.ledger.Reconcile(ctx, who, y.account.ID)
		if err != nil || r.State != ledger.ReconcileRunning || r.Total != 1 {
			t.Fatal(r, err)
		}
		if _, err := y.ledger.Reconcile(ctx, who, y.account.ID); crm.CodeOf(err) != ledger.CodeReconciling {
			t.Errorf("a second one: %v", err)
		}
		if r, err = y.ledger.PauseReconciliation(ctx, who, r.ID); err != nil || r.State != ledger.ReconcilePaused {
			t.Errorf("%+v, %v", r, err)
		}
		y.drain()
		if n := y.calls(pathGet); n != 0 {
			t.Errorf("%d calls while it was paused", n)
		}
		if _, err = y.ledger.ResumeReconciliation(ctx, who, r.ID); err != nil {
			t.Fatal(err)
		}
		if r = y.ended(r.ID); r.State != ledger.ReconcileDone || r.Done != 1 || r.SecondsLeft != 0 {
			t.Errorf("%+v", r)
		}
		if _, err := y.ledger.PauseReconciliation(ctx, who, r.ID); crm.CodeOf(err) != ledger.CodeReconcileState {
			t.Errorf("paused after its end: %v", err)
		}
		y.box.Advance(time.Second)
		again, err := y.ledger.Reconcile(ctx, who, y.account.ID)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := y.ledger.CancelReconciliation(ctx, who, again.ID); err != nil || r.State != ledger.ReconcileCancelled {
			t.Errorf("%+v, %v", r, err)
		}
		y.drain()
		if _, err := y.ledger.ResumeReconciliation(ctx, who, again.ID); crm.CodeOf(err) != ledger.CodeReconcileState {
			t.Errorf("resumed after it was cancelled: %v", err)
		}
	})
}

// By itself a comparison begins once a day, and never while one goes on.
func TestAComparisonIsDueOnceADay(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	due := func(want int) {
		t.Helper()
		if n, err := y.ledger.ReconcileDue(t.Context()); err != nil || n != want {
			t.Errorf("%d began, %v; want %d", n, err, want)
		}
	}
	due(0)
	y.box.Advance(24 * time.Hour)
	due(1)
	due(0)
	y.box.Advance(25 * time.Hour)
	due(0) // it still goes on
	y.drain()
	due(1)
	y.settings(ledger.ReconcileSettings{AtOnce: 4, UnusedDays: 180})
	y.drain()
	y.box.Advance(100 * time.Hour)
	due(0)
}

// The pace holds: what everybody calls counts, and the run takes what is left below its settings.
func TestARunKeepsBelowItsPace(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	for i := range 40 {
		y.their(fmt.Sprint("s", i), "lisi")
	}
	y.settings(ledger.ReconcileSettings{PerMinute: 6000, PerHour: 30, AtOnce: 4, UnusedDays: 180})
	for range 12 { // everyday calls of the same operation
		if err := y.limiter.Wait(t.Context(), y.account.PlatformID, "get_contact_way"); err != nil {
			t.Fatal(err)
		}
	}
	y.box.Advance(time.Second)
	r, err := y.ledger.Reconcile(t.Context(), crm.Operator(), y.account.ID)
	if err != nil {
		t.Fatal(err)
	}
	y.drain()
	if n := y.calls(pathGet); n != 18 {
		t.Errorf("%d calls beside 12 everyday ones", n)
	}
	row, err := y.ledger.ReconciliationRow(t.Context(), r.ID)
	wait := time.UnixMilli(row.WaitsUntil).Sub(y.box.Now())
	if err != nil || row.Done != 18 || wait < 58*time.Minute || wait > 61*time.Minute || row.SecondsLeft < int64(wait.Seconds()) {
		t.Errorf("%+v, waits %v", row, wait)
	}
	for range 3 { // the first twelve of an hour ago are free before the other eighteen
		if row, err = y.ledger.ReconciliationRow(t.Context(), r.ID); err != nil || row.State != ledger.ReconcileRunning {
			break
		}
		y.box.Advance(time.UnixMilli(row.WaitsUntil).Sub(y.box.Now()) + time.Second)
		y.drain()
	}
	if n := y.calls(pathGet); n != 40 {
		t.Errorf("%d calls in the hours after", n-18)
	}
	budget := y.limiter.(wx.Meter).Usage(y.account.PlatformID)
	if len(budget) == 0 {
		t.Error("nothing was counted")
	}
}
