package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// shelf is a store with ways in it.
type shelf struct {
	*testing.T
	*store.Store
	ways map[int64]ledger.Way
}

func newShelf(t *testing.T, s *store.Store) *shelf {
	t.Helper()
	h := &shelf{t, s, map[int64]ledger.Way{}}
	h.write(func(tx *store.Tx) error {
		if _, err := tx.Exec("INSERT INTO corps (id, corpid, created_at) VALUES (1, 'ww1', 0)"); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO accounts (id, kind, slug, name, platform_id, corp_id, agent_id, original_id, api_base_url, push_mode, time_zone, secret, push_token, push_key,
			old_push_until, last_push_at, members_at, created_at, updated_at, removed_at) VALUES (1, 'wecom', 'a', '', 'ww1', 1, '', '', '', '', '', $1, $1, $1, 0, 0, 0, 0, 0, 0)`, []byte("x"))
		if err != nil {
			return err
		}
		return errors.Join(
			tx.AddChannel(ledger.Channel{ID: 1, Name: "抖音"}), tx.AddChannel(ledger.Channel{ID: 2, Name: "门店"}),
			tx.AddLabel(ledger.Label{ID: 1, Name: "急", Color: "red"}), tx.AddLabel(ledger.Label{ID: 2, Name: "Spring", Color: "red"}),
			tx.AddFolder(ledger.Folder{ID: 1, Name: "华东"}), tx.AddFolder(ledger.Folder{ID: 2, ParentID: 1, Name: "上海"}), tx.AddFolder(ledger.Folder{ID: 3, Name: "华南"}),
			tx.PutMembers(1, []crm.Member{{UserID: "wangxiaodong", Name: "王晓东"}, {UserID: "lisi", Name: "李四"}}, 0),
		)
	})
	return h
}

func (h *shelf) write(fn func(*store.Tx) error) {
	h.Helper()
	if err := h.Write(h.Context(), nil, fn); err != nil {
		h.Fatal(err)
	}
}

func (h *shelf) add(w ledger.Way) ledger.Way {
	h.Helper()
	if w.ID == 0 {
		w.ID = int64(len(h.ways)+1) * 4096
	}
	w.CorpID, w.AccountID, w.ClientKey = 1, 1+w.ID%2, fmt.Sprint("key", w.ID)
	if w.ChannelID == 0 {
		w.ChannelID = 1
	}
	if w.Kind == "" {
		w.Kind = ledger.KindContact
	}
	if w.Phase == "" {
		w.Phase = ledger.PhaseConfirmed
	}
	h.ways[w.ID] = w
	h.write(func(tx *store.Tx) error { return tx.AddWay(w) })
	return w
}

func (h *shelf) update(w ledger.Way) {
	h.Helper()
	h.ways[w.ID] = w
	h.write(func(tx *store.Tx) error { return tx.UpdateWay(w) })
}

// index does all of the indexer's work.
func (h *shelf) index() {
	h.Helper()
	h.write(func(tx *store.Tx) error { _, err := tx.BeginSearch(1); return err })
	for {
		var n int
		var err error
		h.write(func(tx *store.Tx) error {
			if n, err = tx.IndexQueued(7); err != nil || n > 0 {
				return err
			}
			_, err = tx.IndexRun(7)
			if errors.Is(err, crm.ErrNotFound) {
				return nil
			}
			return err
		})
		if errors.Is(err, crm.ErrNotFound) {
			return
		}
	}
}

// found are the ids of all pages.
func (h *shelf) found(f ledger.WayFilter, limit int) (ids []int64) {
	h.Helper()
	q := ledger.WayQuery{WayFilter: f, Limit: limit}
	for {
		rows, err := h.WayRows(h.Context(), q)
		if err != nil {
			h.Fatalf("%+v: %v", f, err)
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if len(rows) < limit {
			return ids
		}
		q.After, q.AfterAt = rows[len(rows)-1].ID, rows[len(rows)-1].CreatedAt
	}
}

// scan is found, by looking at every way.
func (h *shelf) scan(f ledger.WayFilter) (ids []int64) {
	names, err := h.Names(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	members, err := h.Members(h.Context(), 1)
	if err != nil {
		h.Fatal(err)
	}
	people := map[string]string{}
	for _, m := range members {
		people[m.UserID] = m.Name
	}
	for id, w := range h.ways {
		d := ledger.SearchDocOf(w, names, people)
		part := ledger.SearchText(f.Text)
		asked, _ := f.Facets()
		has := strings.Contains(d.Text, part) || len([]rune(part)) > 2 && strings.Contains(d.ID, part)
		for _, facet := range asked {
			has = has && slices.Contains(d.Facets, facet)
		}
		if f.Phase == ledger.PhasesLive {
			has = has && w.Live()
		}
		if f.Phase == ledger.PhasesUnknown {
			has = has && w.Phase == ledger.PhaseUnknown
		}
		if has && (f.Kind != "" || w.Kind != ledger.KindTemp) && (f.Phase != "" || w.Phase != ledger.PhaseDeleted) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return int(b - a) })
	return ids
}

var pieces = []string{
	"门", "店", "海报", "第", "3", "21", "2", "-", "_", "%", `\`, `"`, "'", "*", "(", ")", "A", "ａ", "Ｂ", "é", "e\u0301", "👍", "👨‍👩‍👧", "𠮷", " ", "\n", "\x00",
	"OR", "AND", "NEAR", "小程序", "落地页", "王", "晓", "lisi", "zz",
}

func words(dice *rand.Rand, most int) string {
	var b strings.Builder
	for range dice.IntN(most + 1) {
		b.WriteString(pieces[dice.IntN(len(pieces))])
	}
	return b.String()
}

func randomWay(dice *rand.Rand) ledger.Way {
	clean := func(s string) string { return strings.ReplaceAll(s, "\x00", "") }
	w := ledger.Way{State: clean(words(dice, 3)), ConfigID: fmt.Sprintf("Cfg%x", dice.Uint64()), CreatedAt: dice.Int64N(100)}
	w.Name, w.Remark, w.Note = clean(words(dice, 6)), clean(words(dice, 3)), clean(words(dice, 4))
	w.ChannelID, w.FolderID, w.OwnerID, w.Scene = 1+dice.Int64N(2), dice.Int64N(4), dice.Int64N(3), 1+dice.IntN(2)
	w.Kind = []string{"contact", "contact", "join", "temp"}[dice.IntN(4)]
	w.Phase = []ledger.Phase{"confirmed", "confirmed", "confirmed", "deleted", "unknown", "failed", "intent", "deleting"}[dice.IntN(8)]
	if dice.IntN(2) == 0 {
		w.Users = []string{[]string{"wangxiaodong", "LiSi"}[dice.IntN(2)]}
	}
	if dice.IntN(3) == 0 {
		w.Labels = []int64{1 + dice.Int64N(2)}
	}
	return w
}

func randomFilter(dice *rand.Rand, ways map[int64]ledger.Way) (f ledger.WayFilter) {
	if dice.IntN(4) > 0 {
		f.Text = words(dice, 3)
	}
	if dice.IntN(8) == 0 {
		for _, w := range ways {
			r := []rune(w.ConfigID)
			f.Text = string(r[dice.IntN(len(r)-2):])
			break
		}
	}
	maybe := func() bool { return dice.IntN(5) == 0 }
	if maybe() {
		f.Channel = 1 + dice.Int64N(2)
	}
	if maybe() {
		f.Folder = []int64{1, 2, 3, ledger.NoneAsked}[dice.IntN(4)]
	}
	if maybe() {
		f.Label = 1 + dice.Int64N(2)
	}
	if maybe() {
		f.Owner = []int64{1, 2, ledger.NoneAsked}[dice.IntN(3)]
	}
	if maybe() {
		f.Account = 1 + dice.Int64N(2)
	}
	if maybe() {
		f.Member = []string{"wangxiaodong", "LISI", "nobody"}[dice.IntN(3)]
	}
	if maybe() {
		f.Kind = []string{"contact", "join", "temp"}[dice.IntN(3)]
	}
	if maybe() {
		f.Phase = []string{"live", "unsettled", "unknown", "deleted"}[dice.IntN(4)]
	}
	if maybe() {
		f.Scene = 1 + dice.IntN(2)
	}
	return f
}

// What the search finds is what one finds who looks at every way: page by page, with any filters, after any changes.
func TestSearchFindsWhatLookingAtEveryWayFinds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h, dice := newShelf(t, s), rand.New(rand.NewPCG(1, 2))
		for range 90 {
			h.add(randomWay(dice))
		}
		h.index()
		for round := range 3 {
			if round > 0 { // from now on it is known which words are common
				if err := s.SampleWays(t.Context(), dice); err != nil {
					t.Fatal(err)
				}
			}
			for range 60 {
				f := randomFilter(dice, h.ways)
				if diff := cmp.Diff(h.scan(f), h.found(f, 1+dice.IntN(20))); diff != "" {
					t.Fatalf("round %d, %+v (-want +got):\n%s", round, f, diff)
				}
			}
			for id, w := range h.ways {
				if dice.IntN(4) == 0 {
					was := randomWay(dice)
					was.ID, was.CorpID, was.AccountID, was.ClientKey, was.Kind = id, w.CorpID, w.AccountID, w.ClientKey, w.Kind
					if w.Phase == ledger.PhaseDeleted {
						was.Phase = w.Phase
					}
					h.update(was)
				}
			}
			h.add(randomWay(dice))
			h.index()
		}
	})
}

func TestRenamesAreFoundByTheNewNameAndNotTheOld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newShelf(t, s)
		w := h.add(ledger.Way{Settings: ledger.Settings{Name: "w", ChannelID: 2, FolderID: 2, Labels: []int64{1}, Users: []string{"lisi"}}})
		for range 20 {
			h.add(ledger.Way{Settings: ledger.Settings{Name: "其他"}})
		}
		h.index()
		h.write(func(tx *store.Tx) error {
			return errors.Join(
				tx.UpdateChannel(ledger.Channel{ID: 2, Name: "新渠道"}), tx.UpdateLabel(ledger.Label{ID: 1, Name: "不急", Color: "red"}),
				tx.UpdateFolder(ledger.Folder{ID: 2, ParentID: 3, Name: "广州"}), tx.PutMembers(1, []crm.Member{{UserID: "lisi", Name: "李思"}}, 0),
			)
		})
		h.index()
		for _, part := range []string{"新渠道", "不急", "华南/广州", "李思"} {
			if got := h.found(ledger.WayFilter{Text: part}, 5); !slices.Equal(got, []int64{w.ID}) {
				t.Errorf("%q: %v", part, got)
			}
		}
		for _, part := range []string{"门店", "上海", "李四", "华东"} {
			if got := h.found(ledger.WayFilter{Text: part}, 5); len(got) != 0 {
				t.Errorf("%q: %v", part, got)
			}
		}
	})
}

func TestUntilItIsIndexedAWayIsFoundByItsWholeStateOrConfigID(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newShelf(t, s)
		h.index()
		w := h.add(ledger.Way{State: "poster-AbCdEf012345", ConfigID: "Conf1gId99", Settings: ledger.Settings{Name: "新的"}})
		for text, want := range map[string]int{"poster-AbCdEf012345": 1, "Conf1gId99": 1, "新的": 0, "poster": 0} {
			if got := h.found(ledger.WayFilter{Text: text}, 5); len(got) != want {
				t.Errorf("%q: %v before it is indexed", text, got)
			}
		}
		c, err := s.CountWays(t.Context(), ledger.WayQuery{})
		if err != nil || c.Waiting != 1 || c.Count != 1 || c.More {
			t.Errorf("%+v, %v", c, err)
		}
		h.index()
		for _, text := range []string{"poster-AbCdEf012345", "Conf1gId99", "新的", "STER-ABC", "1gid"} {
			if got := h.found(ledger.WayFilter{Text: text}, 5); !slices.Equal(got, []int64{w.ID}) {
				t.Errorf("%q: %v", text, got)
			}
		}
	})
}

// A database from before the index is searched slowly until all its ways are in it; and their members are noted on the way.
func TestWaysOfBeforeTheIndexAreIndexedAndTheirMembersNoted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newShelf(t, s)
		for range 30 {
			h.add(ledger.Way{Settings: ledger.Settings{Name: "旧的", Users: []string{"lisi"}}})
		}
		h.write(func(tx *store.Tx) error {
			_, err := tx.Exec("DELETE FROM search_queue")
			_, err2 := tx.Exec("DELETE FROM way_members")
			return errors.Join(err, err2)
		})
		if got := h.found(ledger.WayFilter{Text: "旧"}, 50); len(got) != 30 {
			t.Errorf("%d found without an index", len(got))
		}
		h.index()
		if got := h.found(ledger.WayFilter{Text: "旧", Member: "lisi"}, 50); len(got) != 30 {
			t.Errorf("%d found with it", len(got))
		}
		if got := h.found(ledger.WayFilter{Member: "lisi"}, 50); len(got) != 30 {
			t.Errorf("%d found by their member", len(got))
		}
	})
}

// FuzzSearch has the databases read whatever a person may type.
func FuzzSearch(f *testing.F) {
	for _, s := range pieces {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h := newShelf(t, storetest.Open(t, store.SQLite))
		h.add(ledger.Way{Settings: ledger.Settings{Name: strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\x00", "")}})
		h.index()
		f := ledger.WayFilter{Text: text}
		if diff := cmp.Diff(h.scan(f), h.found(f, 5)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	})
}

// A word of every fortieth message fills a page from the newest ones: PostgreSQL's index would give all that have it, and they may be millions.
func TestAFrequentWordIsFoundAmongTheNewest(t *testing.T) {
	s := storetest.Open(t, store.Postgres)
	err := s.Write(t.Context(), nil, func(tx *store.Tx) error {
		_, err := tx.Exec(`INSERT INTO messages (id, conversation_id, account_id, identity_id, direction, kind, text, media_ref, media_state, at, ord, agent_id, state, problem, settled_at)
			SELECT i, 1, 1, 1, 'in', 'text', CASE WHEN i % 40 = 0 THEN '发货了吗' WHEN i = 7001 THEN '开发票' ELSE '你好' END, '', '', i, 0, 0, 'sent', 0, 0 FROM generate_series(1, 12000) i`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ids, _, err := s.FoundIDs(t.Context(), desk.MessageSearch{Text: "发货", Limit: 100}) // none is in the index
	if err != nil || len(ids) != 101 || ids[0] != 12000 || ids[100] != 8000 {
		t.Errorf("of a frequent word %d are found, %v", len(ids), err)
	}
	ids, _, err = s.FoundIDs(t.Context(), desk.MessageSearch{Text: "发票", Limit: 100})
	if err != nil || len(ids) != 0 {
		t.Errorf("for a rare word %d were read one after the other, %v", len(ids), err)
	}
}
