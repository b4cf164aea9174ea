package store

// The feed of changes is read in an order that no later commit goes behind. SQLite has one writer: ids are that order.
// PostgreSQL commits out of order: the transaction's number comes first, and only transactions that nobody can still be
// writing before are read.

func (sqliteDialect) changeHead() string {
	return "SELECT 0, COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0)"
}

func (sqliteDialect) changesAfter() string {
	return "SELECT 0 AS xid, id, kind, subject_id, row, at, account_id FROM changes WHERE $1 >= 0 AND id > $2 ORDER BY id LIMIT $3"
}

func (postgresDialect) changeHead() string {
	return "SELECT xid::text::bigint, id FROM changes WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY changes.xid DESC, id DESC LIMIT 1"
}

func (postgresDialect) changesAfter() string {
	return `SELECT xid::text::bigint AS xid, id, kind, subject_id, row, at, account_id FROM changes
		WHERE (changes.xid, id) > ($1::bigint::text::xid8, $2) AND changes.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY changes.xid, id LIMIT $3`
}
