package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// toldAfter is after how many rows a comparison says how far it is.
const toldAfter = 5000

// compareAll reads both databases beside each other, and finds every table that has a row more, less or other than its source.
func (m *move) compareAll(ctx context.Context, tables []movedTable) error {
	m.done = 0
	var wrong []error
	for _, t := range tables {
		difference, err := m.compareTable(ctx, t)
		if err != nil {
			return fmt.Errorf("comparison of %s: %w", t.name, err)
		}
		if difference != "" {
			wrong = append(wrong, fmt.Errorf("%s: %s", t.name, difference))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the copy is not what the source is, and no server will use it; %w. "+
		"If the source was used or the target changed since the move began, this is why: make an empty database and move to that", errors.Join(wrong...))
}

// compareTable gives the first difference in words.
func (m *move) compareTable(ctx context.Context, t movedTable) (difference string, err error) {
	source, err := m.source.QueryContext(ctx, t.list(false))
	if err != nil {
		return "", err
	}
	defer source.Close()
	target, err := m.conn.QueryContext(ctx, t.list(false))
	if err != nil {
		return "", err
	}
	defer target.Close()
	for n := int64(1); difference == "" && err == nil; n++ {
		var here, there []any
		if here, err = nextRow(source, len(t.columns)); err != nil {
			return "", err
		}
		if there, err = nextRow(target, len(t.columns)); err != nil {
			return "", err
		}
		if here == nil && there == nil {
			break
		}
		if m.done++; n%toldAfter == 0 {
			m.tell(StepCompare, m.done, m.total)
		}
		difference = t.differ(here, there)
	}
	m.tell(StepCompare, m.done, m.total)
	return difference, ctx.Err()
}

// nextRow is nil behind the last row.
func nextRow(rows *sql.Rows, n int) ([]any, error) {
	if !rows.Next() {
		return nil, rows.Err()
	}
	return scanRow(rows.Scan, n)
}

// differ says in words how two rows differ; empty: they do not.
func (t movedTable) differ(here, there []any) string {
	switch {
	case there == nil:
		return fmt.Sprintf("the row %s is missing", t.keyOf(here))
	case here == nil:
		return fmt.Sprintf("the row %s is too many", t.keyOf(there))
	}
	for i, column := range t.columns {
		switch {
		case same(here[i], there[i]):
		case slices.Contains(t.key, column):
			return fmt.Sprintf("the row %s stands where %s should", t.keyOf(there), t.keyOf(here))
		default:
			return fmt.Sprintf("the row %s differs in %s", t.keyOf(here), column)
		}
	}
	return ""
}

func same(a, b any) bool {
	if x, is := a.([]byte); is {
		y, is := b.([]byte)
		return is && bytes.Equal(x, y)
	}
	if _, is := b.([]byte); is {
		return false
	}
	return a == b
}
