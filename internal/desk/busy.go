package desk

import (
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// queue is what a waiting conversation waits in.
type queue struct {
	ahead  int // customers who wait longer, for the same people
	room   int // how many conversations these people may still be given, as far as they are there
	byHand bool
}

// busy says whether at least so many stand before the customer and they have to wait for an agent. Where agents accept by hand a
// queue stands although they have room: then so many before one are enough.
func (q queue) busy(ahead int) bool {
	return q.ahead >= ahead && (q.room <= q.ahead || q.byHand && ahead > 0)
}

// queueOf looks it up.
func queueOf(tx Tx, c Conversation, now int64) (q queue, err error) {
	plan, err := settingOf(tx, c.AccountID, SectionAssignment, DefaultAssignment())
	if err != nil {
		return q, err
	}
	grant, err := tx.Grant()
	if err != nil {
		return q, err
	}
	if c.TeamID, err = plan.teamFor(tx, c); err != nil {
		return q, err
	}
	q.byHand = plan.Mode == ByHand
	if q.ahead, err = tx.WaitingBefore(c, grant.Ended(now)); err != nil {
		return q, err
	}
	loads, err := tx.Loads(now, grant.Ended(now))
	for _, l := range loads {
		if l.reaches(c.AccountID) && l.in(c.TeamID) {
			q.room += max(0, l.given()-l.Open)
		}
	}
	return q, err
}

// teamFor is the team that a conversation waits for, or is about to be led to.
func (a Assignment) teamFor(tx Tx, c Conversation) (int64, error) {
	if c.TeamID != 0 || len(a.Routes) == 0 {
		return c.TeamID, nil
	}
	w := Waiter{AccountID: c.AccountID, SessionFrom: c.SessionFrom}
	if slices.ContainsFunc(a.Routes, func(r Route) bool { return r.Match == RouteChannel }) {
		var err error
		if w.ChannelID, err = tx.LastChannel(c.IdentityID); err != nil {
			return 0, err
		}
	}
	team := a.route(w).TeamID
	if team == 0 {
		return 0, nil
	}
	if _, err := tx.Team(team); errors.Is(err, crm.ErrNotFound) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	return team, nil
}
