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
)

// An ignored drift stays ignored as long as it is the same, and is open again once it changes.
func TestAnIgnoredDriftIsOpenAgainWhenItChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		w := y.made("活码", "contact", plain("zhangsan"))
		remark := func(text string) {
			y.meddle(meddling{contact: func(u *wecom.ContactWayUpdate) { u.Remark = &text }}, w.ConfigID)
		}
		state := func(want string) ledger.DriftRow {
			t.Helper()
			y.compared()
			d := y.drifts("")[w.ConfigID]
			if d.State != want {
				t.Errorf("the drift is %s, want %s: %+v", d.State, want, d)
			}
			return d
		}
		remark("一")
		found := state("open")
		y.decide(ledger.DriftIgnore, 0, found.ID)
		state("ignored")
		remark("二")
		if d := state("open"); d.ID != found.ID || d.FoundAt == found.FoundAt {
			t.Errorf("%+v", d)
		}
		y.decide(ledger.DriftIgnore, 0, found.ID)
		remark("")
		if d := state("settled"); y.way(w.ID).Drift != "" || d.SettledAt == 0 {
			t.Errorf("%+v", d)
		}
		if out := y.decide(ledger.DriftIgnore, 0, found.ID); len(out.Passed) != 1 || out.Passed[0].Code != ledger.CodeDriftSettled {
			t.Errorf("%+v", out)
		}
	})
}

// What only the platform has is adopted under a channel. It keeps its state, and customers who come with a state that several ways
// share are counted to the oldest.
func TestWaysOfOthersAreAdopted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		shared := []string{y.their("spring", "lisi", "zhangsan"), y.their("spring", "lisi"), y.their("", "lisi")}
		y.compared()
		open := y.drifts("open")
		ids := []int64{open[shared[0]].ID, open[shared[1]].ID, open[shared[2]].ID}
		if _, err := y.ledger.DecideDrifts(t.Context(), crm.Operator(), ledger.DriftDecision{Action: ledger.DriftAdopt, IDs: ids}); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("adopted without a channel: %v", err)
		}
		if out := y.decide(ledger.DriftPush, 0, ids...); len(out.Passed) != 3 || out.Passed[0].Code != ledger.CodeDriftUnfit {
			t.Errorf("pushed what the ledger does not have: %+v", out)
		}
		if out := y.decide(ledger.DriftAdopt, y.channel, ids...); len(out.Done) != 3 {
			t.Fatalf("%+v", out)
		}
		var first ledger.Way
		for i, id := range shared {
			w, err := y.ledger.Store.WayByConfigID(t.Context(), y.account.CorpID, id)
			if err != nil {
				t.Fatal(err)
			}
			if w.Origin != ledger.OriginAdopted || w.Phase != ledger.PhaseConfirmed || w.ChannelID != y.channel || w.Remark != "别的系统" || len(w.QRBlob) == 0 || w.State != []string{"spring", "spring", ""}[i] {
				t.Errorf("adopted %+v", w)
			}
			if i == 0 {
				first = w
			}
		}
		y.write(func(tx *store.Tx) error {
			w, err := tx.WayByState(y.account.CorpID, "spring")
			if err == nil && w.ID != first.ID {
				t.Errorf("customers of spring are counted to %s, want the oldest", w.Name)
			}
			return err
		})
		if r := y.compared(); r.OnlyThere != 0 || r.Differs != 0 || len(y.drifts("open")) != 0 {
			t.Errorf("afterwards %+v, %+v", r, y.drifts("open"))
		}
	})
}

// What only the ledger has is marked as deleted; nothing is sent for it.
func TestAWayThatIsGoneIsMarkedAsDeleted(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("活码", "contact", plain("zhangsan"))
	if err := y.they.ContactWays.Delete(t.Context(), w.ConfigID); err != nil {
		t.Fatal(err)
	}
	y.compared()
	d := y.drifts("open")[w.ConfigID]
	if out := y.decide(ledger.DriftPush, 0, d.ID); len(out.Passed) != 1 {
		t.Errorf("pushed to what is gone: %+v", out)
	}
	y.decide(ledger.DriftAdopt, 0, d.ID)
	if now := y.way(w.ID); now.Phase != ledger.PhaseDeleted || now.Drift != "" || now.DeletedAt == 0 || now.ConfigID != w.ConfigID {
		t.Errorf("%+v", now)
	}
	if r := y.compared(); r.OnlyHere != 0 || len(y.drifts("open")) != 0 {
		t.Errorf("afterwards %+v", r)
	}
}

// All drifts of a kind are decided about in a run, chunk by chunk.
func TestAllDriftsOfAKindAreDecidedAbout(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		const many = 230
		for i := range many {
			y.their(fmt.Sprint("s", i), "lisi")
		}
		y.compared()
		ctx, who := t.Context(), crm.Operator()
		in := ledger.DriftDecision{Action: ledger.DriftAdopt, AccountID: y.account.ID, Kind: ledger.DriftOnlyThere}
		if _, err := y.ledger.DecideDrifts(ctx, who, in); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("without a channel: %v", err)
		}
		in.ChannelID = y.channel
		out, err := y.ledger.DecideDrifts(ctx, who, in)
		if err != nil || out.RunID == 0 {
			t.Fatal(out, err)
		}
		y.skip[ledger.JobFetchQR] = true
		y.drain()
		r, err := y.ledger.Store.DriftRun(ctx, out.RunID)
		if err != nil || r.State != ledger.ReconcileDone || r.Total != many || r.Done != many || r.Passed != 0 || len(y.drifts("open")) != 0 {
			t.Errorf("%+v, %v, %d open", r, err, len(y.drifts("open")))
		}
		if r := y.compared(); r.OnlyThere != 0 || r.Differs != 0 {
			t.Errorf("afterwards %+v", r)
		}
	})
}

// The platform is asked about one way alone, without a run.
func TestADriftIsLookedAtAgain(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("活码", "contact", plain("zhangsan"))
	change := func(skip bool) {
		y.meddle(meddling{contact: func(u *wecom.ContactWayUpdate) { u.SkipVerify = &skip }}, w.ConfigID)
	}
	change(false)
	y.compared()
	d := y.drifts("open")[w.ConfigID]
	change(true)
	y.box.Advance(time.Second)
	y.decide(ledger.DriftCheck, 0, d.ID)
	if left := y.drifts("open"); len(left) != 0 || y.way(w.ID).Drift != "" {
		t.Errorf("%+v", left)
	}
}

// A field that only some apps may set is compared where the platform says it.
func TestTheMarkOfTheSourceDrifts(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), acquisitionApp)
	w := y.made("活码", "contact", plain("zhangsan"))
	no := false
	if _, err := y.they.ContactWays.Modify(t.Context(), w.ConfigID, func(u *wecom.ContactWayUpdate) { u.MarkSource = &no }, wecom.MadeHere()); err != nil {
		t.Fatal(err)
	}
	y.compared()
	d := y.drifts("open")[w.ConfigID]
	if fields(d) != "mark_source" {
		t.Fatalf("%+v", d)
	}
	y.decide(ledger.DriftPush, 0, d.ID)
	if got, err := y.they.ContactWays.Get(t.Context(), w.ConfigID); err != nil || got.MarkSource == nil || !*got.MarkSource || len(y.drifts("open")) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
