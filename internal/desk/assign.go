package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// Waiter is a waiting conversation, as far as it decides who gets it.
type Waiter struct {
	ID           int64
	AccountID    int64
	TeamID       int64
	WaitingSince int64
	SessionFrom  string
	ChannelID    int64 // through which the customer came last
	LastAgentID  int64 // who had their last conversation with the account
	LastEndedAt  int64
}

// Load is a seat whose agent is there, and what they have to do: conversations whose reply window has ended are none of it.
type Load struct {
	Seat
	Role     crm.Role
	Teams    []int64
	Open     int
	Awaiting int
}

func (l *Load) reaches(account int64) bool { return l.Role == crm.RoleAdmin || l.Reaches(account) }

// in says whether they are in a team; what waits for none waits for everybody.
func (l *Load) in(team int64) bool { return team == 0 || slices.Contains(l.Teams, team) }

// ownRule says whether the agent's own rule has them take more now.
func (s Seat) ownRule(awaiting int) bool { return s.TakeMore > 0 && awaiting < s.TakeBelow }

// WaiterQuery asks for waiting conversations after a place that no bot has now, and whose customer wrote after a time.
type WaiterQuery struct {
	Accounts []int64
	After    MessageCursor
	Now      int64
	Wrote    int64
	Limit    int
}

// AssignReader reads what is to be given, and to whom.
type AssignReader interface {
	// Waiters are waiting conversations of some accounts, the longest waiting first.
	Waiters(ctx context.Context, q WaiterQuery) ([]Waiter, error)
	// Loads are the agents who are there now, with what they have to do for customers who wrote after a time.
	Loads(ctx context.Context, now, wrote int64) ([]Load, error)
	TeamIDs(ctx context.Context) ([]int64, error)
}

// How many waiting conversations are looked at together, and how often in one round.
const (
	waitersAtOnce = 200
	mostPages     = 25
)

// round is one pass over those who wait.
type round struct {
	*Desk
	plans map[int64]Assignment
	loads []*Load
	taken map[int64][]Waiter // what agents' own rules are to take
	turn  int64
	wrote int64 // who wrote at this time or before cannot be answered any more
}

// Assign gives waiting conversations to agents who are there, the longest waiting first. Who is not there gets nothing, and nobody
// more than they may have: that is checked again where it is given. Whose reply window has ended keeps nobody from an agent.
func (k *Desk) Assign(ctx context.Context) error {
	r, accounts, err := k.newRound(ctx)
	if err != nil || len(accounts) == 0 {
		return err
	}
	after := MessageCursor{}
	for range mostPages {
		page, err := k.Store.Waiters(ctx, WaiterQuery{Accounts: accounts, After: after, Now: k.Clock.Ms(), Wrote: r.wrote, Limit: waitersAtOnce})
		if err != nil {
			return err
		}
		for _, w := range page {
			if err := r.place(ctx, w); err != nil {
				return err
			}
			after = MessageCursor{At: w.WaitingSince, ID: w.ID}
		}
		if len(page) < waitersAtOnce || !r.goesOn() {
			break
		}
	}
	return r.takeByRule(ctx)
}

// newRound reads who is there and how each account works; the accounts are those where something may happen.
func (k *Desk) newRound(ctx context.Context) (*round, []int64, error) {
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := k.Clock.Ms()
	r := &round{Desk: k, plans: map[int64]Assignment{}, taken: map[int64][]Waiter{}, wrote: grant.Ended(now)}
	loads, err := k.Store.Loads(ctx, now, r.wrote)
	if err != nil {
		return nil, nil, err
	}
	rules := false
	for i := range loads {
		r.loads = append(r.loads, &loads[i])
		rules = rules || loads[i].TakeMore > 0
	}
	if err := k.eachPlan(ctx, func(account int64, p Assignment) error { r.plans[account] = p; return nil }); err != nil {
		return nil, nil, err
	}
	teams, err := k.Store.TeamIDs(ctx)
	if err != nil {
		return nil, nil, err
	}
	var ids []int64
	for account, p := range r.plans {
		p.Routes = slices.DeleteFunc(p.Routes, func(to Route) bool { return to.TeamID != 0 && !slices.Contains(teams, to.TeamID) })
		r.plans[account] = p
		if rules || !p.idle() {
			ids = append(ids, account)
		}
	}
	return r, ids, nil
}

// eachPlan goes over the mini programs and how each gives its conversations.
func (k *Desk) eachPlan(ctx context.Context, do func(account int64, p Assignment) error) error {
	accounts, err := k.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Kind != crm.Weapp {
			continue
		}
		p, err := settingOf(k.Store.DeskSettings(ctx), a.ID, SectionAssignment, DefaultAssignment())
		if err != nil {
			return err
		}
		if err := do(a.ID, p); err != nil {
			return err
		}
	}
	return nil
}

// goesOn says whether there may be something left to do: somebody who may get more, or routes that say who something waits for.
func (r *round) goesOn() bool {
	routes, gives := false, false
	for _, p := range r.plans {
		routes = routes || len(p.Routes) > 0
		gives = gives || p.Mode != ByHand || p.LastFirst
	}
	return routes || slices.ContainsFunc(r.loads, func(l *Load) bool { return l.Open < l.given() && (gives || r.takes(l)) })
}

// takes says whether an agent's own rule has them take one more.
func (r *round) takes(l *Load) bool {
	n := len(r.taken[l.AgentID])
	return n < l.TakeMore && l.ownRule(l.Awaiting-n)
}

// place finds an agent for a conversation, or the team it is to wait for.
func (r *round) place(ctx context.Context, w Waiter) error {
	plan := r.plans[w.AccountID]
	to := plan.route(w)
	if to.TeamID != 0 && w.TeamID == 0 {
		if mine, err := r.lead(ctx, w, to.TeamID); err != nil || !mine {
			return err
		}
		w.TeamID = to.TeamID
	}
	for {
		l, why := r.choose(plan, to, w)
		if l == nil {
			return nil
		}
		if why == whyRule {
			r.taken[l.AgentID] = append(r.taken[l.AgentID], w)
			l.Awaiting++
			l.Open++
			return nil
		}
		err := r.give(ctx, l, w, why)
		switch {
		case crm.CodeOf(err) == CodeAgentFull: // they accepted by hand meanwhile
			l.Open = max(l.Open, l.given())
			continue
		case errors.Is(err, errMoved):
			return nil // the next round sees how it is
		}
		return err
	}
}

// lead has a conversation wait for a team; false: it does not wait any more, or for another team.
func (r *round) lead(ctx context.Context, w Waiter, team int64) (mine bool, err error) {
	stamp := r.stamp()
	err = r.Store.Write(ctx, []string{conversationKey(w.ID)}, func(tx Tx) error {
		c, err := tx.Conversation(w.ID)
		if mine = err == nil && c.Status == Waiting && c.TeamID == w.TeamID; !mine {
			return err
		}
		c.TeamID = team
		if err := put(tx, c, stamp.At); err != nil {
			return err
		}
		return act(tx, stamp.Draw(), c, assigner, Action{Kind: ActionAssigned, TeamID: team, Details: assigned{whyRoute}})
	})
	return mine, err
}

// Why somebody was given a conversation.
const (
	whyRoute = "route"
	whyLast  = "last_agent"
	whyLeast = "least_busy"
	whyTurn  = "in_turn"
	whyRule  = "own_rule"
)

type assigned struct {
	Why string `json:"why"`
}

var assigner = crm.Rule("assignment")

// choose finds who should have a conversation, and why; nil: nobody can now.
func (r *round) choose(plan Assignment, to Route, w Waiter) (*Load, string) {
	may := func(l *Load) bool { return l.Open < l.given() && l.reaches(w.AccountID) }
	if to.AgentID != 0 {
		if l := r.load(to.AgentID); l != nil && may(l) {
			return l, whyRoute
		}
	}
	in := func(l *Load) bool { return may(l) && l.in(w.TeamID) }
	since := r.Clock.Ms() - int64(plan.LastDays)*24*3600*1000
	if plan.LastFirst && w.LastAgentID != 0 && w.LastEndedAt >= since {
		if l := r.load(w.LastAgentID); l != nil && in(l) {
			return l, whyLast
		}
	}
	switch plan.Mode {
	case LeastBusy:
		return r.least(in, func(l *Load) int64 { return int64(l.Open) }), whyLeast
	case InTurn:
		return r.least(in, func(l *Load) int64 { return l.AssignedAt }), whyTurn
	}
	rule := func(l *Load) bool { return in(l) && r.takes(l) }
	return r.least(rule, func(l *Load) int64 { return int64(l.Awaiting) }), whyRule
}

func (r *round) load(agent int64) *Load {
	for _, l := range r.loads {
		if l.AgentID == agent {
			return l
		}
	}
	return nil
}

// least is the agent with the least of something; of equals, who was given one longest ago.
func (r *round) least(may func(*Load) bool, of func(*Load) int64) (best *Load) {
	for _, l := range r.loads {
		if !may(l) {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(of(l), of(best)), cmp.Compare(l.AssignedAt, best.AssignedAt), cmp.Compare(l.Open, best.Open)) < 0 {
			best = l
		}
	}
	return best
}
