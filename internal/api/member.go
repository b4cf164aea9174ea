package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

// Member is WeCom staff with customer contact.
type Member struct {
	UserID      string       `json:"userid"`
	Name        string       `json:"name"`
	Departments []int64      `json:"departments"`
	Status      int          `json:"status" doc:"1 active, 2 disabled, 4 not activated, 5 left, 0 not read yet"`
	OffUntil    int64        `json:"off_until" doc:"They set themselves off until then; -1: until they say otherwise"`
	Problem     *crm.Problem `json:"problem" doc:"The platform refused a way with them, and why, until one is taken"`
	Suspected   *crm.Problem `json:"suspected" doc:"The platform refused a way with them and others; whom it meant cannot be read"`
}

// MemberList is an account's members as the platform gave them.
type MemberList struct {
	Items    []Member `json:"items"`
	SyncedAt int64    `json:"synced_at"`
}

func (a *API) listMembers(ctx context.Context, in *WithID) (*answer[MemberList], error) {
	all, at, err := a.Ledger.Members(ctx, in.ID)
	items := each(all, func(m crm.Member) Member {
		return Member{m.UserID, m.Name, some(m.Departments), m.Status, m.OffUntil, crm.ProblemOf(wx.WeCom, m.Problem), crm.ProblemOf(wx.WeCom, m.Suspected)}
	})
	return answerWith(MemberList{items, at}, err)
}

func (a *API) listDepartments(ctx context.Context, in *WithID) (*answer[List[ledger.Department]], error) {
	return listOf(a.Ledger.Departments(ctx, in.ID))
}

// MembersInput is whom a way is to lead to.
type MembersInput struct {
	Users   []string `json:"users,omitempty" maxItems:"200" nullable:"false"`
	Parties []int64  `json:"parties,omitempty" maxItems:"200" nullable:"false"`
}

func (a *API) checkMembers(ctx context.Context, in *edit[MembersInput]) (*answer[ledger.MemberCheck], error) {
	return answerWith(a.Ledger.CheckMembers(ctx, in.ID, in.Body.Users, in.Body.Parties))
}
