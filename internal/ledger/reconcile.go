package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// A reconciliation compares the ledger with the platform: it lists the ways there, reads each of them, reads by themselves those
// that no list shows, and looks twice before it calls one gone. It never deletes anything but ways whose own intent here was cancelled.

// ReconcileState is how far a reconciliation has come.
type ReconcileState string

// The states.
const (
	ReconcileRunning   ReconcileState = "running"
	ReconcilePaused    ReconcileState = "paused"
	ReconcileDone      ReconcileState = "done"
	ReconcileFailed    ReconcileState = "failed"
	ReconcileCancelled ReconcileState = "cancelled"
)

// ReconcileStage is what a reconciliation is at.
type ReconcileStage string

// The stages, in their order.
const (
	StageList   ReconcileStage = "list"   // what the platform shows
	StageGet    ReconcileStage = "get"    // each of these
	StageSingle ReconcileStage = "single" // ways of the ledger that no list shows
	StageAgain  ReconcileStage = "again"  // those that were not there, a second time
	StageClose  ReconcileStage = "close"  // what is not so any more is settled
)

// Reconciliation is one run.
type Reconciliation struct {
	ID         int64
	CorpID     int64
	AccountID  int64
	State      ReconcileState
	Stage      ReconcileStage
	Chunk      int64 // the number of the job that may go on with it
	Progress   ReconcileProgress
	Problem    int   // why it failed, or stands still for now
	WaitsUntil int64 // for the limits of calls, or for the second look
	CreatedBy  int64
	CreatedAt  int64
	UpdatedAt  int64
	EndedAt    int64
}

// ReconcileProgress is the place a run has come to, and what it counted.
type ReconcileProgress struct {
	From     int64  `json:"from"` // of the window that is listed, Unix seconds
	Cursor   string `json:"cursor,omitempty"`
	After    string `json:"after,omitempty"`     // the last config_id that was looked at
	AfterWay int64  `json:"after_way,omitempty"` // the last way
	AgainAt  int64  `json:"again_at,omitempty"`  // when the second look may begin
	Stalls   int    `json:"stalls,omitempty"`    // calls in a row that did not get through
	Yields   int    `json:"yields,omitempty"`    // chunks in a row that gave way to everyday calls

	Listed     int64 `json:"listed"`
	Total      int64 `json:"total"` // ways to read, as far as is known
	Done       int64 `json:"done"`  // ways that were read
	Absent     int64 `json:"absent"`
	Differs    int64 `json:"differs"`
	OnlyThere  int64 `json:"only_there"`
	OnlyHere   int64 `json:"only_here"`
	Unreadable int64 `json:"unreadable"`
	Confirmed  int64 `json:"confirmed"` // creations in doubt that were found
	Settled    int64 `json:"settled"`   // drifts that were no more

	Rate    int64 `json:"rate"` // ways read per minute, lately
	LapAt   int64 `json:"lap_at"`
	LapDone int64 `json:"lap_done"`
}

// ReconcileReader reads runs.
type ReconcileReader interface {
	Reconciliation(ctx context.Context, id int64) (Reconciliation, error)
	LastReconciled(ctx context.Context, account int64) (Reconciliation, error) // the last that came to its end
	Reconciliations(ctx context.Context, account, after int64, limit int) ([]Reconciliation, error)
	// ListedAfter are config ids that the run has listed, in order.
	ListedAfter(ctx context.Context, run int64, after string, limit int) ([]string, error)
	// AbsentAfter are ways that were not there at the first look.
	AbsentAfter(ctx context.Context, run int64, after string, limit int) ([]Way, error)
	// UnlistedAfter are live ways of the run's account that its list does not show, and temporary ones whose code still lives.
	UnlistedAfter(ctx context.Context, r Reconciliation, after int64, now int64, limit int) ([]Way, error)
	CountUnlisted(ctx context.Context, r Reconciliation, now int64) (int64, error)
	WaysByConfigID(ctx context.Context, corp int64, ids []string) ([]Way, error)
	// WaysInDoubt are ways that were asked for under a state and have no config_id.
	WaysInDoubt(ctx context.Context, corp int64, state string) ([]Way, error)
	// WorkDue says whether jobs of these queues are due.
	WorkDue(ctx context.Context, now int64, queues ...string) (bool, error)
	Setting(ctx context.Context, name string) (string, error)
}

// ReconcileTx changes runs.
type ReconcileTx interface {
	Reconciliation(id int64) (Reconciliation, error)
	LastReconciliation(account int64) (Reconciliation, error)
	AddReconciliation(Reconciliation) error
	UpdateReconciliation(Reconciliation) error
	AddListed(run int64, ids []string) (added int64, err error)
	MarkAbsent(run int64, configID string, way int64) error
	// DropListed forgets what a run has listed, some at once.
	DropListed(run int64) (more bool, err error)
	// CheckedWays notes that ways were compared, and nothing else about them changed.
	CheckedWays(ids []int64, at int64) error
	FlagWay(id int64, drift string) error
	// WayAtWork says whether a job about the way is due or under way.
	WayAtWork(id, now int64) (bool, error)
	PutSetting(name, value string, at int64) error
}

// Codes of reconciliations.
const (
	CodeReconciling    crm.Code = "reconciliation_running"
	CodeReconcileState crm.Code = "reconciliation_state"
)

func reconcileKey(account int64) string { return "reconcile:" + itoa(account) }

// Reconcile begins to compare an account's ways with the platform.
func (l *Ledger) Reconcile(ctx context.Context, who crm.Actor, account int64) (ReconciliationRow, error) {
	return l.reconcile(ctx, who, account, func(last Reconciliation) error {
		if last.Live() {
			return crm.Refuse(CodeReconciling)
		}
		return nil
	})
}

func (l *Ledger) reconcile(ctx context.Context, who crm.Actor, account int64, may func(last Reconciliation) error) (ReconciliationRow, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil || a.Kind != crm.WeCom {
		return ReconciliationRow{}, crm.Invalid("account", "请选择一个企业微信账号", "choose a WeCom account")
	}
	counts, err := l.Store.QuotaCounts(ctx, a.CorpID)
	if err != nil {
		return ReconciliationRow{}, err
	}
	stamp := l.stamp()
	var r Reconciliation
	err = l.Store.Write(ctx, []string{reconcileKey(account)}, func(tx Tx) error {
		last, err := tx.LastReconciliation(account)
		if err != nil && !errors.Is(err, crm.ErrNotFound) {
			return err
		}
		if err := may(last); err != nil {
			return err
		}
		d := stamp.Draw()
		r = Reconciliation{
			ID: d.ID(), CorpID: a.CorpID, AccountID: account, State: ReconcileRunning, Stage: StageList, CreatedBy: who.ID, CreatedAt: d.At, UpdatedAt: d.At,
			Progress: ReconcileProgress{From: firstListed, Total: counts.Contact + counts.Join + counts.Temp, LapAt: d.At},
		}
		if err := tx.AddReconciliation(r); err != nil {
			return err
		}
		return errors.Join(recordReconciliation(tx, who, "reconciliation.start", nil, r, d.At), tx.AddJob(r.job(d.At)))
	})
	if err != nil {
		return ReconciliationRow{}, err
	}
	l.Waker.Wake(QueueReconcile)
	return l.ReconciliationRow(ctx, r.ID)
}

// Live says that the run goes on, now or later.
func (r Reconciliation) Live() bool { return r.State == ReconcileRunning || r.State == ReconcilePaused }

// PauseReconciliation has a run stop where it is.
func (l *Ledger) PauseReconciliation(ctx context.Context, who crm.Actor, id int64) (ReconciliationRow, error) {
	return l.turnReconciliation(ctx, who, id, "reconciliation.pause", ReconcilePaused, ReconcileRunning)
}

// ResumeReconciliation has a run go on from where it was; one that failed as well, unless a newer one goes on.
func (l *Ledger) ResumeReconciliation(ctx context.Context, who crm.Actor, id int64) (ReconciliationRow, error) {
	return l.turnReconciliation(ctx, who, id, "reconciliation.resume", ReconcileRunning, ReconcilePaused, ReconcileFailed)
}

// CancelReconciliation ends a run. What it found stays.
func (l *Ledger) CancelReconciliation(ctx context.Context, who crm.Actor, id int64) (ReconciliationRow, error) {
	return l.turnReconciliation(ctx, who, id, "reconciliation.cancel", ReconcileCancelled, ReconcileRunning, ReconcilePaused)
}

func (l *Ledger) turnReconciliation(ctx context.Context, who crm.Actor, id int64, operation string, to ReconcileState, from ...ReconcileState) (ReconciliationRow, error) {
	known, err := l.Store.Reconciliation(ctx, id)
	if err != nil {
		return ReconciliationRow{}, err
	}
	stamp := l.stamp()
	err = l.Store.Write(ctx, []string{reconcileKey(known.AccountID)}, func(tx Tx) error {
		before, err := tx.Reconciliation(id)
		if err != nil || before.State == to {
			return err
		}
		if !slices.Contains(from, before.State) {
			return crm.Refuse(CodeReconcileState, "state", before.State)
		}
		last, err := tx.LastReconciliation(before.AccountID)
		if err != nil {
			return err
		}
		if last.ID != id {
			return crm.Refuse(CodeReconcileState, "state", before.State)
		}
		r := before
		r.turn(to, stamp.At)
		if err := recordReconciliation(tx, who, operation, &before, r, stamp.At); err != nil || to == ReconcilePaused {
			return errors.Join(err, tx.UpdateReconciliation(r))
		}
		return errors.Join(tx.UpdateReconciliation(r), tx.AddJob(r.job(stamp.At)))
	})
	l.Waker.Wake(QueueReconcile)
	if err != nil {
		return ReconciliationRow{}, err
	}
	return l.ReconciliationRow(ctx, id)
}

// turn brings a run into a state, with a number that no job has yet.
func (r *Reconciliation) turn(to ReconcileState, at int64) {
	r.State, r.UpdatedAt, r.WaitsUntil = to, at, 0
	r.Chunk++
	switch to {
	case ReconcileRunning:
		r.Problem, r.EndedAt, r.Progress.Stalls = 0, 0, 0
		r.Progress.LapAt, r.Progress.LapDone, r.Progress.Rate = at, r.Progress.Done, 0
	case ReconcileDone, ReconcileFailed, ReconcileCancelled:
		r.EndedAt = at
	}
}

func recordReconciliation(tx Tx, who crm.Actor, operation string, before *Reconciliation, r Reconciliation, at int64) error {
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "reconciliation", SubjectID: r.ID, After: r}
	if before != nil {
		audit.Before = *before
	}
	return errors.Join(tx.AddAudit(audit), tx.AddChange(crm.Stale("reconciliation", r.ID, at)))
}

// JobReconcile goes on with a run for some seconds, and then in a job of its own again.
const JobReconcile = "reconcile"

type reconcileJob struct {
	RunID int64 `json:"run_id"`
	Chunk int64 `json:"chunk"`
}

func (r Reconciliation) job(at int64) crm.Job {
	payload, _ := json.Marshal(reconcileJob{r.ID, r.Chunk}) // two integers cannot fail
	return crm.Job{
		Queue: QueueReconcile, Kind: JobReconcile, AccountID: r.AccountID, OnceKey: JobReconcile + ":" + itoa(r.ID) + ":" + itoa(r.Chunk),
		Payload: payload, RunAt: at, CreatedAt: at,
	}
}
