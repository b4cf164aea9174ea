package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// BulkInput is a change of many ways.
type BulkInput struct {
	Action ledger.BulkAction `json:"action"`
	Scope  ledger.BulkScope  `json:"scope"`
}

// ReplaceInput puts one member in another's place.
type ReplaceInput struct {
	AccountID int64   `json:"account_id"`
	From      string  `json:"from" minLength:"1" maxLength:"64" doc:"userid of who leaves"`
	To        string  `json:"to,omitempty" maxLength:"64" doc:"userid of who comes instead; nobody when left out"`
	IDs       []int64 `json:"ids,omitempty" maxItems:"5000" nullable:"false" doc:"Only in these ways"`
	DryRun    bool    `json:"dry_run,omitempty" doc:"Only say what would happen"`
}

// BulkAnswer is what a change of many ways would do, or the run that does it.
type BulkAnswer struct {
	Trial *ledger.BulkTrial  `json:"trial,omitempty"`
	Run   *ledger.BulkRunRow `json:"run,omitempty"`
}

func (a *API) replaceMember(ctx context.Context, in *body[ReplaceInput]) (*answer[BulkAnswer], error) {
	action := ledger.BulkAction{Kind: ledger.BulkReplace, From: in.Body.From, To: in.Body.To}
	scope := ledger.BulkScope{AccountID: in.Body.AccountID, IDs: in.Body.IDs, Member: in.Body.From}
	if in.Body.DryRun {
		trial, err := a.Ledger.TryBulk(ctx, action, scope)
		return answerWith(BulkAnswer{Trial: &trial}, err)
	}
	run, err := a.Ledger.StartBulk(ctx, actor(ctx), action, scope)
	return answerWith(BulkAnswer{Run: &run}, err)
}

func (a *API) tryBulk(ctx context.Context, in *body[BulkInput]) (*answer[ledger.BulkTrial], error) {
	return answerWith(a.Ledger.TryBulk(ctx, in.Body.Action, in.Body.Scope))
}

func (a *API) startBulk(ctx context.Context, in *body[BulkInput]) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.StartBulk(ctx, actor(ctx), in.Body.Action, in.Body.Scope))
}

func (a *API) getBulk(ctx context.Context, in *WithID) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.BulkRun(ctx, in.ID))
}

type bulkPage struct {
	Limited
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listBulks(ctx context.Context, in *bulkPage) (*answer[Page[ledger.BulkRunRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.BulkRuns(ctx, after.ID, in.more())
	rows, next := cut(rows, in.size(), func(r ledger.BulkRunRow) string { return encodeCursor(0, r.ID) })
	return answerWith(Page[ledger.BulkRunRow]{rows, next}, err)
}

type bulkItems struct {
	WithID
	Limited
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
	Left  bool   `query:"left" doc:"Only the ways that were left alone"`
}

func (a *API) listBulkItems(ctx context.Context, in *bulkItems) (*answer[Page[ledger.BulkItem]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.RunItems(ctx, in.ID, after.ID, in.more(), in.Left)
	rows, next := cut(rows, in.size(), func(i ledger.BulkItem) string { return encodeCursor(0, i.WayID) })
	return answerWith(Page[ledger.BulkItem]{rows, next}, err)
}

func (a *API) pauseBulk(ctx context.Context, in *WithID) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.SetBulk(ctx, actor(ctx), in.ID, ledger.BulkPaused))
}

func (a *API) resumeBulk(ctx context.Context, in *WithID) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.SetBulk(ctx, actor(ctx), in.ID, ledger.BulkRunning))
}

func (a *API) cancelBulk(ctx context.Context, in *WithID) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.SetBulk(ctx, actor(ctx), in.ID, ledger.BulkCancelled))
}

func (a *API) undoBulk(ctx context.Context, in *WithID) (*answer[ledger.BulkRunRow], error) {
	return answerWith(a.Ledger.UndoBulk(ctx, actor(ctx), in.ID))
}
