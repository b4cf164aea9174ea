package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func (a *API) getCloseSetting(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.CloseSetting]], error) {
	return answerWith(a.Desk.CloseSetting(ctx, in.Account))
}

func (a *API) putCloseSetting(ctx context.Context, in *forAccount[desk.CloseSetting]) (*answer[desk.Setting[desk.CloseSetting]], error) {
	return answerWith(a.Desk.SetCloseSetting(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeCloseSetting(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.CloseSetting]], error) {
	return answerWith(a.Desk.SetCloseSetting(ctx, actor(ctx), in.Account, nil))
}
