package ledger

import (
	"context"
	"errors"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// MemberOff sets a member off until a time, [schedule.Always] or, with 0, back on. The ways whose plan names them follow.
func (l *Ledger) MemberOff(ctx context.Context, who crm.Actor, account int64, userID string, until int64) error {
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return err
	}
	return l.memberOff(ctx, who, a.CorpID, userID, until)
}

// MeOff does so for the member that an agent is.
func (l *Ledger) MeOff(ctx context.Context, who crm.Actor, until int64) error {
	corp, userID, err := l.Store.MemberOfAgent(ctx, who.ID)
	if err != nil {
		return err
	}
	if corp == 0 {
		return crm.Refuse(CodeNoMember)
	}
	return l.memberOff(ctx, who, corp, userID, until)
}

// CodeNoMember: the agent is not linked to a member of a company.
const CodeNoMember crm.Code = "agent_without_member"

func (l *Ledger) memberOff(ctx context.Context, who crm.Actor, corp int64, userID string, until int64) error {
	userID = lower(userID)
	if until != schedule.Always && until < 0 {
		return crm.Invalid("until", "时间不对", "this is not a time")
	}
	if until > 0 && until <= l.Clock.Ms() {
		until = 0
	}
	stamp := l.stamp()
	err := l.Store.Write(ctx, []string{"members:" + itoa(corp)}, func(tx Tx) error {
		if err := tx.SetMemberOff(corp, userID, until); err != nil {
			return err
		}
		return errors.Join(
			tx.PlanMember(corp, userID, stamp.At),
			tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "member.off", Subject: "member", SubjectID: corp, After: map[string]any{"userid": userID, "off_until": until}}),
			tx.AddChange(crm.Stale("member", corp, stamp.At)),
		)
	})
	l.Waker.Wake(TopicAnswers)
	return err
}

func lower(s string) string { return strings.ToLower(s) }
