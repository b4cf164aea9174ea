package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// notMoved are the tables that each database has in its own shape: its record of migrations, its own row, the index of words, which the
// server makes anew; and what only says who is there now.
var notMoved = []string{
	"goose_db_version", "installation", "way_search", "way_grams", "search_queue", "search_runs", "message_grams", "message_queue", "customer_grams", "customer_queue",
	"nodes", "duties", "consoles", "viewings", "attempts",
}

// otherSettings are all but those about that index.
var otherSettings = "name NOT IN ('" + strings.Join([]string{
	searchVersion, MessageWords.versionSetting(), MessageWords.placeSetting(), CustomerWords.versionSetting(), CustomerWords.placeSetting(),
}, "', '") + "')"

// movedTable is a table as both databases have it.
type movedTable struct {
	name    string
	columns []string
	key     []string
	parents []string // tables that its rows refer to
	only    string   // a condition on its rows
	rows    int64    // in the source
}

// movedTables are all that are moved, those that others refer to first.
func movedTables(ctx context.Context, source *sql.DB) ([]movedTable, error) {
	names, err := tableNames(ctx, source, sqliteTables)
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	var tables []movedTable
	for _, name := range names {
		if slices.Contains(notMoved, name) {
			continue
		}
		t, err := movedTableOf(ctx, source, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		tables = append(tables, t)
	}
	return parentsFirst(tables)
}

func movedTableOf(ctx context.Context, source *sql.DB, name string) (t movedTable, err error) {
	t = movedTable{name: name, only: "true"}
	if name == "settings" {
		t.only = otherSettings
	}
	if t.columns, err = tableNames(ctx, source, "SELECT name FROM pragma_table_info('"+name+"') ORDER BY cid"); err != nil {
		return t, err
	}
	if t.key, err = tableNames(ctx, source, "SELECT name FROM pragma_table_info('"+name+"') WHERE pk > 0 ORDER BY pk"); err != nil {
		return t, err
	}
	if t.parents, err = tableNames(ctx, source, `SELECT DISTINCT "table" FROM pragma_foreign_key_list('`+name+"')"); err != nil {
		return t, err
	}
	if len(t.key) == 0 {
		return t, fmt.Errorf("it has no key to copy it by")
	}
	t.rows, err = one[int64](source.QueryRowContext(ctx, t.count()))
	return t, err
}

// parentsFirst orders tables so that what a row refers to is there before it.
func parentsFirst(tables []movedTable) (sorted []movedTable, err error) {
	var placed []string
	for len(sorted) < len(tables) {
		before := len(sorted)
		for _, t := range tables {
			ready := !slices.ContainsFunc(t.parents, func(p string) bool { return !slices.Contains(placed, p) })
			if ready && !slices.Contains(placed, t.name) {
				sorted, placed = append(sorted, t), append(placed, t.name)
			}
		}
		if len(sorted) == before {
			return nil, fmt.Errorf("tables that refer to each other: only %v can be copied", placed)
		}
	}
	return sorted, nil
}

func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

func (t movedTable) count() string { return `SELECT count(*) FROM "` + t.name + `" WHERE ` + t.only }

// list is the query for all rows in the order of their keys, or for those behind a key.
func (t movedTable) list(behind bool) string {
	from := "SELECT " + quoted(t.columns) + ` FROM "` + t.name + `" WHERE ` + t.only
	if behind {
		marks := make([]string, len(t.key))
		for i := range marks {
			marks[i] = fmt.Sprintf("$%d", i+1)
		}
		from += " AND (" + quoted(t.key) + ") > (" + strings.Join(marks, ", ") + ")"
	}
	return from + " ORDER BY " + quoted(t.key)
}

// last is the query for the largest key.
func (t movedTable) last() string {
	return "SELECT " + quoted(t.key) + ` FROM "` + t.name + `" WHERE ` + t.only + ` ORDER BY "` + strings.Join(t.key, `" DESC, "`) + `" DESC LIMIT 1`
}

// keyOf is a row's key in words.
func (t movedTable) keyOf(row []any) string {
	var words []string
	for i, column := range t.columns {
		if slices.Contains(t.key, column) {
			words = append(words, fmt.Sprintf("%s %s", column, shown(row[i])))
		}
	}
	return strings.Join(words, ", ")
}

func shown(value any) string {
	switch v := value.(type) {
	case []byte:
		return fmt.Sprintf("%x", v)
	case string:
		return fmt.Sprintf("%.60s", v)
	}
	return fmt.Sprint(value)
}
