package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (y *yard) quota() ledger.QuotaRow {
	y.Helper()
	q, err := y.ledger.Quota(y.Context(), y.account.ID)
	if err != nil {
		y.Fatal(err)
	}
	return q
}

func (y *yard) explained(q ledger.QuotaRow, code string) bool {
	y.Helper()
	for _, e := range q.Explanations {
		if e.Code == code {
			return e.ZH != "" && e.EN != ""
		}
	}
	return false
}

// The quota is what the ledger has, what is in doubt, and what only the platform has; what was deleted is free again, perhaps late.
func TestTheQuotaIsCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		y.box.Set(time.Date(2026, 11, 27, 12, 0, 0, 0, y.account.Location())) // no midnight comes in between
		if q := y.quota(); q.Used != 0 || q.Free != 500_000 || q.Level != "ok" || q.Forecast.FullAt != 0 || len(q.Days) != 30 {
			t.Errorf("empty: %+v", q)
		}
		y.made("一", "contact", plain("zhangsan"))
		deleted := y.made("二", "contact", plain("zhangsan"))
		y.made("三", "join", ledger.Settings{Chats: []string{group1}})
		y.made("四", "temp", ledger.Settings{Users: []string{"zhangyisheng"}})
		y.control("POST", "/faults", map[string]any{"path": "/cgi-bin/externalcontact/groupchat/add_join_way", "times": 1, "drop": "after"})
		y.made("五", "join", ledger.Settings{Chats: []string{group1}})
		y.their("others", "lisi")
		if _, err := y.ledger.DeleteWay(t.Context(), crm.Operator(), deleted.ID); err != nil {
			t.Fatal(err)
		}
		y.compared()
		q := y.quota()
		if q.Contact != 1 || q.Join != 1 || q.OnlyThere != 1 || q.Used != 3 || q.Unknown != 1 || q.Deleted != 1 || q.Free != 500_000-4 || q.TempToday != 1 || q.TempLive != 1 {
			t.Errorf("%+v", q)
		}
		if !y.explained(q, "unknown") || !y.explained(q, "deleted") || q.Reconciled == 0 || q.Drifts.OnlyThere != 1 {
			t.Errorf("%+v", q)
		}
		if today := q.Days[29]; today.Made != 3 || today.Deleted != 1 || today.Used != 3 || q.Days[0].Used != 1 {
			t.Errorf("today %+v, a month ago %+v", today, q.Days[0])
		}
		if f := q.Forecast; f.PerDay14 != 2.0/14 || f.PerDay30 != 2.0/30 || f.FullAt != 0 {
			t.Errorf("%+v", f)
		}
		ops := map[string]int{}
		for _, b := range q.Budget {
			ops[b.Op] = b.Hour
		}
		if ops["add_contact_way"] != 3 || ops["add_join_way"] != 2 || ops["get_contact_way"] == 0 || q.CallLimits.PerMinute != 10_000 {
			t.Errorf("budget %+v", q.Budget)
		}
	})
}

// The platform says that it is full: that is remembered with the difference, listeners learn of it, and the next way that is taken
// puts it right.
func TestThePlatformCorrectsTheQuota(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		y.made("一", "contact", plain("zhangsan"))
		y.control("POST", "/faults", map[string]any{"path": pathAdd, "times": 1, "errcode": 41045})
		if w := y.made("没有地方", "contact", plain("zhangsan")); w.Phase != ledger.PhaseFailed || w.Problem != 41045 {
			t.Errorf("%+v", w)
		}
		q := y.quota()
		if q.Full == nil || q.Full.Counted != 1 || q.Full.Difference != 499_999 || q.Free != 0 || q.Level != "full" || !y.explained(q, "platform_full") {
			t.Errorf("%+v, %+v", q, q.Full)
		}
		y.made("又有地方", "contact", plain("zhangsan"))
		if q := y.quota(); q.Full != nil || q.Free != 500_000-2 || q.Level != "ok" {
			t.Errorf("%+v", q)
		}
		head, err := y.store.ChangeHead(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		rows, _, err := y.store.ChangesAfter(t.Context(), crm.Cursor{Epoch: head.Epoch}, 1000)
		told := 0
		for _, r := range rows {
			if r.Kind == "quota" && r.SubjectID == y.account.CorpID {
				told++
			}
		}
		if err != nil || told != 2 {
			t.Errorf("listeners were told %d times, %v", told, err)
		}
	})
}

// 48002 for a temporary way is remembered of the account until somebody wants to try again.
func TestTemporaryWaysThatAreRefused(t *testing.T) {
	y := newYard(t, storetest.Open(t, store.SQLite), contactApp)
	visit := ledger.Settings{Users: []string{"zhangyisheng"}}
	refused := func(name string) {
		t.Helper()
		y.control("POST", "/faults", map[string]any{"path": pathAdd, "times": 1, "errcode": 48002})
		y.made(name, "temp", visit)
		if q := y.quota(); q.TempRefused == 0 || !y.explained(q, "temp_refused") {
			t.Errorf("%+v", q)
		}
	}
	refused("一")
	y.made("二", "contact", plain("zhangsan"))
	if y.quota().TempRefused == 0 {
		t.Error("a contact way says nothing of temporary ones")
	}
	again := func() {
		t.Helper()
		if err := y.ledger.TryTempAgain(t.Context(), crm.Operator(), y.account.ID); err != nil || y.quota().TempRefused != 0 {
			t.Error(err)
		}
	}
	again() // until then the ledger does not ask
	y.made("三", "temp", visit)
	if y.quota().TempRefused != 0 {
		t.Error("the platform took one")
	}
	refused("四")
	again()
}

// Ways that nobody came by for long are counted, and the count ends at 500.
func TestWaysThatNobodyUses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y := newYard(t, s, contactApp)
		y.skip[ledger.JobFetchQR] = true
		for i := range 3 {
			y.made(fmt.Sprint("活码 ", i), "contact", plain("zhangsan"))
		}
		if n := y.quota().Unused; n != 0 {
			t.Errorf("%d on the first day", n)
		}
		y.box.Advance(181 * 24 * time.Hour)
		if q := y.quota(); q.Unused != 3 || q.UnusedFilter != (ledger.WayFilter{Phase: "live", UnusedDays: 180}) {
			t.Errorf("%d by %+v", q.Unused, q.UnusedFilter)
		}
	})
}
