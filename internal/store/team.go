package store

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/desk"
)

var teams = newTable("teams", "id, name, created_at, updated_at")

func readTeam(scan scan) (t desk.Team, err error) {
	return t, scan(&t.ID, &t.Name, &t.CreatedAt, &t.UpdatedAt)
}

func readTeamMember(scan scan) (m desk.TeamMember, err error) {
	var lead int64
	err = scan(&m.AgentID, &m.Name, &lead)
	m.Lead = lead != 0
	return m, err
}

const teamMembers = "SELECT m.agent_id, a.name, m.lead FROM team_members m JOIN agents a ON a.id = m.agent_id WHERE m.team_id = $1 ORDER BY m.lead DESC, m.agent_id"

// Team is one team with its members.
func (tx *Tx) Team(id int64) (desk.Team, error) {
	t, err := get(tx, readTeam, teams.get, id)
	if err != nil {
		return t, err
	}
	t.Members, err = all(tx, readTeamMember, teamMembers, id)
	return t, err
}

// Teams are all teams, without their members.
func (tx *Tx) Teams() ([]desk.Team, error) {
	return all(tx, readTeam, teams.list+" ORDER BY name")
}

// PutTeam stores a team and who is in it.
func (tx *Tx) PutTeam(t desk.Team) error {
	_, err := tx.exec(teams.insert+" ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at", t.ID, t.Name, t.CreatedAt, t.UpdatedAt)
	if err != nil {
		return err
	}
	if _, err := tx.exec("DELETE FROM team_members WHERE team_id = $1", t.ID); err != nil {
		return err
	}
	for _, m := range t.Members {
		if _, err := tx.exec("INSERT INTO team_members (team_id, agent_id, lead) VALUES ($1, $2, $3)", t.ID, m.AgentID, flag(m.Lead)); err != nil {
			return err
		}
	}
	return nil
}

// RemoveTeam takes a team away and keeps its name: figures count what it did.
func (tx *Tx) RemoveTeam(id, at int64) error {
	_, err := tx.exec("INSERT INTO former_teams (id, name, removed_at) SELECT id, name, $2 FROM teams WHERE id = $1 ON CONFLICT (id) DO NOTHING", id, at)
	if err != nil {
		return err
	}
	_, err = tx.exec("DELETE FROM team_members WHERE team_id = $1", id)
	return errors.Join(err, must(tx.exec("DELETE FROM teams WHERE id = $1", id)))
}

// Leads says whether an agent leads the team, or one that another agent is in.
func (tx *Tx) Leads(lead, agent, team int64) (bool, error) {
	n, err := one[int](tx.row(`SELECT count(*) FROM team_members l WHERE l.agent_id = $1 AND l.lead = 1
		AND (l.team_id = $3 OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = l.team_id AND m.agent_id = $2))`, lead, agent, team))
	return n > 0, err
}

// ConversationsOfTeam are some of those that are open or wait for a team.
func (tx *Tx) ConversationsOfTeam(id int64, limit int) ([]desk.Conversation, error) {
	return all(tx, readConversation, conversations.list+" WHERE team_id = $1 AND status IN ('open', 'waiting') ORDER BY id LIMIT $2"+tx.s.dialect.lockRows(), id, limit)
}

const teamRow = `SELECT t.id, t.name,
	(SELECT count(*) FROM conversations c WHERE c.team_id = t.id AND c.status = 'waiting'),
	(SELECT count(*) FROM conversations c WHERE c.team_id = t.id AND c.status = 'open') FROM teams t`

func readTeamRow(scan scan) (t desk.TeamRow, err error) {
	return t, scan(&t.ID, &t.Name, &t.Waiting, &t.Open)
}

// TeamRow is a team as lists show it.
func (s *Store) TeamRow(ctx context.Context, id int64) (desk.TeamRow, error) {
	t, err := get(s.ask(ctx), readTeamRow, teamRow+" WHERE t.id = $1", id)
	if err != nil {
		return t, err
	}
	t.Members, err = all(s.ask(ctx), readTeamMember, teamMembers, id)
	return t, err
}

// TeamRows are all teams by name.
func (s *Store) TeamRows(ctx context.Context) ([]desk.TeamRow, error) {
	rows, err := all(s.ask(ctx), readTeamRow, teamRow+" ORDER BY t.name, t.id")
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Members, err = all(s.ask(ctx), readTeamMember, teamMembers, rows[i].ID); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// TeamIDs are all teams.
func (s *Store) TeamIDs(ctx context.Context) ([]int64, error) {
	return all(s.ask(ctx), readID, "SELECT id FROM teams ORDER BY id")
}

// teamsOf are the teams of every agent.
func teamsOf(q asker) (map[int64][]desk.TeamRef, error) {
	type member struct {
		agent int64
		team  desk.TeamRef
	}
	list, err := all(q, func(scan scan) (m member, err error) {
		var lead int64
		err = scan(&m.agent, &m.team.ID, &m.team.Name, &lead)
		m.team.Lead = lead != 0
		return m, err
	}, "SELECT m.agent_id, t.id, t.name, m.lead FROM team_members m JOIN teams t ON t.id = m.team_id ORDER BY t.name, t.id")
	of := map[int64][]desk.TeamRef{}
	for _, m := range list {
		of[m.agent] = append(of[m.agent], m.team)
	}
	return of, err
}
