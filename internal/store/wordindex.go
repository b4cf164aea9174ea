package store

import (
	"context"
	"errors"
	"strconv"

	"github.com/menling/menling/internal/crm"
)

// WordIndex finds the rows of a table by any part of their words. Rows wait in a queue until they are indexed; those of before the index
// are gone through by their ids. Words give candidates, newest first; the text decides (see sift.go).
type WordIndex struct {
	name    string // its tables are name_grams or name_search, and name_queue
	table   string // whose rows are found
	columns string // what a row's words are in, the id first; the others are dear to read where there are thousands
	version int    // of how words are made: another number has all rows indexed anew
	read    func(scan) (worded, error)
}

// worded is a row with its words, folded.
type worded struct {
	id    int64
	words string
}

// String is what the index finds.
func (x *WordIndex) String() string { return x.table }

// The settings of an index tell which version there is, and up to which id rows of before it have been indexed.
func (x *WordIndex) versionSetting() string { return x.name + "_search_version" }
func (x *WordIndex) placeSetting() string   { return x.name + "_search_place" }

const allIndexed = "done"

func (x *WordIndex) list() string { return "SELECT " + x.columns + " FROM " + x.table }

func (x *WordIndex) queue() string { return x.name + "_queue" }

// indexWords notes that a row is to be indexed.
func (tx *Tx) indexWords(x *WordIndex, id int64) error {
	return only(tx.exec("INSERT INTO "+x.queue()+" ("+x.name+"_id) VALUES ($1)", id))
}

// BeginWords has all rows indexed where the index is of another version; false: it is not.
func (tx *Tx) BeginWords(x *WordIndex, at int64) (bool, error) {
	version, err := get(tx, readText, "SELECT value FROM settings WHERE name = $1", x.versionSetting())
	if version == strconv.Itoa(x.version) || err != nil && !errors.Is(err, crm.ErrNotFound) {
		return false, err
	}
	return true, errors.Join( // all rows means those in the queue as well
		only(tx.exec("DELETE FROM "+x.queue())),
		tx.PutSetting(x.placeSetting(), "0", at),
		tx.PutSetting(x.versionSetting(), strconv.Itoa(x.version), at),
	)
}

// WordsWait says whether any row is not in the index yet.
func (s *Store) WordsWait(ctx context.Context, x *WordIndex) (bool, error) {
	if waits, err := one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+x.queue()+")")); err != nil || waits {
		return waits, err
	}
	return s.oldWait(ctx, x)
}

// oldWait says so of those that were there before the index.
func (s *Store) oldWait(ctx context.Context, x *WordIndex) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT NOT EXISTS (SELECT 1 FROM settings WHERE name = $1 AND value = $2)", x.placeSetting(), allIndexed))
}

// IndexWords indexes a few rows, newly written ones first; more says that there may be others.
func (tx *Tx) IndexWords(x *WordIndex, limit int, at int64) (more bool, err error) {
	rows, err := all(tx, func(scan scan) (r [2]int64, err error) { return r, scan(&r[0], &r[1]) }, "SELECT n, "+x.name+"_id FROM "+x.queue()+" ORDER BY n LIMIT $1", limit)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 {
		return tx.indexOld(x, limit, at)
	}
	places, ids := make([]int64, len(rows)), make([]int64, len(rows))
	for i, r := range rows {
		places[i], ids[i] = r[0], r[1]
	}
	list, err := all(tx, x.read, x.list()+" WHERE "+tx.s.dialect.in("id", "$1"), tx.s.dialect.list(ids))
	if err != nil {
		return false, err
	}
	if err := tx.s.dialect.putWords(tx, x, list); err != nil {
		return false, err
	}
	return true, only(tx.exec("DELETE FROM "+x.queue()+" WHERE "+tx.s.dialect.in("n", "$1"), tx.s.dialect.list(places)))
}

// indexOld indexes a few rows of before the index.
func (tx *Tx) indexOld(x *WordIndex, limit int, at int64) (more bool, err error) {
	place, err := get(tx, readText, "SELECT value FROM settings WHERE name = $1", x.placeSetting())
	if err != nil || place == allIndexed {
		return false, err
	}
	after, err := strconv.ParseInt(place, 10, 64)
	if err != nil {
		return false, err
	}
	list, err := all(tx, x.read, x.list()+" WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
	if err != nil {
		return false, err
	}
	if len(list) == 0 {
		return false, tx.PutSetting(x.placeSetting(), allIndexed, at)
	}
	if err := tx.s.dialect.putWords(tx, x, list); err != nil {
		return false, err
	}
	return true, tx.PutSetting(x.placeSetting(), strconv.FormatInt(list[len(list)-1].id, 10), at)
}
