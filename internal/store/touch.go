package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// CustomerPeriods are all periods of a customer, with names.
func (s *Store) CustomerPeriods(ctx context.Context, customer int64) ([]ledger.PeriodRow, error) {
	columns := "a." + strings.ReplaceAll(attributions.columns, ", ", ", a.")
	return all(s.ask(ctx), func(scan scan) (p ledger.PeriodRow, err error) {
		p.Attribution, err = readAttribution(func(into ...any) error {
			return scan(append(into, &p.PlaceRow.WayName, &p.PlaceRow.ChannelName, &p.MemberName, &p.ChatName)...)
		})
		p.PlaceRow.WayID, p.PlaceRow.ChannelID = p.Attribution.WayID, p.Attribution.ChannelID
		return p, err
	}, "SELECT "+columns+`, COALESCE(w.name, ''), COALESCE(ch.name, ''), COALESCE(m.name, a.userid), COALESCE(g.name, a.chat_id)
		FROM identities i JOIN attributions a ON a.identity_id = i.id
		LEFT JOIN ways w ON w.id = a.way_id LEFT JOIN channels ch ON ch.id = a.channel_id
		LEFT JOIN members m ON m.corp_id = a.corp_id AND m.userid = a.userid LEFT JOIN chats g ON g.corp_id = a.corp_id AND g.chat_id = a.chat_id
		WHERE i.customer_id = $1 ORDER BY a.began_at, a.id`, customer)
}

// CustomerEntries are the latest entries of a customer into the mini program.
func (s *Store) CustomerEntries(ctx context.Context, customer int64) ([]ledger.Entry, error) {
	return all(s.ask(ctx), func(scan scan) (e ledger.Entry, err error) {
		return e, scan(&e.At, &e.SessionFrom)
	}, `SELECT m.at, m.text FROM identities i JOIN messages m ON m.identity_id = i.id WHERE i.customer_id = $1 AND m.kind = 'entered' ORDER BY m.at DESC LIMIT 100`, customer)
}

// NamedPlace is the way of a state, or else the channel of an id or name.
func (s *Store) NamedPlace(ctx context.Context, state, channel string) (ledger.PlaceRow, error) {
	read := func(scan scan) (p ledger.PlaceRow, err error) {
		return p, scan(&p.WayID, &p.WayName, &p.ChannelID, &p.ChannelName)
	}
	if state != "" {
		return get(s.ask(ctx), read, `SELECT w.id, w.name, c.id, c.name FROM ways w JOIN channels c ON c.id = w.channel_id
			WHERE w.corp_id IN (SELECT id FROM corps) AND w.state = $1 ORDER BY w.id LIMIT 1`, state)
	}
	id, err := strconv.ParseInt(channel, 10, 64)
	if err != nil {
		id = 0
	}
	return get(s.ask(ctx), read, "SELECT 0, '', id, name FROM channels WHERE id = $1 OR name = $2 ORDER BY id LIMIT 1", id, channel)
}

// CustomerJoins are the records that were taken into a customer's, newest first.
func (s *Store) CustomerJoins(ctx context.Context, customer int64) ([]ledger.JoinRow, error) {
	joins := []crm.CustomerJoin{}
	rows, err := all(s.ask(ctx), func(scan scan) (r ledger.JoinRow, err error) {
		j, err := readCustomerJoin(func(into ...any) error { return scan(append(into, &r.UndoneAt, &r.Name)...) })
		joins = append(joins, j)
		r.ID, r.At, r.Evidence, r.Identities = j.ID, j.At, ledger.EvidenceOf(j.Evidence), []ledger.IdentityRow{}
		return r, err
	}, `SELECT j.id, j.from_id, j.into_id, j.identities, j.evidence, j.at, j.before, j.undone_at, c.name FROM customer_joins j JOIN customers c ON c.id = j.from_id
		WHERE j.into_id = $1 ORDER BY j.at DESC, j.id DESC`, customer)
	if err != nil {
		return nil, err
	}
	for i, j := range joins {
		ids, err := all(s.ask(ctx), readIdentity, identities.list+" WHERE "+s.dialect.in("id", "$1")+" ORDER BY id", s.dialect.list(slices.Clone(j.Identities)))
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			rows[i].Identities = append(rows[i].Identities, ledger.IdentityRow{Kind: id.Kind, Scope: id.Scope, Value: id.Value})
		}
	}
	return rows, nil
}
