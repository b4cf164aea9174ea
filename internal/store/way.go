package store

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var ways = newTable("ways", "id, kind, corp_id, account_id, channel_id, name, remark, state, type, scene, users, parties, skip_verify, welcome, "+
	"phase, problem, absent_at, config_id, qr_url, qr_blob, client_key, created_by, created_at, called_at, confirmed_at, updated_at")

func readWay(scan scan) (w ledger.Way, err error) {
	var users, parties string
	var skip int64
	err = scan(&w.ID, &w.Kind, &w.CorpID, &w.AccountID, &w.ChannelID, &w.Name, &w.Remark, &w.State, &w.Type, &w.Scene, &users, &parties, &skip, &w.Welcome,
		&w.Phase, &w.Problem, &w.AbsentAt, &w.ConfigID, &w.QRURL, &w.QRBlob, &w.ClientKey, &w.CreatedBy, &w.CreatedAt, &w.CalledAt, &w.ConfirmedAt, &w.UpdatedAt)
	if err != nil {
		return w, err
	}
	w.SkipVerify = skip != 0
	if err := json.Unmarshal([]byte(users), &w.Users); err != nil {
		return w, err
	}
	return w, json.Unmarshal([]byte(parties), &w.Parties)
}

func wayArgs(w ledger.Way) []any {
	return []any{
		w.ID, w.Kind, w.CorpID, w.AccountID, w.ChannelID, w.Name, w.Remark, w.State, w.Type, w.Scene, mustText(w.Users), mustText(w.Parties), flag(w.SkipVerify), w.Welcome,
		string(w.Phase), w.Problem, w.AbsentAt, w.ConfigID, w.QRURL, w.QRBlob, w.ClientKey, w.CreatedBy, w.CreatedAt, w.CalledAt, w.ConfirmedAt, w.UpdatedAt,
	}
}

// Way is one way.
func (s *Store) Way(ctx context.Context, id int64) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, ways.get, id)
}

// WayByConfigID finds a way by the platform's id of it.
func (s *Store) WayByConfigID(ctx context.Context, corp int64, configID string) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, ways.list+" WHERE corp_id = $1 AND config_id = $2", corp, configID)
}

// Way is one way.
func (tx *Tx) Way(id int64) (ledger.Way, error) {
	return get(tx, readWay, ways.get+tx.s.dialect.lockRows(), id)
}

// WayByState finds the way whose state came back with a customer: one that has it, of several the oldest, or one that had it.
func (tx *Tx) WayByState(corp int64, state string) (ledger.Way, error) {
	return get(tx, readWay, ways.list+` WHERE id = COALESCE((SELECT min(w.id) FROM ways w WHERE w.corp_id = $1 AND w.state = $2),
		(SELECT f.way_id FROM former_states f WHERE f.corp_id = $1 AND f.state = $2))`, corp, state)
}

// KeepFormerState remembers the state a way had.
func (tx *Tx) KeepFormerState(w ledger.Way) error {
	return only(tx.exec("INSERT INTO former_states (corp_id, state, way_id) VALUES ($1, $2, $3) ON CONFLICT (corp_id, state) DO NOTHING", w.CorpID, w.State, w.ID))
}

// WayByClientKey finds the way that a form made.
func (tx *Tx) WayByClientKey(key string) (ledger.Way, error) {
	return get(tx, readWay, ways.list+" WHERE client_key = $1", key)
}

// AddWay adds a way.
func (tx *Tx) AddWay(w ledger.Way) error { return only(tx.exec(ways.insert, wayArgs(w)...)) }

// UpdateWay stores a way as it now is.
func (tx *Tx) UpdateWay(w ledger.Way) error { return must(tx.exec(ways.update, wayArgs(w)...)) }

const wayRow = `SELECT id, kind, account_id, channel_id, (SELECT c.name FROM channels c WHERE c.id = channel_id), name, remark, state, type, scene,
	users, parties, skip_verify, welcome, config_id, phase, problem, qr_blob IS NOT NULL, created_at, confirmed_at, created_by, corp_id,
	(SELECT count(DISTINCT a.identity_id) FROM attributions a WHERE a.way_id = ways.id),
	(SELECT count(DISTINCT a.identity_id) FROM attributions a WHERE a.way_id = ways.id AND a.began_at >= $1) FROM ways`

func readWayRow(scan scan) (r rowOfWay, err error) {
	var users, parties string
	var skip int64
	var problem int
	err = scan(&r.ID, &r.Kind, &r.AccountID, &r.ChannelID, &r.ChannelName, &r.Name, &r.Remark, &r.State, &r.Type, &r.Scene,
		&users, &parties, &skip, &r.Welcome, &r.ConfigID, &r.Phase, &problem, &r.QR, &r.CreatedAt, &r.ConfirmedAt, &r.CreatedBy, &r.corp,
		&r.Customers, &r.CustomersToday)
	if err != nil {
		return r, err
	}
	r.SkipVerify, r.Problem = skip != 0, crm.ProblemOf(wx.WeCom, problem)
	if err := json.Unmarshal([]byte(users), &r.users); err != nil {
		return r, err
	}
	r.Parties = []int64{}
	if parties == "null" {
		return r, nil
	}
	return r, json.Unmarshal([]byte(parties), &r.Parties)
}

// rowOfWay is a row whose members are still without names.
type rowOfWay struct {
	ledger.WayRow
	corp  int64
	users []string
}

func (s *Store) wayRows(q asker, query string, args ...any) ([]ledger.WayRow, error) {
	rows, err := all(q, readWayRow, query, args...)
	if err != nil {
		return nil, err
	}
	names, err := s.memberNames(q, rows)
	if err != nil {
		return nil, err
	}
	out := make([]ledger.WayRow, len(rows))
	for i, r := range rows {
		r.Users = make([]ledger.MemberRow, len(r.users))
		for k, id := range r.users {
			r.Users[k] = ledger.MemberRow{UserID: id, Name: names.of(r.corp, id)}
		}
		out[i] = r.WayRow
	}
	return out, nil
}

type memberKey struct {
	corp   int64
	userID string
}

type memberNames map[memberKey]string

func (n memberNames) of(corp int64, userID string) string {
	if name := n[memberKey{corp, userID}]; name != "" {
		return name
	}
	return userID
}

func (s *Store) memberNames(q asker, rows []rowOfWay) (memberNames, error) {
	names := memberNames{}
	var userIDs []string
	var corps []int64
	for _, r := range rows {
		userIDs, corps = append(userIDs, r.users...), append(corps, r.corp)
	}
	slices.Sort(userIDs)
	slices.Sort(corps)
	userIDs, corps = slices.Compact(userIDs), slices.Compact(corps)
	if len(userIDs) == 0 {
		return names, nil
	}
	_, err := all(q, func(scan scan) (struct{}, error) {
		var k memberKey
		var name string
		err := scan(&k.corp, &k.userID, &name)
		names[k] = name
		return struct{}{}, err
	}, "SELECT corp_id, userid, name FROM members WHERE "+s.dialect.in("corp_id", "$1")+" AND "+s.dialect.in("userid", "$2"),
		s.dialect.list(corps), s.dialect.list(userIDs))
	return names, err
}

// WayRow is a way as lists show it.
func (tx *Tx) WayRow(id, today int64) (ledger.WayRow, error) {
	return first(tx.s.wayRows(tx, wayRow+" WHERE id = $2", today, id))
}

// WayRow is a way as lists show it.
func (s *Store) WayRow(ctx context.Context, id, today int64) (ledger.WayRow, error) {
	return first(s.wayRows(s.ask(ctx), wayRow+" WHERE id = $2", today, id))
}

// WayRows is a page of ways, newest first.
func (s *Store) WayRows(ctx context.Context, q ledger.WayQuery) ([]ledger.WayRow, error) {
	w := where{args: []any{q.Today}}
	if q.After != 0 {
		w.and("id < %", q.After)
	}
	if q.Channel != 0 {
		w.and("channel_id = %", q.Channel)
	}
	if q.Text != "" {
		w.and(`(lower(name) LIKE % ESCAPE '\' OR lower(remark) LIKE % ESCAPE '\' OR lower(state) LIKE % ESCAPE '\')`, like(q.Text), like(q.Text), like(q.Text))
	}
	return s.wayRows(s.ask(ctx), wayRow+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}
