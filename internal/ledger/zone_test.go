package ledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Days begin at the midnight of the account's time zone, and follow it when it moves.
func TestDaysFollowTheAccountsZone(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		w.ledger.Facts = readFact
		midnight := time.Date(2026, 11, 3, 0, 0, 0, 0, w.zone()).UnixMilli() // 16:00 UTC
		for i, at := range []int64{midnight - 1000, midnight, midnight + 1000} {
			w.tell(journaled{at: at, contact: &ledger.Contact{Kind: ledger.Added, UserID: "m", ExternalUserID: fmt.Sprint("wm", i)}})
		}
		w.days("20261102 1, 20261103 2")
		w.opens(20261102, 1)
		w.opens(20261103, 2)
		w.account.TimeZone = "Asia/Kathmandu" // UTC+5:45: midnight in Shanghai is 21:45 of the day before
		w.write(func(tx *store.Tx) error { return tx.UpdateAccount(w.account) })
		if err := w.ledger.KeepCounting(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.work()
		w.days("20261102 3")
		w.opens(20261103, 0)
		w.compare("in the new zone")
		if err := w.ledger.KeepCounting(t.Context()); err != nil {
			t.Fatal(err)
		}
		if list, err := w.ledger.RebuildRows(t.Context()); err != nil || len(list) != 1 || list[0].Reason != ledger.RebuildZone {
			t.Errorf("rebuilds %+v, %v", list, err)
		}
	})
}

// days fails unless the adds of each day are these.
func (w *world) days(want string) {
	w.Helper()
	s, err := w.ledger.Statistics(w.Context(), ledger.StatisticsQuery{By: ledger.ByDay, Periods: ledger.Periods{From: 20261101, To: 20261110}})
	if err != nil {
		w.Fatal(err)
	}
	got := ""
	for _, r := range s.Rows {
		if r.Added != 0 {
			got += fmt.Sprint(", ", r.Key, " ", r.Added)
		}
	}
	if got[2:] != want {
		w.Errorf("adds by day: %s, want %s", got[2:], want)
	}
}

// opens fails unless a day's adds open that many customers.
func (w *world) opens(day, want int) {
	w.Helper()
	p, err := w.ledger.InZone(w.Context(), ledger.Periods{Event: "added", From: day, To: day})
	if err != nil {
		w.Fatal(err)
	}
	rows, err := w.store.CustomerRows(w.Context(), ledger.CustomerQuery{Periods: p, Limit: 10})
	if err != nil || len(rows) != want {
		w.Errorf("%d opens %d customers, want %d (%v)", day, len(rows), want, err)
	}
}

// Numbers from before they were kept are counted by themselves.
func TestOldPeriodsAreCountedOnce(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		way := w.newWay("a", ledger.KindContact)
		for i := range 30 {
			if err := w.push(w.now.Load(), ledger.Contact{Kind: ledger.Added, UserID: "m", ExternalUserID: fmt.Sprint("wm", i), State: way.State}); err != nil {
				t.Fatal(err)
			}
		}
		for _, forget := range []string{"UPDATE attributions SET counted = 0", "DELETE FROM day_stats", "DELETE FROM way_totals", "DELETE FROM channel_totals", "DELETE FROM countings"} {
			if _, err := w.raw.ExecContext(t.Context(), forget); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.ledger.KeepCounting(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := w.push(w.now.Load(), ledger.Contact{Kind: ledger.Lost, UserID: "m", ExternalUserID: "wm3"}); err != nil {
			t.Fatal(err)
		}
		w.work()
		w.compare("counted")
		row, err := w.store.WayRow(t.Context(), way.ID, 0)
		if err != nil || row.Customers != 30 {
			t.Errorf("%d customers, %v", row.Customers, err)
		}
	})
}

// A way that moves to another channel takes nobody with it who came before.
func TestAChannelKeepsWhoCameByIt(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		w.ledger.Facts = readFact
		way := w.newWay("a", ledger.KindContact)
		other, err := w.ledger.CreateChannel(t.Context(), crm.Operator(), ledger.ChannelEdit{Name: new("other")})
		if err != nil {
			t.Fatal(err)
		}
		add := func(who string, at int64) {
			w.tell(journaled{at: at, contact: &ledger.Contact{Kind: ledger.Added, UserID: "m", ExternalUserID: who, State: way.State}})
		}
		add("wm1", w.now.Load())
		moved := way
		moved.ChannelID, moved.UpdatedAt = other.ID, w.now.Add(60_000)
		w.write(func(tx *store.Tx) error { return tx.UpdateWay(moved) })
		add("wm2", w.now.Add(60_000))
		w.tell(journaled{at: w.now.Add(60_000), contact: &ledger.Contact{Kind: ledger.Lost, UserID: "m", ExternalUserID: "wm1"}})
		check := func(when string) {
			t.Helper()
			list, err := w.store.ChannelRows(t.Context(), w.ledger.Days())
			if err != nil {
				t.Fatal(err)
			}
			for id, lost := range map[int64]int{way.ChannelID: 1, other.ID: 0} {
				c, err := w.store.ChannelRow(t.Context(), id, w.ledger.Days())
				if err != nil || c.Customers != 1 || c.Lost != lost || c.CustomersToday != 1 {
					t.Errorf("%s: channel %s counts %d, %d today, %d lost (%v)", when, c.Name, c.Customers, c.CustomersToday, c.Lost, err)
				}
				listed := list[slices.IndexFunc(list, func(r ledger.ChannelRow) bool { return r.ID == id })]
				if diff := cmp.Diff(c, listed); diff != "" {
					t.Errorf("%s: the list says otherwise (-one +listed): %s", when, diff)
				}
			}
		}
		check("as it came")
		if _, err := w.raw.ExecContext(t.Context(), "DELETE FROM attributions"); err != nil {
			t.Fatal(err)
		}
		w.rebuild()
		check("rebuilt")
	})
}

// BenchmarkStatistics asks a million cells for a month by channel.
func BenchmarkStatistics(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		b.Run(d.String(), func(b *testing.B) {
			w := newWorld(b, d)
			_, err := w.raw.ExecContext(b.Context(), `INSERT INTO day_stats (day, corp_id, way_id, channel_id, userid, chat_id, counting, pending, added, readded, lost, deleted, transferred, joined, quit)
				WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999)
				SELECT 20260000 + 100 * (1 + i / 83334) + 1 + i % 28, 1, i, i % 50, 'member' || (i % 200), '', 1, 0, 3, 1, 1, 0, 0, 0, 0 FROM n`)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := w.raw.ExecContext(b.Context(), "ANALYZE"); err != nil {
				b.Fatal(err)
			}
			for _, by := range []string{ledger.ByChannel, ledger.ByDay, ledger.ByMember, ledger.ByWay} {
				b.Run(by, func(b *testing.B) {
					for b.Loop() {
						s, err := w.ledger.Statistics(b.Context(), ledger.StatisticsQuery{By: by, Periods: ledger.Periods{From: 20260601, To: 20260630}})
						if err != nil || s.Total.Added == 0 {
							b.Fatal(s.Total, err)
						}
					}
				})
			}
		})
	}
}
