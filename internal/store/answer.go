package store

import (
	"context"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

// PlansDue are ways whose answer is to be looked at by now, the longest due first.
func (s *Store) PlansDue(ctx context.Context, now int64, most int) ([]ledger.Way, error) {
	return all(s.ask(ctx), readWay, ways.list+" WHERE plan_at <> 0 AND plan_at <= $1 ORDER BY plan_at, id LIMIT "+strconv.Itoa(most), now)
}

// AnswerFacts are what a way's answer depends on.
func (s *Store) AnswerFacts(ctx context.Context, corp, way, since int64) (f ledger.AnswerFacts, err error) {
	f = ledger.AnswerFacts{Off: map[string]int64{}, Added: map[string]int{}, Unusable: map[string]string{}}
	_, err = all(s.ask(ctx), func(scan scan) (none struct{}, err error) {
		var who string
		var off int64
		var status, problem int
		if err := scan(&who, &off, &status, &problem); err != nil {
			return none, err
		}
		if off != 0 {
			f.Off[who] = off
		}
		if why := unusable(status, problem); why != "" {
			f.Unusable[who] = why
		}
		return none, nil
	}, "SELECT userid, off_until, status, problem FROM members WHERE corp_id = $1 AND (off_until <> 0 OR status > 1 OR problem <> 0)", corp)
	if err != nil || way == 0 {
		return f, err
	}
	_, err = all(s.ask(ctx), func(scan scan) (none struct{}, err error) {
		var who string
		var n int
		err = scan(&who, &n)
		f.Added[who] = n
		return none, err
	}, "SELECT userid, count(*) FROM attributions WHERE way_id = $1 AND began_at >= $2 AND added_at >= $2 GROUP BY userid", way, since)
	return f, err
}

// unusable says in one word why a member cannot be shown; empty: they can.
func unusable(status, problem int) string {
	switch status {
	case 2:
		return "disabled"
	case 4:
		return "not_activated"
	case 5:
		return "left"
	}
	if p := crm.ProblemOf(wx.WeCom, problem); p != nil {
		return p.ZH + " · " + p.EN
	}
	return ""
}

// MemberOfAgent is the member that a person of the console is; corp 0: none.
func (s *Store) MemberOfAgent(ctx context.Context, agent int64) (corp int64, userID string, err error) {
	err = s.readRow(ctx, "SELECT corp_id, userid FROM agents WHERE id = $1", agent).Scan(&corp, &userID)
	if noRows(err) {
		err = crm.ErrNotFound
	}
	return corp, userID, err
}

// PlanNext moves the time of a way's next look.
func (tx *Tx) PlanNext(way, was, next int64) error {
	return only(tx.exec("UPDATE ways SET plan_at = $3 WHERE id = $1 AND plan_at = $2", way, was, next))
}

// PlanAgain has a way's answer looked at again. No name of a member has a space.
func (tx *Tx) PlanAgain(way, at int64, turns []string) error {
	return only(tx.exec("UPDATE ways SET plan_at = $2, last_turn = $3 WHERE id = $1 AND plan <> ''", way, at, strings.Join(turns, " ")))
}

// PlanMember has the answers of all ways of a member looked at again.
func (tx *Tx) PlanMember(corp int64, userID string, at int64) error {
	return only(tx.exec("UPDATE ways SET plan_at = $3 WHERE plan <> '' AND id IN (SELECT way_id FROM way_members WHERE corp_id = $1 AND userid = $2)", corp, userID, at))
}

// SetMemberOff notes until when a member is off.
func (tx *Tx) SetMemberOff(corp int64, userID string, until int64) error {
	return must(tx.exec("UPDATE members SET off_until = $3 WHERE corp_id = $1 AND userid = $2", corp, userID, until))
}
