package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// reader looks into an installation's database, past menling, and changes nothing.
type reader struct{ db *sql.DB }

// readSQLite opens a database file for reading.
func readSQLite(path string) (*reader, error) {
	dsn := (&url.URL{Scheme: "file", Path: path}).String() + "?mode=ro&_pragma=busy_timeout(10000)&_pragma=query_only(1)"
	db, err := sql.Open("sqlite", dsn)
	return &reader{db}, err
}

func readPostgres(address string) (*reader, error) {
	db, err := sql.Open("pgx", address)
	return &reader{db}, err
}

func (r *reader) count(ctx context.Context, query string, args ...any) (n int, err error) {
	err = r.db.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}

// restless is what has not come to an end yet, by name.
var restless = []struct{ what, query string }{
	{"pushes to apply", "SELECT count(*) FROM pushes WHERE state = 0"},
	{"answers of the platform to apply", "SELECT count(*) FROM observations WHERE state = 0"},
	{"messages on their way", "SELECT count(*) FROM messages WHERE state IN ('sending', 'calling')"},
	{"ways on their way", "SELECT count(*) FROM ways WHERE phase IN ('intent', 'calling', 'deleting')"},
	{"changes of ways", "SELECT count(*) FROM jobs WHERE state = 0 AND kind IN ('way.change', 'way.delete')"},
}

// searches are those for ways whose creation was not answered, without the second look, which waits for ten minutes and is nobody's doubt: a
// way that exists is listed at the first one here.
const searches = "SELECT count(*) FROM jobs WHERE state = 0 AND kind IN ('way.find', 'way.find_cancelled') AND (attempts > 0 OR run_at <= $1)"

// unrest says what still works, with its number; empty: everything has come to rest.
func (r *reader) unrest(ctx context.Context) (string, error) {
	for _, q := range restless {
		if n, err := r.count(ctx, q.query); n > 0 || err != nil {
			return fmt.Sprint(n, " ", q.what), err
		}
	}
	if n, err := r.count(ctx, searches, time.Now().UnixMilli()); n > 0 || err != nil {
		return fmt.Sprint(n, " ways to look for"), err
	}
	return "", nil
}

// facts reads everything that is judged.
func (r *reader) facts(ctx context.Context) (f facts, err error) {
	f.told, f.audit = map[int64]bool{}, map[change]int{}
	f.journal, err = rows(ctx, r, "SELECT id, lane, kind, body, state, applied_at, last_error FROM pushes ORDER BY id", func(j *journaled) []any {
		return []any{&j.ID, &j.Lane, &j.Kind, &j.Body, &j.State, &j.AppliedAt, &j.Error}
	})
	if err != nil {
		return f, err
	}
	f.messages, err = rows(ctx, r, "SELECT identity_id, direction, text, state, coalesce(push_id, 0) FROM messages ORDER BY identity_id, at, ord, id", func(m *messaged) []any {
		return []any{&m.Identity, &m.Direction, &m.Text, &m.State, &m.PushID}
	})
	if err != nil {
		return f, err
	}
	told, err := rows(ctx, r, "SELECT push_id FROM contact_events", func(id *int64) []any { return []any{id} })
	for _, id := range told {
		f.told[id] = true
	}
	if err != nil {
		return f, err
	}
	done, err := rows(ctx, r, "SELECT operation, subject, subject_id FROM audit", func(c *change) []any { return []any{&c.Operation, &c.Subject, &c.SubjectID} })
	for _, c := range done {
		f.audit[c]++
	}
	if err != nil {
		return f, err
	}
	f.ways, err = r.ways(ctx)
	return f, err
}

// ways reads the ledger's with the states they have and had.
func (r *reader) ways(ctx context.Context) ([]ledgerWay, error) {
	type stated struct {
		way   int64
		state string
	}
	former, err := rows(ctx, r, "SELECT way_id, state FROM former_states", func(s *stated) []any { return []any{&s.way, &s.state} })
	if err != nil {
		return nil, err
	}
	states := map[int64][]string{}
	for _, s := range former {
		states[s.way] = append(states[s.way], s.state)
	}
	ways, err := rows(ctx, r, "SELECT id, kind, phase, config_id, state FROM ways", func(w *ledgerWay) []any {
		w.States = make([]string, 1)
		return []any{&w.ID, &w.Kind, &w.Phase, &w.ConfigID, &w.States[0]}
	})
	for i := range ways {
		ways[i].States = append(ways[i].States, states[ways[i].ID]...)
	}
	return ways, err
}

// rows reads all rows of a query.
func rows[T any](ctx context.Context, r *reader, query string, into func(*T) []any) (list []T, err error) {
	found, err := r.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var item T
		if err := found.Scan(into(&item)...); err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, found.Err()
}

// spooled is how many pushes a dead node's spool holds.
func (n *node) spooled(ctx context.Context) int {
	if matches, _ := filepath.Glob(n.spool()); len(matches) == 0 {
		return 0
	}
	r, err := readSQLite(n.spool())
	if err != nil {
		return 0
	}
	defer r.db.Close()
	count, _ := r.count(ctx, "SELECT count(*) FROM pushes") // a file that was just begun has no table yet
	return count
}
