package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var drifts = newTable("drifts", "id, corp_id, account_id, config_id, way_id, way_kind, kind, fields, theirs, hash, problem, state, run_id, found_at, seen_at, settled_at")

func readDrift(scan scan) (d ledger.Drift, err error) {
	var fields, theirs string
	err = scan(&d.ID, &d.CorpID, &d.AccountID, &d.ConfigID, &d.WayID, &d.WayKind, &d.Kind, &fields, &theirs, &d.Hash, &d.Problem, &d.State, &d.RunID, &d.FoundAt, &d.SeenAt, &d.SettledAt)
	if err != nil {
		return d, err
	}
	if theirs != "" {
		d.Theirs = json.RawMessage(theirs)
	}
	return d, fromTexts(textInto{fields, &d.Fields})
}

func driftArgs(d ledger.Drift) []any {
	return []any{
		d.ID, d.CorpID, d.AccountID, d.ConfigID, d.WayID, d.WayKind, d.Kind, mustText(some(d.Fields)), string(d.Theirs), d.Hash, d.Problem, d.State,
		d.RunID, d.FoundAt, d.SeenAt, d.SettledAt,
	}
}

// Drift is one drift.
func (s *Store) Drift(ctx context.Context, id int64) (ledger.Drift, error) {
	return get(s.ask(ctx), readDrift, drifts.get, id)
}

// UnsettledDrifts are the open and ignored ones of these ways.
func (s *Store) UnsettledDrifts(ctx context.Context, corp int64, configIDs []string) ([]ledger.Drift, error) {
	return all(s.ask(ctx), readDrift, drifts.list+" WHERE corp_id = $1 AND state <> 'settled' AND "+s.dialect.in("config_id", "$2"), corp, s.dialect.list(configIDs))
}

// OpenDrifts are ids of open drifts of a kind, in order.
func (s *Store) OpenDrifts(ctx context.Context, account int64, kind string, after int64, limit int) ([]int64, error) {
	return all(s.ask(ctx), readID, "SELECT id FROM drifts WHERE account_id = $1 AND state = 'open' AND kind = $2 AND id > $3 ORDER BY id LIMIT $4", account, kind, after, limit)
}

const driftRow = "SELECT d.id, d.account_id, d.config_id, d.way_id, COALESCE((SELECT w.name FROM ways w WHERE w.id = d.way_id), ''), d.way_kind, d.kind, d.fields, d.theirs, " +
	"d.problem, d.state, d.found_at, d.seen_at, d.settled_at FROM drifts d"

func readDriftRow(scan scan) (r ledger.DriftRow, err error) {
	var fields, theirs string
	var problem int
	err = scan(&r.ID, &r.AccountID, &r.ConfigID, &r.WayID, &r.WayName, &r.WayKind, &r.Kind, &fields, &theirs, &problem, &r.State, &r.FoundAt, &r.SeenAt, &r.SettledAt)
	if r.Theirs = json.RawMessage("null"); theirs != "" {
		r.Theirs = json.RawMessage(theirs)
	}
	r.Problem = crm.ProblemOf(wx.WeCom, problem)
	if err != nil {
		return r, err
	}
	return r, fromTexts(textInto{fields, &r.Fields})
}

// DriftRow is a drift as lists show it.
func (s *Store) DriftRow(ctx context.Context, id int64) (ledger.DriftRow, error) {
	return get(s.ask(ctx), readDriftRow, driftRow+" WHERE d.id = $1", id)
}

// DriftRows is a page of drifts, newest first.
func (s *Store) DriftRows(ctx context.Context, q ledger.DriftQuery) ([]ledger.DriftRow, error) {
	w := where{}
	for _, c := range []struct {
		condition string
		arg       any
		given     bool
	}{
		{"d.account_id = %", q.Account, q.Account != 0}, {"d.way_id = %", q.Way, q.Way != 0}, {"d.id < %", q.After, q.After != 0},
		{"d.kind = %", q.Kind, q.Kind != ""}, {"d.state = %", q.State, q.State != ""},
	} {
		if c.given {
			w.and(c.condition, c.arg)
		}
	}
	return all(s.ask(ctx), readDriftRow, driftRow+w.clause()+w.page("d.id DESC", q.Limit), w.args...)
}

// DriftCounts says how many drifts of an account are open.
func (s *Store) DriftCounts(ctx context.Context, account int64) (c ledger.DriftCounts, err error) {
	_, err = all(s.ask(ctx), func(scan scan) (struct{}, error) {
		var kind, state string
		var n int64
		err := scan(&kind, &state, &n)
		if state == ledger.DriftIgnored {
			c.Ignored += n
		} else if into := map[string]*int64{
			ledger.DriftDiffers: &c.Differs, ledger.DriftOnlyThere: &c.OnlyThere, ledger.DriftOnlyHere: &c.OnlyHere, ledger.DriftUnreadable: &c.Unreadable,
		}[kind]; into != nil {
			*into = n
		}
		return struct{}{}, err
	}, "SELECT kind, state, count(*) FROM drifts WHERE account_id = $1 AND state IN ('open', 'ignored') GROUP BY kind, state", account)
	return c, err
}

// Drift is one drift.
func (tx *Tx) Drift(id int64) (ledger.Drift, error) {
	return get(tx, readDrift, drifts.get+tx.s.dialect.lockRows(), id)
}

// DriftOf is what is known about a way of the platform.
func (tx *Tx) DriftOf(corp int64, configID string) (ledger.Drift, error) {
	return get(tx, readDrift, drifts.list+" WHERE corp_id = $1 AND config_id = $2", corp, configID)
}

// AddDrift adds a drift.
func (tx *Tx) AddDrift(d ledger.Drift) error {
	return only(tx.exec(drifts.insert, driftArgs(d)...))
}

// UpdateDrift stores a drift as it now is.
func (tx *Tx) UpdateDrift(d ledger.Drift) error {
	return must(tx.exec(drifts.update, driftArgs(d)...))
}

// UnseenDrifts are open and ignored drifts of an account that a run did not see.
func (tx *Tx) UnseenDrifts(account, run int64, limit int) ([]ledger.Drift, error) {
	return all(tx, readDrift, drifts.list+" WHERE account_id = $1 AND state IN ('open', 'ignored') AND run_id <> $2 ORDER BY id LIMIT $3", account, run, limit)
}

var driftRuns = newTable("drift_runs", "id, account_id, action, kind, channel_id, state, total, done, passed, after_id, actor_kind, actor_id, actor_name, created_at, ended_at")

func readDriftRun(scan scan) (r ledger.DriftRun, err error) {
	return r, scan(&r.ID, &r.AccountID, &r.Action, &r.Kind, &r.ChannelID, &r.State, &r.Total, &r.Done, &r.Passed, &r.AfterID,
		&r.Actor.Kind, &r.Actor.ID, &r.Actor.Name, &r.CreatedAt, &r.EndedAt)
}

func driftRunArgs(r ledger.DriftRun) []any {
	return []any{
		r.ID, r.AccountID, r.Action, r.Kind, r.ChannelID, string(r.State), r.Total, r.Done, r.Passed, r.AfterID, r.Actor.Kind, r.Actor.ID, r.Actor.Name, r.CreatedAt, r.EndedAt,
	}
}

// DriftRun is one decision about many drifts.
func (s *Store) DriftRun(ctx context.Context, id int64) (ledger.DriftRun, error) {
	return get(s.ask(ctx), readDriftRun, driftRuns.get, id)
}

// DriftRun is one decision about many drifts.
func (tx *Tx) DriftRun(id int64) (ledger.DriftRun, error) {
	return get(tx, readDriftRun, driftRuns.get+tx.s.dialect.lockRows(), id)
}

// AddDriftRun adds a decision.
func (tx *Tx) AddDriftRun(r ledger.DriftRun) error {
	return only(tx.exec(driftRuns.insert, driftRunArgs(r)...))
}

// UpdateDriftRun stores a decision as it now is.
func (tx *Tx) UpdateDriftRun(r ledger.DriftRun) error {
	return must(tx.exec(driftRuns.update, driftRunArgs(r)...))
}
