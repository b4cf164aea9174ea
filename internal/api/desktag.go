package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// TagsInput are the tags that something is to have.
type TagsInput struct {
	Tags []int64 `json:"tags" maxItems:"20"`
}

func (a *API) listDeskTags(ctx context.Context, _ *none) (*answer[List[desk.DeskTag]], error) {
	return listOf(a.Desk.Store.Tags(ctx))
}

func (a *API) createDeskTag(ctx context.Context, in *body[desk.TagEdit]) (*answer[desk.DeskTag], error) {
	return answerWith(a.Desk.PutTag(ctx, actor(ctx), 0, in.Body))
}

func (a *API) editDeskTag(ctx context.Context, in *edit[desk.TagEdit]) (*answer[desk.DeskTag], error) {
	return answerWith(a.Desk.PutTag(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeDeskTag(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveTag(ctx, actor(ctx), in.ID)
}

func (a *API) putConversationTags(ctx context.Context, in *edit[TagsInput]) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.SetTags(ctx, actor(ctx), in.ID, in.Body.Tags))
}

func (a *API) putCustomerTags(ctx context.Context, in *edit[TagsInput]) (*answer[desk.CustomerFacts], error) {
	return answerWith(a.Desk.SetCustomerTags(ctx, actor(ctx), in.ID, in.Body.Tags))
}
