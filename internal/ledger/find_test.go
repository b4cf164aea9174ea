package ledger_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// absentOnce is a way whose creation was not answered and that the platform did not list; the second look waits for ten minutes.
func (y *yard) absentOnce(name string) ledger.Way {
	y.Helper()
	y.control("POST", "/faults", map[string]any{"path": pathAdd, "times": 1, "drop": "before"})
	w := y.made(name, "contact", plain("zhangsan"))
	if w.Phase != ledger.PhaseUnknown || w.AbsentAt == 0 {
		y.Fatalf("%+v", w)
	}
	return w
}

// A way that turned up while the second look for it waits can be changed and deleted at once.
func TestAWaitingSearchHoldsNoChangeUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		w := y.absentOnce("来晚了")
		y.their(w.State, "zhangsan")
		y.compared()
		if w = y.way(w.ID); w.Phase != ledger.PhaseConfirmed {
			t.Fatalf("not adopted: %+v", w)
		}
		if _, err := y.ledger.ChangeWay(t.Context(), crm.Operator(), w.ID, nil, ledger.Patch{Remark: new("改一改")}); err != nil {
			t.Fatal(err)
		}
		y.drain()
		there, err := y.they.ContactWays.Get(t.Context(), w.ConfigID)
		if err != nil || there.Remark != "改一改" {
			t.Errorf("the platform has %q, %v", there.Remark, err)
		}
		if _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), w.ID); err != nil {
			t.Fatal(err)
		}
		y.drain()
		if now := y.way(w.ID); now.Phase != ledger.PhaseDeleted {
			t.Errorf("%+v", now)
		}
	})
}

// One that is given up while the second look for it waits is looked for at once, and once more when that look's time comes.
func TestAWayGivenUpIsLookedForTwice(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	for name, turnsUp := range map[string]func(ledger.Way, func()){
		"before": func(w ledger.Way, given func()) { y.their(w.State, "zhangsan"); given() },
		"after": func(w ledger.Way, given func()) {
			given()
			y.their(w.State, "zhangsan")
			y.box.Advance(11 * time.Minute)
			y.drain()
		},
	} {
		w := y.absentOnce(name)
		turnsUp(w, func() {
			if _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), w.ID); err != nil {
				t.Fatal(err)
			}
			y.drain()
		})
		if now := y.way(w.ID); now.Phase != ledger.PhaseDeleted || now.ConfigID == "" {
			t.Errorf("%s: %+v", name, now)
		}
	}
}
