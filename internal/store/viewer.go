package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// viewer is what an agent sees of the conversations: admins see all.
func viewer(q asker, agent int64) (desk.Viewer, error) {
	v := desk.Viewer{AgentID: agent}
	var role crm.Role
	accounts, err := get(q, func(scan scan) (s string, err error) { return s, scan(&role, &s) },
		"SELECT a.role, COALESCE(s.accounts, '[]') FROM agents a LEFT JOIN seats s ON s.agent_id = a.id WHERE a.id = $1", agent)
	if err != nil {
		return v, err
	}
	if role != crm.RoleAdmin && accounts != "[]" {
		if err := json.Unmarshal([]byte(accounts), &v.Accounts); err != nil {
			return v, err
		}
	}
	_, err = all(q, func(scan scan) (struct{}, error) {
		var team, mate int64
		err := scan(&team, &mate)
		if mate == agent {
			v.Teams = append(v.Teams, team)
		}
		v.Mates = append(v.Mates, mate)
		return struct{}{}, err
	}, "SELECT team_id, agent_id FROM team_members WHERE team_id IN (SELECT m.team_id FROM team_members m WHERE m.agent_id = $1)", agent)
	return v, err
}

// Viewer is what an agent sees of the conversations.
func (s *Store) Viewer(ctx context.Context, agent int64) (desk.Viewer, error) {
	return viewer(s.ask(ctx), agent)
}

// Viewer is what an agent sees of the conversations.
func (tx *Tx) Viewer(agent int64) (desk.Viewer, error) { return viewer(tx, agent) }
