package store

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

const quotaState = "SELECT full_at, full_counted, temp_full_at, level, updated_at FROM quotas WHERE corp_id = $1"

func readQuotaState(q asker, query string, corp int64) (ledger.QuotaState, error) {
	s, err := get(q, func(scan scan) (s ledger.QuotaState, err error) {
		return s, scan(&s.FullAt, &s.FullCounted, &s.TempFullAt, &s.Level, &s.UpdatedAt)
	}, query, corp)
	if s.CorpID = corp; errors.Is(err, crm.ErrNotFound) {
		err = nil
	}
	return s, err
}

// QuotaState is what the platform said of a company's quota.
func (s *Store) QuotaState(ctx context.Context, corp int64) (ledger.QuotaState, error) {
	return readQuotaState(s.ask(ctx), quotaState, corp)
}

// QuotaState is what the platform said of a company's quota.
func (tx *Tx) QuotaState(corp int64) (ledger.QuotaState, error) {
	return readQuotaState(tx, quotaState+tx.s.dialect.lockRows(), corp)
}

// PutQuotaState keeps what the platform said.
func (tx *Tx) PutQuotaState(q ledger.QuotaState) error {
	return only(tx.exec(`INSERT INTO quotas (corp_id, full_at, full_counted, temp_full_at, level, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (corp_id) DO UPDATE SET full_at = excluded.full_at, full_counted = excluded.full_counted, temp_full_at = excluded.temp_full_at,
		level = excluded.level, updated_at = excluded.updated_at`, q.CorpID, q.FullAt, q.FullCounted, q.TempFullAt, q.Level, q.UpdatedAt))
}

// SetTempRefused notes when the platform refused temporary ways to an account's company.
func (tx *Tx) SetTempRefused(account, at int64) error {
	return must(tx.exec("UPDATE accounts SET temp_refused_at = $2 WHERE id = $1 AND removed_at = 0", account, at))
}

// QuotaCounts counts a company's ways.
func (s *Store) QuotaCounts(ctx context.Context, corp int64) (c ledger.QuotaCounts, err error) {
	_, err = all(s.ask(ctx), func(scan scan) (struct{}, error) {
		var phase, kind string
		var n int64
		err := scan(&phase, &kind, &n)
		if into := quotaPlace(&c, ledger.Phase(phase), kind); into != nil {
			*into += n
		}
		return struct{}{}, err
	}, "SELECT phase, kind, count(*) FROM ways WHERE corp_id = $1 AND phase <> 'deleted' GROUP BY phase, kind", corp)
	if err != nil {
		return c, err
	}
	c.OnlyThere, err = one[int64](s.readRow(ctx, "SELECT count(*) FROM drifts WHERE corp_id = $1 AND kind = $2 AND way_kind <> 'temp' AND state <> 'settled'", corp, ledger.DriftOnlyThere))
	return c, err
}

func quotaPlace(c *ledger.QuotaCounts, phase ledger.Phase, kind string) *int64 {
	switch phase {
	case ledger.PhaseConfirmed, ledger.PhaseDeleting:
		return map[string]*int64{ledger.KindContact: &c.Contact, ledger.KindTwin: &c.Contact, ledger.KindJoin: &c.Join, ledger.KindTemp: &c.Temp}[kind]
	case ledger.PhaseUnknown:
		if kind == ledger.KindTemp {
			return nil
		}
		return &c.Unknown
	}
	return nil
}

// WaysMade counts ways by when the platform confirmed them; those that were adopted were made some other time.
func (s *Store) WaysMade(ctx context.Context, corp int64, bounds []int64) ([]int64, error) {
	return s.steps(ctx, "SELECT count(*) FROM ways WHERE corp_id = $1 AND kind <> 'temp' AND origin = 'made' AND confirmed_at >= $2 AND confirmed_at < $3", corp, bounds)
}

// WaysGone counts ways by when they were deleted.
func (s *Store) WaysGone(ctx context.Context, corp int64, bounds []int64) ([]int64, error) {
	return s.steps(ctx, "SELECT count(*) FROM ways WHERE corp_id = $1 AND deleted_at <> 0 AND deleted_at >= $2 AND deleted_at < $3 AND kind <> 'temp' AND config_id <> ''", corp, bounds)
}

func (s *Store) steps(ctx context.Context, query string, corp int64, bounds []int64) ([]int64, error) {
	counts := make([]int64, len(bounds)-1)
	for i := range counts {
		until := bounds[i+1]
		var err error
		if counts[i], err = one[int64](s.readRow(ctx, query, corp, bounds[i], until)); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// TempWaysSince counts the temporary ways that were asked for since a time, but for those that were refused.
func (s *Store) TempWaysSince(ctx context.Context, corp, since int64) (int64, error) {
	return one[int64](s.readRow(ctx, "SELECT count(*) FROM ways WHERE corp_id = $1 AND kind = 'temp' AND called_at >= $2 AND phase NOT IN ('intent', 'failed')", corp, since))
}
