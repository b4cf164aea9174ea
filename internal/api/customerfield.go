package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// FieldsInput are values to note about a customer.
type FieldsInput struct {
	Fields []desk.FieldValue `json:"fields" maxItems:"50" doc:"What is left out stays; an empty value takes one away"`
}

func (a *API) listCustomerFields(ctx context.Context, _ *none) (*answer[List[desk.CustomerField]], error) {
	return listOf(a.Desk.Store.CustomerFields(ctx))
}

func (a *API) createCustomerField(ctx context.Context, in *body[desk.FieldEdit]) (*answer[desk.CustomerField], error) {
	return answerWith(a.Desk.PutCustomerField(ctx, actor(ctx), 0, in.Body))
}

func (a *API) editCustomerField(ctx context.Context, in *edit[desk.FieldEdit]) (*answer[desk.CustomerField], error) {
	return answerWith(a.Desk.PutCustomerField(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeCustomerField(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveCustomerField(ctx, actor(ctx), in.ID)
}

func (a *API) putCustomerFields(ctx context.Context, in *edit[FieldsInput]) (*answer[desk.CustomerFacts], error) {
	return answerWith(a.Desk.SetCustomerFields(ctx, actor(ctx), in.ID, in.Body.Fields))
}
