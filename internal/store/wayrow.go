package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

const wayRow = `SELECT id, kind, account_id, state, (SELECT c.name FROM channels c WHERE c.id = channel_id), ` + waySettings + `,
	config_id, phase, problem, qr_blob IS NOT NULL, drift, version, changing, change_problem, origin, created_at, confirmed_at, deleted_at, created_by, corp_id,
	(SELECT COALESCE(sum(t.customers), 0) FROM way_totals t WHERE t.way_id = ways.id), CAST($1 AS BIGINT) FROM ways`

func readWayRow(scan scan) (r rowOfWay, err error) {
	s := scanSettings{to: &r.Settings}
	var problem, changeProblem, changing int
	into := append([]any{&r.ID, &r.Kind, &r.AccountID, &r.State, &r.ChannelName}, s.fields()...)
	err = scan(append(into, &r.ConfigID, &r.Phase, &problem, &r.QR, &r.Drift, &r.Version, &changing, &changeProblem, &r.Origin, &r.CreatedAt, &r.ConfirmedAt, &r.DeletedAt, &r.CreatedBy, &r.corp,
		&r.Customers, &r.today)...)
	if err != nil {
		return r, err
	}
	r.Problem, r.Changing, r.ChangeProblem = crm.ProblemOf(wx.WeCom, problem), changing > 0, crm.ProblemOf(wx.WeCom, changeProblem)
	return r, s.read()
}

// rowOfWay is a row whose members are still without names.
type rowOfWay struct {
	ledger.WayRow
	corp  int64
	today int64
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
	if err := s.addDays(q, rows); err != nil {
		return nil, err
	}
	out := make([]ledger.WayRow, len(rows))
	for i, r := range rows {
		r.Members = make([]ledger.MemberRow, len(r.Users))
		for k, id := range r.Users {
			r.Members[k] = ledger.MemberRow{UserID: id, Name: names.of(r.corp, id)}
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
		userIDs, corps = append(userIDs, r.Users...), append(corps, r.corp)
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
	done, err := s.readers.pages.take(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	ids, err := s.wayIDs(ctx, q)
	if err != nil || len(ids) == 0 {
		return []ledger.WayRow{}, err
	}
	rows, err := s.wayRows(s.ask(ctx), wayRow+" WHERE "+s.dialect.in("id", "$2"), q.Today, s.dialect.list(ids))
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(rows, func(a, b ledger.WayRow) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return rows, err
}
