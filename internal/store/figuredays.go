package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// KeptFigures gives the days of an account that were kept.
func (s *Store) KeptFigures(ctx context.Context, account int64, from, to int, do func(desk.KeptFigures) error) error {
	return each(s.ask(ctx), func(scan scan) error {
		k := desk.KeptFigures{FigureSpan: desk.FigureSpan{AccountID: account}}
		if err := scan(&k.Day, &k.From, &k.To, &k.Body); err != nil {
			return err
		}
		return do(k)
	}, "SELECT day, from_at, to_at, body FROM figure_days WHERE account_id = $1 AND day >= $2 AND day <= $3", account, from, to)
}

// KeptSpans are the days of an account that were kept, and when they were.
func (s *Store) KeptSpans(ctx context.Context, account int64) (map[int]desk.FigureSpan, error) {
	spans := map[int]desk.FigureSpan{}
	err := each(s.ask(ctx), func(scan scan) error {
		day, span := 0, desk.FigureSpan{AccountID: account}
		err := scan(&day, &span.From, &span.To)
		spans[day] = span
		return err
	}, "SELECT day, from_at, to_at FROM figure_days WHERE account_id = $1", account)
	return spans, err
}

// KeepFigures keeps a day, or keeps it anew.
func (tx *Tx) KeepFigures(k desk.KeptFigures) error {
	return only(tx.exec(`INSERT INTO figure_days (account_id, day, from_at, to_at, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account_id, day) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at, body = excluded.body`, k.AccountID, k.Day, k.From, k.To, k.Body))
}

// FormerTeams are the names of teams that were removed.
func (s *Store) FormerTeams(ctx context.Context) (map[int64]string, error) {
	names := map[int64]string{}
	err := each(s.ask(ctx), func(scan scan) error {
		var id int64
		var name string
		err := scan(&id, &name)
		names[id] = name
		return err
	}, "SELECT id, name FROM former_teams")
	return names, err
}
