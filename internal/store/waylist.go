package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/ledger"
)

// One thing that is asked for reads an index of its own. A text, and several things together, are looked up in the search index,
// where each is a word: no two of them can be so common that their common ways are hard to find.

// wayIDs is a page of ways, newest first.
func (s *Store) wayIDs(ctx context.Context, q ledger.WayQuery) ([]int64, error) {
	text := ledger.SearchText(q.Text)
	q.Text, q.Member = plain(q.Text), plain(q.Member)
	facets, chosen := q.Facets()
	wide, err := s.wide(ctx, q.Folder)
	if err != nil {
		return nil, err
	}
	if text == "" && chosen < 2 && !wide && hasList(q) {
		return s.listIDs(ctx, q, where{})
	}
	ready, err := s.searchReady(ctx)
	if err != nil {
		return nil, err
	}
	if !ready {
		return s.scanIDs(ctx, q, text)
	}
	grams := []ledger.Gram{}
	if text != "" {
		grams = ledger.QueryGrams(text)
	}
	for _, f := range facets {
		grams = append(grams, ledger.FacetGram(f))
	}
	ids, err := s.searched(ctx, q, text, s.common.rarest(grams))
	if err != nil || text == "" {
		return ids, err
	}
	return s.andExact(ctx, q, ids)
}

// hasList says whether what alone is asked for has an index of its own.
func hasList(q ledger.WayQuery) bool {
	return q.Account == 0 && q.Folder != ledger.NoneAsked && q.Owner != ledger.NoneAsked
}

// plain is text that both databases take: what was typed may hold anything.
func plain(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", " ") }

// wide says whether there are folders within a folder.
func (s *Store) wide(ctx context.Context, folder int64) (bool, error) {
	if folder <= 0 {
		return false, nil
	}
	return one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM folders WHERE parent_id = $1)", folder))
}

// searched are the ways that have all words, the text itself, and whatever else is asked for.
func (s *Store) searched(ctx context.Context, q ledger.WayQuery, text string, grams []ledger.Gram) ([]int64, error) {
	if s.common.many(grams[0]) {
		w := where{args: []any{before(q)}}
		s.holding(&w, q, text)
		ids, err := all(s.ask(ctx), readID, fmt.Sprintf(`SELECT s.way_id FROM (SELECT way_id, text, ref FROM way_search WHERE way_id < $1 ORDER BY way_id DESC LIMIT %d) s
			%s ORDER BY s.way_id DESC LIMIT %d`, newestWays, s.dialect.meeting(w.further()), q.Limit), w.args...)
		if err != nil || len(ids) == q.Limit {
			return ids, err
		}
	}
	rare := s.common.few(grams[0])
	w := where{args: []any{s.dialect.gramList(grams, rare), before(q)}}
	s.holding(&w, q, text)
	return all(s.ask(ctx), readID, s.dialect.searchIDs(w.further(), q.Limit, rare), w.args...)
}

// newestWays is among how many ways a page is looked for whose words are in many.
const newestWays = 2000

// holding are the conditions on ways and on way_search s.
func (s *Store) holding(w *where, q ledger.WayQuery, text string) {
	switch {
	case utf8.RuneCountInString(text) > 2:
		w.and("("+s.dialect.holds("s.text", "%")+" OR "+s.dialect.holds("s.ref", "%")+")", text, text)
	case text != "":
		w.and(s.dialect.holds("s.text", "%"), text)
	}
	w.inside(&q)
	w.shown(q)
}

func before(q ledger.WayQuery) int64 {
	if q.After == 0 {
		return math.MaxInt64
	}
	return q.After
}

// exactLeast is how long a state or config_id must be to be found before the way is in the index.
const exactLeast = 8

// andExact adds the ways whose whole state or config_id was asked for.
func (s *Store) andExact(ctx context.Context, q ledger.WayQuery, ids []int64) ([]int64, error) {
	if len(q.Text) < exactLeast {
		return ids, nil
	}
	w := where{args: []any{q.Text}}
	w.and("id < %", before(q))
	w.conditions = append(w.conditions, `id IN (SELECT w.id FROM corps c CROSS JOIN ways w WHERE w.corp_id = c.id AND w.state = $1
		UNION ALL SELECT w.id FROM corps c CROSS JOIN ways w WHERE w.corp_id = c.id AND w.config_id = $1)`)
	w.inside(&q)
	w.shown(q)
	exact, err := all(s.ask(ctx), readID, fmt.Sprintf("SELECT id FROM ways%s ORDER BY id DESC LIMIT %d", w.clause(), q.Limit), w.args...)
	if err != nil || len(exact) == 0 {
		return ids, err
	}
	ids = append(ids, exact...)
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	ids = slices.Compact(ids)
	return ids[:min(len(ids), q.Limit)], nil
}

// scanIDs reads the ways one by one, for as long as the index is not made.
func (s *Store) scanIDs(ctx context.Context, q ledger.WayQuery, text string) ([]int64, error) {
	var w where
	if text != "" {
		w.and(`(lower(name) LIKE % ESCAPE '\' OR lower(remark) LIKE % ESCAPE '\' OR lower(state) LIKE % ESCAPE '\' OR config_id = %)`, like(q.Text), like(q.Text), like(q.Text), q.Text)
	}
	w.inside(&q)
	return s.listIDs(ctx, q, w)
}

// inside is the condition of a folder and those within it.
func (w *where) inside(q *ledger.WayQuery) {
	if q.Folder <= 0 {
		return
	}
	w.and("folder_id IN (WITH RECURSIVE inside (id) AS (SELECT CAST(% AS BIGINT) UNION SELECT f.id FROM folders f JOIN inside ON f.parent_id = inside.id) SELECT id FROM inside)", q.Folder)
	q.Folder = 0
}

// listIDs reads the index of what is asked for, and leaves out what does not meet the other conditions.
func (s *Store) listIDs(ctx context.Context, q ledger.WayQuery, w where) ([]int64, error) {
	from, id, order := "ways", "ways.id", ""
	switch {
	case q.Member != "":
		from, id = "way_members m JOIN ways ON ways.id = m.way_id", "m.way_id"
		w.and("m.userid = %", strings.ToLower(q.Member))
		w.driven(q, "m")
		q.Member = ""
	case q.Label != 0:
		from, id = "way_labels l JOIN ways ON ways.id = l.way_id", "l.way_id"
		order = s.dialect.ofOne(&w, "l.label_id", id, q.Label, before(q))
		w.driven(q, "l")
		q.Label, q.After = 0, 0
	case q.CreatedFrom != 0 || q.CreatedTo != 0:
		order = "created_at DESC, ways.id DESC"
		if q.AfterAt != 0 && q.After != 0 {
			w.and("(created_at, ways.id) < (%, %)", q.AfterAt, q.After)
			q.After = 0
		}
	default:
		order = s.ofOneColumn(&w, &q)
	}
	if order == "" {
		order = id + " DESC"
	}
	if q.After != 0 {
		w.and(id+" < %", q.After)
	}
	w.shown(q)
	return all(s.ask(ctx), readID, fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT %d", id, from, w.clause(), order, q.Limit), w.args...)
}

// ofOneColumn asks for the ways of one channel, folder, owner, kind or scene, in the order of the index that has them; empty: none of
// these is asked for, or together with what has a list of its own.
func (s *Store) ofOneColumn(w *where, q *ledger.WayQuery) (order string) {
	if !q.Listed() || q.Phase != "" && q.Phase != ledger.PhasesLive || q.Drift != "" {
		return ""
	}
	const id = "ways.id"
	switch newest := before(*q); {
	case q.Channel != 0:
		order, q.Channel = s.dialect.ofOne(w, "channel_id", id, q.Channel, newest), 0
	case q.Folder > 0:
		order, q.Folder = s.dialect.ofOne(w, "folder_id", id, q.Folder, newest), 0
		w.and("folder_id <> 0")
	case q.Owner > 0:
		order, q.Owner = s.dialect.ofOne(w, "owner_id", id, q.Owner, newest), 0
		w.and("owner_id <> 0")
	case q.Kind != "":
		order, q.Kind = s.dialect.ofOne(w, "kind", id, q.Kind, newest), ""
	case q.Scene != 0:
		order, q.Scene = s.dialect.ofOne(w, "scene", id, q.Scene, newest), 0
	}
	if order != "" {
		q.After = 0 // it is among the conditions already
	}
	return order
}

// CountWays is how many ways a list would show, as far as that is counted.
func (s *Store) CountWays(ctx context.Context, q ledger.WayQuery) (c ledger.WayCount, err error) {
	q.Limit = ledger.CountMost + 1
	ids, err := s.wayIDs(ctx, q)
	if err != nil {
		return c, err
	}
	c.Count, c.More = min(len(ids), ledger.CountMost), len(ids) > ledger.CountMost
	c.Waiting, err = s.SearchWaiting(ctx, ledger.CountMost)
	return c, err
}
