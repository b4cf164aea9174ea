package store

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var tempChats = newTable("temp_chats", "way_id, corp_id, state, qr_until, used_at, identity_id, userid, ends_at, ended_at, end_reason, "+
	"close_state, close_problem, closed_at, closed_by, closed_name, counted_day")

func readTempChat(scan scan) (c ledger.TempChat, err error) {
	return c, scan(&c.WayID, &c.CorpID, &c.State, &c.QRUntil, &c.UsedAt, &c.IdentityID, &c.UserID, &c.EndsAt, &c.EndedAt, &c.EndReason,
		&c.CloseState, &c.CloseProblem, &c.ClosedAt, &c.ClosedBy, &c.ClosedName, &c.CountedDay)
}

// TempChat is one visit.
func (s *Store) TempChat(ctx context.Context, way int64) (ledger.TempChat, error) {
	return get(s.ask(ctx), readTempChat, tempChats.get, way)
}

// TempChat is one visit.
func (tx *Tx) TempChat(way int64) (ledger.TempChat, error) {
	return get(tx, readTempChat, tempChats.get+tx.s.dialect.lockRows(), way)
}

// PutTempChat stores a visit as it now is.
func (tx *Tx) PutTempChat(c ledger.TempChat) error {
	args := []any{
		c.WayID, c.CorpID, string(c.State), c.QRUntil, c.UsedAt, c.IdentityID, c.UserID, c.EndsAt, c.EndedAt, c.EndReason,
		c.CloseState, c.CloseProblem, c.ClosedAt, c.ClosedBy, c.ClosedName, c.CountedDay,
	}
	n, err := tx.exec(tempChats.update, args...)
	if err != nil || n > 0 {
		return err
	}
	return only(tx.exec(tempChats.insert, args...))
}

// OpenTempChats are those that a customer has with a member; an empty userid means any.
func (tx *Tx) OpenTempChats(identity int64, userID string) ([]ledger.TempChat, error) {
	return all(tx, readTempChat, tempChats.list+" WHERE identity_id = $1 AND (userid = $2 OR $2 = '') AND state = 'chatting' ORDER BY way_id"+tx.s.dialect.lockRows(), identity, userID)
}

// CountTemp counts one more visit on a day, or says that there are as many as limit.
func (tx *Tx) CountTemp(corp, day, limit int64) (bool, error) {
	n, err := tx.exec(`INSERT INTO temp_days (corp_id, day, made) VALUES ($1, $2, 1)
		ON CONFLICT (corp_id, day) DO UPDATE SET made = temp_days.made + 1 WHERE temp_days.made < $3`, corp, day, limit)
	return n > 0, err
}

// UncountTemp takes one back.
func (tx *Tx) UncountTemp(corp, day int64) error {
	return only(tx.exec("UPDATE temp_days SET made = made - 1 WHERE corp_id = $1 AND day = $2 AND made > 0", corp, day))
}

// TempMade is how many visits count to a day.
func (s *Store) TempMade(ctx context.Context, corp, day int64) (int64, error) {
	return one[int64](s.readRow(ctx, "SELECT COALESCE(sum(made), 0) FROM temp_days WHERE corp_id = $1 AND day = $2", corp, day))
}

// tempParts says which stored rows are in a state at a moment, $1: time passes before anybody has written it down. Each part is
// read along the index of states.
func tempParts(state ledger.TempState) []string {
	due := map[ledger.TempState]string{ledger.TempWaiting: "(t.qr_until = 0 OR t.qr_until > $1)", ledger.TempUnknown: "(t.qr_until = 0 OR t.qr_until > $1)", ledger.TempChatting: "t.ends_at > $1"}
	if lasts := due[state]; lasts != "" {
		return []string{"t.state = '" + string(state) + "' AND " + lasts}
	}
	parts := []string{"t.state = '" + string(state) + "'"}
	switch state {
	case ledger.TempExpired:
		parts = append(parts, "t.state = 'waiting' AND t.qr_until <> 0 AND t.qr_until <= $1", "t.state = 'unknown' AND t.qr_until <> 0 AND t.qr_until <= $1")
	case ledger.TempEnded:
		parts = append(parts, "t.state = 'chatting' AND t.ends_at <= $1")
	}
	return parts
}

// TempCounts counts the visits of each state, up to one more than most.
func (s *Store) TempCounts(ctx context.Context, now int64, most int) (map[ledger.TempState]int, error) {
	counts := map[ledger.TempState]int{}
	for _, state := range ledger.TempStates {
		counts[state] = 0
		for _, part := range tempParts(state) {
			query := "SELECT count(*) FROM (SELECT 1 FROM temp_chats t WHERE " + part + " LIMIT " + strconv.Itoa(most+1) + ") found"
			args := []any{now}
			if part == "t.state = '"+string(state)+"'" {
				args = nil
			}
			n, err := one[int](s.readRow(ctx, query, args...))
			if err != nil {
				return nil, err
			}
			counts[state] = min(counts[state]+n, most+1)
		}
	}
	return counts, nil
}

const tempRow = `SELECT w.id, w.account_id, w.channel_id, c.name, w.name, w.note, w.users, w.corp_id, t.state, w.phase, w.problem, w.qr_blob IS NOT NULL, w.config_id,
	w.expires_in, w.chat_expires_in, t.qr_until, t.used_at, t.ends_at, t.ended_at, t.end_reason, t.close_state, t.close_problem, t.closed_at, t.closed_name,
	w.unionid, w.conclusions, w.restored_from, COALESCE((SELECT max(r.id) FROM ways r WHERE r.restored_from = w.id AND r.restored_from <> 0), 0),
	w.created_at, w.created_by, COALESCE((SELECT a.name FROM agents a WHERE a.id = w.created_by), (SELECT k.name FROM api_keys k WHERE k.id = w.created_by), ''),
	COALESCE(p.id, 0), COALESCE(p.name, ''), COALESCE(p.avatar, ''), COALESCE(b.id, 0), COALESCE(b.name, ''), COALESCE(b.avatar, '')
	FROM temp_chats t JOIN ways w ON w.id = t.way_id JOIN channels c ON c.id = w.channel_id
	LEFT JOIN identities i ON i.id = t.identity_id LEFT JOIN customers p ON p.id = i.customer_id
	LEFT JOIN identities u ON u.scope = '' AND u.kind = 'unionid' AND u.value = w.unionid AND w.unionid <> '' LEFT JOIN customers b ON b.id = u.customer_id`

func readTempRow(scan scan) (r rowOfTemp, err error) {
	var problem, closeProblem int
	var users, conclusions string
	var who, bound ledger.TempCustomer
	err = scan(&r.ID, &r.AccountID, &r.ChannelID, &r.ChannelName, &r.Name, &r.Note, &users, &r.corp, &r.State, &r.Phase, &problem, &r.QR, &r.ConfigID,
		&r.ExpiresIn, &r.ChatExpiresIn, &r.QRUntil, &r.UsedAt, &r.EndsAt, &r.EndedAt, &r.EndReason, &r.CloseState, &closeProblem, &r.ClosedAt, &r.ClosedBy,
		&r.UnionID, &conclusions, &r.ReissuedFrom, &r.ReissuedAs, &r.CreatedAt, &r.CreatedBy, &r.CreatedName,
		&who.ID, &who.Name, &who.Avatar, &bound.ID, &bound.Name, &bound.Avatar)
	if err != nil {
		return r, err
	}
	r.Problem, r.CloseProblem = crm.ProblemOf(wx.WeCom, problem), crm.ProblemOf(wx.WeCom, closeProblem)
	r.Customer, r.BoundTo = orNobody(who), orNobody(bound)
	if conclusions != "" {
		if err := json.Unmarshal([]byte(conclusions), &r.Conclusions); err != nil {
			return r, err
		}
	}
	return r, json.Unmarshal([]byte(users), &r.users)
}

func orNobody(c ledger.TempCustomer) *ledger.TempCustomer {
	if c.ID == 0 {
		return nil
	}
	return &c
}

// rowOfTemp is a row whose member is still without a name.
type rowOfTemp struct {
	ledger.TempChatRow
	corp  int64
	users []string
}

func (s *Store) tempRows(q asker, query string, args ...any) ([]ledger.TempChatRow, error) {
	rows, err := all(q, readTempRow, query, args...)
	if err != nil {
		return nil, err
	}
	asked := make([]rowOfWay, len(rows))
	for i, r := range rows {
		asked[i].corp, asked[i].Users = r.corp, r.users
	}
	names, err := s.memberNames(q, asked)
	out := make([]ledger.TempChatRow, len(rows))
	for i, r := range rows {
		if len(r.users) > 0 {
			r.UserID, r.MemberName = r.users[0], names.of(r.corp, r.users[0])
		}
		out[i] = r.TempChatRow
	}
	return out, err
}

// TempChatRow is a visit as boards show it.
func (s *Store) TempChatRow(ctx context.Context, way int64) (ledger.TempChatRow, error) {
	return first(s.tempRows(s.ask(ctx), tempRow+" WHERE t.way_id = $1", way))
}

// TempChatRows is a page of a board, newest first.
func (s *Store) TempChatRows(ctx context.Context, q ledger.TempQuery) ([]ledger.TempChatRow, error) {
	limit := " LIMIT " + strconv.Itoa(q.Limit)
	w := where{args: []any{q.Now}}
	w.and("CAST($1 AS BIGINT) > 0") // every text has the moment in it
	if q.After != 0 {
		w.and("t.way_id < %", q.After)
	}
	if q.Channel != 0 {
		w.and("w.channel_id = %", q.Channel)
	}
	if q.Member != "" {
		w.and(`EXISTS (SELECT 1 FROM way_members m WHERE m.way_id = t.way_id AND m.userid = lower(%))`, q.Member)
	}
	if q.Text != "" {
		w.and(`lower(w.name) LIKE % ESCAPE '\'`, like(q.Text))
	}
	if q.State == "" {
		return s.tempRows(s.ask(ctx), tempRow+w.clause()+" ORDER BY t.way_id DESC"+limit, w.args...)
	}
	union := ""
	for i, part := range tempParts(q.State) {
		if i > 0 {
			union += " UNION ALL "
		}
		union += "SELECT * FROM (SELECT t.way_id FROM temp_chats t JOIN ways w ON w.id = t.way_id" + w.clause() + " AND " + part + " ORDER BY t.way_id DESC" + limit + ") part"
	}
	return s.tempRows(s.ask(ctx), tempRow+" WHERE t.way_id IN ("+union+") ORDER BY t.way_id DESC"+limit, w.args...)
}
