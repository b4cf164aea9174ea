package store

import (
	"context"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

var rebuilds = newTable("rebuilds", "id, corp_id, account_id, counting, state, reason, phase, place, step, done, total, started_at, updated_at, finished_at")

func readRebuild(scan scan) (r ledger.Rebuild, err error) {
	return r, scan(&r.ID, &r.CorpID, &r.AccountID, &r.Counting, &r.State, &r.Reason, &r.Phase, &r.Place, &r.Step, &r.Done, &r.Total, &r.StartedAt, &r.UpdatedAt, &r.FinishedAt)
}

func rebuildArgs(r ledger.Rebuild) []any {
	return []any{r.ID, r.CorpID, r.AccountID, r.Counting, r.State, r.Reason, r.Phase, r.Place, r.Step, r.Done, r.Total, r.StartedAt, r.UpdatedAt, r.FinishedAt}
}

// AddRebuild is false when one of the company is running.
func (tx *Tx) AddRebuild(r ledger.Rebuild) (bool, error) {
	n, err := tx.exec(rebuilds.insert+" ON CONFLICT (corp_id) WHERE state = 'running' DO NOTHING", rebuildArgs(r)...)
	return n > 0, err
}

// Rebuild is one rebuild.
func (tx *Tx) Rebuild(id int64) (ledger.Rebuild, error) {
	return get(tx, readRebuild, rebuilds.get+tx.s.dialect.lockRows(), id)
}

// UpdateRebuild stores a rebuild as it now is.
func (tx *Tx) UpdateRebuild(r ledger.Rebuild) error {
	return must(tx.exec(rebuilds.update, rebuildArgs(r)...))
}

// Rebuild is one rebuild.
func (s *Store) Rebuild(ctx context.Context, id int64) (ledger.Rebuild, error) {
	return get(s.ask(ctx), readRebuild, rebuilds.get, id)
}

// Rebuilds are the latest, newest first.
func (s *Store) Rebuilds(ctx context.Context) ([]ledger.Rebuild, error) {
	return all(s.ask(ctx), readRebuild, rebuilds.list+" ORDER BY id DESC LIMIT 20")
}

// NextCounting makes a counting the current one. Whoever counts in the one before holds its row until their transaction ends.
func (tx *Tx) NextCounting(c ledger.Counting) error {
	if _, err := tx.exec("UPDATE countings SET current = 0 WHERE corp_id = $1 AND current = 1", c.CorpID); err != nil {
		return err
	}
	return only(tx.exec("INSERT INTO countings (id, corp_id, zone, current) VALUES ($1, $2, $3, $4)", c.ID, c.CorpID, c.Zone, flag(c.Current)))
}

// CountingOf is the current counting of a company.
func (s *Store) CountingOf(ctx context.Context, corp int64) (ledger.Counting, error) {
	return get(s.ask(ctx), readCounting, "SELECT id, corp_id, zone, current FROM countings WHERE corp_id = $1 AND current = 1", corp)
}

// UncountedCorps are those with periods that no numbers hold.
func (s *Store) UncountedCorps(ctx context.Context) ([]int64, error) {
	return all(s.ask(ctx), readID, "SELECT DISTINCT corp_id FROM attributions WHERE counted = 0")
}

// JournalSize is how much there is to go through.
func (s *Store) JournalSize(ctx context.Context, scope string, corp int64) (pushes, answers, customers int64, err error) {
	row := s.readRow(ctx, `SELECT (SELECT count(*) FROM pushes WHERE scope = $1),
		(SELECT count(*) FROM observations WHERE kind = $2 AND account_id IN (SELECT id FROM accounts WHERE corp_id = $3)),
		(SELECT count(*) FROM identities WHERE scope = $1 AND kind = 'external_userid')`, scope, ledger.ObservedChat, corp)
	return pushes, answers, customers, row.Scan(&pushes, &answers, &customers)
}

// AppliedPushes are those of a company after one, in order.
func (s *Store) AppliedPushes(ctx context.Context, scope string, after int64, limit int) ([]crm.Push, error) {
	return all(s.ask(ctx), readPush, `SELECT id, account_id, scope, create_time, hash, lane, kind, body, answer, received_at, attempts FROM pushes
		WHERE id > $2 AND scope = $1 AND state = 1 ORDER BY id LIMIT $3`, scope, after, limit)
}

// AppliedObservations are those of a company and a kind after one, in order.
func (s *Store) AppliedObservations(ctx context.Context, corp int64, kind string, after int64, limit int) ([]crm.Observation, error) {
	return all(s.ask(ctx), readObservation, `SELECT id, account_id, lane, kind, subject, body, received_at, attempts FROM observations
		WHERE id > $3 AND kind = $2 AND state = 1 AND account_id IN (SELECT id FROM accounts WHERE corp_id = $1) ORDER BY id LIMIT $4`, corp, kind, after, limit)
}

// IdentitiesAfter are the external_userids of a company after one, in the order of our ids.
func (s *Store) IdentitiesAfter(ctx context.Context, scope string, after int64, limit int) ([]crm.Identity, error) {
	return all(s.ask(ctx), readIdentity, identities.list+" WHERE id > $2 AND scope = $1 AND kind = 'external_userid' ORDER BY id LIMIT $3", scope, after, limit)
}

// PairsOf are all members and groups that customers have periods or events with.
func (s *Store) PairsOf(ctx context.Context, corp int64, identities []int64) ([]ledger.Pair, error) {
	these := s.dialect.list(identities)
	return all(s.ask(ctx), func(scan scan) (p ledger.Pair, err error) {
		return p, scan(&p.IdentityID, &p.UserID, &p.ChatID)
	}, `SELECT identity_id, userid, '' AS chat_id FROM contact_events WHERE `+s.dialect.in("identity_id", "$2")+` AND corp_id = $1
		UNION SELECT identity_id, userid, chat_id FROM attributions WHERE `+s.dialect.in("identity_id", "$2")+` AND corp_id = $1
		UNION SELECT i.id, '', e.chat_id FROM identities i JOIN chat_events e ON e.corp_id = $1 AND e.value = i.value AND e.kind = 'seen' WHERE `+s.dialect.in("i.id", "$2")+`
		ORDER BY 1, 2, 3`, corp, these)
}

// DropStrayEvents forgets events of pushes that do not exist.
func (tx *Tx) DropStrayEvents(corp, after, to int64) error {
	if _, err := tx.exec(`DELETE FROM contact_events WHERE push_id > $2 AND push_id <= $3 AND corp_id = $1
		AND NOT EXISTS (SELECT 1 FROM pushes p WHERE p.id = contact_events.push_id)`, corp, after, to); err != nil {
		return err
	}
	return only(tx.exec(`DELETE FROM chat_events WHERE source > $2 AND source <= $3 AND corp_id = $1
		AND NOT EXISTS (SELECT 1 FROM pushes p WHERE p.id = chat_events.source)`, corp, after, to))
}

// numberTables are the tables of numbers by the phase that clears them, with the key it goes along and how many keys at once.
var numberTables = map[string]struct {
	name, key string
	atOnce    int
}{"days": {"day_stats", "day", 1}, "ways": {"way_totals", "way_id", 500}, "channels": {"channel_totals", "channel_id", 500}}

// LastOldNumber is the last key of a table's next part; 0: there is none.
func (s *Store) LastOldNumber(ctx context.Context, what string, after int64) (int64, error) {
	t := numberTables[what]
	return get(s.ask(ctx), readID, strings.NewReplacer("$t", t.name, "$k", t.key).Replace(
		"SELECT COALESCE(max(k), 0) FROM (SELECT DISTINCT $k AS k FROM $t WHERE $k > $1 ORDER BY $k LIMIT $2) keys"), after, t.atOnce)
}

// DropOldNumbers forgets the numbers of countings that are over, and of those that never were.
func (tx *Tx) DropOldNumbers(what string, corp, after, to int64) error {
	t := numberTables[what]
	return only(tx.exec(strings.NewReplacer("$t", t.name, "$k", t.key).Replace(`DELETE FROM $t WHERE $k > $2 AND $k <= $3 AND
		(counting IN (SELECT id FROM countings WHERE corp_id = $1 AND current = 0) OR counting NOT IN (SELECT id FROM countings))`), corp, after, to))
}

// DropOldCountings forgets a company's countings but the current one.
func (tx *Tx) DropOldCountings(corp int64) error {
	return only(tx.exec("DELETE FROM countings WHERE corp_id = $1 AND current = 0", corp))
}
