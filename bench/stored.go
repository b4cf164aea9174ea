package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// storedSize is what a table takes of the disk, its indexes included.
type storedSize struct {
	table string
	rows  int64
	bytes int64
}

func (s storedSize) String() string {
	return fmt.Sprintf("%-24s %10d rows %14d bytes %7.0f each", s.table, s.rows, s.bytes, float64(s.bytes)/float64(s.rows))
}

const storedLeast = 1000 // rows below which a size says nothing of one

// storedSizes are those of the tables of a PostgreSQL that have rows enough.
func storedSizes(ctx context.Context, address string) (all []storedSize, err error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "VACUUM ANALYZE"); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `SELECT c.relname, c.reltuples::bigint, pg_total_relation_size(c.oid) FROM pg_class c
		WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.reltuples >= $1 ORDER BY 3 DESC`, storedLeast)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s storedSize
		if err := rows.Scan(&s.table, &s.rows, &s.bytes); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}
