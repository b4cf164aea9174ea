package ledger

import (
	"encoding/json"

	"github.com/menling/menling/internal/crm"
)

// JobChangeWay brings the platform's copy of a way to what is asked for.
const JobChangeWay = "way.change"

// changeJob names a version, or carries a change that a rule asks for.
type changeJob struct {
	WayID   int64  `json:"way_id"`
	Version int64  `json:"version,omitempty"`
	Kind    string `json:"kind,omitempty"`
	Set     fields `json:"set,omitempty"`
}

func changeJobOf(w Way, p changeJob, at int64, bulk bool) crm.Job {
	job := wayJobOf(JobChangeWay, w, at)
	job.Queue = QueueWays
	if bulk {
		job.Queue = QueueBulk
	}
	payload, err := json.Marshal(p)
	if err != nil {
		panic(err) // ids and settings
	}
	job.Payload = payload
	return job
}

// PlanChange has a rule's change of a way carried out by a job in the way's lane, such as a pool's turn to other groups. kind is
// VersionPool. It leaves no version in the history, only an audit row, and the way's row once it holds; a refusal is
// shown as the way's change_problem. The caller wakes QueueBulk after its transaction.
func (l *Ledger) PlanChange(tx Tx, w Way, kind string, p Patch, at int64) error {
	set := fields{}
	for name, v := range fieldsOf(p) {
		if !local[name] {
			set[name] = v
		}
	}
	return tx.AddJob(changeJobOf(w, changeJob{WayID: w.ID, Kind: kind, Set: set}, at, true))
}
