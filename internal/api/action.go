package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func (a *API) listActions(ctx context.Context, in *WithID) (*answer[List[desk.ActionRow]], error) {
	if _, err := a.Desk.Visible(ctx, actor(ctx), in.ID); err != nil {
		return nil, err
	}
	return listOf(a.Desk.Store.ActionRows(ctx, in.ID))
}
