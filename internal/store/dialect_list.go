package store

// ofOne asks for the rows whose column has a value, below an id and newest first, and says the order to read them in.

// SQLite takes the index that begins with the column.
func (sqliteDialect) ofOne(w *where, column, id string, value any, below int64) (order string) {
	w.and(column+" = %", value)
	w.and(id+" < %", below)
	return id + " DESC"
}

// PostgreSQL plans for any value, and takes the index of ids alone where the column has few: a value that hardly any row has would read all
// rows. An order that only the index beginning with the column has leaves it no choice.
func (postgresDialect) ofOne(w *where, column, id string, value any, below int64) (order string) {
	w.and("("+column+", "+id+") < (%, %)", value, below)
	w.and(column+" >= %", value)
	return column + " DESC, " + id + " DESC"
}

func (sqliteDialect) saidBetween() string { return "account_id = $2 AND at >= $3 AND at < $4" }

// A PostgreSQL that has counted nothing yet takes the index of an account's messages by time. One comparison of all leaves it the customer's.
func (postgresDialect) saidBetween() string {
	return "(identity_id, account_id, at) >= ($1, $2, $3) AND (identity_id, account_id, at) < ($1, $2, $4)"
}
