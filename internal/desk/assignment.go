package desk

import (
	"context"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// SectionAssignment is the section of settings that says who gets conversations.
const SectionAssignment Section = "assignment"

// AssignMode is how waiting conversations find an agent.
type AssignMode string

// The modes. By hand, agents accept them, or have a rule of their own do it.
const (
	ByHand    AssignMode = "hand"
	LeastBusy AssignMode = "least"
	InTurn    AssignMode = "turn"
)

// Assignment is who gets the conversations of an account.
type Assignment struct {
	Mode            AssignMode `json:"mode" enum:"hand,least,turn" doc:"hand: agents accept; least: who has fewest; turn: one after the other"`
	LastFirst       bool       `json:"last_first" doc:"Who talked with the customer last comes first, when they are there"`
	LastDays        int        `json:"last_days" minimum:"1" maximum:"3650" doc:"That talk ended at most so many days ago"`
	TakeoverMinutes int        `json:"takeover_minutes" minimum:"0" maximum:"10080" doc:"A customer who has waited so long for an agent who is not there waits for everybody again; 0: never"`
	Routes          []Route    `json:"routes" maxItems:"200" doc:"The first that fits says who gets it"`
}

// Route leads conversations to a team or an agent, by what the mini program sent or by the channel a customer came through.
type Route struct {
	Match     RouteMatch `json:"match" enum:"is,begins,contains,channel"`
	Value     string     `json:"value,omitempty" maxLength:"200" doc:"What session-from is, begins with or contains"`
	ChannelID int64      `json:"channel_id,omitempty"`
	TeamID    int64      `json:"team_id,omitempty" doc:"It waits for this team"`
	AgentID   int64      `json:"agent_id,omitempty" doc:"Or goes to this agent when they are there, and to anybody when not"`
}

// RouteMatch is what a route looks at.
type RouteMatch string

// The kinds of routes; the first three look at session-from.
const (
	RouteIs       RouteMatch = "is"
	RouteBegins   RouteMatch = "begins"
	RouteContains RouteMatch = "contains"
	RouteChannel  RouteMatch = "channel"
)

// DefaultAssignment is what applies where nothing was set.
func DefaultAssignment() Assignment {
	return Assignment{Mode: ByHand, LastDays: 30, Routes: []Route{}}
}

func (r Route) fits(w Waiter) bool {
	switch r.Match {
	case RouteIs:
		return w.SessionFrom == r.Value
	case RouteBegins:
		return strings.HasPrefix(w.SessionFrom, r.Value)
	case RouteContains:
		return strings.Contains(w.SessionFrom, r.Value)
	case RouteChannel:
		return w.ChannelID != 0 && w.ChannelID == r.ChannelID
	}
	return false
}

// route is the first route that fits; an empty one where none does.
func (a Assignment) route(w Waiter) Route {
	for _, r := range a.Routes {
		if r.fits(w) {
			return r
		}
	}
	return Route{}
}

// idle says that nothing happens by itself here, but for agents' own rules.
func (a Assignment) idle() bool { return a.Mode == ByHand && !a.LastFirst && len(a.Routes) == 0 }

func (a Assignment) takeover() time.Duration { return time.Duration(a.TakeoverMinutes) * time.Minute }

func (a Assignment) validate() error {
	for _, r := range a.Routes {
		switch {
		case r.Match == RouteChannel && r.ChannelID == 0:
			return crm.Invalid("routes", "请为每条来源规则选择渠道", "choose the channel of every route by channel")
		case r.Match != RouteChannel && strings.TrimSpace(r.Value) == "":
			return crm.Invalid("routes", "请填写每条来源规则要匹配的 session-from", "say what session-from every route looks for")
		case (r.TeamID == 0) == (r.AgentID == 0):
			return crm.Invalid("routes", "每条来源规则须指定一个团队或一位客服", "every route leads to one team or one agent")
		}
	}
	return nil
}

// Assignment is who gets an account's conversations; account 0: what all begin with.
func (k *Desk) Assignment(ctx context.Context, account int64) (Setting[Assignment], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionAssignment, DefaultAssignment())
}

// SetAssignment changes it; nil has the account follow what all begin with.
func (k *Desk) SetAssignment(ctx context.Context, who crm.Actor, account int64, a *Assignment) (Setting[Assignment], error) {
	if a != nil && a.Routes == nil {
		a.Routes = []Route{}
	}
	if err := setSection(ctx, k, who, account, SectionAssignment, a); err != nil {
		return Setting[Assignment]{}, err
	}
	k.Waker.Wake(TopicAssign)
	return k.Assignment(ctx, account)
}
