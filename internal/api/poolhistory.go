package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type poolPage struct {
	WithID
	Limited
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listPoolTurns(ctx context.Context, in *poolPage) (*answer[Page[ledger.PoolTurnRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.PoolTurns(ctx, in.ID, after.ID, in.more())
	rows, next := cut(rows, in.size(), func(r ledger.PoolTurnRow) string { return encodeCursor(0, r.ID) })
	return answerWith(Page[ledger.PoolTurnRow]{rows, next}, err)
}

func (a *API) listPoolWays(ctx context.Context, in *poolPage) (*answer[Page[ledger.WayRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.PoolWayRows(ctx, in.ID, after.ID, a.today(), in.more())
	rows, next := cut(rows, in.size(), func(w ledger.WayRow) string { return encodeCursor(0, w.ID) })
	return answerWith(Page[ledger.WayRow]{rows, next}, err)
}
