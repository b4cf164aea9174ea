package store

import (
	"context"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

var pressKeys = map[string]struct{ key, name string }{
	ledger.ByDay:     {"day", "CAST(k AS TEXT)"},
	ledger.ByChannel: {"channel_id", statKeys[ledger.ByChannel].name},
	ledger.ByWay:     {"way_id", statKeys[ledger.ByWay].name},
	ledger.ByPage:    {"page", "k"},
	ledger.ByButton:  {"button", "k"},
}

// pressesIn are the conditions on presses; they have days, ways and channels.
func pressesIn(p ledger.Periods) where {
	p.Member, p.Group = "", ""
	return cells(p)
}

// PressRows are presses by something, the most first.
func (s *Store) PressRows(ctx context.Context, q ledger.StatisticsQuery, limit int) ([]ledger.StatRow, error) {
	w, by := pressesIn(q.Periods), pressKeys[q.By]
	return all(s.ask(ctx), func(scan scan) (r ledger.StatRow, err error) { return r, scan(&r.Key, &r.Name, &r.Pressed) },
		"SELECT CAST(k AS TEXT), "+by.name+", n FROM (SELECT "+by.key+" AS k, count(*) AS n FROM presses"+w.clause()+" GROUP BY "+by.key+") g ORDER BY n DESC, k LIMIT "+strconv.Itoa(limit), w.args...)
}

// CountPresses counts them.
func (s *Store) CountPresses(ctx context.Context, p ledger.Periods) (int, error) {
	w := pressesIn(p)
	return one[int](s.readRow(ctx, "SELECT count(*) FROM presses"+w.clause(), w.args...))
}

// mostPresses is how many presses are looked at to find those that customers came by.
const mostPresses = 5_000

// PressesOf are the newest presses of customers, newest first: columns 13 and 2 are when, and the id.
func (s *Store) PressesOf(ctx context.Context, customers []int64) (map[int64][]ledger.Press, error) {
	columns := "p." + strings.ReplaceAll(presses.columns, ", ", ", p.")
	by := func(on string) string {
		return "SELECT i.customer_id AS who, " + columns + " FROM identities i JOIN presses p ON " + on + " WHERE " + s.dialect.in("i.customer_id", "$1")
	}
	out := map[int64][]ledger.Press{}
	_, err := all(s.ask(ctx), func(scan scan) (p ledger.Press, err error) {
		var who int64
		p, err = readPress(func(into ...any) error { return scan(append([]any{&who}, into...)...) })
		out[who] = append(out[who], p)
		return p, err
	}, by("i.kind = 'openid' AND p.appid = i.scope AND p.openid = i.value AND p.openid <> ''")+" UNION "+
		by("i.kind = 'unionid' AND p.unionid = i.value AND p.unionid <> ''")+" ORDER BY 13 DESC, 2 DESC LIMIT "+strconv.Itoa(mostPresses), s.dialect.list(customers))
	return out, err
}
