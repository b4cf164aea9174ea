package store

import (
	"context"
	"database/sql"

	"github.com/menling/menling/internal/ledger"
)

// Dialect is one of the two databases, with the few things that truly differ between them.
type Dialect interface {
	String() string

	// open fills the store's readers, writer and keys.
	open(ctx context.Context, s *Store) error
	// together is how many rules are best written at once by who has many.
	together() int
	// lockMigrations keeps other programs from migrating the same database until unlock.
	lockMigrations(ctx context.Context, o Options, db *sql.DB) (unlock func(), err error)
	// hasTable tells whether the database has a table of this name.
	hasTable(ctx context.Context, db *sql.DB, name string) (bool, error)

	// lockRows and lockFreeRows end a SELECT that locks what it finds; the second skips what others hold.
	lockRows() string
	lockFreeRows() string
	// shareRows ends a SELECT that keeps others from changing what it finds.
	shareRows() string
	// lockKeys takes keys inside a transaction.
	lockKeys(tx *Tx, keys []string) error
	// addPush stores a push unless it is here, or another node is writing one of its lane: their numbers must become visible in order.
	addPush() string
	// oldestTransaction asks for how many milliseconds the oldest transaction that writes goes on: see backlog.go.
	oldestTransaction() string
	// clock is an expression: the database's own clock, UTC milliseconds.
	clock() string
	// in is a condition: column is one of the values that placeholder (such as $2) carries, made by list.
	in(column, placeholder string) string
	// list makes one argument of many values: []int64, []string.
	list(values any) any

	// groups is what numbers are grouped by first: a key by hash, or the order in which an index has it.
	groups(key, order string) string

	// changeHead and changesAfter read the feed of changes.
	changeHead() string
	changesAfter() string

	// ofOne asks for the newest of one column's value, saidBetween for the messages of a customer's account ($1, $2) between two times
	// ($3, $4), by the one index that is good for it: see dialect_list.go.
	ofOne(w *where, column, id string, value any, below int64) (order string)
	saidBetween() string

	// searchIDs, meeting, gramList, holds, prepareSearch and putSearch are the search of ways: see dialect_search.go.
	searchIDs(conditions string, limit int, rare bool) string
	meeting(conditions string) string
	gramList(grams []ledger.Gram, rare bool) any
	holds(column, placeholder string) string
	prepareSearch(tx *Tx) error
	putSearch(tx *Tx, docs []ledger.SearchDoc, known map[int64]int64) error

	// walksNewest, withWords and putWords are the search by words: see dialect_words.go.
	walksNewest() bool
	withWords(x *WordIndex, conditions string, limit int) string
	putWords(tx *Tx, x *WordIndex, list []worded) error

	// snapshot copies the database into a folder as it is at one moment; load fills an empty one from there; vacant refuses one that
	// is not. See backup_sqlite.go and backup_postgres.go.
	snapshot(ctx context.Context, o Options, dir string, info *BackupInfo, tell Progress) error
	load(ctx context.Context, o Options, dir string, info BackupInfo, tell Progress) error
	vacant(ctx context.Context, o Options) error

	// retryable: the transaction lost a race (40001, 40P01) and may be run again.
	retryable(err error) bool
	// away: the database does not answer now. See away.go.
	away(err error) bool
	// full: the disk, or what the database may use of it, is full.
	full(err error) bool
}

// The two databases.
var (
	SQLite   Dialect = sqliteDialect{}
	Postgres Dialect = postgresDialect{}
)
