package ledger

import (
	"context"
	"slices"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// RosterMember is somebody who may be contacted by customers, or could be once, or whom ways name all the same.
type RosterMember struct {
	crm.Member
	Ways int // in how many ways they stand, at most CountMost
}

// Roster is everybody whom a company's ways name or could name.
func (l *Ledger) Roster(ctx context.Context, account int64) ([]RosterMember, int64, error) {
	known, a, err := l.known(ctx, account)
	if len(known) == 0 && err != nil {
		return nil, 0, err
	}
	ways, err := l.Store.WaysOfMembers(ctx, a.CorpID, CountMost)
	if err != nil {
		return nil, 0, err
	}
	roster := make([]RosterMember, 0, len(known))
	for _, m := range known {
		roster = append(roster, RosterMember{m, ways[m.UserID]})
		delete(ways, m.UserID)
	}
	for id, n := range ways {
		if n > 0 {
			roster = append(roster, RosterMember{crm.Member{UserID: id, Name: id}, n})
		}
	}
	slices.SortFunc(roster[len(known):], func(a, b RosterMember) int { return strings.Compare(a.UserID, b.UserID) })
	return roster, a.MembersAt, nil
}

// MemberOf is the member that an agent is; nobody when they are linked to none.
func (l *Ledger) MemberOf(ctx context.Context, who crm.Actor) (crm.Member, error) {
	corp, userID, err := l.Store.MemberOfAgent(ctx, who.ID)
	if err != nil || corp == 0 {
		return crm.Member{}, err
	}
	known, err := l.Store.Members(ctx, corp)
	for _, m := range known {
		if m.UserID == userID {
			return m, nil
		}
	}
	return crm.Member{}, err
}
