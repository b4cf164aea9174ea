package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// ReconcileInput says whose ways are to be compared.
type ReconcileInput struct {
	Account int64 `json:"account" doc:"A WeCom account"`
}

func (a *API) reconcile(ctx context.Context, in *body[ReconcileInput]) (*answer[ledger.ReconciliationRow], error) {
	return answerWith(a.Ledger.Reconcile(ctx, actor(ctx), in.Body.Account))
}

type estimateQuery struct {
	Account int64 `query:"account" required:"true" doc:"A WeCom account"`
}

func (a *API) getReconcileEstimate(ctx context.Context, in *estimateQuery) (*answer[ledger.ReconcileEstimate], error) {
	return answerWith(a.Ledger.EstimateReconciliation(ctx, in.Account))
}

type reconciliationQuery struct {
	Limited
	Account int64  `query:"account" doc:"Only of this account"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listReconciliations(ctx context.Context, in *reconciliationQuery) (*answer[Page[ledger.ReconciliationRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.ReconciliationRows(ctx, in.Account, after.ID, in.more())
	rows, next := cut(rows, in.size(), func(r ledger.ReconciliationRow) string { return encodeCursor(0, r.ID) })
	return answerWith(Page[ledger.ReconciliationRow]{rows, next}, err)
}

func (a *API) getReconciliation(ctx context.Context, in *WithID) (*answer[ledger.ReconciliationRow], error) {
	return answerWith(a.Ledger.ReconciliationRow(ctx, in.ID))
}

func (a *API) pauseReconciliation(ctx context.Context, in *WithID) (*answer[ledger.ReconciliationRow], error) {
	return answerWith(a.Ledger.PauseReconciliation(ctx, actor(ctx), in.ID))
}

func (a *API) resumeReconciliation(ctx context.Context, in *WithID) (*answer[ledger.ReconciliationRow], error) {
	return answerWith(a.Ledger.ResumeReconciliation(ctx, actor(ctx), in.ID))
}

func (a *API) cancelReconciliation(ctx context.Context, in *WithID) (*answer[ledger.ReconciliationRow], error) {
	return answerWith(a.Ledger.CancelReconciliation(ctx, actor(ctx), in.ID))
}

func (a *API) getReconcileSettings(ctx context.Context, _ *none) (*answer[ledger.ReconcileSettings], error) {
	return answerWith(a.Ledger.ReconcileSettings(ctx))
}

func (a *API) putReconcileSettings(ctx context.Context, in *body[ledger.ReconcileSettings]) (*answer[ledger.ReconcileSettings], error) {
	return answerWith(in.Body, a.Ledger.SetReconcileSettings(ctx, actor(ctx), in.Body))
}
