package ledger_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// world is the ledger on a real store, with one company and its clock.
type world struct {
	testing.TB
	store   *store.Store
	raw     *sql.DB // the same database, past all rules
	ledger  *ledger.Ledger
	account crm.Account
	now     atomic.Int64 // UTC milliseconds
	pushes  atomic.Int64
	told    map[*reading]bool
}

func newWorld(t testing.TB, d store.Dialect) *world {
	t.Helper()
	w := &world{TB: t}
	o := storetest.Options(t, d)
	o.Now = func() time.Time { return time.UnixMilli(w.now.Load()) }
	s := storetest.OpenWith(t, o)
	w.store, w.raw = s, rawOf(t, o)
	w.now.Store(time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC).UnixMilli())
	clock := crm.Clock(func() time.Time { return time.UnixMilli(w.now.Load()) })
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	ids := crm.NewIDs(time.Now)
	w.ledger = &ledger.Ledger{Store: s.Ledger(), Clock: clock, IDs: ids, Random: rand.Reader, Waker: quiet{}, Log: log}
	ground := crm.NewGround(crm.Ground{Store: s.Ground(), Clock: clock, IDs: ids, Random: rand.Reader, Waker: quiet{}, Log: log})
	a, err := ground.AddAccount(t.Context(), crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: "demo", PlatformID: "ww0000000000000001", Secret: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	w.account = a
	return w
}

func rawOf(t testing.TB, o store.Options) *sql.DB {
	t.Helper()
	driver, address := "pgx", o.DatabaseURL
	if address == "" {
		driver, address = "sqlite", "file:"+filepath.Join(o.Dir, "menling.db")+"?_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// strings reads one column of texts.
func (w *world) strings(query string) []string {
	w.Helper()
	rows, err := w.raw.QueryContext(w.Context(), query)
	if err != nil {
		w.Fatal(query, err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		w.Fatal(query, err)
	}
	slices.Sort(out)
	return out
}

type quiet struct{}

func (quiet) Wake(string) {}

// newWay adds a channel and a way of it that the platform has.
func (w *world) newWay(name, kind string) ledger.Way {
	w.Helper()
	c, err := w.ledger.CreateChannel(w.Context(), crm.Operator(), ledger.ChannelEdit{Name: &name})
	if err != nil {
		w.Fatal(err)
	}
	return w.wayOf(name, kind, c.ID)
}

func (w *world) wayOf(name, kind string, channel int64) ledger.Way {
	w.Helper()
	way := ledger.Way{
		ID: w.ledger.IDs.Next(), Kind: kind, CorpID: w.account.CorpID, AccountID: w.account.ID, State: "state-" + name, Phase: ledger.PhaseConfirmed, ClientKey: "key-" + name,
		Settings: ledger.Settings{Name: name, ChannelID: channel, Scene: ledger.SceneQR},
	}
	w.write(func(tx *store.Tx) error { return tx.AddWay(way) })
	return way
}

func (w *world) write(fn func(*store.Tx) error) {
	w.Helper()
	if err := w.store.Write(w.Context(), nil, fn); err != nil {
		w.Fatal(err)
	}
}

// push has one contact event applied as the journal's worker would.
func (w *world) push(at int64, c ledger.Contact) error {
	n := w.pushes.Add(1)
	lane := crm.CustomerLane(crm.ExternalUserID, w.account.PlatformID, c.ExternalUserID)
	p := crm.Push{ID: n, AccountID: w.account.ID, CreateTime: at / 1000, Hash: binary.BigEndian.AppendUint64(nil, uint64(n)), Lane: lane}
	return w.apply(p, c)
}

func (w *world) apply(p crm.Push, c ledger.Contact) error {
	stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
	return w.store.Write(context.Background(), []string{p.Lane}, func(tx *store.Tx) error {
		return w.ledger.ApplyContact(tx, stamp.Draw(), w.account, p, c)
	})
}

// BenchmarkApply applies adds of new customers by twenty ways, eight at a time as the journal's worker does.
func BenchmarkApply(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		for _, workers := range []int{1, 8} {
			b.Run(fmt.Sprintf("%s/%d", d, workers), func(b *testing.B) {
				w := newWorld(b, d)
				var ways []ledger.Way
				for i := range 20 {
					ways = append(ways, w.newWay(fmt.Sprint("way", i), ledger.KindContact))
				}
				prefix := bytes.Repeat([]byte("x"), 16)
				var next atomic.Int64
				var all sync.WaitGroup
				b.ResetTimer()
				for range workers {
					all.Go(func() {
						for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
							c := ledger.Contact{Kind: ledger.Added, UserID: fmt.Sprint("member", i%50), ExternalUserID: fmt.Sprintf("wm%s%d", prefix, i), State: ways[i%20].State}
							if err := w.push(w.now.Load()+i, c); err != nil {
								b.Error(err)
							}
						}
					})
				}
				all.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "applies/s")
			})
		}
	}
}
