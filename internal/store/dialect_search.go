package store

import (
	"fmt"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// The words of ways are looked up in what each database is good at. SQLite's full-text index gives rows in the order of their ids,
// newest first, and stops when the page is full. PostgreSQL's index of arrays gives all rows of a word at once; there, words carry
// the number of a bucket of ways, and buckets are read newest first.

// searchIDs is the query for ids of ways below $2, newest first, that have all words of $1 (made by gramList) and meet conditions
// on ways and on way_search s.
func (sqliteDialect) searchIDs(conditions string, limit int) string {
	return fmt.Sprintf(`SELECT way_grams.rowid FROM way_grams CROSS JOIN way_search s ON s.way_id = way_grams.rowid CROSS JOIN ways ON ways.id = way_grams.rowid
		WHERE way_grams MATCH $1 AND way_grams.rowid < $2%s ORDER BY way_grams.rowid DESC LIMIT %d`, conditions, limit)
}

// meeting joins the rows of s, in their order, with those of their ways that meet the conditions.
func (sqliteDialect) meeting(conditions string) string {
	return "CROSS JOIN ways WHERE ways.id = s.way_id" + conditions
}

func (sqliteDialect) gramList(grams []ledger.Gram) any {
	words := make([]string, len(grams))
	for i, g := range grams {
		words[i] = fmt.Sprintf("%08x", uint32(g))
	}
	return strings.Join(words, " ")
}

// holds is a condition: the text of column has that of placeholder in it.
func (sqliteDialect) holds(column, placeholder string) string {
	return "instr(" + column + ", " + placeholder + ") > 0"
}

func (d sqliteDialect) putSearch(tx *Tx, doc ledger.SearchDoc) error {
	if _, err := tx.exec("INSERT OR REPLACE INTO way_grams (rowid, grams) VALUES ($1, $2)", doc.WayID, d.gramList(doc.Grams())); err != nil {
		return err
	}
	return only(tx.exec(`INSERT INTO way_search (way_id, print, text, ref) VALUES ($1, $2, $3, $4)
		ON CONFLICT (way_id) DO UPDATE SET print = excluded.print, text = excluded.text, ref = excluded.ref`, doc.WayID, doc.Print(), doc.Text, doc.ID))
}

func (sqliteDialect) prepareSearch(*Tx) error { return nil }

// Words of PostgreSQL: 11 bits of bucket and 20 of the word. Words of one bucket that share a number are told apart by the text.
const (
	gramBits   = 20
	bucketMost = 1<<11 - 1
	bucketWays = 8000
)

// The planner knows nothing of how common a word is. So it is left no choice: what is sorted or has an offset stays a step of its own,
// and an id with a zero added takes no index.
func (d postgresDialect) searchIDs(conditions string, limit int) string {
	return fmt.Sprintf(`SELECT f.way_id FROM (SELECT bucket, (SELECT array_agg(((bucket << %d) | k)::int) FROM unnest($1::int[]) k) AS words FROM search_buckets WHERE first_id < $2) b
		CROSS JOIN LATERAL (SELECT s.way_id FROM (SELECT way_id, text, ref FROM way_search WHERE grams @> b.words AND way_id + 0 < $2 ORDER BY way_id DESC) s
			%s ORDER BY s.way_id DESC LIMIT %d) f
		ORDER BY b.bucket DESC, f.way_id DESC LIMIT %d`, gramBits, d.meeting(conditions), limit, limit)
}

func (postgresDialect) meeting(conditions string) string {
	return "CROSS JOIN LATERAL (SELECT 1 FROM ways WHERE ways.id = s.way_id" + conditions + " OFFSET 0) w"
}

func (postgresDialect) gramList(grams []ledger.Gram) any {
	words := make([]int32, len(grams))
	for i, g := range grams {
		words[i] = int32(g >> (32 - gramBits))
	}
	return words
}

func (postgresDialect) holds(column, placeholder string) string {
	return "strpos(" + column + ", " + placeholder + ") > 0"
}

func (d postgresDialect) putSearch(tx *Tx, doc ledger.SearchDoc) error {
	bucket, err := d.bucket(tx, doc.WayID)
	if err != nil {
		return err
	}
	words := d.gramList(doc.Grams()).([]int32)
	for i := range words {
		words[i] |= int32(bucket << gramBits)
	}
	return only(tx.exec(`INSERT INTO way_search (way_id, print, grams, text, ref) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (way_id) DO UPDATE SET print = excluded.print, grams = excluded.grams, text = excluded.text, ref = excluded.ref`,
		doc.WayID, doc.Print(), words, doc.Text, doc.ID))
}

// bucket is where a way belongs. A full last bucket is followed by another one, for ways newer than all that are indexed.
func (d postgresDialect) bucket(tx *Tx, way int64) (int64, error) {
	at, err := get(tx, func(scan scan) (b [2]int64, err error) { return b, scan(&b[0], &b[1]) },
		"SELECT bucket, ways FROM search_buckets WHERE first_id <= $1 ORDER BY first_id DESC LIMIT 1", way)
	if err != nil {
		return 0, err
	}
	if at[1] >= bucketWays && at[0] < bucketMost {
		newest, err := one[bool](tx.row("SELECT NOT EXISTS (SELECT 1 FROM way_search WHERE way_id >= $1) AND NOT EXISTS (SELECT 1 FROM search_buckets WHERE bucket > $2)", way, at[0]))
		if err != nil {
			return 0, err
		}
		if newest {
			at[0]++
			return at[0], only(tx.exec("INSERT INTO search_buckets (bucket, first_id, ways) VALUES ($1, $2, 1)", at[0], way))
		}
	}
	return at[0], only(tx.exec("UPDATE search_buckets SET ways = ways + 1 WHERE bucket = $1 AND NOT EXISTS (SELECT 1 FROM way_search WHERE way_id = $2)", at[0], way))
}

// prepareSearch makes the buckets of the ways that are there, once.
func (postgresDialect) prepareSearch(tx *Tx) error {
	n, err := tx.exec(`INSERT INTO search_buckets (bucket, first_id, ways)
		SELECT LEAST((n - 1) / $1, $2), CASE WHEN min(n) = 1 THEN 0 ELSE min(id) END, 0 FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM ways) numbered
		WHERE NOT EXISTS (SELECT 1 FROM search_buckets) GROUP BY 1`, bucketWays, bucketMost)
	if err != nil || n > 0 {
		return err
	}
	return only(tx.exec("INSERT INTO search_buckets (bucket, first_id, ways) SELECT 0, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM search_buckets)"))
}
