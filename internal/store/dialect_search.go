package store

import (
	"fmt"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// The words of ways are looked up in what each database is good at. SQLite's full-text index gives rows in the order of their ids,
// newest first, and stops when the page is full. PostgreSQL's index of arrays gives all rows of a word at once; there, words carry
// the number of a bucket of ways, and buckets are read newest first; and each word stands there once more without one, for what is rare.

// searchIDs is the query for ids of ways below $2, newest first, that have all words of $1 (made by gramList) and meet conditions
// on ways and on way_search s. rare says that one of the words is in few ways.
func (sqliteDialect) searchIDs(conditions string, limit int, _ bool) string {
	return fmt.Sprintf(`SELECT way_grams.rowid FROM way_grams CROSS JOIN way_search s ON s.way_id = way_grams.rowid CROSS JOIN ways ON ways.id = way_grams.rowid
		WHERE way_grams MATCH $1 AND way_grams.rowid < $2%s ORDER BY way_grams.rowid DESC LIMIT %d`, conditions, limit)
}

// meeting joins the rows of s, in their order, with those of their ways that meet the conditions.
func (sqliteDialect) meeting(conditions string) string {
	return "CROSS JOIN ways WHERE ways.id = s.way_id" + conditions
}

func (sqliteDialect) gramList(grams []ledger.Gram, _ bool) any {
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

func (d sqliteDialect) putSearch(tx *Tx, docs []ledger.SearchDoc, _ map[int64]int64) error {
	for _, doc := range docs {
		if _, err := tx.exec("INSERT OR REPLACE INTO way_grams (rowid, grams) VALUES ($1, $2)", doc.WayID, d.gramList(doc.Grams(), false)); err != nil {
			return err
		}
		_, err := tx.exec(`INSERT INTO way_search (way_id, print, text, ref) VALUES ($1, $2, $3, $4)
			ON CONFLICT (way_id) DO UPDATE SET print = excluded.print, text = excluded.text, ref = excluded.ref`, doc.WayID, doc.Print(), doc.Text, doc.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

func (sqliteDialect) prepareSearch(*Tx) error { return nil }

// Words of PostgreSQL: the number of the bucket above the word, or below zero the word alone. Words that share a number are told apart
// by the text.
const (
	gramBits   = 32
	bucketMost = 1<<31 - 1
	bucketWays = 8000
)

func wordIn(bucket int64, g ledger.Gram) int64 { return bucket<<gramBits | int64(g) }
func rareWord(g ledger.Gram) int64             { return -1 - int64(g) }

// padded repeats the last word until a row is so long that PostgreSQL keeps the words away from it: what is found is read from rows,
// and short ones lie together.
func padded(words []int64) []int64 {
	const least = 2048 / 8
	for len(words) > 0 && len(words) < least {
		words = append(words, words[len(words)-1])
	}
	return words
}

// The planner knows nothing of how common a word is. So it is left no choice: what is sorted or has an offset stays a step of its own,
// and an id with a zero added takes no index.
func (d postgresDialect) searchIDs(conditions string, limit int, rare bool) string {
	ids := func(words string) string {
		return fmt.Sprintf(`SELECT s.way_id FROM (SELECT way_id, text, ref FROM way_search WHERE grams @> %s AND way_id + 0 < $2 ORDER BY way_id DESC) s
			%s ORDER BY s.way_id DESC LIMIT %d`, words, d.meeting(conditions), limit)
	}
	if rare {
		return ids("$1::bigint[]")
	}
	return fmt.Sprintf(`SELECT f.way_id FROM (SELECT bucket, (SELECT array_agg((bucket << %d) | k) FROM unnest($1::bigint[]) k) AS words FROM search_buckets WHERE first_id < $2) b
		CROSS JOIN LATERAL (%s) f ORDER BY b.bucket DESC, f.way_id DESC LIMIT %d`, gramBits, ids("b.words"), limit)
}

func (postgresDialect) meeting(conditions string) string {
	return "CROSS JOIN LATERAL (SELECT 1 FROM ways WHERE ways.id = s.way_id" + conditions + " OFFSET 0) w"
}

func (postgresDialect) gramList(grams []ledger.Gram, rare bool) any {
	words := make([]int64, len(grams))
	for i, g := range grams {
		if words[i] = int64(g); rare {
			words[i] = rareWord(g)
		}
	}
	return words
}

func (postgresDialect) holds(column, placeholder string) string {
	return "strpos(" + column + ", " + placeholder + ") > 0"
}

func (postgresDialect) putSearch(tx *Tx, docs []ledger.SearchDoc, known map[int64]int64) error {
	b, err := bucketsOf(tx)
	if err != nil {
		return err
	}
	for _, doc := range docs {
		_, there := known[doc.WayID]
		bucket, err := b.of(tx, doc.WayID, !there)
		if err != nil {
			return err
		}
		grams := doc.Grams()
		words := make([]int64, 0, 2*len(grams))
		for _, g := range grams {
			words = append(words, wordIn(bucket, g), rareWord(g))
		}
		_, err = tx.exec(`INSERT INTO way_search (way_id, print, grams, text, ref) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (way_id) DO UPDATE SET print = excluded.print, grams = excluded.grams, text = excluded.text, ref = excluded.ref`,
			doc.WayID, doc.Print(), padded(words), doc.Text, doc.ID)
		if err != nil {
			return err
		}
	}
	if err := b.save(tx); err != nil {
		return err
	}
	// Words wait in a list that every search reads through; together they are sorted in at a fraction of the cost.
	return only(tx.exec("SELECT gin_clean_pending_list('way_search_grams')"))
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
