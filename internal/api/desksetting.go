package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func (a *API) getRating(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.RatingSetting]], error) {
	return answerWith(a.Desk.Rating(ctx, in.Account))
}

func (a *API) putRating(ctx context.Context, in *forAccount[desk.RatingSetting]) (*answer[desk.Setting[desk.RatingSetting]], error) {
	return answerWith(a.Desk.SetRating(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeRating(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.RatingSetting]], error) {
	return answerWith(a.Desk.SetRating(ctx, actor(ctx), in.Account, nil))
}

func (a *API) getClosing(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.ClosingSetting]], error) {
	return answerWith(a.Desk.Closing(ctx, in.Account))
}

func (a *API) putClosing(ctx context.Context, in *forAccount[desk.ClosingSetting]) (*answer[desk.Setting[desk.ClosingSetting]], error) {
	return answerWith(a.Desk.SetClosing(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeClosing(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.ClosingSetting]], error) {
	return answerWith(a.Desk.SetClosing(ctx, actor(ctx), in.Account, nil))
}

func (a *API) getReminders(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.ReminderSetting]], error) {
	return answerWith(a.Desk.Reminders(ctx, in.Account))
}

func (a *API) putReminders(ctx context.Context, in *forAccount[desk.ReminderSetting]) (*answer[desk.Setting[desk.ReminderSetting]], error) {
	return answerWith(a.Desk.SetReminders(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeReminders(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.ReminderSetting]], error) {
	return answerWith(a.Desk.SetReminders(ctx, actor(ctx), in.Account, nil))
}

func (a *API) getCardLinks(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.CardLinksSetting]], error) {
	return answerWith(a.Desk.CardLinks(ctx, in.Account))
}

func (a *API) putCardLinks(ctx context.Context, in *forAccount[desk.CardLinksSetting]) (*answer[desk.Setting[desk.CardLinksSetting]], error) {
	return answerWith(a.Desk.SetCardLinks(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeCardLinks(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.CardLinksSetting]], error) {
	return answerWith(a.Desk.SetCardLinks(ctx, actor(ctx), in.Account, nil))
}
