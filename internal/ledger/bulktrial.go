package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// BulkTrial is what a change of many ways would do.
type BulkTrial struct {
	Total  int            `json:"total" doc:"Ways that are meant"`
	Looked int            `json:"looked" doc:"Ways that the trial looked at, 5000 at most"`
	Change int            `json:"change" doc:"Of these: would change"`
	Skip   int            `json:"skip" doc:"Would be left alone"`
	Empty  int            `json:"empty" doc:"Would be left without anybody: then the run is refused"`
	Rows   []BulkTrialWay `json:"rows" nullable:"false" doc:"The first 200, those left without anybody first"`
}

// BulkTrialWay is one of the ways.
type BulkTrialWay struct {
	WayID  int64         `json:"way_id"`
	Name   string        `json:"name"`
	Reason string        `json:"reason" doc:"Why it would be left alone; empty: it would change"`
	Fields []FieldChange `json:"fields" nullable:"false"`
}

// TryBulk says what a change of many ways would do, and does nothing.
func (l *Ledger) TryBulk(ctx context.Context, a BulkAction, s BulkScope) (BulkTrial, error) {
	t := BulkTrial{Rows: []BulkTrialWay{}}
	if err := a.Validate(s); err != nil {
		return t, err
	}
	if account, err := l.Store.Account(ctx, s.AccountID); err != nil || account.Kind != crm.WeCom {
		return t, crm.Invalid("scope.account_id", "请选择一个企业微信账号", "choose a WeCom account")
	}
	s = a.within(s)
	var err error
	if t.Total, err = l.Store.CountScope(ctx, s); err != nil {
		return t, err
	}
	for after := int64(0); t.Looked < bulkLooked; {
		ids, err := l.Store.ScopeWays(ctx, s, after, bulkChunk)
		if err != nil || len(ids) == 0 {
			return t, err
		}
		rows, err := l.tryWays(ctx, a, ids)
		if err != nil {
			return t, err
		}
		for _, row := range rows {
			t.add(row)
		}
		after = ids[len(ids)-1]
	}
	return t, nil
}

func (t *BulkTrial) add(row BulkTrialWay) {
	t.Looked++
	switch row.Reason {
	case LeftEmpty:
		t.Empty++
		if t.Rows = append([]BulkTrialWay{row}, t.Rows...); len(t.Rows) > bulkShown {
			t.Rows = t.Rows[:bulkShown]
		}
		return
	case "":
		t.Change++
	default:
		t.Skip++
	}
	if len(t.Rows) < bulkShown {
		t.Rows = append(t.Rows, row)
	}
}

func (l *Ledger) tryWays(ctx context.Context, a BulkAction, ids []int64) (rows []BulkTrialWay, err error) {
	err = l.Store.Write(ctx, nil, func(tx Tx) error { // nothing is written: all is read at one moment
		rows = nil
		for _, id := range ids {
			w, err := tx.Way(id)
			if err != nil {
				return err
			}
			row, err := l.tryWay(tx, a, w)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (l *Ledger) tryWay(tx Tx, a BulkAction, w Way) (BulkTrialWay, error) {
	row := BulkTrialWay{WayID: w.ID, Name: w.Name, Fields: []FieldChange{}}
	if a.Kind == BulkDelete {
		if w.Phase == PhaseCalling {
			row.Reason = LeftNotConfirmed
		}
		return row, nil
	}
	wanted, err := a.wish(tx, w, 0)
	var now, after Settings
	if err == nil {
		now, after, err = l.wanted(tx, w, wanted)
	}
	if row.Reason = reasonOf(err); row.Reason != "" {
		return row, nil
	}
	if err != nil {
		return row, err
	}
	if row.Fields = changesOf(now, after); len(row.Fields) == 0 {
		row.Reason = LeftUnchanged
	}
	return row, nil
}

// BulkRunRow is a run as lists show it.
type BulkRunRow struct {
	ID        int64        `json:"id"`
	Action    BulkAction   `json:"action"`
	Scope     BulkScope    `json:"scope"`
	State     string       `json:"state" enum:"running,paused,done,cancelled"`
	Total     int          `json:"total"`
	Settled   int          `json:"settled" doc:"Ways whose change is settled, and those left alone"`
	Skipped   int          `json:"skipped"`
	Counts    BulkCounts   `json:"counts"`
	Rate      int          `json:"rate" doc:"Ways a minute"`
	Seconds   int          `json:"seconds_left" doc:"0 when it is over or not known"`
	Actor     VersionActor `json:"actor"`
	CreatedAt int64        `json:"created_at"`
	EndedAt   int64        `json:"ended_at"`
}

// BulkRun is one run as it stands.
func (l *Ledger) BulkRun(ctx context.Context, id int64) (BulkRunRow, error) {
	r, err := l.Store.Run(ctx, id)
	if err != nil {
		return BulkRunRow{}, err
	}
	return l.runRow(ctx, r)
}

// BulkRuns is a page of runs, newest first.
func (l *Ledger) BulkRuns(ctx context.Context, after int64, limit int) ([]BulkRunRow, error) {
	all, err := l.Store.Runs(ctx, after, limit)
	rows := make([]BulkRunRow, len(all))
	for i := 0; err == nil && i < len(all); i++ {
		rows[i], err = l.runRow(ctx, all[i])
	}
	return rows, err
}

func (l *Ledger) runRow(ctx context.Context, r BulkRun) (BulkRunRow, error) {
	counts, err := l.Store.RunCounts(ctx, r.ID) // later than r was read: what r says was asked for may be less
	row := BulkRunRow{
		ID: r.ID, Action: r.Action, Scope: r.Scope, State: r.State, Total: r.Total, Settled: counts.Done + counts.Failed + r.Skipped, Skipped: r.Skipped, Counts: counts,
		Actor: VersionActor{r.Actor.Kind, r.Actor.ID, r.Actor.Name}, CreatedAt: r.CreatedAt, EndedAt: r.EndedAt,
	}
	end := r.EndedAt
	if end == 0 {
		end = l.Clock.Ms()
	}
	if took := end - r.BeganAt; took > 0 && row.Settled > 0 {
		row.Rate = int(int64(row.Settled) * 60_000 / took)
		if r.State == BulkRunning && r.Total > row.Settled {
			row.Seconds = int(int64(r.Total-row.Settled) * took / int64(row.Settled) / 1000)
		}
	}
	return row, err
}
