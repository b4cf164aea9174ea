package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

// RuleInput is a rule as a person wants it.
type RuleInput struct {
	AccountID int64          `json:"account_id" doc:"0: of all accounts"`
	Name      string         `json:"name" maxLength:"200"`
	Enabled   bool           `json:"enabled"`
	Event     desk.RuleEvent `json:"event" enum:"entered,accepted,message,outside_hours,all_busy"`
	desk.RuleBody
}

func (in RuleInput) rule() desk.Rule {
	return desk.Rule{AccountID: in.AccountID, Name: in.Name, Enabled: in.Enabled, Event: in.Event, RuleBody: in.RuleBody}
}

// RuleOrder are rules in the order they are to be asked.
type RuleOrder struct {
	IDs []int64 `json:"ids" maxItems:"300" nullable:"false"`
}

func (a *API) listRules(ctx context.Context, _ *none) (*answer[List[desk.Rule]], error) {
	return listOf(a.Desk.Store.Rules(ctx))
}

func (a *API) listRuleActs(ctx context.Context, _ *none) (*answer[List[desk.RuleActs]], error) {
	return listOf(a.Desk.RuleActs(ctx))
}

func (a *API) createRule(ctx context.Context, in *body[RuleInput]) (*answer[desk.Rule], error) {
	return answerWith(a.Desk.PutRule(ctx, actor(ctx), 0, in.Body.rule()))
}

func (a *API) putRule(ctx context.Context, in *edit[RuleInput]) (*answer[desk.Rule], error) {
	return answerWith(a.Desk.PutRule(ctx, actor(ctx), in.ID, in.Body.rule()))
}

func (a *API) removeRule(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveRule(ctx, actor(ctx), in.ID)
}

func (a *API) orderRules(ctx context.Context, in *body[RuleOrder]) (*answer[List[desk.Rule]], error) {
	return listOf(a.Desk.OrderRules(ctx, actor(ctx), in.Body.IDs))
}

func (a *API) tryRules(ctx context.Context, in *body[desk.RuleTrial]) (*answer[desk.RuleTried], error) {
	return answerWith(a.Desk.TryRules(ctx, actor(ctx), in.Body))
}
