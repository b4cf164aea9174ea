package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// A chunk is one COPY, and so one transaction: at most so many rows, or a little more than so many bytes. What is killed loses one.
const (
	chunkRows  = 20_000
	chunkBytes = 16 << 20
)

func (m *move) copyAll(ctx context.Context, tables []movedTable) error {
	m.done = 0
	for _, t := range tables {
		if err := m.copyTable(ctx, t); err != nil {
			return fmt.Errorf("copy of %s: %w", t.name, err)
		}
		if _, err := m.conn.ExecContext(ctx, `ANALYZE "`+t.name+`"`); err != nil {
			return fmt.Errorf("copy of %s: %w", t.name, err)
		}
	}
	return nil
}

// copyTable brings over the rows behind the last that is there.
func (m *move) copyTable(ctx context.Context, t movedTable) error {
	there, err := one[int64](m.conn.QueryRowContext(ctx, t.count()))
	if err != nil {
		return err
	}
	m.done += there
	m.tell(StepCopy, m.done, m.total)
	if there == t.rows {
		return nil // whether they are the same rows is seen when all are compared
	}
	var last []any
	if there > 0 {
		if last, err = scanRow(m.conn.QueryRowContext(ctx, t.last()).Scan, len(t.key)); err != nil {
			return err
		}
	}
	rows, err := m.source.QueryContext(ctx, t.list(there > 0), last...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for more := true; more; {
		if more, err = m.copyChunk(ctx, t, rows); err != nil {
			return err
		}
	}
	return nil
}

func (m *move) copyChunk(ctx context.Context, t movedTable, rows *sql.Rows) (more bool, err error) {
	c := &chunk{table: t, rows: rows}
	err = m.conn.Raw(func(driver any) error {
		n, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, c)
		m.done += n
		return err
	})
	m.tell(StepCopy, m.done, m.total)
	return !c.ended, err
}

// chunk hands rows of the source to a COPY until it is large enough.
type chunk struct {
	table movedTable
	rows  *sql.Rows
	row   []any
	n     int
	bytes int
	ended bool
	err   error
}

// Next reads a row.
func (c *chunk) Next() bool {
	if c.n >= chunkRows || c.bytes >= chunkBytes {
		return false
	}
	if c.ended = !c.rows.Next(); c.ended {
		return false
	}
	c.n++
	if c.row, c.err = scanRow(c.rows.Scan, len(c.table.columns)); c.err == nil {
		c.err = c.check()
	}
	return c.err == nil
}

// Values is the row that was read.
func (c *chunk) Values() ([]any, error) { return c.row, nil }

// Err says why reading ended early.
func (c *chunk) Err() error {
	if c.err != nil {
		return c.err
	}
	return c.rows.Err()
}

// check counts a row's bytes, and finds text that PostgreSQL would refuse without saying where it is.
func (c *chunk) check() error {
	for i, value := range c.row {
		switch v := value.(type) {
		case []byte:
			c.bytes += len(v)
		case string:
			c.bytes += len(v)
			if !utf8.ValidString(v) || strings.Contains(v, "\x00") {
				return fmt.Errorf("the row %s has text in %s that PostgreSQL cannot hold", c.table.keyOf(c.row), c.table.columns[i])
			}
		}
	}
	return nil
}

// scanRow reads so many values as they are. SQLite's driver gives no bytes for empty ones, which are something else than none.
func scanRow(scan scan, n int) ([]any, error) {
	row, places := make([]any, n), make([]any, n)
	for i := range row {
		places[i] = &row[i]
	}
	if err := scan(places...); err != nil {
		return nil, err
	}
	for i, value := range row {
		if b, is := value.([]byte); is && b == nil {
			row[i] = []byte{}
		}
	}
	return row, nil
}

// setSequences has the next ids follow the largest that was ever used, also by rows that are gone.
func (m *move) setSequences(ctx context.Context, tables []movedTable) error {
	names, err := tableNames(ctx, m.conn, "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'")
	if err != nil {
		return err
	}
	for _, t := range tables {
		if !slices.Contains(names, t.name) {
			continue
		}
		id := t.key[0]
		used, err := one[int64](m.source.QueryRowContext(ctx, `SELECT max(COALESCE((SELECT max("`+id+`") FROM "`+t.name+`"), 0),
			COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '`+t.name+`'), 0))`))
		if err != nil {
			return err
		}
		if _, err := m.conn.ExecContext(ctx, "SELECT setval(pg_get_serial_sequence($1, $2), $3, $4)", t.name, id, max(used, 1), used > 0); err != nil {
			return err
		}
	}
	return nil
}
