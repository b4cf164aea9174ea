package desk

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// closingWithin is how soon a reply window ends that a wall warns of.
const closingWithin = 3600 * second

// LiveConversations are those that are not closed of an account, agent, team and status, counted.
type LiveConversations struct {
	AccountID, AgentID, TeamID  int64
	Status                      Status
	N                           int
	WaitingSince, AwaitingSince int64 // of who has waited longest; 0: nobody
	Awaiting, Closing           int
}

// forAnybody says whether whoever is there may take them.
func (c LiveConversations) forAnybody() bool {
	return c.Status == Waiting && c.AgentID == 0 && c.TeamID == 0
}

// Wall is the desk at this moment.
type Wall struct {
	Now           int64      `json:"now"`
	Waiting       int        `json:"waiting"`
	WaitingSince  int64      `json:"waiting_since" doc:"Of who has waited longest to be taken; 0: nobody waits"`
	Open          int        `json:"open"`
	Awaiting      int        `json:"awaiting" doc:"Customers who wait for an answer, taken or not"`
	AwaitingSince int64      `json:"awaiting_since" doc:"Of who has waited longest for an answer; 0: nobody"`
	Closing       int        `json:"closing" doc:"Of them: their reply window ends within the hour"`
	Agents        []AgentRow `json:"agents" doc:"Who is not disabled, those at their console first"`
	Today         Counted    `json:"today" doc:"Figures of the day, in each account's time zone"`
}

// WallPart is the part of the desk that a wall shows; 0: all.
type WallPart struct{ AccountID, TeamID int64 }

func (p WallPart) has(c LiveConversations) bool {
	return (p.AccountID == 0 || p.AccountID == c.AccountID) && (p.TeamID == 0 || p.TeamID == c.TeamID)
}

func (p WallPart) hasAgent(a AgentRow) bool {
	return p.TeamID == 0 || slices.ContainsFunc(a.Teams, func(t TeamRef) bool { return t.ID == p.TeamID })
}

// Wall is the desk as its lead, or an admin, looks at it.
func (k *Desk) Wall(ctx context.Context, who crm.Actor, part WallPart) (Wall, error) {
	r, err := k.reach(ctx, who)
	if err != nil {
		return Wall{}, err
	}
	if !r.all && !r.lead {
		return Wall{}, crm.Refuse(crm.CodeNotAllowed)
	}
	w := Wall{Now: k.Clock.Ms()}
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return w, err
	}
	ends := w.Now - grant.For.Milliseconds()
	err = k.Store.Live(ctx, ends, ends+closingWithin, func(c LiveConversations) {
		if part.has(c) && r.viewer.Sees(c.AccountID) && (r.sees(c.AgentID, c.TeamID) || c.forAnybody()) {
			w.count(c)
		}
	})
	if err != nil {
		return w, err
	}
	if w.Agents, err = k.wallAgents(ctx, r, part, w.Now); err != nil {
		return w, err
	}
	w.Today, err = k.today(ctx, r, part)
	return w, err
}

func (w *Wall) count(c LiveConversations) {
	switch c.Status {
	case Waiting:
		w.Waiting += c.N
		w.WaitingSince = earlier(w.WaitingSince, c.WaitingSince)
	case Open:
		w.Open += c.N
	default:
		return
	}
	w.Awaiting += c.Awaiting
	w.AwaitingSince = earlier(w.AwaitingSince, c.AwaitingSince)
	w.Closing += c.Closing
}

// earlier is the earlier of two times, of which 0 is none.
func earlier(a, b int64) int64 {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

// wallAgents are the people whose work one sees, those at their console first.
func (k *Desk) wallAgents(ctx context.Context, r reach, part WallPart, now int64) ([]AgentRow, error) {
	list, err := k.Store.AgentRows(ctx, now)
	there, away := []AgentRow{}, []AgentRow{}
	for _, a := range list {
		switch {
		case a.Disabled || a.Invited || !part.hasAgent(a) || !r.sees(a.ID, 0):
		case a.There:
			there = append(there, a)
		default:
			away = append(away, a)
		}
	}
	return append(there, away...), err
}
