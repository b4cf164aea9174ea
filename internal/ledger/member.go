package ledger

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// membersFresh is how long a list of members is shown without asking again.
const membersFresh = 10 * time.Minute

// Members are the members of the account's company who may be contacted by customers. The list is asked for when it is
// old; when the platform cannot answer, the last known one is shown, and the error only if there is none.
func (l *Ledger) Members(ctx context.Context, account int64) ([]crm.Member, int64, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return nil, 0, err
	}
	if a.Kind != crm.WeCom {
		return nil, 0, crm.Invalid("account_id", "只有企业微信账号才有成员", "only WeCom accounts have members")
	}
	if l.Clock.Ms()-a.MembersAt > membersFresh.Milliseconds() {
		err = l.refreshMembers(ctx, a)
	}
	known, readErr := l.Store.Members(ctx, a.CorpID)
	if readErr != nil {
		return nil, 0, readErr
	}
	known = slices.DeleteFunc(known, func(m crm.Member) bool { return !m.Contact })
	if len(known) > 0 || err == nil {
		return known, a.MembersAt, nil
	}
	return nil, 0, err
}

func (l *Ledger) refreshMembers(ctx context.Context, a crm.Account) error {
	app, err := l.Clients.WeCom(ctx, a.ID)
	if err != nil {
		return err
	}
	userIDs, err := app.Customers.FollowUsers(ctx)
	if err != nil {
		return err
	}
	members := make([]crm.Member, 0, len(userIDs))
	for _, id := range userIDs {
		members = append(members, l.member(ctx, app, id))
	}
	stamp := l.stamp()
	return l.Store.Write(ctx, []string{"members:" + itoa(a.CorpID)}, func(tx Tx) error {
		if err := tx.PutMembers(a.CorpID, members, stamp.At); err != nil {
			return err
		}
		a, err := tx.Account(a.ID)
		if err != nil {
			return err
		}
		a.MembersAt = stamp.At
		return tx.UpdateAccount(a)
	})
}

// member reads one member's name; a member the app may not read is shown by id.
func (l *Ledger) member(ctx context.Context, app *wecom.App, userID string) crm.Member {
	m := crm.Member{UserID: strings.ToLower(userID), Name: userID, Contact: true}
	u, err := app.Users.Get(ctx, userID)
	if err != nil {
		l.Log.Info("member's name not readable", "userid", userID, "err", err)
		return m
	}
	m.Name, m.Departments = u.Name, u.Department
	return m
}
