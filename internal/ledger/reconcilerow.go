package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// ReconciliationRow is a run as lists show it.
type ReconciliationRow struct {
	ID          int64          `json:"id"`
	AccountID   int64          `json:"account_id"`
	State       ReconcileState `json:"state" enum:"running,paused,done,failed,cancelled"`
	Stage       ReconcileStage `json:"stage" enum:"list,get,single,again,close"`
	Listed      int64          `json:"listed" doc:"Ways that the platform's list shows, so far"`
	Total       int64          `json:"total" doc:"Ways to read; a guess while the platform's list is read"`
	Done        int64          `json:"done" doc:"Ways that were read"`
	Differs     int64          `json:"differs"`
	OnlyThere   int64          `json:"only_there"`
	OnlyHere    int64          `json:"only_here"`
	Unreadable  int64          `json:"unreadable"`
	Confirmed   int64          `json:"confirmed" doc:"Creations in doubt that were found"`
	Settled     int64          `json:"settled" doc:"Older drifts that were no more"`
	Rate        int64          `json:"rate" doc:"Ways read per minute, lately"`
	SecondsLeft int64          `json:"seconds_left" doc:"At the pace of the settings and the rate of late; 0 when it has ended"`
	WaitsUntil  int64          `json:"waits_until" doc:"For the limits of calls, or for the second look at ways that were not there; 0: it does not wait"`
	Problem     *crm.Problem   `json:"problem" doc:"Why it failed, or does not get on for now"`
	CreatedBy   int64          `json:"created_by" doc:"0: by itself"`
	CreatedAt   int64          `json:"created_at"`
	UpdatedAt   int64          `json:"updated_at"`
	EndedAt     int64          `json:"ended_at"`
}

// ReconciliationRow is one run as lists show it.
func (l *Ledger) ReconciliationRow(ctx context.Context, id int64) (ReconciliationRow, error) {
	r, err := l.Store.Reconciliation(ctx, id)
	if err != nil {
		return ReconciliationRow{}, err
	}
	s, err := l.ReconcileSettings(ctx)
	return r.row(s, l.Clock.Ms()), err
}

// ReconciliationRows is a page of runs, newest first; account 0 means all.
func (l *Ledger) ReconciliationRows(ctx context.Context, account, after int64, limit int) ([]ReconciliationRow, error) {
	s, err := l.ReconcileSettings(ctx)
	if err != nil {
		return nil, err
	}
	all, err := l.Store.Reconciliations(ctx, account, after, limit)
	rows := make([]ReconciliationRow, len(all))
	for i, r := range all {
		rows[i] = r.row(s, l.Clock.Ms())
	}
	return rows, err
}

func (r Reconciliation) row(s ReconcileSettings, now int64) ReconciliationRow {
	p := r.Progress
	row := ReconciliationRow{
		ID: r.ID, AccountID: r.AccountID, State: r.State, Stage: r.Stage, Listed: p.Listed, Total: max(p.Total, p.Done), Done: p.Done,
		Differs: p.Differs, OnlyThere: p.OnlyThere, OnlyHere: p.OnlyHere, Unreadable: p.Unreadable, Confirmed: p.Confirmed, Settled: p.Settled,
		Rate: p.Rate, Problem: crm.ProblemOf(wx.WeCom, r.Problem), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, EndedAt: r.EndedAt,
	}
	if r.State == ReconcileRunning && r.WaitsUntil > now {
		row.WaitsUntil = r.WaitsUntil
	}
	if r.Live() {
		row.SecondsLeft = r.left(s, now)
	}
	return row
}

// left is how many seconds a run still takes: no less than the pace needs, nor than the rate of late would.
func (r Reconciliation) left(s ReconcileSettings, now int64) int64 {
	reads := max(0, r.Progress.Total-r.Progress.Done)
	seconds := s.seconds(reads)
	if r.Progress.Rate > 0 && r.WaitsUntil <= now {
		seconds = max(seconds, reads*60/r.Progress.Rate)
	}
	wait := max(0, r.WaitsUntil-now) / 1000
	if r.Progress.Absent > 0 && r.Stage != StageAgain && r.Stage != StageClose {
		wait += int64(findAgain.Seconds())
	}
	return seconds + wait + 1
}

// seconds are what so many reads take below the settings' limits, from an hour on that is still unused.
func (s ReconcileSettings) seconds(reads int64) int64 {
	perMinute, perHour := int64(s.PerMinute), int64(s.PerHour)
	var seconds int64
	if perMinute > 0 {
		seconds = reads * 60 / perMinute
	}
	if perHour > 0 && reads > perHour {
		rest := reads % perHour
		last := int64(0)
		if perMinute > 0 {
			last = rest * 60 / perMinute
		}
		seconds = max(seconds, reads/perHour*3600+last)
	}
	return seconds
}
