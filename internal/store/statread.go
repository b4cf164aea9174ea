package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/ledger"
)

func numbersInto(n *ledger.Numbers) []any {
	return []any{&n.Pending, &n.Added, &n.Readded, &n.Lost, &n.Deleted, &n.Transferred, &n.Joined, &n.Quit}
}

// sums adds up each column of numbers.
const sums = `sum(pending) AS pending, sum(added) AS added, sum(readded) AS readded, sum(lost) AS lost, sum(deleted) AS deleted,
	sum(transferred) AS transferred, sum(joined) AS joined, sum(quit) AS quit`

// cellSums does it of cells, in each of which there are few: PostgreSQL adds up small integers much faster.
const cellSums = `sum(CAST(pending AS INTEGER)) AS pending, sum(CAST(added AS INTEGER)) AS added, sum(CAST(readded AS INTEGER)) AS readded,
	sum(CAST(lost AS INTEGER)) AS lost, sum(CAST(deleted AS INTEGER)) AS deleted, sum(CAST(transferred AS INTEGER)) AS transferred,
	sum(CAST(joined AS INTEGER)) AS joined, sum(CAST(quit AS INTEGER)) AS quit`

// statKeys say what day_stats is grouped by, where the names of that are, and which order of its key gives the groups of one day
// one after the other, so that SQLite sorts nothing.
var statKeys = map[string]struct{ key, name, only, order string }{
	ledger.ByDay:     {"day", "CAST(k AS TEXT)", "", "day"},
	ledger.ByChannel: {"channel_id", "COALESCE((SELECT c.name FROM channels c WHERE c.id = g.k), '')", "", "day, corp_id, channel_id"},
	ledger.ByWay:     {"way_id", "COALESCE((SELECT w.name FROM ways w WHERE w.id = g.k), '')", "", "way_id"},
	ledger.ByMember:  {"userid", "COALESCE((SELECT max(m.name) FROM corps c CROSS JOIN members m WHERE m.corp_id = c.id AND m.userid = g.k), g.k)", "userid <> ''", "userid"},
	ledger.ByGroup:   {"chat_id", "COALESCE((SELECT max(t.name) FROM corps c CROSS JOIN chats t WHERE t.corp_id = c.id AND t.chat_id = g.k), g.k)", "chat_id <> ''", "chat_id"},
}

// cells are the conditions on day_stats.
func cells(p ledger.Periods) where {
	var w where
	w.and("day >= %", p.From)
	w.and("day <= %", p.To)
	if p.Channel != 0 {
		w.and("channel_id = %", p.Channel)
	}
	if p.Way != 0 {
		w.and("way_id = %", p.Way)
	}
	if p.Member != "" {
		w.and("userid = %", p.Member)
	}
	if p.Group != "" {
		w.and("chat_id = %", p.Group)
	}
	return w
}

// StatRows are numbers by something, those with the most who came first, days in their order.
func (s *Store) StatRows(ctx context.Context, q ledger.StatisticsQuery, limit int) ([]ledger.StatRow, error) {
	w, by := cells(q.Periods), statKeys[q.By]
	if by.only != "" {
		w.and(by.only)
	}
	groups, order := s.dialect.groups(by.key, by.order), "added + joined DESC, pending DESC, k"
	if q.By == ledger.ByDay {
		order = "k"
	}
	return all(s.ask(ctx), func(scan scan) (r ledger.StatRow, err error) {
		return r, scan(append([]any{&r.Key, &r.Name}, numbersInto(&r.Numbers)...)...)
	}, `SELECT CAST(k AS TEXT), `+by.name+`, `+numberColumns+` FROM (
		SELECT `+by.key+` AS k, `+sums+` FROM (SELECT `+groups+`, `+cellSums+` FROM day_stats`+w.clause()+` GROUP BY `+groups+`) d GROUP BY `+by.key+`
		) g WHERE pending <> 0 OR added <> 0 OR lost <> 0 OR deleted <> 0 OR transferred <> 0 OR joined <> 0 OR quit <> 0 ORDER BY `+order+` LIMIT `+strconv.Itoa(limit), w.args...)
}

// StatTotal adds everything up.
func (s *Store) StatTotal(ctx context.Context, q ledger.StatisticsQuery) (n ledger.Numbers, err error) {
	w := cells(q.Periods)
	n, err = get(s.ask(ctx), func(scan scan) (n ledger.Numbers, err error) { return n, scan(numbersInto(&n)...) },
		"SELECT "+numberColumns+" FROM (SELECT count(*) AS cells, "+cellSums+" FROM day_stats"+w.clause()+") d WHERE cells > 0", w.args...)
	if missing(err) {
		err = nil
	}
	return n, err
}

// whatHappened is the time of an event of a period, and what else makes it that event.
var whatHappened = map[string]struct{ at, and string }{
	"":            {"a.began_at", ""},
	"pending":     {"a.began_at", "a.added_at = 0 AND a.ended_at = 0 AND a.chat_id = ''"},
	"added":       {"a.added_at", "a.added_at <> 0 AND a.chat_id = ''"},
	"readded":     {"a.added_at", "a.added_at <> 0 AND a.chat_id = '' AND a.again = 1"},
	"lost":        {"a.ended_at", "a.ended_at <> 0 AND a.end_reason = 'lost'"},
	"deleted":     {"a.ended_at", "a.ended_at <> 0 AND a.end_reason = 'deleted'"},
	"transferred": {"a.ended_at", "a.ended_at <> 0 AND a.end_reason = 'transferred'"},
	"joined":      {"a.added_at", "a.added_at <> 0 AND a.chat_id <> ''"},
	"quit":        {"a.ended_at", "a.ended_at <> 0 AND a.end_reason IN ('quit', 'removed', 'gone')"},
	"wrote":       {"a.added_at", "a.added_at <> 0 AND a.chat_id = '' AND " + wrote},
	"left":        {"a.added_at", "a.added_at <> 0 AND a.chat_id = '' AND " + left},
}

// wrote: a message to the mini program since the customer was added, or a chat in WeCom that had begun before the welcome.
const wrote = `(EXISTS (SELECT 1 FROM identities i2 JOIN conversations v ON v.identity_id = i2.id WHERE i2.customer_id = i.customer_id AND v.last_inbound_at >= a.added_at)
	OR EXISTS (SELECT 1 FROM welcomes x WHERE x.identity_id = a.identity_id AND x.problem = 41051 AND x.at >= a.began_at))`

const left = "a.ended_at <> 0 AND a.end_reason = 'lost'"

// periods adds the conditions on a, a period, and i, its identity.
func (s *Store) periods(w *where, p ledger.Periods) {
	e := whatHappened[p.Event]
	if e.and != "" {
		w.and(e.and)
	}
	if p.Span.To != 0 {
		w.and(e.at+" >= %", p.Span.From)
		w.and(e.at+" < %", p.Span.To)
	}
	if p.Span.Quarters != nil {
		w.args = append(w.args, s.dialect.list(p.Span.Quarters))
		w.and(s.dialect.in(e.at+" / "+strconv.Itoa(ledger.Quarter), "$"+strconv.Itoa(len(w.args))))
	}
	if p.Channel != 0 {
		w.and("a.channel_id = %", p.Channel)
	}
	if p.Way != 0 {
		w.and("a.way_id = %", p.Way)
	}
	if p.Member != "" {
		w.and("a.userid = %", p.Member)
	}
	if p.Group != "" {
		w.and("a.chat_id = %", p.Group)
	}
}

// AddsByQuarter counts adds by quarters of an hour since 1970.
func (s *Store) AddsByQuarter(ctx context.Context, p ledger.Periods) (map[int64]int, error) {
	counts, w := map[int64]int{}, where{}
	p.Event = "added"
	s.periods(&w, p)
	quarter := "a.added_at / " + strconv.Itoa(ledger.Quarter)
	_, err := all(s.ask(ctx), func(scan scan) (n int, err error) {
		var q int64
		err = scan(&q, &n)
		counts[q] = n
		return n, err
	}, "SELECT "+quarter+", count(*) FROM attributions a"+w.clause()+" GROUP BY "+quarter, w.args...)
	return counts, err
}

// Funnel follows those added.
func (s *Store) Funnel(ctx context.Context, p ledger.Periods) (f ledger.Funnel, err error) {
	var w where
	p.Event = "added"
	s.periods(&w, p)
	return f, s.readRow(ctx, `SELECT count(*), COALESCE(sum(CASE WHEN `+wrote+` THEN 1 ELSE 0 END), 0), COALESCE(sum(CASE WHEN `+left+` THEN 1 ELSE 0 END), 0)
		FROM attributions a JOIN identities i ON i.id = a.identity_id`+w.clause(), w.args...).Scan(&f.Added, &f.Wrote, &f.Left)
}
