package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// table makes the three statements that every concept needs from one list of columns, the key first.
type table struct {
	name    string
	columns string
	list    string // SELECT columns FROM name
	insert  string
	update  string // SET everything but the key
	get     string // SELECT columns FROM name WHERE key = $1
}

func newTable(name, columns string) table {
	cols := strings.Split(columns, ", ")
	marks, sets := make([]string, len(cols)), make([]string, 0, len(cols))
	for i, c := range cols {
		marks[i] = fmt.Sprintf("$%d", i+1)
		if i > 0 {
			sets = append(sets, fmt.Sprintf("%s = $%d", c, i+1))
		}
	}
	list := "SELECT " + columns + " FROM " + name
	return table{
		name:    name,
		columns: columns,
		list:    list,
		insert:  "INSERT INTO " + name + " (" + columns + ") VALUES (" + strings.Join(marks, ", ") + ")",
		update:  "UPDATE " + name + " SET " + strings.Join(sets, ", ") + " WHERE " + cols[0] + " = $1",
		get:     list + " WHERE " + cols[0] + " = $1",
	}
}

// change updates only what differs between two rows: an index is touched where its columns are set, whether they are the same or not.
// It is empty where nothing differs.
func (t table) change(before, after []any) (query string, args []any) {
	cols, sets := strings.Split(t.columns, ", "), []string{}
	args = []any{after[0]}
	for i := 1; i < len(after); i++ {
		if before[i] != after[i] {
			args = append(args, after[i])
			sets = append(sets, fmt.Sprintf("%s = $%d", cols[i], len(args)))
		}
	}
	if len(sets) == 0 {
		return "", nil
	}
	return "UPDATE " + t.name + " SET " + strings.Join(sets, ", ") + " WHERE " + cols[0] + " = $1", args
}

// asker asks inside a transaction or outside: what reads the same in both is written once.
type asker interface {
	row(query string, args ...any) *sql.Row
	query(query string, args ...any) (*sql.Rows, error)
}

type outside struct {
	s   *Store
	ctx context.Context
}

func (o outside) row(query string, args ...any) *sql.Row { return o.s.readRow(o.ctx, query, args...) }
func (o outside) query(query string, args ...any) (*sql.Rows, error) {
	return o.s.readQuery(o.ctx, query, args...)
}

func (s *Store) ask(ctx context.Context) asker { return outside{s, ctx} }

type scan = func(...any) error

// get reads one row; one that is not there is crm.ErrNotFound.
func get[T any](q asker, read func(scan) (T, error), query string, args ...any) (T, error) {
	v, err := read(q.row(query, args...).Scan)
	if noRows(err) {
		return v, crm.ErrNotFound
	}
	return v, err
}

// all reads all rows; none is an empty list, never null on the wire.
func all[T any](q asker, read func(scan) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.query(query, args...)
	if err != nil {
		return nil, err
	}
	list, err := collect(rows, read)
	if list == nil {
		list = []T{}
	}
	return list, err
}

// must turns "no row was touched" into crm.ErrNotFound.
func must(n int64, err error) error {
	if err == nil && n == 0 {
		return crm.ErrNotFound
	}
	return err
}

func only(_ int64, err error) error { return err }

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// text is a value as JSON for a TEXT column.
func text(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

func mustText(v any) string {
	s, err := text(v)
	if err != nil {
		panic(err) // lists of strings and numbers only
	}
	return s
}

// like is a pattern that finds part anywhere, without regard to case of Latin letters.
func like(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(part)) + "%"
}

// first is the only row of a list that may hold one.
func first[T any](rows []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(rows) == 0 {
		return none, crm.ErrNotFound
	}
	return rows[0], nil
}

// where collects conditions; each % in one stands for the next of its arguments.
type where struct {
	conditions []string
	args       []any
}

func (w *where) and(condition string, args ...any) {
	for _, arg := range args {
		w.args = append(w.args, arg)
		condition = strings.Replace(condition, "%", "$"+strconv.Itoa(len(w.args)), 1)
	}
	w.conditions = append(w.conditions, condition)
}

func (w *where) clause() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}
