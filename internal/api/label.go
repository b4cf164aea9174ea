package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// LabelInput is a label to add.
type LabelInput struct {
	Name  string  `json:"name" doc:"1 to 20 characters without commas"`
	Color *string `json:"color,omitempty" enum:"gray,red,orange,yellow,green,cyan,blue,purple,pink" doc:"gray when left out"`
}

func (a *API) listLabels(ctx context.Context, _ *none) (*answer[List[ledger.Label]], error) {
	return listOf(a.Ledger.Store.Labels(ctx))
}

func (a *API) createLabel(ctx context.Context, in *body[LabelInput]) (*answer[ledger.Label], error) {
	return answerWith(a.Ledger.PutLabel(ctx, actor(ctx), 0, ledger.LabelEdit{Name: &in.Body.Name, Color: in.Body.Color}))
}

func (a *API) editLabel(ctx context.Context, in *edit[ledger.LabelEdit]) (*answer[ledger.Label], error) {
	return answerWith(a.Ledger.PutLabel(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeLabel(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ledger.RemoveLabel(ctx, actor(ctx), in.ID)
}
