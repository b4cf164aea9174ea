package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// StatusInput is what an agent says of themselves.
type StatusInput struct {
	Status desk.Presence `json:"status" enum:"online,busy,away,offline" doc:"Only who is online is given conversations"`
}

// TakeInput is an agent's own rule for accepting.
type TakeInput struct {
	Below int `json:"below" minimum:"0" maximum:"1000" doc:"With fewer than so many that await an answer …"`
	More  int `json:"more" minimum:"0" maximum:"20" doc:"… so many more are taken; 0 and 0: by hand"`
}

func (a *API) getMeSeat(ctx context.Context, _ *none) (*answer[desk.AgentRow], error) {
	return answerWith(a.agentRow(ctx, actor(ctx).ID))
}

func (a *API) putMeStatus(ctx context.Context, in *body[StatusInput]) (*answer[desk.AgentRow], error) {
	return answerWith(a.Desk.SetStatus(ctx, actor(ctx), in.Body.Status))
}

func (a *API) putMeTake(ctx context.Context, in *body[TakeInput]) (*answer[desk.AgentRow], error) {
	return answerWith(a.Desk.TakeByRule(ctx, actor(ctx), in.Body.Below, in.Body.More))
}
