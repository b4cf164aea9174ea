package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

const welcomeRow = `SELECT x.id, i.customer_id, c.name, x.userid, COALESCE(m.name, x.userid), x.way_id, COALESCE(w.name, ''), x.channel_id, COALESCE(ch.name, ''),
	x.text, x.attachments, x.hours, x.outcome, x.taken_by, x.problem, x.at, x.received_at, x.sent_at, x.took_ms
	FROM welcomes x JOIN identities i ON i.id = x.identity_id JOIN customers c ON c.id = i.customer_id LEFT JOIN ways w ON w.id = x.way_id
	LEFT JOIN channels ch ON ch.id = x.channel_id LEFT JOIN members m ON m.corp_id = w.corp_id AND m.userid = x.userid`

func readWelcomeRow(scan scan) (r ledger.WelcomeRow, err error) {
	var attachments string
	var problem int
	err = scan(&r.ID, &r.CustomerID, &r.CustomerName, &r.UserID, &r.MemberName, &r.WayID, &r.WayName, &r.ChannelID, &r.ChannelName,
		&r.Text, &attachments, &r.Hours, &r.Outcome, &r.TakenBy, &problem, &r.At, &r.ReceivedAt, &r.SentAt, &r.TookMS)
	if err != nil {
		return r, err
	}
	r.Problem = crm.ProblemOf(wx.WeCom, problem)
	if r.SentAt > 0 && r.ReceivedAt > 0 {
		r.TookOurs = r.SentAt - r.ReceivedAt
	}
	err = fromTexts(textInto{attachments, &r.Attachments})
	r.Attachments = some(r.Attachments)
	return r, err
}

// WelcomeRows is a page of welcomes, newest first.
func (s *Store) WelcomeRows(ctx context.Context, q ledger.WelcomeQuery) ([]ledger.WelcomeRow, error) {
	w := welcomesOf(q)
	if q.After != 0 {
		w.and("x.id < %", q.After)
	}
	if q.Outcome != "" {
		w.and("x.outcome = %", q.Outcome)
	}
	if q.Outcome != "" && q.Outcome != ledger.WelcomeSent {
		w.and("x.outcome <> 'sent'") // the index of what went wrong
	}
	return all(s.ask(ctx), readWelcomeRow, welcomeRow+w.clause()+" ORDER BY x.id DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

func welcomesOf(q ledger.WelcomeQuery) (w where) {
	if q.Way != 0 {
		w.and("x.way_id = %", q.Way)
	}
	if q.Channel != 0 {
		w.and("x.channel_id = %", q.Channel)
	}
	return w
}

// WelcomeDay counts the welcomes between two times.
func (s *Store) WelcomeDay(ctx context.Context, q ledger.WelcomeQuery, from, until int64) (d ledger.WelcomeDay, err error) {
	w := welcomesOf(q)
	w.and("x.at >= %", from)
	w.and("x.at < %", until)
	counts := map[string]*int{"sent": &d.Sent, "late": &d.Late, "taken": &d.Taken, "failed": &d.Failed, "unknown": &d.Unknown}
	_, err = all(s.ask(ctx), func(scan scan) (struct{}, error) {
		var outcome string
		var n int
		err := scan(&outcome, &n)
		if to := counts[outcome]; to != nil {
			*to = n
		}
		return struct{}{}, err
	}, "SELECT x.outcome, count(*) FROM welcomes x"+w.clause()+" GROUP BY x.outcome", w.args...)
	if err != nil || d.Sent == 0 {
		return d, err
	}
	w.and("x.outcome = 'sent'")
	ranks, err := all(s.ask(ctx), readID, `SELECT took_ms FROM (SELECT x.took_ms, row_number() OVER (ORDER BY x.took_ms) AS n FROM welcomes x`+w.clause()+`) ranked
		WHERE n IN (`+strconv.Itoa(rank(d.Sent, 50))+", "+strconv.Itoa(rank(d.Sent, 95))+") ORDER BY n", w.args...)
	if err != nil || len(ranks) == 0 {
		return d, err
	}
	d.P50, d.P95 = ranks[0], ranks[len(ranks)-1]
	return d, nil
}

// rank is the place, counted from 1, of the value that a share of n values does not exceed.
func rank(n, percent int) int { return max(1, (n*percent+99)/100) }
