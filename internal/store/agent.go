package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

var agents = newTable("agents", "id, email, name, role, password, disabled, corp_id, userid, created_at, updated_at")

func readAgent(scan scan) (a crm.Agent, err error) {
	var disabled int64
	err = scan(&a.ID, &a.Email, &a.Name, &a.Role, &a.Password, &disabled, &a.CorpID, &a.UserID, &a.CreatedAt, &a.UpdatedAt)
	a.Disabled = disabled != 0
	return a, err
}

func agentArgs(a crm.Agent) []any {
	return []any{a.ID, a.Email, a.Name, string(a.Role), a.Password, flag(a.Disabled), a.CorpID, a.UserID, a.CreatedAt, a.UpdatedAt}
}

// Agents are all people of the console.
func (s *Store) Agents(ctx context.Context) ([]crm.Agent, error) {
	return all(s.ask(ctx), readAgent, agents.list+" ORDER BY id")
}

// AgentByEmail finds a person by their folded address.
func (s *Store) AgentByEmail(ctx context.Context, email string) (crm.Agent, error) {
	return get(s.ask(ctx), readAgent, agents.list+" WHERE email = $1", email)
}

// SessionAgent is who a session belongs to, while it lives.
func (s *Store) SessionAgent(ctx context.Context, hash [32]byte, now int64) (crm.Agent, error) {
	return get(s.ask(ctx), readAgent, agents.list+" WHERE id = (SELECT agent_id FROM sessions WHERE hash = $1 AND expires_at > $2)", hash[:], now)
}

// Agent is one person.
func (tx *Tx) Agent(id int64) (crm.Agent, error) {
	return get(tx, readAgent, agents.get+tx.s.dialect.lockRows(), id)
}

// AgentByEmail finds a person by their folded address.
func (tx *Tx) AgentByEmail(email string) (crm.Agent, error) {
	return get(tx, readAgent, agents.list+" WHERE email = $1", email)
}

// CountAgents says how many there are.
func (tx *Tx) CountAgents() (int, error) { return one[int](tx.row("SELECT count(*) FROM agents")) }

// AdminsBeside counts admins that can sign in, one left out.
func (tx *Tx) AdminsBeside(id int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM agents WHERE role = 'admin' AND disabled = 0 AND password <> '' AND id <> $1", id))
}

// AddAgent adds a person.
func (tx *Tx) AddAgent(a crm.Agent) error { return only(tx.exec(agents.insert, agentArgs(a)...)) }

// UpdateAgent stores a person as they now are.
func (tx *Tx) UpdateAgent(a crm.Agent) error { return must(tx.exec(agents.update, agentArgs(a)...)) }

// AddSession signs a browser in; sessions that have ended are swept away with it.
func (tx *Tx) AddSession(x crm.Session) error {
	if _, err := tx.exec("DELETE FROM sessions WHERE expires_at < $1", x.CreatedAt); err != nil {
		return err
	}
	return only(tx.exec("INSERT INTO sessions (hash, agent_id, created_at, expires_at) VALUES ($1, $2, $3, $4)", x.Hash[:], x.AgentID, x.CreatedAt, x.ExpiresAt))
}

// RemoveSession signs a browser out.
func (tx *Tx) RemoveSession(hash [32]byte) error {
	return only(tx.exec("DELETE FROM sessions WHERE hash = $1", hash[:]))
}

// RemoveSessionsOf signs a person out everywhere.
func (tx *Tx) RemoveSessionsOf(agent int64) error {
	return only(tx.exec("DELETE FROM sessions WHERE agent_id = $1", agent))
}

const invitation = "SELECT hash, purpose, agent_id, created_at, expires_at FROM invitations WHERE hash = $1 AND used_at IS NULL"

func readInvitation(scan scan) (i crm.Invitation, err error) {
	var hash []byte
	var agent *int64
	if err := scan(&hash, &i.Purpose, &agent, &i.CreatedAt, &i.ExpiresAt); err != nil {
		return i, err
	}
	if agent != nil {
		i.AgentID = *agent
	}
	copy(i.Hash[:], hash)
	return i, nil
}

// Invitation is a link that has not been used and still lives.
func (s *Store) Invitation(ctx context.Context, hash [32]byte, now int64) (crm.Invitation, error) {
	return get(s.ask(ctx), readInvitation, invitation+" AND expires_at > $2", hash[:], now)
}

// Invitation is a link that has not been used.
func (tx *Tx) Invitation(hash [32]byte) (crm.Invitation, error) {
	return get(tx, readInvitation, invitation, hash[:])
}

// AddInvitation adds a link; a person's unused ones for the same purpose stop working. Of those for the first admin all work until there
// is one: each node that starts prints its own.
func (tx *Tx) AddInvitation(i crm.Invitation) error {
	var agent any
	if i.AgentID != 0 {
		agent = i.AgentID
		if _, err := tx.exec("DELETE FROM invitations WHERE purpose = $1 AND agent_id = $2 AND used_at IS NULL", i.Purpose, i.AgentID); err != nil {
			return err
		}
	}
	return only(tx.exec("INSERT INTO invitations (hash, purpose, agent_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
		i.Hash[:], i.Purpose, agent, i.CreatedAt, i.ExpiresAt))
}

// RemoveInvitations has all unused links for a purpose stop working.
func (tx *Tx) RemoveInvitations(purpose string) error {
	return only(tx.exec("DELETE FROM invitations WHERE purpose = $1 AND used_at IS NULL", purpose))
}

// UseInvitation marks a link used; false when it already was.
func (tx *Tx) UseInvitation(hash [32]byte, at int64) (bool, error) {
	n, err := tx.exec("UPDATE invitations SET used_at = $2 WHERE hash = $1 AND used_at IS NULL", hash[:], at)
	return n > 0, err
}
