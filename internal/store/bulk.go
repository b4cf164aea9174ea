package store

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var runs = newTable("bulk_runs", "id, account_id, action, scope, state, total, asked, skipped, after_id, turn, actor_kind, actor_id, actor_name, created_at, began_at, ended_at")

func readRun(scan scan) (r ledger.BulkRun, err error) {
	var action, scope string
	var account int64
	err = scan(&r.ID, &account, &action, &scope, &r.State, &r.Total, &r.Asked, &r.Skipped, &r.AfterID, &r.Turn,
		&r.Actor.Kind, &r.Actor.ID, &r.Actor.Name, &r.CreatedAt, &r.BeganAt, &r.EndedAt)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(action), &r.Action); err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(scope), &r.Scope)
}

func runArgs(r ledger.BulkRun) []any {
	return []any{
		r.ID, r.Scope.AccountID, mustText(r.Action), mustText(r.Scope), r.State, r.Total, r.Asked, r.Skipped, r.AfterID, r.Turn,
		r.Actor.Kind, r.Actor.ID, r.Actor.Name, r.CreatedAt, r.BeganAt, r.EndedAt,
	}
}

// AddRun adds a change of many ways.
func (tx *Tx) AddRun(r ledger.BulkRun) error { return only(tx.exec(runs.insert, runArgs(r)...)) }

// UpdateRun stores it as it now is.
func (tx *Tx) UpdateRun(r ledger.BulkRun) error { return must(tx.exec(runs.update, runArgs(r)...)) }

// Run is one change of many ways.
func (tx *Tx) Run(id int64) (ledger.BulkRun, error) {
	return get(tx, readRun, runs.get+tx.s.dialect.lockRows(), id)
}

// Run is one change of many ways.
func (s *Store) Run(ctx context.Context, id int64) (ledger.BulkRun, error) {
	return get(s.ask(ctx), readRun, runs.get, id)
}

// Runs is a page of them, newest first.
func (s *Store) Runs(ctx context.Context, after int64, limit int) ([]ledger.BulkRun, error) {
	var w where
	if after != 0 {
		w.and("id < %", after)
	}
	return all(s.ask(ctx), readRun, runs.list+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(limit), w.args...)
}

// AddItem notes what a run did with a way; false when that was noted before.
func (tx *Tx) AddItem(run, way, version int64, reason string) (bool, error) {
	n, err := tx.exec("INSERT INTO bulk_items (run_id, way_id, version_id, reason) VALUES ($1, $2, $3, $4) ON CONFLICT (run_id, way_id) DO NOTHING", run, way, version, reason)
	return n == 1, err
}

// RunVersions are the changes that a run made of a way, in order.
func (tx *Tx) RunVersions(run, way int64) ([]ledger.Version, error) {
	return all(tx, readVersion, versions.list+" WHERE way_id = $1 AND run_id = $2 AND run_id <> 0 ORDER BY seq", way, run)
}

// RunCounts is how the changes of a run stand, one for each way.
func (s *Store) RunCounts(ctx context.Context, run int64) (c ledger.BulkCounts, err error) {
	return get(s.ask(ctx), func(scan scan) (c ledger.BulkCounts, err error) {
		return c, scan(&c.Pending, &c.Done, &c.Failed)
	}, `SELECT COALESCE(sum(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0),
			COALESCE(sum(CASE WHEN state NOT IN ('pending', 'done') THEN 1 ELSE 0 END), 0)
		FROM (SELECT COALESCE(v.state, CASE WHEN w.phase = 'deleted' THEN 'done' WHEN w.phase = 'deleting' THEN 'pending' ELSE 'failed' END) AS state
			FROM bulk_items i JOIN ways w ON w.id = i.way_id LEFT JOIN way_versions v ON v.id = i.version_id WHERE i.run_id = $1 AND i.reason = '') changes`, run)
}

// RunItems is a page of what a run did, in the order of the ways; left asks for those it left alone.
func (s *Store) RunItems(ctx context.Context, run, after int64, limit int, left bool) ([]ledger.BulkItem, error) {
	w := where{}
	w.and("i.run_id = %", run)
	w.and("i.way_id > %", after)
	if left {
		w.and("i.reason <> ''")
	}
	return all(s.ask(ctx), func(scan scan) (i ledger.BulkItem, err error) {
		var problem int
		err = scan(&i.WayID, &i.WayName, &i.Reason, &i.State, &problem)
		i.Problem = crm.ProblemOf(wx.WeCom, problem)
		return i, err
	}, `SELECT i.way_id, w.name, i.reason, COALESCE(v.state, ''), COALESCE(v.problem, 0)
		FROM bulk_items i JOIN ways w ON w.id = i.way_id LEFT JOIN way_versions v ON v.id = i.version_id`+w.clause()+" ORDER BY i.way_id LIMIT "+strconv.Itoa(limit), w.args...)
}

// scope is the condition of the ways that are meant; deleted ones never are.
func (s *Store) scope(scope ledger.BulkScope) where {
	var w where
	w.and("account_id = % AND kind <> 'twin' AND phase NOT IN ('deleted', 'deleting')", scope.AccountID)
	if len(scope.IDs) > 0 {
		w.args = append(w.args, s.dialect.list(scope.IDs))
		w.conditions = append(w.conditions, s.dialect.in("id", "$"+strconv.Itoa(len(w.args))))
	}
	if scope.Member != "" {
		w.and("id IN (SELECT m.way_id FROM way_members m WHERE m.corp_id = (SELECT a.corp_id FROM accounts a WHERE a.id = %) AND m.userid = %)", scope.AccountID, scope.Member)
	}
	if scope.Channel != 0 {
		w.and("channel_id = %", scope.Channel)
	}
	if scope.Folder != 0 {
		w.and("folder_id = %", scope.Folder)
	}
	if scope.Label != 0 {
		w.and("id IN (SELECT l.way_id FROM way_labels l WHERE l.label_id = %)", scope.Label)
	}
	if scope.Run != 0 {
		w.and("id IN (SELECT i.way_id FROM bulk_items i WHERE i.run_id = % AND i.version_id <> 0)", scope.Run)
	}
	return w
}

// ScopeWays are ids of ways that are meant, in order.
func (s *Store) ScopeWays(ctx context.Context, scope ledger.BulkScope, after int64, limit int) ([]int64, error) {
	w := s.scope(scope)
	w.and("id > %", after)
	return all(s.ask(ctx), readID, "SELECT id FROM ways"+w.clause()+" ORDER BY id LIMIT "+strconv.Itoa(limit), w.args...)
}

// CountScope is how many they are.
func (s *Store) CountScope(ctx context.Context, scope ledger.BulkScope) (int, error) {
	w := s.scope(scope)
	n, err := get(s.ask(ctx), readID, "SELECT count(*) FROM ways"+w.clause(), w.args...)
	return int(n), err
}
