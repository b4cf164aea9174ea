package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// searchVersion is the setting that tells which version of the index there is.
const searchVersion = "search_version"

// BeginSearch has all ways indexed where the index is of another version; false: it is not.
func (tx *Tx) BeginSearch(at int64) (bool, error) {
	version, err := get(tx, readText, "SELECT value FROM settings WHERE name = $1", searchVersion)
	if version == strconv.Itoa(ledger.SearchVersion) || err != nil && !errors.Is(err, crm.ErrNotFound) {
		return false, err
	}
	return true, errors.Join(
		tx.s.dialect.prepareSearch(tx),
		only(tx.exec("DELETE FROM search_runs")),
		only(tx.exec("DELETE FROM search_queue")), // they are among all
		tx.indexLater("all", 0, ""),
		tx.PutSetting(searchVersion, strconv.Itoa(ledger.SearchVersion), at),
	)
}

// searchReady says whether every way is in the index, but for those that were written a moment ago.
func (s *Store) searchReady(ctx context.Context) (bool, error) {
	return one[bool](s.readRow(ctx, `SELECT EXISTS (SELECT 1 FROM settings WHERE name = $1 AND value = $2) AND NOT EXISTS (SELECT 1 FROM search_runs WHERE kind = 'all')`,
		searchVersion, strconv.Itoa(ledger.SearchVersion)))
}

// indexSoon notes that a way is to be indexed.
func (tx *Tx) indexSoon(way int64) error {
	return only(tx.exec("INSERT INTO search_queue (way_id) VALUES ($1)", way))
}

// indexLater notes that all ways of a channel, folder, label or member are.
func (tx *Tx) indexLater(kind string, id int64, userID string) error {
	return only(tx.exec("INSERT INTO search_runs (kind, id, userid, place, done) VALUES ($1, $2, $3, 0, 0)", kind, id, userID))
}

// renamed notes it when a channel, folder or label is about to get another name.
func (tx *Tx) renamed(kind, table string, id int64, name string) error {
	return only(tx.exec("INSERT INTO search_runs (kind, id, userid, place, done) SELECT $1, id, '', 0, 0 FROM "+table+" WHERE id = $2 AND name <> $3", kind, id, name))
}

// renamedMember does it of a member who leads somewhere. A name that only repeats the userid is none.
func (tx *Tx) renamedMember(corp int64, m crm.Member) error {
	if m.Name == m.UserID {
		return nil
	}
	return only(tx.exec(`INSERT INTO search_runs (kind, id, userid, place, done)
		SELECT 'member', CAST($1 AS BIGINT), CAST($2 AS TEXT), 0, 0 WHERE EXISTS (SELECT 1 FROM way_members WHERE corp_id = $1 AND userid = $2)
			AND NOT EXISTS (SELECT 1 FROM members WHERE corp_id = $1 AND userid = $2 AND name = $3)`, corp, m.UserID, m.Name))
}

// SearchWaiting is about how many ways are not in the index yet, as far as most.
func (s *Store) SearchWaiting(ctx context.Context, most int) (int, error) {
	return one[int](s.readRow(ctx, `SELECT CASE WHEN EXISTS (SELECT 1 FROM search_runs WHERE kind = 'all') THEN $1
		ELSE (SELECT count(*) FROM (SELECT 1 FROM search_queue LIMIT $1) waiting) END`, most))
}

// SearchWaits says whether any way does.
func (s *Store) SearchWaits(ctx context.Context) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM search_queue) OR EXISTS (SELECT 1 FROM search_runs)"))
}

// IndexQueued indexes a few of the ways that were written, and says how many it took from the queue.
func (tx *Tx) IndexQueued(limit int) (int, error) {
	rows, err := all(tx, func(scan scan) (r [2]int64, err error) { return r, scan(&r[0], &r[1]) }, "SELECT n, way_id FROM search_queue ORDER BY n LIMIT $1", limit)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	places, ids := make([]int64, len(rows)), make([]int64, len(rows))
	for i, r := range rows {
		places[i], ids[i] = r[0], r[1]
	}
	slices.Sort(ids)
	if err := tx.index(slices.Compact(ids), false); err != nil {
		return 0, err
	}
	return len(rows), only(tx.exec("DELETE FROM search_queue WHERE "+tx.s.dialect.in("n", "$1"), tx.s.dialect.list(places)))
}

// searchRuns are the queries for the next ways of each kind of run.
var searchRuns = map[string]string{
	"all":     "SELECT id FROM ways WHERE id > $1 AND $2 = 0 AND $3 = '' ORDER BY id LIMIT $4",
	"channel": "SELECT id FROM ways WHERE id > $1 AND channel_id = $2 AND $3 = '' ORDER BY id LIMIT $4",
	"folder":  "SELECT id FROM ways WHERE id > $1 AND folder_id = $2 AND folder_id <> 0 AND $3 = '' ORDER BY id LIMIT $4",
	"label":   "SELECT way_id FROM way_labels WHERE way_id > $1 AND label_id = $2 AND $3 = '' ORDER BY way_id LIMIT $4",
	"member":  "SELECT way_id FROM way_members WHERE way_id > $1 AND corp_id = $2 AND userid = $3 ORDER BY way_id LIMIT $4",
}

// IndexRun indexes a few more ways of the oldest run, and tells how it stands; crm.ErrNotFound when there is none.
func (tx *Tx) IndexRun(limit int) (r ledger.SearchRun, err error) {
	r, err = get(tx, func(scan scan) (r ledger.SearchRun, err error) {
		return r, scan(&r.N, &r.Kind, &r.ID, &r.UserID, &r.Place, &r.Done)
	}, "SELECT n, kind, id, userid, place, done FROM search_runs ORDER BY n LIMIT 1")
	if err != nil {
		return r, err
	}
	ids, err := all(tx, readID, searchRuns[r.Kind], r.Place, r.ID, r.UserID, limit)
	if err != nil {
		return r, err
	}
	if err := tx.index(ids, r.Kind == "all"); err != nil {
		return r, err
	}
	if r.Ended = len(ids) < limit; r.Ended {
		return r, only(tx.exec("DELETE FROM search_runs WHERE n = $1", r.N))
	}
	r.Place, r.Done = ids[len(ids)-1], r.Done+int64(len(ids))
	return r, only(tx.exec("UPDATE search_runs SET place = $2, done = $3 WHERE n = $1", r.N, r.Place, r.Done))
}

// index brings ways into the index as they now are. Those of before the index have their members and labels noted first.
func (tx *Tx) index(ids []int64, first bool) error {
	list, err := all(tx, readWay, ways.list+" WHERE "+tx.s.dialect.in("id", "$1")+" ORDER BY id", tx.s.dialect.list(ids))
	if err != nil || len(list) == 0 {
		return err
	}
	docs, err := tx.s.searchDocs(tx, list)
	if err != nil {
		return err
	}
	prints, err := tx.prints(ids)
	if err != nil {
		return err
	}
	if first {
		if err := tx.noteOld(list, ids); err != nil {
			return err
		}
	}
	docs = slices.DeleteFunc(docs, func(doc ledger.SearchDoc) bool {
		print, known := prints[doc.WayID]
		return known && print == doc.Print()
	})
	if len(docs) == 0 {
		return nil
	}
	return tx.s.dialect.putSearch(tx, docs, prints)
}

// noteOld notes the members and labels of ways from before these were noted, and of those whose rows do not know yet that lists do
// not show them.
func (tx *Tx) noteOld(list []ledger.Way, ids []int64) error {
	noted, err := all(tx, readID, "SELECT DISTINCT way_id FROM way_members WHERE "+tx.s.dialect.in("way_id", "$1"), tx.s.dialect.list(ids))
	if err != nil {
		return err
	}
	for _, w := range list {
		if w.Listed() && (len(w.People()) == 0 || slices.Contains(noted, w.ID)) {
			continue
		}
		if err := tx.noteRelations(w); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) prints(ids []int64) (map[int64]int64, error) {
	prints := map[int64]int64{}
	_, err := all(tx, func(scan scan) (struct{}, error) {
		var id, print int64
		err := scan(&id, &print)
		prints[id] = print
		return struct{}{}, err
	}, "SELECT way_id, print FROM way_search WHERE "+tx.s.dialect.in("way_id", "$1"), tx.s.dialect.list(ids))
	return prints, err
}

// searchDocs are what ways are found by.
func (s *Store) searchDocs(q asker, list []ledger.Way) ([]ledger.SearchDoc, error) {
	names, err := namesOf(q)
	if err != nil {
		return nil, err
	}
	people, err := s.namesOfPeople(q, list)
	if err != nil {
		return nil, err
	}
	docs := make([]ledger.SearchDoc, len(list))
	for i, w := range list {
		docs[i] = ledger.SearchDocOf(w, names, people[w.CorpID])
	}
	return docs, nil
}

// namesOfPeople are the names of all members of ways, by company and userid.
func (s *Store) namesOfPeople(q asker, list []ledger.Way) (map[int64]map[string]string, error) {
	names, people := map[int64]map[string]string{}, []string{}
	for _, w := range list {
		names[w.CorpID], people = map[string]string{}, append(people, w.People()...)
	}
	slices.Sort(people)
	corps := slices.Collect(maps.Keys(names))
	_, err := all(q, func(scan scan) (struct{}, error) {
		var corp int64
		var userID, name string
		err := scan(&corp, &userID, &name)
		names[corp][userID] = name
		return struct{}{}, err
	}, "SELECT corp_id, userid, name FROM members WHERE "+s.dialect.in("corp_id", "$1")+" AND "+s.dialect.in("userid", "$2"),
		s.dialect.list(corps), s.dialect.list(slices.Compact(people)))
	return names, err
}
