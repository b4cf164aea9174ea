package ledger_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// journaled is one thing that happened, as the journal has it.
type journaled struct {
	contact *ledger.Contact
	chat    *ledger.ChatPush
	reading *reading
	at      int64 // UTC milliseconds
}

// reading is an answer about a group.
type reading struct {
	ChatID string           `json:"-"`
	State  string           `json:"state"`
	Seen   []map[string]any `json:"seen,omitempty"`
	Gone   []string         `json:"gone,omitempty"`
}

// tell journals it and has it applied.
func (w *world) tell(j journaled) {
	w.Helper()
	stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
	if j.reading != nil {
		lane := crm.CustomerLane(crm.ExternalUserID, w.account.PlatformID, j.reading.ChatID)
		o, err := crm.Observe(w.account.ID, lane, ledger.ObservedChat, j.reading.ChatID, j.reading, j.at)
		if err != nil {
			w.Fatal(err)
		}
		w.write(func(tx *store.Tx) error { return tx.AddObservation(o) })
		open, err := w.store.OpenObservations(w.Context(), w.now.Load()+1e12, 10)
		if err != nil || len(open) != 1 {
			w.Fatal(err, open)
		}
		w.write(func(tx *store.Tx) error {
			if _, err := tx.ApplyObservation(open[0].ID, stamp.At); err != nil {
				return err
			}
			return w.ledger.ApplyChatRead(tx, stamp.Draw(), w.account, open[0])
		})
		return
	}
	body, _ := json.Marshal(ledger.Fact{Contact: j.contact, Chat: j.chat})
	p := crm.Push{
		AccountID: w.account.ID, Scope: w.account.PlatformID, CreateTime: j.at / 1000, Hash: hashOf(body),
		Lane: "lane", Kind: "k", Body: body, ReceivedAt: j.at,
	}
	if _, _, err := w.store.AddPush(w.Context(), p); err != nil {
		w.Fatal(err)
	}
	w.applyNext()
}

// applyNext applies the push that is due; one that came twice is not.
func (w *world) applyNext() {
	w.Helper()
	open, err := w.store.OpenPushes(w.Context(), w.now.Load()+1e12, 10)
	if err != nil {
		w.Fatal(err)
	}
	if len(open) == 0 {
		return
	}
	f, _, err := readFact(open[0])
	if err != nil {
		w.Fatal(err)
	}
	stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
	w.write(func(tx *store.Tx) error {
		if _, err := tx.ApplyPush(open[0].ID, stamp.At); err != nil {
			return err
		}
		if f.Chat != nil {
			return w.ledger.ApplyChat(tx, stamp.Draw(), w.account, open[0], *f.Chat)
		}
		return w.ledger.ApplyContact(tx, stamp.Draw(), w.account, open[0], *f.Contact)
	})
}

func hashOf(body []byte) []byte {
	sum := sha256.Sum256(body)
	return sum[:]
}

func readFact(p crm.Push) (f ledger.Fact, known bool, err error) {
	return f, true, json.Unmarshal(p.Body, &f)
}

// derived is everything that a rebuild makes anew, without the ids that it draws.
func (w *world) derived() map[string][]string {
	w.Helper()
	queries := map[string]string{
		"contact events": "SELECT push_id || '|' || identity_id || '|' || userid || '|' || kind || '|' || at || '|' || state FROM contact_events",
		"chat events":    "SELECT source || '|' || value || '|' || kind || '|' || chat_id || '|' || at || '|' || read_at || '|' || scene || '|' || state FROM chat_events",
		"periods": `SELECT identity_id || '|' || userid || '|' || chat_id || '|' || began_at || '|' || began_push || '|' || added_at || '|' || ended_at || '|' || end_reason
			|| '|' || again || '|' || scene || '|' || state || '|' || way_id || '|' || channel_id || '|' || evidence FROM attributions`,
		"days": `SELECT day || '|' || way_id || '|' || channel_id || '|' || userid || '|' || chat_id || '|' || pending || '|' || added || '|' || readded || '|' || lost || '|' || deleted
			|| '|' || transferred || '|' || joined || '|' || quit FROM (SELECT day, way_id, channel_id, userid, chat_id, sum(pending) AS pending, sum(added) AS added,
			sum(readded) AS readded, sum(lost) AS lost, sum(deleted) AS deleted, sum(transferred) AS transferred, sum(joined) AS joined, sum(quit) AS quit
			FROM day_stats GROUP BY day, way_id, channel_id, userid, chat_id) d WHERE pending <> 0 OR added <> 0 OR lost <> 0 OR deleted <> 0 OR transferred <> 0 OR joined <> 0 OR quit <> 0`,
		"ways": `SELECT way_id || '|' || sum(customers) || '|' || sum(gone) || '|' || sum(pending) || '|' || sum(added) || '|' || sum(joined) || '|' || sum(lost) FROM way_totals
			GROUP BY way_id HAVING sum(customers) <> 0 OR sum(lost) <> 0`,
		"channels": `SELECT channel_id || '|' || sum(customers) || '|' || sum(gone) || '|' || sum(pending) || '|' || sum(added) || '|' || sum(joined) || '|' || sum(lost)
			FROM channel_totals GROUP BY channel_id HAVING sum(customers) <> 0 OR sum(lost) <> 0`,
	}
	out := map[string][]string{}
	for what, query := range queries {
		out[what] = w.strings(query)
	}
	return out
}

// rebuild does a whole rebuild.
func (w *world) rebuild() {
	w.Helper()
	if err := w.ledger.StartRebuilds(w.Context(), crm.Operator()); err != nil {
		w.Fatal(err)
	}
	w.work()
	list, err := w.ledger.RebuildRows(w.Context())
	if err != nil || list[0].State != ledger.RebuildDone || list[0].Phase != "" {
		w.Fatalf("rebuild %+v, %v", list, err)
	}
}

// work carries rebuilds on.
func (w *world) work() {
	w.Helper()
	for {
		job, err := w.store.ClaimJob(w.Context(), ledger.QueueBulk, w.now.Load()+1e12, time.Minute)
		if crm.CodeOf(err) == crm.CodeNotFound {
			return
		}
		if err == nil {
			err = w.ledger.CarryOn(w.Context(), job)
		}
		if err != nil {
			w.Fatal(err)
		}
		w.write(func(tx *store.Tx) error { return tx.FinishJob(job, w.now.Load()) })
	}
}

// history makes up what happens to a few customers, members and groups within a few days.
func history(r *rand.Rand, states []string, begin int64) []journaled {
	var all []journaled
	kinds := []ledger.ContactKind{ledger.HalfAdded, ledger.Added, ledger.Added, ledger.Edited, ledger.Deleted, ledger.Lost, ledger.Transferred, ledger.TransferFailed}
	for range 5 + r.IntN(25) {
		at := begin + int64(r.IntN(6*24*3600))*1000
		who, chat := fmt.Sprint("wm", r.IntN(4)), fmt.Sprint("wr", r.IntN(2))
		switch r.IntN(5) {
		case 0, 1, 2:
			all = append(all, journaled{at: at, contact: &ledger.Contact{
				Kind: kinds[r.IntN(len(kinds))], UserID: fmt.Sprint("M", r.IntN(3)), ExternalUserID: who, State: states[r.IntN(len(states))],
			}})
		case 3:
			kind := []ledger.ContactKind{ledger.Joined, ledger.Quit, ledger.Removed, ledger.Dismissed}[r.IntN(4)]
			p := &ledger.ChatPush{ChatID: chat, Kind: kind}
			if kind != ledger.Dismissed {
				p.People = []string{who, "m1"}
			}
			all = append(all, journaled{at: at, chat: p})
		case 4:
			read := &reading{ChatID: chat, State: "ok"}
			if r.IntN(3) == 0 {
				read.Gone = []string{who}
			} else {
				read.Seen = []map[string]any{{"value": who, "joined_at": at - int64(r.IntN(3))*3600_000, "scene": 3, "state": states[r.IntN(len(states))]}}
			}
			all = append(all, journaled{at: at, reading: read})
		}
	}
	return all
}

// The numbers are those of a reference that counts all periods from scratch, in whatever order the history comes, and a rebuild from
// the journal gives the same, also after everything it makes was lost or falsified.
func TestNumbersOfAnyHistory(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		seeds := uint64(8)
		if testing.Short() {
			seeds = 2
		}
		w := newWorld(t, d)
		w.ledger.Facts = readFact
		states := []string{"", "unknown", w.newWay("a", ledger.KindContact).State, w.newWay("b", ledger.KindJoin).State}
		for seed := range seeds {
			r := rand.New(rand.NewPCG(seed, 7))
			begin := w.now.Load() + int64(seed)*1e9
			for _, j := range history(r, states, begin) {
				w.tell(j)
			}
			w.compare("as it came")
		}
		before := w.derived()
		w.rebuild()
		if diff := cmp.Diff(before, w.derived()); diff != "" {
			t.Fatalf("a rebuild changed something (-before +after):\n%s", diff)
		}
		for _, damage := range []string{
			"DELETE FROM day_stats", "UPDATE way_totals SET customers = customers + 7", "DELETE FROM attributions", "DELETE FROM contact_events", "DELETE FROM chat_events",
			"UPDATE attributions SET ended_at = 5, end_reason = 'lost'", "UPDATE day_stats SET added = 99, counting = 1", "DELETE FROM countings",
			"UPDATE contact_events SET kind = 'added'",
		} {
			if _, err := w.raw.ExecContext(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			w.rebuild()
			if diff := cmp.Diff(before, w.derived()); diff != "" {
				t.Fatalf("after %s a rebuild did not bring everything back (-before +after):\n%s", damage, diff)
			}
		}
		w.compare("rebuilt")
	})
}

// The order that pushes and readings arrive in makes no difference, and neither does a push that arrives twice.
func TestNumbersAreTheSameInAnyOrder(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		first := newWorld(t, store.SQLite)
		states := []string{"", first.newWay("a", ledger.KindContact).State, first.newWay("b", ledger.KindJoin).State}
		all := history(r, states, first.now.Load())
		for _, j := range all {
			first.tell(j)
		}
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		second := newWorld(t, store.SQLite)
		second.newWay("a", ledger.KindContact)
		second.newWay("b", ledger.KindJoin)
		for _, j := range append(all, all[:len(all)/2]...) {
			if j.reading == nil || !second.heard(j) {
				second.tell(j)
			}
		}
		first.same(fmt.Sprint("seed ", seed), first.plain(), second.plain())
	}
}

// heard says whether a reading was told already: each is journaled once.
func (w *world) heard(j journaled) bool {
	w.Helper()
	if w.told == nil {
		w.told = map[*reading]bool{}
	}
	defer func() { w.told[j.reading] = true }()
	return w.told[j.reading]
}

// plain is all periods by the platform's ids and our names alone.
func (w *world) plain() []string {
	w.Helper()
	return w.strings(`SELECT i.value || '|' || a.userid || '|' || a.chat_id || '|' || a.began_at || '|' || a.added_at || '|' || a.ended_at || '|' || a.end_reason || '|' || a.again
		|| '|' || a.state || '|' || COALESCE(w.name, '') FROM attributions a JOIN identities i ON i.id = a.identity_id LEFT JOIN ways w ON w.id = a.way_id`)
}

// A rebuild goes on where it stopped, and what happens meanwhile is counted once.
func TestARebuildGoesOnWhileThingsHappen(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		w.ledger.Facts = readFact
		way := w.newWay("a", ledger.KindContact)
		for i := range 60 {
			w.tell(journaled{at: w.now.Load(), contact: &ledger.Contact{Kind: ledger.Added, UserID: "m", ExternalUserID: fmt.Sprint("wm", i), State: way.State}})
		}
		if err := w.ledger.StartRebuilds(t.Context(), crm.Operator()); err != nil {
			t.Fatal(err)
		}
		for i := range 12 { // a few steps, with something between each two
			if err := w.ledger.StepRebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.tell(journaled{at: w.now.Load(), contact: &ledger.Contact{Kind: ledger.Lost, UserID: "m", ExternalUserID: fmt.Sprint("wm", i*5)}})
			w.tell(journaled{at: w.now.Load(), contact: &ledger.Contact{Kind: ledger.Added, UserID: "m", ExternalUserID: fmt.Sprint("wmNew", i), State: way.State}})
			w.compare(fmt.Sprint("step ", i))
		}
		w.work()
		w.compare("in the end")
	})
}

// Thirty-two callers add by one way at once: no add is lost in the numbers.
func TestManyAddsOfOneWayAtOnce(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		way := w.newWay("a", ledger.KindContact)
		var all sync.WaitGroup
		for caller := range 32 {
			all.Go(func() {
				for i := range 4 {
					c := ledger.Contact{Kind: ledger.Added, UserID: fmt.Sprint("m", i), ExternalUserID: fmt.Sprint("wm", caller), State: way.State}
					if err := w.push(w.now.Load(), c); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		w.compare("at once")
		row, err := w.store.WayRow(t.Context(), way.ID, 0)
		if err != nil || row.Customers != 32 {
			t.Errorf("the way has %d customers, want 32 (%v)", row.Customers, err)
		}
		total, err := w.store.StatTotal(t.Context(), ledger.StatisticsQuery{Periods: ledger.Periods{From: 20200101, To: 20991231, Way: way.ID}})
		if err != nil || total.Added != 128 || total.Readded != 0 {
			t.Errorf("the way counts %+v (%v)", total, err)
		}
	})
}
