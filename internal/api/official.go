package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

func (a *API) getOfficial(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.OfficialSetting]], error) {
	return answerWith(a.Desk.Official(ctx, in.Account))
}

func (a *API) putOfficial(ctx context.Context, in *forAccount[desk.OfficialSetting]) (*answer[desk.Setting[desk.OfficialSetting]], error) {
	return answerWith(a.Desk.SetOfficial(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeOfficial(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.OfficialSetting]], error) {
	return answerWith(a.Desk.SetOfficial(ctx, actor(ctx), in.Account, nil))
}

// OfficialAgentInput is a person to add to the official tool.
type OfficialAgentInput struct {
	WX string `json:"wx" doc:"Their WeChat id"`
}

type officialAgentID struct {
	WithID
	OpenID string `path:"openid" maxLength:"128"`
}

func (a *API) listOfficialAgents(ctx context.Context, in *WithID) (*answer[desk.OfficialAgents], error) {
	if !within(a.reach(ctx, actor(ctx)).accounts, in.ID) {
		return nil, crm.ErrNotFound
	}
	return answerWith(a.Desk.OfficialAgents(ctx, in.ID))
}

func (a *API) addOfficialAgent(ctx context.Context, in *edit[OfficialAgentInput]) (*answer[desk.OfficialAgents], error) {
	return answerWith(a.Desk.AddOfficialAgent(ctx, actor(ctx), in.ID, in.Body.WX))
}

func (a *API) removeOfficialAgent(ctx context.Context, in *officialAgentID) (*answer[desk.OfficialAgents], error) {
	return answerWith(a.Desk.RemoveOfficialAgent(ctx, actor(ctx), in.ID, in.OpenID))
}
