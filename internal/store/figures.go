package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/desk"
)

// each reads rows one by one, keeping none.
func each(q asker, read func(scan) error, query string, args ...any) error {
	rows, err := q.query(query, args...)
	if err != nil {
		return err
	}
	_, err = collect(rows, func(scan scan) (struct{}, error) { return struct{}{}, read(scan) })
	return err
}

// handing is a reader that hands on what it read.
func handing[T any](read func(scan) (T, error), do func(T)) func(scan) error {
	return func(scan scan) error {
		v, err := read(scan)
		if err == nil {
			do(v)
		}
		return err
	}
}

const (
	startedConversation  = "SELECT id, agent_id, team_id, opened_at, first_answer_at, first_answer_by, closed_at FROM conversations"
	startedConversations = startedConversation + " WHERE account_id = $1 AND opened_at >= $2 AND opened_at < $3"
)

func readStarted(scan scan) (c desk.StartedConversation, err error) {
	return c, scan(&c.ID, &c.AgentID, &c.TeamID, &c.OpenedAt, &c.FirstAnswerAt, &c.FirstAnswerBy, &c.ClosedAt)
}

// Started gives the conversations that began in a span.
func (s *Store) Started(ctx context.Context, span desk.FigureSpan, do func(desk.StartedConversation)) error {
	return each(s.ask(ctx), handing(readStarted, do), startedConversations, span.AccountID, span.From, span.To)
}

// StartedByID gives some of them.
func (s *Store) StartedByID(ctx context.Context, ids []int64, do func(desk.StartedConversation)) error {
	return each(s.ask(ctx), handing(readStarted, do), startedConversation+" WHERE "+s.dialect.in("id", "$1"), s.dialect.list(ids))
}

// StartedBefore is a page of them, newest first.
func (s *Store) StartedBefore(ctx context.Context, p desk.FigurePage) ([]desk.StartedConversation, error) {
	return all(s.ask(ctx), readStarted, startedConversations+` AND opened_at <= $4 AND (opened_at < $4 OR id < $5)`+ofAgent("agent_id", p.Agent)+ofAgent("first_answer_by", p.AnsweredBy)+`
		ORDER BY opened_at DESC, id DESC LIMIT $6`, p.AccountID, p.From, p.To, p.Before.At, p.Before.ID, p.Limit)
}

const doneActions = `SELECT x.id, x.conversation_id, x.agent_id, CASE WHEN x.team_id <> 0 THEN x.team_id ELSE c.team_id END, x.at, x.kind, x.details,
	c.opened_at, c.first_accepted_at, CASE WHEN c.status = 'closed' THEN c.closed_at ELSE 0 END
	FROM conversation_actions x JOIN conversations c ON c.id = x.conversation_id WHERE x.at >= $2 AND x.at < $3`

func readDone(scan scan) (a desk.DoneAction, err error) {
	return a, scan(&a.ID, &a.ConversationID, &a.AgentID, &a.TeamID, &a.At, &a.Kind, &a.Details, &a.OpenedAt, &a.FirstAcceptedAt, &a.ClosedAt)
}

// Done gives what was done in a span, as far as figures count it.
func (s *Store) Done(ctx context.Context, span desk.FigureSpan, do func(desk.DoneAction)) error {
	return each(s.ask(ctx), handing(readDone, do), doneActions+` AND x.account_id = $1 AND x.kind IN ('accepted', 'assigned', 'took_over', 'transferred', 'returned', 'closed', 'window_missed', 'rated')`,
		span.AccountID, span.From, span.To)
}

func ofAgent(column string, agent int64) string {
	if agent == 0 {
		return ""
	}
	return " AND " + column + " = " + strconv.FormatInt(agent, 10)
}

// DoneBefore is a page of what was done, newest first. Each kind is read by itself: so the index has its order.
func (s *Store) DoneBefore(ctx context.Context, p desk.FigurePage) ([]desk.DoneAction, error) {
	var found []desk.DoneAction
	for _, kind := range p.Kinds {
		list, err := all(s.ask(ctx), readDone, doneActions+` AND x.account_id = $1 AND x.kind = $7 AND x.at <= $4 AND (x.at < $4 OR x.id < $5)`+ofAgent("x.agent_id", p.Agent)+`
			ORDER BY x.at DESC, x.id DESC LIMIT $6`, p.AccountID, p.From, p.To, p.Before.At, p.Before.ID, p.Limit, string(kind))
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	slices.SortFunc(found, func(a, b desk.DoneAction) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.ID, a.ID)) })
	return found[:min(len(found), p.Limit)], nil
}

// DoneWith is what was done in a span with some conversations of an account: they are few, and lead to it.
func (s *Store) DoneWith(ctx context.Context, span desk.FigureSpan, conversations []int64) ([]desk.DoneAction, error) {
	return all(s.ask(ctx), readDone, doneActions+" AND c.account_id = $1 AND "+s.dialect.in("x.conversation_id", "$4"), span.AccountID, span.From, span.To, s.dialect.list(conversations))
}

// Written gives how many messages there were, by quarters of an hour.
func (s *Store) Written(ctx context.Context, span desk.FigureSpan, do func(desk.WrittenMessages)) error {
	read := func(scan scan) (w desk.WrittenMessages, err error) {
		return w, scan(&w.At, &w.AgentID, &w.TeamID, &w.Direction, &w.Source, &w.N)
	}
	return each(s.ask(ctx), handing(read, do), `SELECT w.quarter * 900000, w.agent_id, w.team_id, w.direction, w.source, count(*) FROM (
			SELECT m.at / 900000 AS quarter, CASE WHEN m.direction = 'in' THEN COALESCE(c.agent_id, 0) ELSE m.agent_id END AS agent_id,
			COALESCE(c.team_id, 0) AS team_id, m.direction, m.source FROM messages m LEFT JOIN conversations c ON c.id = m.conversation_id
			WHERE m.account_id = $1 AND m.at >= $2 AND m.at < $3 AND m.kind <> 'entered' AND m.state <> 'failed') w
		GROUP BY w.quarter, w.agent_id, w.team_id, w.direction, w.source`, span.AccountID, span.From, span.To)
}

// Live gives all conversations that are not closed, counted; of those that await an answer, also whose last message is in a time.
func (s *Store) Live(ctx context.Context, from, to int64, do func(desk.LiveConversations)) error {
	read := func(scan scan) (c desk.LiveConversations, err error) {
		return c, scan(&c.AccountID, &c.AgentID, &c.TeamID, &c.Status, &c.N, &c.WaitingSince, &c.Awaiting, &c.AwaitingSince, &c.Closing)
	}
	return each(s.ask(ctx), handing(read, do), `SELECT account_id, agent_id, team_id, status, count(*), COALESCE(min(CASE WHEN waiting_since <> 0 THEN waiting_since END), 0),
		count(CASE WHEN awaiting_since <> 0 THEN 1 END), COALESCE(min(CASE WHEN awaiting_since <> 0 THEN awaiting_since END), 0),
		count(CASE WHEN awaiting_since <> 0 AND last_inbound_at > $1 AND last_inbound_at <= $2 THEN 1 END)
		FROM conversations WHERE status <> 'closed' GROUP BY account_id, agent_id, team_id, status`, from, to)
}

// FirstStarted is when the first conversation of an account began; 0: there is none.
func (s *Store) FirstStarted(ctx context.Context, account int64) (int64, error) {
	return one[int64](s.readRow(ctx, "SELECT COALESCE(min(opened_at), 0) FROM conversations WHERE account_id = $1", account))
}

// ConversationsByID are conversations in the order of their ids.
func (s *Store) ConversationsByID(ctx context.Context, ids []int64, grant desk.Grant, now int64) ([]desk.ConversationRow, error) {
	return s.conversationRows(ctx, ids, grant, now)
}
