package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// TeamInput is a team as it is to be.
type TeamInput struct {
	Name    string            `json:"name"`
	Members []desk.TeamMember `json:"members"`
}

func (a *API) listTeams(ctx context.Context, _ *none) (*answer[List[desk.TeamRow]], error) {
	return listOf(a.Desk.Store.TeamRows(ctx))
}

func (a *API) createTeam(ctx context.Context, in *body[TeamInput]) (*answer[desk.TeamRow], error) {
	return answerWith(a.Desk.PutTeam(ctx, actor(ctx), 0, in.Body.Name, in.Body.Members))
}

func (a *API) editTeam(ctx context.Context, in *edit[TeamInput]) (*answer[desk.TeamRow], error) {
	return answerWith(a.Desk.PutTeam(ctx, actor(ctx), in.ID, in.Body.Name, in.Body.Members))
}

func (a *API) removeTeam(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveTeam(ctx, actor(ctx), in.ID)
}
