package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// QuickReplyInput is a quick reply to add.
type QuickReplyInput struct {
	Shortcut string `json:"shortcut"`
	Text     string `json:"text"`
}

// QuickReplyEdit changes what is given.
type QuickReplyEdit struct {
	Shortcut *string `json:"shortcut,omitempty"`
	Text     *string `json:"text,omitempty"`
}

func (a *API) listQuickReplies(ctx context.Context, _ *none) (*answer[List[desk.QuickReply]], error) {
	return listOf(a.Desk.Store.QuickReplies(ctx))
}

func (a *API) createQuickReply(ctx context.Context, in *body[QuickReplyInput]) (*answer[desk.QuickReply], error) {
	return answerWith(a.Desk.PutQuickReply(ctx, actor(ctx), 0, in.Body.Shortcut, in.Body.Text))
}

func (a *API) editQuickReply(ctx context.Context, in *edit[QuickReplyEdit]) (*answer[desk.QuickReply], error) {
	q, err := a.quickReply(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	set(&q.Shortcut, in.Body.Shortcut)
	set(&q.Text, in.Body.Text)
	return answerWith(a.Desk.PutQuickReply(ctx, actor(ctx), in.ID, q.Shortcut, q.Text))
}

func (a *API) quickReply(ctx context.Context, id int64) (desk.QuickReply, error) {
	all, err := a.Desk.Store.QuickReplies(ctx)
	if err != nil {
		return desk.QuickReply{}, err
	}
	for _, q := range all {
		if q.ID == id {
			return q, nil
		}
	}
	return desk.QuickReply{}, crm.ErrNotFound
}

func (a *API) removeQuickReply(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveQuickReply(ctx, actor(ctx), in.ID)
}
