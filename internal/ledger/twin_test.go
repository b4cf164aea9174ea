package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func button(users ...string) ledger.Settings {
	return ledger.Settings{Users: users, SkipVerify: true, Type: ledger.TypeMulti, Scene: ledger.SceneButton, Style: 1}
}

func (y *yard) code(w ledger.Way) ledger.Way {
	y.Helper()
	t, err := y.ledger.Code(y.Context(), w)
	if err != nil {
		y.Fatal(err)
	}
	return t
}

// A button's code is one twin, however many ask for it at once. It is counted, and no list shows it.
func TestAButtonHasOneTwin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		w := y.made("按钮", "contact", button("zhangsan"))
		var all sync.WaitGroup
		ids := make([]int64, 32)
		for i := range ids {
			all.Go(func() {
				t, err := y.ledger.Code(y.Context(), w)
				if ids[i] = t.ID; err != nil {
					y.Error(err)
				}
			})
		}
		all.Wait()
		y.drain()
		twin := y.code(w)
		for _, id := range ids {
			if id != twin.ID {
				t.Errorf("twins %d and %d", id, twin.ID)
			}
		}
		if twin.Phase != ledger.PhaseConfirmed || twin.TwinOf != w.ID || twin.State == w.State || len(twin.QRBlob) == 0 {
			t.Errorf("twin %+v", twin)
		}
		if n := y.calls(pathAdd); n != 2 {
			t.Errorf("%d ways were asked for", n)
		}
		rows, err := y.ledger.Store.WayRows(t.Context(), ledger.WayQuery{Limit: 10})
		if err != nil || len(rows) != 1 {
			t.Errorf("the list shows %d ways: %v", len(rows), err)
		}
		if q, err := y.ledger.Quota(t.Context(), y.account.ID); err != nil || q.Contact != 2 {
			t.Errorf("quota %+v: %v", q, err)
		}
		if r := y.compared(); r.OnlyThere+r.Differs+r.OnlyHere != 0 {
			t.Errorf("compared %+v", r)
		}
		same := y.made("二维码", "contact", plain("zhangsan"))
		if got := y.code(same); got.ID != same.ID {
			t.Errorf("a way with a code has the code of %d", got.ID)
		}
	})
}

// What changes at a button's way changes at its twin; with the way the twin goes.
func TestATwinFollowsItsWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		w := y.made("按钮", "contact", button("zhangsan"))
		twin := y.code(w)
		y.drain()
		users := []string{"lisi"}
		if _, err := y.ledger.ChangeWay(t.Context(), crm.Operator(), w.ID, nil, ledger.Patch{Users: &users, Remark: new("新的")}); err != nil {
			t.Fatal(err)
		}
		y.drain()
		got, err := y.they.ContactWays.Get(t.Context(), y.way(twin.ID).ConfigID)
		if err != nil || len(got.User) != 1 || got.User[0] != "lisi" || got.Remark != "新的" || got.State != twin.State {
			t.Errorf("the platform's copy of the twin is %+v: %v", got, err)
		}
		if now := y.way(twin.ID); now.Users[0] != "lisi" || now.ChangeProblem != 0 {
			t.Errorf("twin %+v", now)
		}
		if _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), w.ID); err != nil {
			t.Fatal(err)
		}
		y.drain()
		if a, b := y.way(w.ID), y.way(twin.ID); a.Phase != ledger.PhaseDeleted || b.Phase != ledger.PhaseDeleted {
			t.Errorf("phases %s and %s", a.Phase, b.Phase)
		}
		if _, err := y.they.ContactWays.Get(t.Context(), y.way(twin.ID).ConfigID); err == nil {
			t.Error("the platform still has the twin")
		}
		if _, err := y.ledger.Code(t.Context(), y.way(w.ID)); crm.CodeOf(err) != ledger.CodeNotConfirmed {
			t.Errorf("a deleted button has a code: %v", err)
		}
	})
}

// A twin whose creation was never answered is found again by its state, and adopted.
func TestATwinInDoubtIsFound(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("按钮", "contact", button("zhangsan"))
	y.control("POST", "/faults", map[string]any{"path": pathAdd, "times": 1, "drop": "after"})
	twin := y.code(w)
	y.drain()
	if now := y.way(twin.ID); now.Phase != ledger.PhaseConfirmed || y.calls(pathAdd) != 2 {
		t.Errorf("phase %s after %d calls", now.Phase, y.calls(pathAdd))
	}
}

// A twin that the platform does not have any more is replaced at the next press; whoever still comes by the old one's state came by the
// button's way.
func TestALostTwinIsReplaced(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("按钮", "contact", button("zhangsan"))
	lost := y.code(w)
	y.drain()
	lost = y.way(lost.ID)
	if err := y.they.ContactWays.Delete(t.Context(), lost.ConfigID); err != nil {
		t.Fatal(err)
	}
	if r := y.compared(); r.OnlyHere != 1 {
		t.Fatalf("compared %+v", r)
	}
	twin := y.code(w)
	y.drain()
	if twin.ID == lost.ID || y.way(lost.ID).Phase != ledger.PhaseDeleted || y.way(twin.ID).Phase != ledger.PhaseConfirmed || twin.State == lost.State {
		t.Errorf("%+v stands for %+v", y.way(twin.ID), y.way(lost.ID))
	}
	if again := y.code(w); again.ID != twin.ID {
		t.Errorf("a sound twin is replaced by %d", again.ID)
	}
	if r := y.compared(); r.OnlyHere+r.OnlyThere+r.Differs != 0 {
		t.Errorf("compared %+v", r)
	}
}

// Nobody acts on a twin: the error names the way that it follows.
func TestATwinIsNobodysToChange(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	w := y.made("按钮", "contact", button("zhangsan"))
	twin := y.code(w)
	y.drain()
	for what, act := range map[string]func() error{
		"change": func() error {
			_, err := y.ledger.ChangeWay(t.Context(), crm.Operator(), twin.ID, nil, ledger.Patch{Remark: new("我的")})
			return err
		},
		"delete": func() error { _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), twin.ID); return err },
		"retry":  func() error { _, err := y.ledger.RetryWay(t.Context(), crm.Operator(), twin.ID); return err },
		"restore": func() error {
			_, err := y.ledger.RestoreWay(t.Context(), crm.Operator(), twin.ID, "a key of a form")
			return err
		},
	} {
		var e *crm.Error
		if err := act(); !errors.As(err, &e) || e.Code != ledger.CodeTwin || fmt.Sprint(e.Params["way"]) != fmt.Sprint(w.ID) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
