package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// BulkRun is a change of many ways under way: it goes from way to way in the order of their ids and keeps how far it came.
type BulkRun struct {
	ID        int64
	Action    BulkAction
	Scope     BulkScope
	State     string
	Total     int
	Asked     int // ways for which a change was asked; the last version reads it
	Skipped   int
	AfterID   int64 // the last way that was looked at
	Turn      int64 // counts how often it was begun: the jobs of an earlier turn do nothing
	Actor     crm.Actor
	CreatedAt int64
	BeganAt   int64
	EndedAt   int64
}

// States of a run.
const (
	BulkRunning   = "running"
	BulkPaused    = "paused"
	BulkDone      = "done"
	BulkCancelled = "cancelled"
)

// BulkItem is what a run did with one way.
type BulkItem struct {
	WayID   int64        `json:"way_id"`
	WayName string       `json:"way_name"`
	Reason  string       `json:"reason" enum:",left_empty,single,planned,not_confirmed,changed_since,unchanged,refused" doc:"Why it was left alone; empty: it was changed"`
	State   string       `json:"state" doc:"Of its change: pending, done, failed, unknown, superseded; empty without one"`
	Problem *crm.Problem `json:"problem"`
}

// BulkCounts is how the changes of a run stand.
type BulkCounts struct {
	Pending int `json:"pending"`
	Done    int `json:"done"`
	Failed  int `json:"failed"`
}

// BulkTx changes runs.
type BulkTx interface {
	AddRun(BulkRun) error
	Run(id int64) (BulkRun, error)
	UpdateRun(BulkRun) error
	// AddItem notes what was done with a way; false when that was noted before, and then nothing may be done.
	AddItem(run, way, version int64, reason string) (bool, error)
	// RunVersions are the changes that a run made of a way, in order.
	RunVersions(run, way int64) ([]Version, error)
}

// BulkReader reads runs.
type BulkReader interface {
	Run(ctx context.Context, id int64) (BulkRun, error)
	Runs(ctx context.Context, after int64, limit int) ([]BulkRun, error)
	RunCounts(ctx context.Context, run int64) (BulkCounts, error)
	RunItems(ctx context.Context, run, after int64, limit int, left bool) ([]BulkItem, error)
	ScopeWays(ctx context.Context, s BulkScope, after int64, limit int) ([]int64, error)
	CountScope(ctx context.Context, s BulkScope) (int, error)
}

// How a run goes: so many ways per job, and never more changes under way, so that it can be paused.
const (
	JobBulk     = "ways.bulk"
	bulkChunk   = 50
	bulkUnder   = 200
	bulkTime    = 10 * time.Second
	bulkRest    = time.Second
	bulkLooked  = 5000 // ways that a trial looks at
	bulkShown   = 200
	kindBulkRun = "bulk_run"
)

type bulkJob struct {
	RunID int64 `json:"run_id"`
	Turn  int64 `json:"turn"`
}

func bulkKey(id int64) string { return "bulk:" + itoa(id) }

func bulkJobOf(r BulkRun, at int64) crm.Job {
	payload, _ := json.Marshal(bulkJob{r.ID, r.Turn}) // two integers cannot fail
	return crm.Job{Queue: QueueBulk, Kind: JobBulk, AccountID: r.Scope.AccountID, Lane: bulkKey(r.ID), Payload: payload, RunAt: at, CreatedAt: at}
}

// CallBulk is the job: it asks for the changes of some ways and leaves the rest to the next.
func (l *Ledger) CallBulk(ctx context.Context, job crm.Job) error {
	var p bulkJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	r, err := l.Store.Run(ctx, p.RunID)
	if err != nil || r.State != BulkRunning || r.Turn != p.Turn {
		return err
	}
	counts, err := l.Store.RunCounts(ctx, r.ID)
	if err != nil {
		return err
	}
	if counts.Pending >= bulkUnder {
		return l.bulkOn(ctx, r, r.AfterID, false, bulkRest)
	}
	ids, err := l.Store.ScopeWays(ctx, r.Scope, r.AfterID, bulkChunk)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return l.bulkOn(ctx, r, r.AfterID, counts.Pending == 0, bulkRest)
	}
	last, until := r.AfterID, time.Now().Add(bulkTime)
	for _, id := range ids {
		if time.Now().After(until) || crm.Stopping(ctx) {
			break
		}
		if err := l.bulkWay(ctx, r, id); err != nil {
			return err
		}
		last = id
	}
	return l.bulkOn(ctx, r, last, false, 0)
}

// bulkOn keeps how far a run came, and has it go on unless it is over or was stopped meanwhile.
func (l *Ledger) bulkOn(ctx context.Context, was BulkRun, after int64, over bool, rest time.Duration) error {
	at := l.Clock.Ms()
	err := l.Store.Write(ctx, []string{bulkKey(was.ID)}, func(tx Tx) error {
		r, err := tx.Run(was.ID)
		if err != nil {
			return err
		}
		r.AfterID = max(r.AfterID, after)
		if over && r.State == BulkRunning {
			r.State, r.EndedAt = BulkDone, at
		}
		if err := errors.Join(tx.UpdateRun(r), tx.AddChange(crm.Stale(kindBulkRun, r.ID, at))); err != nil || r.State != BulkRunning || r.Turn != was.Turn {
			return err
		}
		return tx.AddJob(bulkJobOf(r, at+rest.Milliseconds()))
	})
	l.Waker.Wake(QueueBulk)
	return err
}

// bulkWay does the run's change of one way, at most once.
func (l *Ledger) bulkWay(ctx context.Context, r BulkRun, id int64) error {
	way, err := l.Store.Way(ctx, id)
	if err != nil {
		return err
	}
	version, reason, err := l.bulkChange(ctx, r, way)
	if reason == "" || err != nil {
		return err
	}
	return l.Store.Write(ctx, []string{bulkKey(r.ID)}, func(tx Tx) error { return noteItem(tx, r.ID, id, version, reason) })
}

// bulkChange asks for the change of a way, or says why the way is left alone.
func (l *Ledger) bulkChange(ctx context.Context, r BulkRun, way Way) (version int64, reason string, err error) {
	stamp, today := l.stamp(), l.todayOf(ctx, way)
	err = l.Store.Write(ctx, []string{wayLane(way.ID), bulkKey(r.ID)}, func(tx Tx) error {
		w, err := tx.Way(way.ID)
		if err != nil {
			return err
		}
		if r.Action.Kind == BulkDelete {
			if w.Phase == PhaseDeleted || w.Phase == PhaseDeleting {
				return errLeft(LeftUnchanged)
			}
			return errors.Join(l.remove(tx, r.Actor, w, today, stamp.At, true), noteItem(tx, r.ID, w.ID, 0, ""))
		}
		wanted, err := r.Action.wish(tx, w, r.ID)
		if err != nil {
			return err
		}
		made, err := l.change(tx, stamp.Draw(), r.Actor, w, today, wanted)
		if err != nil {
			return err
		}
		if len(made) == 0 {
			return errLeft(LeftUnchanged)
		}
		return noteItem(tx, r.ID, w.ID, made[len(made)-1], "")
	})
	if errors.Is(err, errNoted) {
		return 0, "", nil
	}
	if reason = reasonOf(err); reason != "" {
		return 0, reason, nil
	}
	return 0, "", err
}

// errNoted undoes a transaction that would do what was done before.
var errNoted = errors.New("the run has changed this way before")

func noteItem(tx Tx, run, way, version int64, reason string) error {
	fresh, err := tx.AddItem(run, way, version, reason)
	if err != nil {
		return err
	}
	if !fresh {
		if reason == "" {
			return errNoted
		}
		return nil
	}
	r, err := tx.Run(run)
	if err != nil {
		return err
	}
	if reason == "" {
		r.Asked++
	} else {
		r.Skipped++
	}
	return tx.UpdateRun(r)
}
