package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// ForAccount names whose settings of the desk are meant. It is exported because huma reads embedded fields only then.
type ForAccount struct {
	Account int64 `query:"account" minimum:"0" doc:"0, or left out: what applies to all accounts that have none of their own"`
}

type forAccount[T any] struct {
	ForAccount
	Body T
}

func (a *API) getHours(ctx context.Context, in *ForAccount) (*answer[desk.HoursNow], error) {
	return answerWith(a.Desk.BusinessHours(ctx, in.Account))
}

func (a *API) putHours(ctx context.Context, in *forAccount[desk.Hours]) (*answer[desk.HoursNow], error) {
	return answerWith(a.Desk.SetBusinessHours(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeHours(ctx context.Context, in *ForAccount) (*answer[desk.HoursNow], error) {
	return answerWith(a.Desk.SetBusinessHours(ctx, actor(ctx), in.Account, nil))
}
