package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// AgentRow is a person of the desk as lists show them.
type AgentRow struct {
	ID        int64     `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Role      crm.Role  `json:"role" enum:"admin,agent"`
	Disabled  bool      `json:"disabled"`
	Invited   bool      `json:"invited" doc:"They have not chosen a password yet"`
	UserID    string    `json:"userid,omitempty" doc:"The WeCom member they are"`
	Status    Presence  `json:"status" enum:"online,busy,away,offline" doc:"What they say of themselves"`
	StatusAt  int64     `json:"status_at" doc:"Since when"`
	There     bool      `json:"there" doc:"A console of theirs is connected"`
	SeenAt    int64     `json:"seen_at" doc:"When one was last connected, to within half a minute; 0: never"`
	Capacity  int       `json:"capacity" doc:"Open conversations at once, without those whose reply window has ended; 0: none was set, so they are given 10 at most and accept by hand without limit"`
	TakeBelow int       `json:"take_below" doc:"With fewer than so many that await an answer …"`
	TakeMore  int       `json:"take_more" doc:"… they take so many more; 0: they accept by hand"`
	Accounts  []int64   `json:"accounts" doc:"Whose customers they may see; none: everybody's"`
	Teams     []TeamRef `json:"teams"`
	Open      int       `json:"open" doc:"Their open conversations"`

	NoticeProblem *crm.Problem `json:"notice_problem" doc:"Why they could not be told through the company's app, the last time, that somebody waits"`

	Awaiting int `json:"awaiting" doc:"Those whose customer awaits an answer"`
}

// AgentEdit changes what is given.
type AgentEdit struct {
	Name      *string   `json:"name,omitempty"`
	Email     *string   `json:"email,omitempty"`
	Role      *crm.Role `json:"role,omitempty" enum:"admin,agent"`
	Disabled  *bool     `json:"disabled,omitempty" doc:"Their sessions end, and their open conversations return to waiting"`
	Status    *Presence `json:"status,omitempty" enum:"online,busy,away,offline"`
	Capacity  *int      `json:"capacity,omitempty"`
	TakeBelow *int      `json:"take_below,omitempty"`
	TakeMore  *int      `json:"take_more,omitempty"`
	Accounts  *[]int64  `json:"accounts,omitempty"`
}

// EditAgent changes a person and their seat. Who is disabled is signed out at once, and their customers wait for somebody else.
func (k *Desk) EditAgent(ctx context.Context, who crm.Actor, id int64, e AgentEdit) (AgentRow, error) {
	stamp := k.stamp()
	err := k.Store.Write(ctx, []string{"agents", agentKey(id)}, func(tx Tx) error {
		after, err := crm.EditAgent(tx, who, id, e.person, stamp.At)
		if err != nil {
			return err
		}
		return editSeat(tx, who, id, "agent.seat", func(s *Seat) { e.seat(s, after) }, stamp.At)
	})
	if err == nil && e.Disabled != nil && *e.Disabled {
		err = k.returnAll(ctx, who, id)
	}
	if err != nil {
		return AgentRow{}, err
	}
	k.Waker.Wake(TopicAssign)
	return k.Store.AgentRow(ctx, id, k.Clock.Ms())
}

func (e AgentEdit) person(a *crm.Agent) {
	set(&a.Name, e.Name)
	set(&a.Email, e.Email)
	set(&a.Role, e.Role)
	set(&a.Disabled, e.Disabled)
}

func (e AgentEdit) seat(s *Seat, a crm.Agent) {
	set(&s.Status, e.Status)
	set(&s.Capacity, e.Capacity)
	set(&s.TakeBelow, e.TakeBelow)
	set(&s.TakeMore, e.TakeMore)
	set(&s.Accounts, e.Accounts)
	if a.Disabled {
		s.Status, s.ThereUntil = Offline, 0
	}
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

// returnedAtOnce is how many conversations go back to waiting in one transaction.
const returnedAtOnce = 5

// returnAll puts all open conversations of an agent back to waiting. Cut off in between, the assigning worker goes on with it.
func (k *Desk) returnAll(ctx context.Context, who crm.Actor, agent int64) error {
	return k.inPieces(ctx, []string{agentKey(agent)}, func(tx Tx, stamp crm.Stamp) (bool, error) {
		list, err := tx.ConversationsHeldBy(agent, returnedAtOnce)
		if err != nil {
			return false, err
		}
		d := stamp.Draw()
		for _, c := range list {
			if err := giveBack(tx, d, c, who, ReasonDisabled); err != nil {
				return false, err
			}
		}
		return len(list) == returnedAtOnce, nil
	})
}

// Why a conversation went back to waiting by itself.
const (
	ReasonDisabled = "agent_disabled"
	ReasonAbsent   = "agent_absent"
)

// giveBack puts an open conversation back to waiting.
func giveBack(tx Tx, d *crm.Draw, c Conversation, who crm.Actor, reason string) error {
	from := c.AgentID
	c.returned(d.At)
	if err := put(tx, c, d.At); err != nil {
		return err
	}
	return act(tx, d, c, who, Action{Kind: ActionReturned, AgentID: from, Details: map[string]string{"reason": reason}})
}
