package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

var seats = newTable("seats", "agent_id, status, status_at, seen_at, there_until, capacity, take_below, take_more, accounts, assigned_at, notified_at")

func readSeat(scan scan) (s desk.Seat, err error) {
	var accounts string
	if err := scan(&s.AgentID, &s.Status, &s.StatusAt, &s.SeenAt, &s.ThereUntil, &s.Capacity, &s.TakeBelow, &s.TakeMore, &accounts, &s.AssignedAt, &s.NotifiedAt); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(accounts), &s.Accounts)
}

// Seat is an agent's place at the desk.
func (s *Store) Seat(ctx context.Context, agent int64) (desk.Seat, error) {
	return seatOf(s.ask(ctx), agent)
}

// Seat is an agent's place at the desk. Whoever changes it holds the agent's key.
func (tx *Tx) Seat(agent int64) (desk.Seat, error) { return seatOf(tx, agent) }

func seatOf(q asker, agent int64) (desk.Seat, error) {
	seat, err := get(q, readSeat, seats.get, agent)
	if errors.Is(err, crm.ErrNotFound) {
		return desk.NewSeat(agent), nil
	}
	return seat, err
}

// PutSeat stores an agent's place.
func (tx *Tx) PutSeat(s desk.Seat) error {
	if s.Accounts == nil {
		s.Accounts = []int64{}
	}
	return only(tx.exec(seats.insert+` ON CONFLICT (agent_id) DO UPDATE SET status = excluded.status, status_at = excluded.status_at, seen_at = excluded.seen_at,
		there_until = excluded.there_until, capacity = excluded.capacity, take_below = excluded.take_below, take_more = excluded.take_more,
		accounts = excluded.accounts, assigned_at = excluded.assigned_at, notified_at = excluded.notified_at`,
		s.AgentID, string(s.Status), s.StatusAt, s.SeenAt, s.ThereUntil, s.Capacity, s.TakeBelow, s.TakeMore, mustText(s.Accounts), s.AssignedAt, s.NotifiedAt))
}

// OpenOf counts an agent's open conversations whose customer wrote after a time.
func (tx *Tx) OpenOf(agent, wrote int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM conversations WHERE agent_id = $1 AND status = 'open' AND last_inbound_at > $2", agent, wrote))
}

// AwaitingOf counts those of them whose customer awaits an answer.
func (tx *Tx) AwaitingOf(agent, wrote int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM conversations WHERE agent_id = $1 AND status = 'open' AND awaiting_since <> 0 AND last_inbound_at > $2", agent, wrote))
}

// ConversationsHeldBy are some of an agent's open conversations, oldest first.
func (tx *Tx) ConversationsHeldBy(agent int64, limit int) ([]desk.Conversation, error) {
	return all(tx, readConversation, conversations.list+" WHERE agent_id = $1 AND status = 'open' ORDER BY last_message_at, id LIMIT $2"+tx.s.dialect.lockRows(), agent, limit)
}

const agentRow = `SELECT a.id, a.name, a.email, a.role, a.disabled, a.password, a.userid,
	COALESCE(s.status, 'offline'), COALESCE(s.status_at, 0), COALESCE(s.seen_at, 0), COALESCE(s.there_until, 0), COALESCE(s.capacity, 0),
	COALESCE(s.take_below, 0), COALESCE(s.take_more, 0), COALESCE(s.accounts, '[]'), COALESCE(s.notice_problem, 0),
	(SELECT count(*) FROM conversations c WHERE c.agent_id = a.id AND c.status = 'open'),
	(SELECT count(*) FROM conversations c WHERE c.agent_id = a.id AND c.status = 'open' AND c.awaiting_since <> 0)
	FROM agents a LEFT JOIN seats s ON s.agent_id = a.id`

func readAgentRow(now int64) func(scan) (desk.AgentRow, error) {
	return func(scan scan) (r desk.AgentRow, err error) {
		var disabled, there int64
		var password, accounts string
		var problem int
		err = scan(&r.ID, &r.Name, &r.Email, &r.Role, &disabled, &password, &r.UserID, &r.Status, &r.StatusAt, &r.SeenAt, &there, &r.Capacity,
			&r.TakeBelow, &r.TakeMore, &accounts, &problem, &r.Open, &r.Awaiting)
		if err != nil {
			return r, err
		}
		r.Disabled, r.Invited, r.There, r.Teams = disabled != 0, password == "", there > now, []desk.TeamRef{}
		r.NoticeProblem = crm.OwnProblem(problem)
		return r, json.Unmarshal([]byte(accounts), &r.Accounts)
	}
}

// AgentRow is a person of the desk as lists show them.
func (s *Store) AgentRow(ctx context.Context, id, now int64) (desk.AgentRow, error) {
	return first(s.agentRows(ctx, now, " WHERE a.id = $1", id))
}

// AgentRows are all people of the desk.
func (s *Store) AgentRows(ctx context.Context, now int64) ([]desk.AgentRow, error) {
	return s.agentRows(ctx, now, "")
}

func (s *Store) agentRows(ctx context.Context, now int64, clause string, args ...any) ([]desk.AgentRow, error) {
	rows, err := all(s.ask(ctx), readAgentRow(now), agentRow+clause+" ORDER BY a.id", args...)
	if err != nil {
		return nil, err
	}
	teams, err := teamsOf(s.ask(ctx))
	for i := range rows {
		if of := teams[rows[i].ID]; of != nil {
			rows[i].Teams = of
		}
	}
	return rows, err
}
