package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/desk"
)

// numbers reads what string_agg made of ids, in order.
func numbers(s string) []int64 {
	list := []int64{}
	for part := range strings.SplitSeq(s, ",") {
		if n, err := strconv.ParseInt(part, 10, 64); err == nil {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// among adds the condition that a column is one of some values.
func (s *Store) among(w *where, column string, values []int64) {
	w.args = append(w.args, s.dialect.list(values))
	w.conditions = append(w.conditions, s.dialect.in(column, "$"+strconv.Itoa(len(w.args))))
}

// stretch is a part of a list that one index gives in order; below zero is the place of its rows.
type stretch struct {
	condition string
	args      []any
	key       string
	falling   bool
	below     bool
}

// stretches are the parts of a list, one after the other.
func stretches(q desk.ConversationQuery) []stretch {
	newest := stretch{key: "c.last_message_at", falling: true}
	switch order := q.Ordered(); {
	case order == desk.OrderWaiting && q.List == desk.ListWaiting:
		return []stretch{{key: "c.waiting_since"}}
	case order == desk.OrderWaiting:
		newest.condition, newest.below = "c.awaiting_since = 0", true
		return []stretch{{condition: "c.awaiting_since <> 0", key: "c.awaiting_since"}, newest}
	case order == desk.OrderClosing:
		cutoff := []any{q.Cutoff()}
		return []stretch{
			{condition: "c.last_inbound_at > %", args: cutoff, key: "c.last_inbound_at"},
			{condition: "c.last_inbound_at <= %", args: cutoff, key: "c.last_inbound_at", falling: true, below: true},
		}
	}
	return []stretch{newest}
}

// after adds the place of the last row seen; false: the stretch lies before it.
func (p stretch) after(w *where, place desk.MessageCursor) bool {
	if place == (desk.MessageCursor{}) || p.below && place.At >= 0 {
		return true
	}
	if !p.below && place.At < 0 {
		return false
	}
	at, beyond := place.At, ">"
	if p.below {
		at = -at
	}
	if p.falling {
		beyond = "<"
	}
	w.and("("+p.key+", c.id) "+beyond+" (%, %)", at, place.ID)
	return true
}

func (p stretch) order() string {
	way := ""
	if p.falling {
		way = " DESC"
	}
	return p.key + way + ", c.id" + way
}

// ConversationRows is a page of conversations.
func (s *Store) ConversationRows(ctx context.Context, q desk.ConversationQuery) ([]desk.ConversationRow, error) {
	if q.ByID() {
		ids, err := s.closedWithTag(ctx, q)
		if err != nil {
			return nil, err
		}
		return s.conversationRows(ctx, ids, q.Grant, q.Now)
	}
	ids := []int64{}
	for _, p := range stretches(q) {
		var w where
		s.listed(&w, q)
		if p.condition != "" {
			w.and(p.condition, p.args...)
		}
		if len(ids) == q.Limit || !p.after(&w, q.After) {
			continue
		}
		more, err := all(s.ask(ctx), readID, fmt.Sprintf("SELECT c.id FROM conversations c%s ORDER BY %s LIMIT %d", w.clause(), p.order(), q.Limit-len(ids)), w.args...)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	return s.conversationRows(ctx, ids, q.Grant, q.Now)
}

// conversationRows are conversations in the order of ids.
func (s *Store) conversationRows(ctx context.Context, ids []int64, grant desk.Grant, now int64) ([]desk.ConversationRow, error) {
	if len(ids) == 0 {
		return []desk.ConversationRow{}, nil
	}
	rows, err := all(s.ask(ctx), s.readConversationRow(grant, now), conversationRow+" WHERE "+s.dialect.in("c.id", "$1"), s.dialect.list(ids))
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(rows, func(a, b desk.ConversationRow) int { return place[a.ID] - place[b.ID] })
	return rows, err
}

// listed are the conditions of a list and its filters.
func (s *Store) listed(w *where, q desk.ConversationQuery) {
	switch q.List {
	case desk.ListWaiting:
		w.and("c.status = 'waiting'")
	case desk.ListMine:
		w.and("c.status = 'open' AND c.agent_id = %", q.Viewer.AgentID)
	case desk.ListTeam:
		w.and("c.status <> 'closed'")
		s.ofTeams(w, q.Viewer)
	case desk.ListAll:
		w.and("c.status <> 'closed'")
	case desk.ListClosed:
		w.and("c.status = 'closed'")
	default:
		w.and("c.identity_id IN (SELECT i.id FROM identities i WHERE i.customer_id = %)", q.CustomerID)
	}
	s.seen(w, ofAccount(q), q.Viewer)
	s.filtered(w, ofAccount(q), q.Filter)
}

// ofAccount is the account for conditions. Where an index by account is in the order of the list it may be taken; a column with a zero
// added takes none: all that an account ever had is more than any list but these holds.
func ofAccount(q desk.ConversationQuery) string {
	if q.List == desk.ListClosed || q.List == desk.ListAll && q.Ordered() == desk.OrderNewest {
		return "c.account_id"
	}
	return "c.account_id + 0"
}

// visible is the one condition of what a viewer may see.
func (s *Store) visible(w *where, v desk.Viewer) { s.seen(w, "c.account_id", v) }

func (s *Store) seen(w *where, account string, v desk.Viewer) {
	if v.Accounts != nil {
		s.among(w, account, v.Accounts)
	}
}

// ofTeams are the conversations of a viewer's teams: given to the team, or held by an agent of it.
func (s *Store) ofTeams(w *where, v desk.Viewer) {
	var teams, mates where
	teams.args = w.args
	s.among(&teams, "c.team_id", v.Teams)
	mates.args = teams.args
	s.among(&mates, "c.agent_id", v.Mates)
	w.args = mates.args
	w.conditions = append(w.conditions, "("+teams.conditions[0]+" OR "+mates.conditions[0]+")")
}

func (s *Store) filtered(w *where, account string, f desk.ConversationFilter) {
	if f.AccountID != 0 {
		w.and(account+" = %", f.AccountID)
	}
	if f.AgentID != 0 {
		w.and("c.agent_id = %", f.AgentID)
	}
	if f.TeamID != 0 {
		w.and("c.team_id = % AND c.team_id <> 0", f.TeamID)
	}
	if f.TagID != 0 { // a tag may be on all there ever were: it is looked for on each that the list holds
		w.and("EXISTS (SELECT 1 FROM conversation_tags k WHERE k.tag_id = % AND k.conversation_id = c.id)", f.TagID)
	}
	if f.Awaiting {
		w.and("c.awaiting_since <> 0")
	}
	if f.Unread {
		w.and("c.unread > 0")
	}
}

// ConversationCounts are the numbers on somebody's tabs, each counted by an index of its own. Those of a team and those of its agents are two
// indexes: one condition for both would read every conversation that is not closed.
func (s *Store) ConversationCounts(ctx context.Context, v desk.Viewer) (c desk.Counts, err error) {
	seen := where{args: []any{v.AgentID}}
	s.visible(&seen, v)
	further := ""
	if len(seen.conditions) > 0 {
		further = " AND " + seen.conditions[0]
	}
	teams := where{args: seen.args}
	s.among(&teams, "c.team_id", v.Teams)
	mates := where{args: teams.args}
	s.among(&mates, "c.agent_id", v.Mates)
	const live = " FROM conversations c WHERE c.status <> 'closed'"
	return get(s.ask(ctx), func(scan scan) (c desk.Counts, err error) {
		return c, scan(&c.Waiting, &c.Team, &c.All, &c.Mentions, &c.Mine, &c.Awaiting, &c.Unread)
	}, `SELECT (SELECT count(*) FROM conversations c WHERE c.status = 'waiting'`+further+`),
			(SELECT count(*) FROM (SELECT c.id`+live+` AND c.team_id <> 0 AND `+teams.conditions[0]+further+` UNION SELECT c.id`+live+` AND `+mates.conditions[0]+further+`) t),
			(SELECT count(*)`+live+further+`),
			(SELECT count(*) FROM mentions n JOIN conversations c ON c.id = n.conversation_id WHERE n.agent_id = $1 AND n.read_at = 0`+further+`),
			count(*), count(CASE WHEN c.awaiting_since <> 0 THEN 1 END), COALESCE(sum(c.unread), 0)
		FROM conversations c WHERE c.status = 'open' AND c.agent_id = $1`+further, mates.args...)
}
