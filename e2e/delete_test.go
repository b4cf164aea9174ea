package e2e

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A way is deleted on the platform whatever gets lost on the way, its state still attributes, and a new one takes its place.
func TestADeletedWayIsGoneAndCanBeRestored(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		for i, fault := range []map[string]any{nil, {"drop": "before"}, {"drop": "after"}, {"errcode": -1}, {"status": 502}} {
			name := fmt.Sprint("要删的", i)
			w := row(r.askWay(lin, account, name, oneMember()), "way", named(name, ledger.PhaseConfirmed))
			if fault != nil {
				fault["path"], fault["times"] = delWay, 1
				r.control("POST", "/faults", fault, nil)
			}
			lin.patch(wayPath(w.ID), map[string]any{"remark": "还在改"}, nil) // whatever is under way comes to its end first
			lin.delete(wayPath(w.ID), nil)
			gone := lin.settle(w.ID)
			if gone.Phase != ledger.PhaseDeleted || gone.ConfigID != w.ConfigID || gone.Changing {
				t.Errorf("%v: %+v", fault, gone)
			}
			if i > 0 {
				continue
			}
			r.wecomPlatform().must(contact("add_external_contact", "zhangsan", someCustomer, r.sandbox.Now().Unix(), "<State><![CDATA["+w.State+"]]></State>"))
			r.applied()
			var of ledger.Impact
			lin.get(wayPath(w.ID)+"/impact", &of)
			if of.Customers != 1 || of.Following != 1 || of.Last7 != 1 || of.Last30 != 1 || of.OnPlatform {
				t.Errorf("after its deletion: %+v", of)
			}
			var again ledger.WayRow
			lin.post(wayPath(w.ID)+"/restore", map[string]any{"client_key": "restore-once"}, &again)
			again = lin.settle(again.ID)
			if again.Phase != ledger.PhaseConfirmed || again.State == w.State || again.Users[0] != "zhangsan" || again.Customers != 0 {
				t.Errorf("restored: %+v", again)
			}
		}
		if left := r.platformWays(); len(left) != 1 {
			t.Errorf("the platform has %+v", left)
		}
	})
}

// The platform refuses a deletion: the way stays, with the reason.
func TestARefusedDeletionSaysWhy(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	w := row(r.askWay(lin, account, "删不掉", oneMember()), "way", named("删不掉", ledger.PhaseConfirmed))
	r.control("POST", "/faults", map[string]any{"path": delWay, "times": 1, "errcode": 48002}, nil)
	lin.delete(wayPath(w.ID), nil)
	if now := lin.settle(w.ID); now.Phase != ledger.PhaseConfirmed || now.ChangeProblem == nil || now.ChangeProblem.Code != 48002 {
		t.Errorf("%+v", now)
	}
}

// A way is given up while nobody knows whether the platform made it. Found there by its state, it is deleted there; a stranger's
// way beside it is left alone.
func TestACancelledWayIsDeletedWhereItTurnsUp(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	strangers := row(r.askWay(lin, account, "别的", oneMember()), "way", named("别的", ledger.PhaseConfirmed))
	const list = "/cgi-bin/externalcontact/list_contact_way"
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "drop": "after"}, nil)
	r.control("POST", "/faults", map[string]any{"path": list, "times": 10, "errcode": 45009}, nil) // nobody can look yet
	w := row(r.askWay(lin, account, "放弃的", oneMember()), "way", named("放弃的", ledger.PhaseUnknown))
	lin.delete(wayPath(w.ID), nil)
	if now := lin.settle(w.ID); now.Phase != ledger.PhaseDeleted {
		t.Errorf("given up: %+v", now)
	}
	r.control("DELETE", "/faults", nil, nil)
	r.control("POST", "/clock", map[string]any{"advance": "61m"}, nil)
	eventually(t, "the way to be deleted there", func() bool { return len(r.platformWays()) == 1 })
	if left := r.platformWays(); left[0].State != strangers.State {
		t.Errorf("the platform has %+v", left)
	}
	eventually(t, "the ledger to know", func() bool { w := lin.settle(w.ID); return w.Phase == ledger.PhaseDeleted && w.ConfigID != "" })
}
