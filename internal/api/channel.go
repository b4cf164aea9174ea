package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// ChannelInput is a channel to add.
type ChannelInput struct {
	Name       string              `json:"name"`
	Note       string              `json:"note,omitempty"`
	Welcome    *ledger.WelcomePlan `json:"welcome,omitempty" doc:"For ways that have none"`
	Tags       *[]string           `json:"tags,omitempty" doc:"ids of the company's tags that new customers get, beside those of the way"`
	RemarkRule *string             `json:"remark_rule,omitempty" doc:"For ways that have none"`
}

func (a *API) listChannels(ctx context.Context, _ *none) (*answer[List[ledger.ChannelRow]], error) {
	return listOf(a.Ledger.Store.ChannelRows(ctx, a.Ledger.Days()))
}

func (a *API) listChannelNames(ctx context.Context, _ *none) (*answer[List[ledger.ChannelName]], error) {
	return listOf(a.Ledger.Store.ChannelNames(ctx))
}

func (a *API) createChannel(ctx context.Context, in *body[ChannelInput]) (*answer[ledger.ChannelRow], error) {
	b := in.Body
	return answerWith(a.Ledger.CreateChannel(ctx, actor(ctx), ledger.ChannelEdit{Name: &b.Name, Note: &b.Note, Welcome: b.Welcome, Tags: b.Tags, RemarkRule: b.RemarkRule}))
}

func (a *API) editChannel(ctx context.Context, in *edit[ledger.ChannelEdit]) (*answer[ledger.ChannelRow], error) {
	return answerWith(a.Ledger.EditChannel(ctx, actor(ctx), in.ID, in.Body))
}
