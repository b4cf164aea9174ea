package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type driftQuery struct {
	Limited
	Account int64  `query:"account" doc:"Only of this account"`
	Kind    string `query:"kind" enum:"differs,only_there,only_here,unreadable" doc:"Only of this kind"`
	State   string `query:"state" enum:"open,ignored,settled" default:"open"`
	Way     int64  `query:"way" doc:"Only of this way"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// DriftPage is some of the drifts, and how many there are of each kind.
type DriftPage struct {
	Items  []ledger.DriftRow  `json:"items"`
	Next   string             `json:"next" doc:"For the next page; empty at the end"`
	Counts ledger.DriftCounts `json:"counts" doc:"Of the account; zeros when none was named"`
}

func (a *API) listDrifts(ctx context.Context, in *driftQuery) (*answer[DriftPage], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	q := ledger.DriftQuery{Account: in.Account, Kind: in.Kind, State: in.State, Way: in.Way, After: after.ID, Limit: in.more()}
	rows, err := a.Ledger.Store.DriftRows(ctx, q)
	if err != nil {
		return nil, err
	}
	var p DriftPage
	p.Items, p.Next = cut(rows, in.size(), func(d ledger.DriftRow) string { return encodeCursor(0, d.ID) })
	if in.Account != 0 {
		p.Counts, err = a.Ledger.Store.DriftCounts(ctx, in.Account)
	}
	return answerWith(p, err)
}

func (a *API) getDrift(ctx context.Context, in *WithID) (*answer[ledger.DriftRow], error) {
	return answerWith(a.Ledger.Store.DriftRow(ctx, in.ID))
}

func (a *API) decideDrifts(ctx context.Context, in *body[ledger.DriftDecision]) (*answer[ledger.DriftOutcome], error) {
	return answerWith(a.Ledger.DecideDrifts(ctx, actor(ctx), in.Body))
}

func (a *API) getDriftRun(ctx context.Context, in *WithID) (*answer[ledger.DriftRun], error) {
	return answerWith(a.Ledger.Store.DriftRun(ctx, in.ID))
}

func (a *API) cancelDriftRun(ctx context.Context, in *WithID) (*answer[ledger.DriftRun], error) {
	return answerWith(a.Ledger.CancelDriftRun(ctx, actor(ctx), in.ID))
}
