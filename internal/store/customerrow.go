package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

const customerRow = `SELECT id, name, avatar, type, gender, first_seen_at, confirmed FROM customers`

func readCustomerRow(scan scan) (r ledger.CustomerRow, err error) {
	var confirmed int64
	err = scan(&r.ID, &r.Name, &r.Avatar, &r.Type, &r.Gender, &r.FirstSeenAt, &confirmed)
	r.Confirmed = confirmed != 0
	return r, err
}

// CustomerRow is a customer as lists show them. One that turned out to be another is not there.
func (s *Store) CustomerRow(ctx context.Context, id int64) (ledger.CustomerRow, error) {
	return first(s.customerRows(ctx, customerRow+" WHERE id = $1 AND joined_into = 0", id))
}

// CustomerRows is a page of customers, newest first.
func (s *Store) CustomerRows(ctx context.Context, q ledger.CustomerQuery) ([]ledger.CustomerRow, error) {
	if text := crm.SearchText(q.Text); text != "" {
		ids, err := s.namedIDs(ctx, text, q)
		if err != nil {
			return nil, err
		}
		return s.customerRows(ctx, customerRow+" WHERE "+s.dialect.in("id", "$1")+" ORDER BY id DESC", s.dialect.list(ids))
	}
	var w where
	s.asked(&w, q)
	if q.After != 0 {
		w.and("id < %", q.After)
	}
	return s.customerRows(ctx, customerRow+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

// asked adds the conditions on customers besides name and place.
func (s *Store) asked(w *where, q ledger.CustomerQuery) {
	w.and("joined_into = 0")
	if q.Periods.Narrow() {
		p := where{args: w.args}
		s.periods(&p, q.Periods)
		w.args = p.args
		w.and("id IN (SELECT i.customer_id FROM attributions a JOIN identities i ON i.id = a.identity_id" + p.clause() + ")")
	}
	if q.Scopes != nil {
		w.and("EXISTS (SELECT 1 FROM identities i WHERE i.customer_id = customers.id AND "+s.dialect.in("i.scope", "%")+")", s.dialect.list(q.Scopes))
	}
}

func (s *Store) customerRows(ctx context.Context, query string, args ...any) ([]ledger.CustomerRow, error) {
	rows, err := all(s.ask(ctx), readCustomerRow, query, args...)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	at, ids := map[int64]*ledger.CustomerRow{}, make([]int64, len(rows))
	for i := range rows {
		rows[i].Identities = []ledger.IdentityRow{}
		at[rows[i].ID], ids[i] = &rows[i], rows[i].ID
	}
	if err := s.addIdentities(ctx, at, ids); err != nil {
		return nil, err
	}
	return rows, s.addAttributions(ctx, at, ids)
}

func (s *Store) addIdentities(ctx context.Context, at map[int64]*ledger.CustomerRow, ids []int64) error {
	_, err := all(s.ask(ctx), func(scan scan) (i ledger.IdentityRow, err error) {
		var customer int64
		if err := scan(&customer, &i.Kind, &i.Scope, &i.Value); err != nil {
			return i, err
		}
		at[customer].Identities = append(at[customer].Identities, i)
		return i, nil
	}, "SELECT customer_id, kind, scope, value FROM identities WHERE "+s.dialect.in("customer_id", "$1")+" ORDER BY id", s.dialect.list(ids))
	return err
}

// addAttributions shows each customer's newest period, those that began by a way of ours before others.
func (s *Store) addAttributions(ctx context.Context, at map[int64]*ledger.CustomerRow, ids []int64) error {
	_, err := all(s.ask(ctx), func(scan scan) (r ledger.AttributionRow, err error) {
		var customer, added, ended int64
		var endedBy string
		if err := scan(&customer, &r.WayID, &r.WayName, &r.ChannelID, &r.ChannelName, &r.UserID, &r.MemberName, &r.ChatID, &r.ChatName, &r.At, &added, &ended, &endedBy); err != nil {
			return r, err
		}
		r.Status, r.EndedBy = "following", endedBy
		switch {
		case ended != 0:
			r.Status = "lost"
		case added == 0:
			r.Status = "half"
		}
		at[customer].Attribution = &r // rows come with the one to show last
		return r, nil
	}, `SELECT i.customer_id, a.way_id, COALESCE(w.name, ''), a.channel_id, COALESCE(ch.name, ''), a.userid, COALESCE(m.name, a.userid), a.chat_id, COALESCE(g.name, a.chat_id), a.began_at, a.added_at, a.ended_at, a.end_reason
		FROM identities i JOIN attributions a ON a.identity_id = i.id
		LEFT JOIN ways w ON w.id = a.way_id LEFT JOIN channels ch ON ch.id = a.channel_id LEFT JOIN members m ON m.corp_id = a.corp_id AND m.userid = a.userid
		LEFT JOIN chats g ON g.corp_id = a.corp_id AND g.chat_id = a.chat_id
		WHERE `+s.dialect.in("i.customer_id", "$1")+" ORDER BY CASE WHEN a.way_id = 0 THEN 0 ELSE 1 END, a.began_at, a.id", s.dialect.list(ids))
	if err != nil {
		return err
	}
	presses, err := s.PressesOf(ctx, ids)
	for id, list := range presses {
		if r := at[id].Attribution; r != nil {
			r.Press = ledger.PressBefore(list, r.WayID, r.At)
		}
	}
	return err
}

const customerHistory = `SELECT at, kind, userid, member_name, way_name, channel_name, session_from, problem, text, took_ms, taken_by FROM (
	SELECT e.at, CASE e.kind WHEN 'half_added' THEN 0 WHEN 'added' THEN 1 WHEN 'edited' THEN 2 WHEN 'transfer_failed' THEN 3 WHEN 'deleted' THEN 4 WHEN 'transferred' THEN 5 ELSE 6 END AS rank,
		e.kind, e.userid, COALESCE(m.name, e.userid) AS member_name, COALESCE(w.name, '') AS way_name, COALESCE(ch.name, '') AS channel_name, '' AS session_from, 0 AS problem, '' AS text, 0 AS took_ms, '' AS taken_by
		FROM identities i JOIN contact_events e ON e.identity_id = i.id
		LEFT JOIN members m ON m.corp_id = e.corp_id AND m.userid = e.userid
		LEFT JOIN ways w ON w.corp_id = e.corp_id AND w.state = e.state AND e.state <> ''
		LEFT JOIN channels ch ON ch.id = w.channel_id WHERE i.customer_id = $1
	UNION ALL SELECT x.at, 7, 'welcome_' || CASE WHEN x.state = 'calling' THEN 'sending' ELSE x.state END, x.userid, '', COALESCE(w.name, ''), '', '', x.problem, x.text, x.took_ms, x.taken_by
		FROM identities i JOIN welcomes x ON x.identity_id = i.id LEFT JOIN ways w ON w.id = x.way_id WHERE i.customer_id = $1
	UNION ALL SELECT CASE e.n WHEN 0 THEN a.began_at ELSE a.ended_at END, e.n, CASE e.n WHEN 0 THEN 'joined' ELSE a.end_reason END, '', COALESCE(g.name, a.chat_id), COALESCE(w.name, ''), COALESCE(ch.name, ''), '', 0, '', 0, ''
		FROM identities i JOIN attributions a ON a.identity_id = i.id AND a.chat_id <> '' JOIN (SELECT 0 AS n UNION ALL SELECT 1) e ON e.n = 0 OR a.ended_at <> 0
		LEFT JOIN chats g ON g.corp_id = a.corp_id AND g.chat_id = a.chat_id LEFT JOIN ways w ON w.id = a.way_id LEFT JOIN channels ch ON ch.id = a.channel_id WHERE i.customer_id = $1
	UNION ALL SELECT m.at, 8, 'entered', '', '', '', '', m.text, 0, '', 0, ''
		FROM identities i JOIN messages m ON m.identity_id = i.id WHERE i.customer_id = $1 AND m.kind = 'entered'
	) history ORDER BY at DESC, rank DESC, userid, way_name, session_from LIMIT 200`

// CustomerHistory is what happened to a customer, newest first; what happened in one second stands in the order the fold reads it.
func (s *Store) CustomerHistory(ctx context.Context, id int64) ([]ledger.HistoryRow, error) {
	marks, err := s.markHistory(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := all(s.ask(ctx), func(scan scan) (h ledger.HistoryRow, err error) {
		var problem int
		err = scan(&h.At, &h.Kind, &h.UserID, &h.MemberName, &h.WayName, &h.ChannelName, &h.SessionFrom, &problem, &h.Text, &h.TookMS, &h.TakenBy)
		h.Problem = crm.ProblemOf(wx.WeCom, problem)
		return h, err
	}, customerHistory, id)
	rows = append(marks, rows...)
	slices.SortStableFunc(rows, func(a, b ledger.HistoryRow) int { return cmp.Compare(b.At, a.At) })
	return rows[:min(len(rows), 200)], err
}
