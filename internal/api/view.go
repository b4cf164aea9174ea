package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// ViewInput is a view to add.
type ViewInput struct {
	Name   string           `json:"name" doc:"1 to 40 characters"`
	Query  ledger.WayFilter `json:"query" doc:"The filters of the list of ways, by the same names"`
	Shared bool             `json:"shared,omitempty" doc:"Everybody sees it"`
}

func (a *API) listViews(ctx context.Context, _ *none) (*answer[List[ledger.View]], error) {
	return listOf(a.Ledger.Store.Views(ctx, actor(ctx).ID))
}

func (a *API) createView(ctx context.Context, in *body[ViewInput]) (*answer[ledger.View], error) {
	edit := ledger.ViewEdit{Name: &in.Body.Name, Query: &in.Body.Query, Shared: &in.Body.Shared}
	return answerWith(a.Ledger.PutView(ctx, actor(ctx), 0, edit))
}

func (a *API) editView(ctx context.Context, in *edit[ledger.ViewEdit]) (*answer[ledger.View], error) {
	return answerWith(a.Ledger.PutView(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeView(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ledger.RemoveView(ctx, actor(ctx), in.ID)
}
