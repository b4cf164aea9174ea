package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

var reconciliations = newTable("reconciliations", "id, corp_id, account_id, state, stage, chunk, progress, problem, waits_until, created_by, created_at, updated_at, ended_at")

func readReconciliation(scan scan) (r ledger.Reconciliation, err error) {
	var progress string
	err = scan(&r.ID, &r.CorpID, &r.AccountID, &r.State, &r.Stage, &r.Chunk, &progress, &r.Problem, &r.WaitsUntil, &r.CreatedBy, &r.CreatedAt, &r.UpdatedAt, &r.EndedAt)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(progress), &r.Progress)
}

func reconciliationArgs(r ledger.Reconciliation) []any {
	return []any{
		r.ID, r.CorpID, r.AccountID, string(r.State), string(r.Stage), r.Chunk, mustText(r.Progress), r.Problem, r.WaitsUntil, r.CreatedBy, r.CreatedAt, r.UpdatedAt, r.EndedAt,
	}
}

// Reconciliation is one run.
func (s *Store) Reconciliation(ctx context.Context, id int64) (ledger.Reconciliation, error) {
	return get(s.ask(ctx), readReconciliation, reconciliations.get, id)
}

// LastReconciled is the last run of an account that came to its end.
func (s *Store) LastReconciled(ctx context.Context, account int64) (ledger.Reconciliation, error) {
	return get(s.ask(ctx), readReconciliation, reconciliations.list+" WHERE account_id = $1 AND state = 'done' ORDER BY id DESC LIMIT 1", account)
}

// Reconciliations is a page of runs, newest first; account 0 means all.
func (s *Store) Reconciliations(ctx context.Context, account, after int64, limit int) ([]ledger.Reconciliation, error) {
	w := where{}
	if account != 0 {
		w.and("account_id = %", account)
	}
	if after != 0 {
		w.and("id < %", after)
	}
	return all(s.ask(ctx), readReconciliation, reconciliations.list+w.clause()+w.page("id DESC", limit), w.args...)
}

// page ends a query.
func (w *where) page(order string, limit int) string {
	w.args = append(w.args, limit)
	return " ORDER BY " + order + " LIMIT $" + strconv.Itoa(len(w.args))
}

// Reconciliation is one run.
func (tx *Tx) Reconciliation(id int64) (ledger.Reconciliation, error) {
	return get(tx, readReconciliation, reconciliations.get+tx.s.dialect.lockRows(), id)
}

// LastReconciliation is the newest run of an account.
func (tx *Tx) LastReconciliation(account int64) (ledger.Reconciliation, error) {
	return get(tx, readReconciliation, reconciliations.list+" WHERE account_id = $1 ORDER BY id DESC LIMIT 1", account)
}

// AddReconciliation adds a run.
func (tx *Tx) AddReconciliation(r ledger.Reconciliation) error {
	return only(tx.exec(reconciliations.insert, reconciliationArgs(r)...))
}

// UpdateReconciliation stores a run as it now is.
func (tx *Tx) UpdateReconciliation(r ledger.Reconciliation) error {
	return must(tx.exec(reconciliations.update, reconciliationArgs(r)...))
}

// AddListed keeps what the platform lists, and says how much of it is new.
func (tx *Tx) AddListed(run int64, ids []string) (added int64, err error) {
	const most = 400 // of one statement
	for len(ids) > 0 {
		n := min(most, len(ids))
		args, marks := []any{run}, make([]string, n)
		for i, id := range ids[:n] {
			args = append(args, id)
			marks[i] = "($1, $" + strconv.Itoa(len(args)) + ", 0)"
		}
		more, err := tx.exec("INSERT INTO reconcile_items (run_id, config_id, way_id) VALUES "+strings.Join(marks, ", ")+" ON CONFLICT (run_id, config_id) DO NOTHING", args...)
		if err != nil {
			return added, err
		}
		added, ids = added+more, ids[n:]
	}
	return added, nil
}

// MarkAbsent notes that a way was not there.
func (tx *Tx) MarkAbsent(run int64, configID string, way int64) error {
	return only(tx.exec(`INSERT INTO reconcile_items (run_id, config_id, way_id) VALUES ($1, $2, $3)
		ON CONFLICT (run_id, config_id) DO UPDATE SET way_id = excluded.way_id`, run, configID, way))
}

// DropListed forgets what a run has listed, and older ones of its account that nobody can go on with; some at once: more says that
// there are others.
func (tx *Tx) DropListed(run int64) (more bool, err error) {
	n, err := tx.exec(`DELETE FROM reconcile_items WHERE (run_id, config_id) IN (SELECT i.run_id, i.config_id FROM reconciliations r JOIN reconcile_items i ON i.run_id = r.id
		WHERE r.account_id = (SELECT account_id FROM reconciliations WHERE id = $1) AND r.id <= $1 LIMIT $2)`, run, dropAtOnce)
	return n == dropAtOnce, err
}

// ListedAfter are config ids that a run has listed, in order.
func (s *Store) ListedAfter(ctx context.Context, run int64, after string, limit int) ([]string, error) {
	return all(s.ask(ctx), readText, "SELECT config_id FROM reconcile_items WHERE run_id = $1 AND config_id > $2 ORDER BY config_id LIMIT $3", run, after, limit)
}

// AbsentAfter are ways that were not there at the first look.
func (s *Store) AbsentAfter(ctx context.Context, run int64, after string, limit int) ([]ledger.Way, error) {
	ids, err := all(s.ask(ctx), readID, "SELECT way_id FROM reconcile_items WHERE run_id = $1 AND config_id > $2 AND way_id <> 0 ORDER BY config_id LIMIT $3", run, after, limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return all(s.ask(ctx), readWay, ways.list+" WHERE "+s.dialect.in("id", "$1")+" ORDER BY config_id", s.dialect.list(ids))
}

// unlisted are live ways of an account that its run's list does not show: join ways, temporary ones whose code still lives, and
// others that the platform hides. The platform's own life of a temporary way is 7 days.
const unlisted = ` FROM ways WHERE account_id = $1 AND phase = 'confirmed' AND confirmed_at < $2 AND id > $3
	AND (kind <> 'temp' OR confirmed_at + 1000 * (CASE WHEN expires_in = 0 THEN 604800 ELSE expires_in END) > $4)
	AND NOT EXISTS (SELECT 1 FROM reconcile_items i WHERE i.run_id = $5 AND i.config_id = ways.config_id)`

// UnlistedAfter are ways that no list shows, by id.
func (s *Store) UnlistedAfter(ctx context.Context, r ledger.Reconciliation, after, now int64, limit int) ([]ledger.Way, error) {
	return all(s.ask(ctx), readWay, "SELECT "+ways.columns+unlisted+" ORDER BY id LIMIT $6", r.AccountID, r.CreatedAt, after, now, r.ID, limit)
}

// CountUnlisted counts them.
func (s *Store) CountUnlisted(ctx context.Context, r ledger.Reconciliation, now int64) (int64, error) {
	return one[int64](s.readRow(ctx, "SELECT count(*)"+unlisted, r.AccountID, r.CreatedAt, 0, now, r.ID))
}

// WaysByConfigID finds ways by the platform's ids of them.
func (s *Store) WaysByConfigID(ctx context.Context, corp int64, ids []string) ([]ledger.Way, error) {
	return all(s.ask(ctx), readWay, ways.list+" WHERE corp_id = $1 AND "+s.dialect.in("config_id", "$2"), corp, s.dialect.list(ids))
}

// WayByConfigID finds a way by the platform's id of it.
func (tx *Tx) WayByConfigID(corp int64, configID string) (ledger.Way, error) {
	return get(tx, readWay, ways.list+" WHERE corp_id = $1 AND config_id = $2 AND phase <> 'deleted'", corp, configID)
}

// WaysInDoubt are contact ways that were asked for under a state and have no config_id, those first that the platform may have made.
func (s *Store) WaysInDoubt(ctx context.Context, corp int64, state string) ([]ledger.Way, error) {
	return all(s.ask(ctx), readWay, ways.list+` WHERE corp_id = $1 AND state = $2 AND config_id = '' AND kind IN ('contact', 'twin')
		ORDER BY CASE phase WHEN 'unknown' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, id`, corp, state)
}

// WorkDue says whether jobs of these queues are due or under way. One that waits behind another of its lane is not.
func (s *Store) WorkDue(ctx context.Context, now int64, queues ...string) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM jobs j WHERE j.state = 0 AND j.run_at <= $1 AND "+s.dialect.in("j.queue", "$2")+`
		AND (j.lane = '' OR NOT EXISTS (SELECT 1 FROM jobs e WHERE e.lane = j.lane AND e.lane <> '' AND e.state = 0 AND e.id < j.id)))`, now, s.dialect.list(queues)))
}

// CheckedWays notes when ways were compared.
func (tx *Tx) CheckedWays(ids []int64, at int64) error {
	if len(ids) == 0 {
		return nil
	}
	return only(tx.exec("UPDATE ways SET checked_at = $1 WHERE "+tx.s.dialect.in("id", "$2"), at, tx.s.dialect.list(ids)))
}

// FlagWay has a way show its drift.
func (tx *Tx) FlagWay(id int64, drift string) error {
	return must(tx.exec("UPDATE ways SET drift = $2 WHERE id = $1", id, drift))
}

// WayAtWork says whether a job about the way is due or under way.
func (tx *Tx) WayAtWork(id, now int64) (bool, error) {
	return one[bool](tx.row("SELECT EXISTS (SELECT 1 FROM jobs WHERE lane = $1 AND lane <> '' AND state = 0 AND run_at <= $2)", "way:"+strconv.FormatInt(id, 10), now))
}
