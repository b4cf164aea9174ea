package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/schedule"
)

// PlanInput is who answers a way when; null takes the plan away.
type PlanInput struct {
	Plan *schedule.Plan `json:"plan"`
}

// PlanTrial is a plan to try before it is given to a way.
type PlanTrial struct {
	AccountID int64         `json:"account_id"`
	Plan      schedule.Plan `json:"plan"`
	At        int64         `json:"at,omitempty" doc:"UTC milliseconds; now when left out"`
}

// OffInput says until when somebody answers no customers.
type OffInput struct {
	Until int64 `json:"until" doc:"UTC milliseconds; -1: until they say otherwise; 0: they are back"`
}

func (a *API) putPlan(ctx context.Context, in *edit[PlanInput]) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.SetPlan(ctx, actor(ctx), in.ID, in.Body.Plan))
}

type momentQuery struct {
	WithID
	At int64 `query:"at" doc:"UTC milliseconds; now when left out"`
}

func (a *API) getAnswer(ctx context.Context, in *momentQuery) (*answer[ledger.Moment], error) {
	return answerWith(a.Ledger.Simulate(ctx, in.ID, in.At))
}

func (a *API) tryPlan(ctx context.Context, in *body[PlanTrial]) (*answer[ledger.Moment], error) {
	return answerWith(a.Ledger.SimulatePlan(ctx, in.Body.AccountID, in.Body.Plan, in.Body.At))
}

type memberOff struct {
	WithID
	UserID string `path:"userid" maxLength:"64"`
	Body   OffInput
}

func (a *API) putMemberOff(ctx context.Context, in *memberOff) (*none, error) {
	return nil, a.Ledger.MemberOff(ctx, actor(ctx), in.ID, in.UserID, in.Body.Until)
}

// MeOff is the member that an agent is, and until when they are off.
type MeOff struct {
	UserID   string `json:"userid" doc:"Empty: they are linked to no member"`
	Name     string `json:"name"`
	OffUntil int64  `json:"off_until" doc:"-1: until they say otherwise; in the past or 0: they are not off"`
}

func (a *API) getMeOff(ctx context.Context, _ *none) (*answer[MeOff], error) {
	m, err := a.Ledger.MemberOf(ctx, actor(ctx))
	return answerWith(MeOff{m.UserID, m.Name, m.OffUntil}, err)
}

func (a *API) putMeOff(ctx context.Context, in *body[OffInput]) (*none, error) {
	return nil, a.Ledger.MeOff(ctx, actor(ctx), in.Body.Until)
}
