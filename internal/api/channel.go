package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// ChannelInput is a channel to add.
type ChannelInput struct {
	Name string `json:"name"`
	Note string `json:"note,omitempty"`
}

// ChannelEdit changes what is given.
type ChannelEdit struct {
	Name *string `json:"name,omitempty"`
	Note *string `json:"note,omitempty"`
}

func (a *API) listChannels(ctx context.Context, _ *none) (*answer[List[ledger.ChannelRow]], error) {
	return listOf(a.Ledger.Store.ChannelRows(ctx, a.Ledger.Days()))
}

func (a *API) createChannel(ctx context.Context, in *body[ChannelInput]) (*answer[ledger.ChannelRow], error) {
	return answerWith(a.Ledger.CreateChannel(ctx, actor(ctx), in.Body.Name, in.Body.Note))
}

func (a *API) editChannel(ctx context.Context, in *edit[ChannelEdit]) (*answer[ledger.ChannelRow], error) {
	return answerWith(a.Ledger.EditChannel(ctx, actor(ctx), in.ID, in.Body.Name, in.Body.Note))
}
