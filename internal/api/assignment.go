package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func (a *API) getAssignment(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.Assignment]], error) {
	return answerWith(a.Desk.Assignment(ctx, in.Account))
}

func (a *API) putAssignment(ctx context.Context, in *forAccount[desk.Assignment]) (*answer[desk.Setting[desk.Assignment]], error) {
	return answerWith(a.Desk.SetAssignment(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeAssignment(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.Assignment]], error) {
	return answerWith(a.Desk.SetAssignment(ctx, actor(ctx), in.Account, nil))
}

func (a *API) takeOverConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.TakeOver(ctx, actor(ctx), in.ID))
}
