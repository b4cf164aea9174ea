package store

import (
	"context"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

const jobColumns = "id, queue, kind, account_id, lane, payload, run_at, not_after, at_most_once, attempts, rests, last_error, created_at"

func readJob(scan scan) (j crm.Job, err error) {
	var payload string
	var once int64
	err = scan(&j.ID, &j.Queue, &j.Kind, &j.AccountID, &j.Lane, &payload, &j.RunAt, &j.NotAfter, &once, &j.Attempts, &j.Rests, &j.LastError, &j.CreatedAt)
	j.Payload, j.AtMostOnce = []byte(payload), once != 0
	return j, err
}

// AddJob adds work to do; a second job with the same once key is not added.
func (tx *Tx) AddJob(j crm.Job) error {
	var once any
	if j.OnceKey != "" {
		once = j.OnceKey
	}
	if !slices.Contains(tx.queues, j.Queue) {
		tx.queues = append(tx.queues, j.Queue)
	}
	return only(tx.exec(`INSERT INTO jobs (queue, kind, account_id, lane, once_key, payload, run_at, not_after, at_most_once, state, lease_until, attempts, last_error, created_at, done_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, '', $10, 0) ON CONFLICT (once_key) DO NOTHING`,
		j.Queue, j.Kind, j.AccountID, j.Lane, once, string(j.Payload), j.RunAt, j.NotAfter, flag(j.AtMostOnce), j.CreatedAt))
}

// ClaimJob takes the next due job of a queue for the time of a lease, counted by the database's clock. crm.ErrNotFound: none.
func (s *Store) ClaimJob(ctx context.Context, queue string, now int64, lease time.Duration) (crm.Job, error) {
	due, err := s.jobDue(ctx, queue, now)
	if err != nil || !due {
		return crm.Job{}, orNotFound(err)
	}
	var j crm.Job
	err = s.Write(ctx, nil, func(tx *Tx) error {
		var err error
		j, err = get(tx, readJob, `UPDATE jobs SET lease_until = `+s.dialect.clock()+` + $3, attempts = attempts + 1
			WHERE id = (`+s.dueJob("j.id")+` LIMIT 1`+s.dialect.lockFreeRows()+`) RETURNING `+jobColumns, queue, now, lease.Milliseconds())
		return err
	})
	return j, err
}

// dueJob selects what may run now: due, not leased, and the oldest open one of its lane.
func (s *Store) dueJob(what string) string {
	return `SELECT ` + what + ` FROM jobs j WHERE j.state = 0 AND j.queue = $1 AND j.run_at <= $2 AND j.lease_until < ` + s.dialect.clock() + `
		AND (j.lane = '' OR NOT EXISTS (SELECT 1 FROM jobs e WHERE e.lane = j.lane AND e.lane <> '' AND e.state = 0 AND e.id < j.id))
		ORDER BY j.run_at, j.id`
}

// jobDue looks without writing, so that an idle queue costs no transaction.
func (s *Store) jobDue(ctx context.Context, queue string, now int64) (bool, error) {
	_, err := get(s.ask(ctx), readID, s.dueJob("j.id")+" LIMIT 1", queue, now)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// JobsDue counts the jobs of all queues that are due, those under way with them.
func (s *Store) JobsDue(ctx context.Context, now int64) (int64, error) {
	return one[int64](s.readRow(ctx, "SELECT count(*) FROM jobs WHERE state = 0 AND run_at <= $1", now))
}

func orNotFound(err error) error {
	if err == nil {
		return crm.ErrNotFound
	}
	return err
}

// What becomes of a job is for the worker whose lease it is: attempts says which claim a worker had, and one whose lease
// lapsed changes nothing.

// FinishJob marks a job done.
func (tx *Tx) FinishJob(j crm.Job, at int64) error {
	return only(tx.exec("UPDATE jobs SET state = 1, done_at = $3, last_error = '' WHERE id = $1 AND attempts = $2 AND state = 0", j.ID, j.Attempts, at))
}

// DelayJob has a job tried again later.
func (tx *Tx) DelayJob(j crm.Job, runAt int64, why string) error {
	return only(tx.exec("UPDATE jobs SET run_at = $3, lease_until = 0, last_error = $4 WHERE id = $1 AND attempts = $2 AND state = 0", j.ID, j.Attempts, runAt, why))
}

// RestJob has a job wait for the platform's limit of calls, which does not count as a try.
func (tx *Tx) RestJob(j crm.Job, until int64, why string) error {
	return only(tx.exec("UPDATE jobs SET run_at = $3, lease_until = 0, last_error = $4, rests = rests + 1 WHERE id = $1 AND attempts = $2 AND state = 0", j.ID, j.Attempts, until, why))
}

// ParkJob gives a job up until a person looks at it.
func (tx *Tx) ParkJob(j crm.Job, why string) error {
	return only(tx.exec("UPDATE jobs SET state = 2, lease_until = 0, last_error = $3 WHERE id = $1 AND attempts = $2 AND state = 0", j.ID, j.Attempts, why))
}

// FreeLeases gives back what a process held that is gone. Only where one process has the store to itself can that be said.
func (s *Store) FreeLeases(ctx context.Context) error {
	if s.dialect != SQLite {
		return nil
	}
	return s.Write(ctx, nil, func(tx *Tx) error {
		return only(tx.exec("UPDATE jobs SET lease_until = 0 WHERE state = 0 AND lease_until > 0"))
	})
}

// pruneAtOnce bounds how many rows one transaction forgets: nobody waits long behind it.
const pruneAtOnce = 500

// PruneJobs forgets jobs that were done before a time, a few at once; more says that there are others. Their once keys go with
// them: what they guard is long applied.
func (tx *Tx) PruneJobs(before int64) (more bool, err error) {
	n, err := tx.exec("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state = 1 AND done_at < $1 ORDER BY done_at LIMIT $2)", before, pruneAtOnce)
	return n == pruneAtOnce, err
}

// ParkedWork is everything that waits for a person, newest first.
func (s *Store) ParkedWork(ctx context.Context) ([]crm.Parked, error) {
	return all(s.ask(ctx), func(scan scan) (p crm.Parked, err error) {
		return p, scan(&p.ID, &p.Source, &p.AccountID, &p.Kind, &p.Error, &p.Attempts, &p.At)
	}, `SELECT id, source, account_id, kind, last_error, attempts, at FROM (
			SELECT id, 'push' AS source, account_id, kind, last_error, attempts, received_at AS at FROM pushes WHERE state = 2
			UNION ALL SELECT id, 'observation', account_id, kind, last_error, attempts, received_at FROM observations WHERE state = 2
			UNION ALL SELECT id, 'job', account_id, kind, last_error, attempts, created_at FROM jobs WHERE state = 2
		) parked ORDER BY at DESC, id DESC LIMIT 500`)
}

// Unpark has parked work tried again from the start.
func (tx *Tx) Unpark(source string, id, now int64) error {
	tables := map[string]string{"push": "pushes", "observation": "observations", "job": "jobs"}
	table, ok := tables[source]
	if !ok {
		return crm.ErrNotFound
	}
	rested := ""
	if source == "job" {
		rested = ", rests = 0"
	}
	return must(tx.exec("UPDATE "+table+" SET state = 0, attempts = 0"+rested+", run_at = $2 WHERE id = $1 AND state = 2", id, now))
}
