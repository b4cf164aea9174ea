package store

import (
	"fmt"

	"github.com/menling/menling/internal/desk"
)

// SQLite's full-text index gives the newest rows of a word first and stops. PostgreSQL's gives all rows of a word at once, so that
// the newest messages are read before it is asked.

func (sqliteDialect) walksNewest() bool { return false }

// messagesWith is the query for messages below $2, newest first, that have all words of $1.
func (sqliteDialect) messagesWith(columns, conditions string, limit int) string {
	return fmt.Sprintf(`SELECT %s FROM message_grams CROSS JOIN messages ON messages.id = message_grams.rowid
		WHERE message_grams MATCH $1 AND message_grams.rowid < $2%s ORDER BY message_grams.rowid DESC LIMIT %d`, columns, conditions, limit)
}

func (d sqliteDialect) putMessages(tx *Tx, list []messageWords) error {
	for _, m := range list {
		if m.words == "" {
			continue
		}
		if _, err := tx.exec("INSERT OR REPLACE INTO message_grams (rowid, grams) VALUES ($1, $2)", m.id, d.gramList(desk.MessageGrams(m.words), true)); err != nil {
			return err
		}
	}
	return nil
}

func (postgresDialect) walksNewest() bool { return true }

// An id with a zero added takes no index: only that of words is left.
func (postgresDialect) messagesWith(columns, conditions string, limit int) string {
	return fmt.Sprintf(`SELECT %s FROM (SELECT message_id FROM message_search WHERE grams @> $1::bigint[] AND message_id + 0 < $2 ORDER BY message_id DESC) s
		CROSS JOIN LATERAL (SELECT * FROM messages WHERE messages.id = s.message_id%s OFFSET 0) m ORDER BY s.message_id DESC LIMIT %d`, columns, conditions, limit)
}

func (d postgresDialect) putMessages(tx *Tx, list []messageWords) error {
	for _, m := range list {
		if m.words == "" {
			continue
		}
		_, err := tx.exec("INSERT INTO message_search (message_id, grams) VALUES ($1, $2) ON CONFLICT (message_id) DO UPDATE SET grams = excluded.grams",
			m.id, d.gramList(desk.MessageGrams(m.words), true))
		if err != nil {
			return err
		}
	}
	return only(tx.exec("SELECT gin_clean_pending_list('message_search_grams')"))
}
