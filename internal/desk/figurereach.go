package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// reach is whose work somebody sees in figures: admins and programs all, a lead that of their teams, others their own.
type reach struct {
	viewer Viewer
	all    bool
	lead   bool
	teams  map[int64]bool
	agents map[int64]bool
}

func (k *Desk) reach(ctx context.Context, who crm.Actor) (reach, error) {
	v, err := k.Viewer(ctx, who)
	r := reach{viewer: v, all: who.Kind != "agent" || who.Role == crm.RoleAdmin, teams: map[int64]bool{}, agents: map[int64]bool{who.ID: true}}
	if err != nil || r.all {
		return r, err
	}
	teams, err := k.Store.TeamRows(ctx)
	for _, t := range teams {
		if !t.ledBy(who.ID) {
			continue
		}
		r.lead, r.teams[t.ID] = true, true
		for _, m := range t.Members {
			r.agents[m.AgentID] = true
		}
	}
	return r, err
}

func (t TeamRow) ledBy(agent int64) bool {
	for _, m := range t.Members {
		if m.AgentID == agent && m.Lead {
			return true
		}
	}
	return false
}

// sees says whether something of an agent in a team counts for them.
func (r reach) sees(agent, team int64) bool {
	return r.all || r.agents[agent] || team != 0 && r.teams[team]
}
