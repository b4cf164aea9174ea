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
	Contact     bool         `json:"contact" doc:"Customers may be led to them; false only when all are asked for"`
	Ways        int          `json:"ways" doc:"In how many ways they stand, at most 500; counted when all are asked for"`
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

type membersQuery struct {
	WithID
	All bool `query:"all" doc:"Also those without customer contact, and those who left but stand in ways; with the number of their ways"`
}

func (a *API) listMembers(ctx context.Context, in *membersQuery) (*answer[MemberList], error) {
	if in.All {
		all, at, err := a.Ledger.Roster(ctx, in.ID)
		return answerWith(MemberList{each(all, memberOf), at}, err)
	}
	all, at, err := a.Ledger.Members(ctx, in.ID)
	return answerWith(MemberList{each(all, func(m crm.Member) Member { return memberOf(ledger.RosterMember{Member: m}) }), at}, err)
}

func memberOf(m ledger.RosterMember) Member {
	return Member{
		UserID: m.UserID, Name: m.Name, Departments: some(m.Departments), Contact: m.Contact, Ways: m.Ways, Status: m.Status, OffUntil: m.OffUntil,
		Problem: crm.ProblemOf(wx.WeCom, m.Problem), Suspected: crm.ProblemOf(wx.WeCom, m.Suspected),
	}
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
