package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// Absentees are agents who are online without a console, are linked to a member, and were told nothing since a time.
func (s *Store) Absentees(ctx context.Context, now, toldBefore int64) ([]desk.Absentee, error) {
	list, err := all(s.ask(ctx), readAbsentee, `SELECT s.agent_id, s.status, s.status_at, s.seen_at, s.there_until, s.capacity, s.take_below, s.take_more, s.accounts, s.assigned_at, s.notified_at,
		a.role, a.corp_id, a.userid FROM seats s JOIN agents a ON a.id = s.agent_id
		WHERE s.status = 'online' AND s.there_until <= $1 AND s.notified_at <= $2 AND a.disabled = 0 AND a.corp_id <> 0 AND a.userid <> '' ORDER BY s.agent_id`, now, toldBefore)
	if err != nil || len(list) == 0 {
		return list, err
	}
	teams, err := teamsOf(s.ask(ctx))
	for i := range list {
		list[i].Teams = []int64{0} // what waits for no team waits for everybody
		for _, t := range teams[list[i].AgentID] {
			list[i].Teams = append(list[i].Teams, t.ID)
		}
	}
	return list, err
}

func readAbsentee(scan scan) (a desk.Absentee, err error) {
	var role crm.Role
	var corp int64
	var userID string
	a.Seat, err = readSeat(func(fields ...any) error { return scan(append(fields, &role, &corp, &userID)...) })
	a.Role, a.CorpID, a.UserID = role, corp, userID
	return a, err
}

// becameTheirs says that a conversation came to those for whom it waits after a time, however long its customer has waited. Rules
// lead to teams under their id.
const becameTheirs = `updated_at > $1 AND EXISTS (SELECT 1 FROM conversation_actions x WHERE x.conversation_id = conversations.id AND x.at > $1
	AND (x.kind IN ('transferred', 'returned', 'assigned') OR x.kind = 'rule' AND x.actor_id <> 0 AND x.team_id <> 0))`

// Awaited counts what began to wait for an agent, or became theirs, after a time: conversations that they may accept, and customers
// of their own. They are those whose customer wrote after another.
func (s *Store) Awaited(ctx context.Context, a desk.Absentee, after, wrote int64) (waiting, own int, err error) {
	reach, args := "", []any{after, a.AgentID, s.dialect.list(a.Teams), wrote}
	if len(a.Accounts) > 0 && a.Role != crm.RoleAdmin {
		reach, args = " AND "+s.dialect.in("account_id", "$5"), append(args, s.dialect.list(a.Accounts))
	}
	n, err := get(s.ask(ctx), func(scan scan) (n [2]int, err error) { return n, scan(&n[0], &n[1]) }, `SELECT
		(SELECT count(*) FROM conversations WHERE status = 'waiting' AND last_inbound_at > $4 AND (waiting_since > $1 OR `+becameTheirs+`) AND `+s.dialect.in("team_id", "$3")+reach+`),
		(SELECT count(*) FROM conversations WHERE status = 'open' AND agent_id = $2 AND last_inbound_at > $4 AND awaiting_since <> 0 AND (awaiting_since > $1 OR accepted_at > $1))`, args...)
	return n[0], n[1], err
}

// PutNoticeProblem keeps why an agent could not be told, 0 when they were; false: it is so already.
func (tx *Tx) PutNoticeProblem(agent int64, problem int) (bool, error) {
	n, err := tx.exec("UPDATE seats SET notice_problem = $2 WHERE agent_id = $1 AND notice_problem <> $2", agent, problem)
	return n > 0, err
}
