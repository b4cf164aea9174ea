package api

import (
	"context"
	"net/url"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// AgentInput is a person to add.
type AgentInput struct {
	Name  string   `json:"name"`
	Email string   `json:"email"`
	Role  crm.Role `json:"role" enum:"admin,agent"`
}

// AgentAdded is a new agent and the link by which they choose their password, shown this once.
type AgentAdded struct {
	Agent desk.AgentRow `json:"agent"`
	Link  string        `json:"link"`
}

// AgentLink is a one-time link by which a person chooses a password, shown this once.
type AgentLink struct {
	Link string `json:"link"`
}

// Invitation says what a one-time link is for.
type Invitation struct {
	Purpose string `json:"purpose" enum:"first_admin,password"`
	Name    string `json:"name,omitempty"`
	Email   string `json:"email,omitempty"`
}

// InvitationInput uses a one-time link. Name and email are those of the first admin.
type InvitationInput struct {
	Token    string `json:"token" maxLength:"200"`
	Name     string `json:"name,omitempty"`
	Email    string `json:"email,omitempty"`
	Password string `json:"password" maxLength:"800" doc:"At least 10 characters"`
}

func (a *API) listAgents(ctx context.Context, _ *none) (*answer[List[desk.AgentRow]], error) {
	return listOf(a.Desk.Store.AgentRows(ctx, a.Clock.Ms()))
}

func (a *API) getAgent(ctx context.Context, in *WithID) (*answer[desk.AgentRow], error) {
	return answerWith(a.agentRow(ctx, in.ID))
}

func (a *API) agentRow(ctx context.Context, id int64) (desk.AgentRow, error) {
	return a.Desk.Store.AgentRow(ctx, id, a.Clock.Ms())
}

func (a *API) addAgent(ctx context.Context, in *body[AgentInput]) (*answer[AgentAdded], error) {
	b := in.Body
	added, token, err := a.Ground.AddAgent(ctx, actor(ctx), crm.NewAgent{Email: b.Email, Name: b.Name, Role: b.Role})
	if err != nil {
		return nil, err
	}
	row, err := a.agentRow(ctx, added.ID)
	return answerWith(AgentAdded{row, InvitationLink(a.PublicURL(), token)}, err)
}

func (a *API) editAgent(ctx context.Context, in *edit[desk.AgentEdit]) (*answer[desk.AgentRow], error) {
	return answerWith(a.Desk.EditAgent(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) newAgentLink(ctx context.Context, in *WithID) (*answer[AgentLink], error) {
	token, err := a.Ground.NewLink(ctx, actor(ctx), in.ID)
	return answerWith(AgentLink{InvitationLink(a.PublicURL(), token)}, err)
}

// AgentMember is the member of a company that a person is.
type AgentMember struct {
	AccountID int64  `json:"account_id,omitempty"`
	UserID    string `json:"userid" maxLength:"64" doc:"Empty: none"`
}

func (a *API) putAgentMember(ctx context.Context, in *edit[AgentMember]) (*answer[desk.AgentRow], error) {
	if _, err := a.Ground.LinkAgent(ctx, actor(ctx), in.ID, in.Body.AccountID, in.Body.UserID); err != nil {
		return nil, err
	}
	return answerWith(a.agentRow(ctx, in.ID))
}

// InvitationLink is where a person uses a one-time token.
func InvitationLink(publicURL, token string) string {
	return publicURL + "/invitation?token=" + url.QueryEscape(token)
}

type invitationQuery struct {
	Token string `query:"token" required:"true" maxLength:"200"`
}

func (a *API) getInvitation(ctx context.Context, in *invitationQuery) (*answer[Invitation], error) {
	i, who, err := a.Ground.InvitedAs(ctx, in.Token)
	return answerWith(Invitation{Purpose: i.Purpose, Name: who.Name, Email: who.Email}, err)
}

func (a *API) acceptInvitation(ctx context.Context, in *body[InvitationInput]) (*begun, error) {
	if err := a.attempt(ctx, triesInterval, triesBurst, "address "+addressOf(ctx)); err != nil {
		return nil, err
	}
	b := in.Body
	me, token, err := a.Ground.AcceptInvitation(ctx, b.Token, b.Name, b.Email, b.Password)
	if err != nil {
		return nil, err
	}
	return a.begin(me, token), nil
}

func each[T, U any](all []T, f func(T) U) []U {
	out := make([]U, len(all))
	for i, v := range all {
		out[i] = f(v)
	}
	return out
}
