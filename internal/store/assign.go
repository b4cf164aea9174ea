package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// The channel through which a customer came last, of one of their identities.
const (
	lastChannel = `SELECT t.channel_id FROM identities i JOIN identities o ON o.customer_id = i.customer_id JOIN attributions t ON t.identity_id = o.id
		WHERE t.channel_id <> 0 AND i.id = `
	lastOfThem = ` ORDER BY t.began_at DESC LIMIT 1`
)

// LastChannel is through which a customer came last; 0: it is not known.
func (tx *Tx) LastChannel(identity int64) (int64, error) {
	return one[int64](tx.row("SELECT COALESCE(("+lastChannel+"$1"+lastOfThem+"), 0)", identity))
}

// hasBot is a conversation that a bot is being asked about, or that a bot answered and nobody else ever had.
const hasBot = `(EXISTS (SELECT 1 FROM conversation_marks k WHERE k.conversation_id = c.id AND k.bot_until > $4) OR c.awaiting_since = 0 AND c.first_accepted_at = 0)`

// Waiters are waiting conversations of some accounts, the longest waiting first.
func (s *Store) Waiters(ctx context.Context, q desk.WaiterQuery) ([]desk.Waiter, error) {
	return all(s.ask(ctx), func(scan scan) (w desk.Waiter, err error) {
		return w, scan(&w.ID, &w.AccountID, &w.TeamID, &w.WaitingSince, &w.SessionFrom, &w.ChannelID, &w.LastAgentID, &w.LastEndedAt)
	}, `SELECT c.id, c.account_id, c.team_id, c.waiting_since, c.session_from,
		COALESCE((`+lastChannel+`c.identity_id`+lastOfThem+`), 0),
		COALESCE((SELECT p.agent_id FROM conversations p WHERE p.identity_id = c.identity_id AND p.account_id = c.account_id AND p.status = 'closed' AND p.agent_id <> 0
			ORDER BY p.opened_at DESC LIMIT 1), 0),
		COALESCE((SELECT p.closed_at FROM conversations p WHERE p.identity_id = c.identity_id AND p.account_id = c.account_id AND p.status = 'closed' AND p.agent_id <> 0
			ORDER BY p.opened_at DESC LIMIT 1), 0)
		FROM conversations c WHERE c.status = 'waiting' AND (c.waiting_since, c.id) > ($1, $2) AND c.last_inbound_at > $5 AND `+s.dialect.in("c.account_id", "$3")+` AND NOT `+hasBot+`
		ORDER BY c.waiting_since, c.id LIMIT `+strconv.Itoa(q.Limit), q.After.At, q.After.ID, s.dialect.list(q.Accounts), q.Now, q.Wrote)
}

// Loads are the agents who are there now, with what they have to do for customers who wrote after a time.
func (s *Store) Loads(ctx context.Context, now, wrote int64) ([]desk.Load, error) {
	return loads(s.ask(ctx), now, wrote)
}

// Loads are the agents who are there now, with what they have to do for customers who wrote after a time.
func (tx *Tx) Loads(now, wrote int64) ([]desk.Load, error) { return loads(tx, now, wrote) }

func loads(q asker, now, wrote int64) ([]desk.Load, error) {
	loads, err := all(q, readLoad, `SELECT `+seats.columns+`, (SELECT a.role FROM agents a WHERE a.id = agent_id),
		(SELECT count(*) FROM conversations c WHERE c.agent_id = seats.agent_id AND c.status = 'open' AND c.last_inbound_at > $2),
		(SELECT count(*) FROM conversations c WHERE c.agent_id = seats.agent_id AND c.status = 'open' AND c.awaiting_since <> 0 AND c.last_inbound_at > $2)
		FROM seats WHERE status = 'online' AND there_until > $1 AND EXISTS (SELECT 1 FROM agents a WHERE a.id = agent_id AND a.disabled = 0) ORDER BY agent_id`, now, wrote)
	if err != nil || len(loads) == 0 {
		return loads, err
	}
	teams, err := teamsOf(q)
	for i := range loads {
		for _, t := range teams[loads[i].AgentID] {
			loads[i].Teams = append(loads[i].Teams, t.ID)
		}
	}
	return loads, err
}

func readLoad(scan scan) (l desk.Load, err error) {
	var role crm.Role
	var open, awaiting int
	l.Seat, err = readSeat(func(fields ...any) error { return scan(append(fields, &role, &open, &awaiting)...) })
	l.Role, l.Open, l.Awaiting = role, open, awaiting
	return l, err
}

// LeftOpen are open conversations whose customers have waited since before a time for an agent who is not there.
func (s *Store) LeftOpen(ctx context.Context, account, before, now int64, limit int) ([]desk.Conversation, error) {
	return all(s.ask(ctx), readConversation, conversations.list+` WHERE awaiting_since <> 0 AND status <> 'closed' AND status = 'open' AND awaiting_since <= $2 AND account_id = $1
		AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.agent_id = conversations.agent_id
			AND (s.there_until > $4 OR s.seen_at > $2) AND NOT (s.status IN ('away', 'offline') AND s.status_at <> 0 AND s.status_at <= $2))
		ORDER BY awaiting_since, id LIMIT $3`, account, before, limit, now)
}

// LeftByDisabled are open conversations of agents who are disabled.
func (s *Store) LeftByDisabled(ctx context.Context, limit int) ([]desk.Conversation, error) {
	return all(s.ask(ctx), readConversation, conversations.list+` WHERE status = 'open' AND agent_id IN (SELECT id FROM agents WHERE disabled = 1)
		ORDER BY id LIMIT $1`, limit)
}
