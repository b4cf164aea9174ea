package store

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// Backlog is what waits at a time.
func (s *Store) Backlog(ctx context.Context, now int64) (b crm.Backlog, err error) {
	b = crm.Backlog{Jobs: map[string]crm.Waiting{}, Parked: map[string]int64{}, Unindexed: map[string]int64{}}
	waits := func(rows, since int64) crm.Waiting {
		if rows == 0 {
			return crm.Waiting{}
		}
		return crm.Waiting{Rows: rows, Oldest: max(0, now-since)}
	}
	var rows, since int64
	err = s.readRow(ctx, `SELECT count(*), COALESCE(min(at), 0) FROM (SELECT received_at AS at FROM pushes WHERE state = 0 AND run_at <= $1
		UNION ALL SELECT received_at FROM observations WHERE state = 0 AND run_at <= $1) journal`, now).Scan(&rows, &since)
	b.Journal = waits(rows, since)
	_, jobs := all(s.ask(ctx), func(scan scan) (none struct{}, err error) {
		var queue string
		var rows, since int64
		err = scan(&queue, &rows, &since)
		b.Jobs[queue] = waits(rows, since)
		return none, err
	}, "SELECT queue, count(*), min(run_at) FROM jobs WHERE state = 0 AND run_at <= $1 GROUP BY queue", now)
	counts := func(into map[string]int64, query string) error {
		_, err := all(s.ask(ctx), func(scan scan) (none struct{}, err error) {
			var name string
			var n int64
			err = scan(&name, &n)
			into[name] = n
			return none, err
		}, query)
		return err
	}
	parked := counts(b.Parked, `SELECT 'push', count(*) FROM pushes WHERE state = 2 UNION ALL SELECT 'observation', count(*) FROM observations WHERE state = 2
		UNION ALL SELECT 'job', count(*) FROM jobs WHERE state = 2`)
	unindexed := counts(b.Unindexed, `SELECT 'way', count(*) FROM search_queue UNION ALL SELECT 'message', count(*) FROM message_queue
		UNION ALL SELECT 'customer', count(*) FROM customer_queue`)
	var oldest error
	b.OldestTransaction, oldest = one[int64](s.readRow(ctx, s.dialect.oldestTransaction()))
	return b, errors.Join(err, jobs, parked, unindexed, oldest)
}

// SQLite has one writer, and nothing waits for its transaction to be seen.
func (sqliteDialect) oldestTransaction() string { return "SELECT 0" }

func (postgresDialect) oldestTransaction() string {
	return `SELECT COALESCE(CAST(max(EXTRACT(EPOCH FROM clock_timestamp() - xact_start)) * 1000 AS BIGINT), 0)
		FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL`
}
