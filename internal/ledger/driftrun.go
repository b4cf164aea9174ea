package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// DriftRun is one decision about all drifts of a kind.
type DriftRun struct {
	ID        int64          `json:"id"`
	AccountID int64          `json:"account_id"`
	Action    string         `json:"action" enum:"adopt,push,ignore,check"`
	Kind      string         `json:"kind" enum:"differs,only_there,only_here,unreadable"`
	ChannelID int64          `json:"channel_id"`
	State     ReconcileState `json:"state" enum:"running,done,cancelled"`
	Total     int64          `json:"total"`
	Done      int64          `json:"done"`
	Passed    int64          `json:"passed" doc:"Drifts that the decision did not fit"`
	AfterID   int64          `json:"-"`
	Actor     crm.Actor      `json:"-"`
	CreatedAt int64          `json:"created_at"`
	EndedAt   int64          `json:"ended_at"`
}

// JobDecide decides about some of the drifts, and leaves the rest to a job of its own again.
const JobDecide = "drift.decide"

const decideAtOnce = 200

type decideJob struct {
	RunID int64 `json:"run_id"`
}

func driftRunKey(id int64) string { return "drift_run:" + itoa(id) }

func (l *Ledger) startDriftRun(ctx context.Context, who crm.Actor, in DriftDecision) (int64, error) {
	if in.Action == DriftAdopt && in.Kind == DriftOnlyThere && in.ChannelID == 0 {
		return 0, crm.Invalid("channel_id", "请选择一个渠道，接管的活码归到它下面", "choose the channel that the adopted ways belong to")
	}
	counts, err := l.Store.DriftCounts(ctx, in.AccountID)
	if err != nil {
		return 0, err
	}
	stamp := l.stamp()
	r := DriftRun{
		ID: stamp.Draw().ID(), AccountID: in.AccountID, Action: in.Action, Kind: in.Kind, ChannelID: in.ChannelID, State: ReconcileRunning,
		Total: counts.of(in.Kind), Actor: who, CreatedAt: stamp.At,
	}
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		return errors.Join(
			tx.AddDriftRun(r), tx.AddJob(r.job(stamp.At)), tx.AddChange(crm.Stale("drift_run", r.ID, stamp.At)),
			tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "drift_run.start", Subject: "drift_run", SubjectID: r.ID, After: r}))
	})
	l.Waker.Wake(QueueBulk)
	return r.ID, err
}

func (c DriftCounts) of(kind string) int64 {
	return map[string]int64{DriftDiffers: c.Differs, DriftOnlyThere: c.OnlyThere, DriftOnlyHere: c.OnlyHere, DriftUnreadable: c.Unreadable}[kind]
}

func (r DriftRun) job(at int64) crm.Job {
	payload, _ := json.Marshal(decideJob{r.ID}) // an integer cannot fail
	return crm.Job{
		Queue: QueueBulk, Kind: JobDecide, AccountID: r.AccountID, OnceKey: JobDecide + ":" + itoa(r.ID) + ":" + itoa(r.AfterID), Payload: payload, RunAt: at, CreatedAt: at,
	}
}

// CancelDriftRun ends a run; what it decided holds.
func (l *Ledger) CancelDriftRun(ctx context.Context, who crm.Actor, id int64) (DriftRun, error) {
	at := l.Clock.Ms()
	err := l.Store.Write(ctx, []string{driftRunKey(id)}, func(tx Tx) error {
		r, err := tx.DriftRun(id)
		if err != nil || r.State != ReconcileRunning {
			return err
		}
		r.State, r.EndedAt = ReconcileCancelled, at
		return errors.Join(
			tx.UpdateDriftRun(r), tx.AddChange(crm.Stale("drift_run", id, at)),
			tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: "drift_run.cancel", Subject: "drift_run", SubjectID: id, After: r}))
	})
	if err != nil {
		return DriftRun{}, err
	}
	return l.Store.DriftRun(ctx, id)
}

// Decide is the job.
func (l *Ledger) Decide(ctx context.Context, job crm.Job) error {
	var p decideJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	r, err := l.Store.DriftRun(ctx, p.RunID)
	if err != nil || r.State != ReconcileRunning {
		return err
	}
	ids, err := l.Store.OpenDrifts(ctx, r.AccountID, r.Kind, r.AfterID, decideAtOnce)
	if err != nil {
		return err
	}
	until, from := time.Now().Add(chunkTime), r.AfterID
	for _, id := range ids {
		if time.Now().After(until) || crm.Stopping(ctx) {
			break
		}
		err := l.decideDrift(ctx, r.Actor, id, r.Action, r.ChannelID, true)
		switch crm.CodeOf(err) {
		case CodeDriftSettled, CodeDriftUnfit, crm.CodeNotFound, CodeNotConfirmed:
			r.Passed++
		case "":
			if err != nil {
				return err
			}
			r.Done++
		default:
			return err
		}
		r.AfterID = id
	}
	defer l.Waker.Wake(QueueBulk)
	return l.saveDriftRun(ctx, r, from, len(ids) == 0)
}

func (l *Ledger) saveDriftRun(ctx context.Context, r DriftRun, from int64, over bool) error {
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{driftRunKey(r.ID)}, func(tx Tx) error {
		now, err := tx.DriftRun(r.ID)
		if err != nil || now.State != ReconcileRunning || now.AfterID != from {
			return err
		}
		now.Done, now.Passed, now.AfterID = r.Done, r.Passed, r.AfterID
		if over {
			now.State, now.EndedAt = ReconcileDone, at
		} else if err := tx.AddJob(now.job(at)); err != nil {
			return err
		}
		return errors.Join(tx.UpdateDriftRun(now), tx.AddChange(crm.Stale("drift_run", r.ID, at)))
	})
}
