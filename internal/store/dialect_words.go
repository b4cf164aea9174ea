package store

import (
	"fmt"

	"github.com/menling/menling/internal/crm"
)

// SQLite's full-text index gives the newest rows of a word first and stops. PostgreSQL's gives all rows of a word at once, so that
// the newest rows are read before it is asked.

func (sqliteDialect) walksNewest() bool { return false }

// withWords is the query for rows of the table below the id $2, newest first, that have all words of $1.
func (sqliteDialect) withWords(x *WordIndex, conditions string, limit int) string {
	return fmt.Sprintf(`SELECT %[2]s FROM %[1]s_grams CROSS JOIN %[3]s ON %[3]s.id = %[1]s_grams.rowid
		WHERE %[1]s_grams MATCH $1 AND %[1]s_grams.rowid < $2%[4]s ORDER BY %[1]s_grams.rowid DESC LIMIT %[5]d`, x.name, x.columns, x.table, conditions, limit)
}

func (d sqliteDialect) putWords(tx *Tx, x *WordIndex, list []worded) error {
	for _, r := range list {
		if r.words == "" {
			if _, err := tx.exec("DELETE FROM "+x.name+"_grams WHERE rowid = $1", r.id); err != nil {
				return err
			}
			continue
		}
		if _, err := tx.exec("INSERT OR REPLACE INTO "+x.name+"_grams (rowid, grams) VALUES ($1, $2)", r.id, d.gramList(crm.TextGrams(r.words), true)); err != nil {
			return err
		}
	}
	return nil
}

func (postgresDialect) walksNewest() bool { return true }

// An id with a zero added takes no index: only that of words is left.
func (postgresDialect) withWords(x *WordIndex, conditions string, limit int) string {
	return fmt.Sprintf(`SELECT %[2]s FROM (SELECT %[1]s_id AS row_id FROM %[1]s_search WHERE grams @> $1::bigint[] AND %[1]s_id + 0 < $2 ORDER BY %[1]s_id DESC) s
		CROSS JOIN LATERAL (SELECT * FROM %[3]s WHERE %[3]s.id = s.row_id%[4]s OFFSET 0) r ORDER BY s.row_id DESC LIMIT %[5]d`, x.name, x.columns, x.table, conditions, limit)
}

func (d postgresDialect) putWords(tx *Tx, x *WordIndex, list []worded) error {
	for _, r := range list {
		if r.words == "" {
			if _, err := tx.exec(fmt.Sprintf("DELETE FROM %[1]s_search WHERE %[1]s_id = $1", x.name), r.id); err != nil {
				return err
			}
			continue
		}
		_, err := tx.exec(fmt.Sprintf("INSERT INTO %[1]s_search (%[1]s_id, grams) VALUES ($1, $2) ON CONFLICT (%[1]s_id) DO UPDATE SET grams = excluded.grams", x.name),
			r.id, d.gramList(crm.TextGrams(r.words), true))
		if err != nil {
			return err
		}
	}
	return only(tx.exec("SELECT gin_clean_pending_list('" + x.name + "_search_grams')"))
}
