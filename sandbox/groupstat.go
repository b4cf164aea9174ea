package sandbox

import (
	"cmp"
	"net/http"
	"slices"
)

// Statistics of customer groups: https://developer.work.weixin.qq.com/document/path/92133.
// Days are those of Asia/Shanghai. A group counts for the owner that it has now.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/groupchat/statistic", method: http.MethodPost, contact: true, arrays: []string{"items"}, do: (*Sandbox).groupStatistic},
	endpoint{path: "/cgi-bin/externalcontact/groupchat/statistic_group_by_day", method: http.MethodPost, contact: true, arrays: []string{"items"}, do: (*Sandbox).groupStatisticByDay},
)

const (
	maxStatItems   = 1000
	usualStatItems = 500
	statOrderMost  = 4
)

// groupData is data of both statistics. What is new happened in the span; the other counts
// are those at its end.
type groupData struct {
	NewChatCnt            int `json:"new_chat_cnt"`
	ChatTotal             int `json:"chat_total"`
	ChatHasMsg            int `json:"chat_has_msg"`
	NewMemberCnt          int `json:"new_member_cnt"`
	MemberTotal           int `json:"member_total"`
	MemberHasMsg          int `json:"member_has_msg"`
	MsgTotal              int `json:"msg_total"`
	MigrateTraineeChatCnt int `json:"migrate_trainee_chat_cnt"`
}

// count adds a group to the data.
func (d *groupData) count(g *groupChat, p span) {
	if g.Internal || g.Created >= p.to {
		return
	}
	if p.has(g.Created) {
		d.NewChatCnt++
	}
	alive := g.Dismissed == 0 || g.Dismissed >= p.to
	if alive {
		d.ChatTotal++
	}
	for _, m := range g.Members {
		d.countStay(m.Joined, p, alive)
	}
	for _, left := range g.Gone {
		d.countStay(left.From, p, alive && left.To >= p.to)
	}
	people, texts := g.speakers(p.to)
	if texts > 0 {
		d.ChatHasMsg++
	}
	d.MemberHasMsg += people
	d.MsgTotal += texts
}

// countStay adds somebody who came at a time; there says whether at the end, too.
func (d *groupData) countStay(came int64, p span, there bool) {
	if p.has(came) {
		d.NewMemberCnt++
	}
	if there && came < p.to {
		d.MemberTotal++
	}
}

// statQuery is what both statistics take.
func (s *Sandbox) statQuery(c *call) (span, []string, error) {
	p, err := readSpan(c)
	if err != nil {
		return p, nil, err
	}
	owners, err := s.ownerFilter(c)
	if err == nil && owners == nil {
		err = c.missing("owner_filter")
	}
	return p, owners, err
}

type ownerStat struct {
	Owner string    `json:"owner"`
	Data  groupData `json:"data"`
}

type statAnswer struct {
	Total      int         `json:"total"`
	NextOffset int         `json:"next_offset"`
	Items      []ownerStat `json:"items"`
}

// groupStatistic has one item for every owner who has groups.
func (s *Sandbox) groupStatistic(c *call) (any, error) {
	p, owners, err := s.statQuery(c)
	if err != nil {
		return nil, err
	}
	order, offset, limit := 1, c.body.num("offset"), usualStatItems
	c.body.read("order_by", &order)
	c.body.read("limit", &limit)
	switch {
	case order < 1 || order > statOrderMost:
		return nil, invalid("order_by expect a number in [1, %d]", statOrderMost)
	case limit < 1 || limit > maxStatItems:
		return nil, invalid("limit expect a number in [1, %d]", maxStatItems)
	case offset < 0:
		return nil, invalid("offset expect a positive number")
	}
	items := s.statOf(owners, p)
	sortStats(items, order, c.body.num("order_asc") == 1)
	from := min(offset, len(items))
	to := min(from+limit, len(items))
	return statAnswer{Total: len(items), NextOffset: to, Items: items[from:to]}, nil
}

func (s *Sandbox) statOf(owners []string, p span) []ownerStat {
	items := []ownerStat{}
	for _, owner := range owners {
		item, some := ownerStat{Owner: owner}, false
		for _, g := range s.w.Groups {
			if g.Owner == owner && !g.Internal && g.Created < p.to {
				item.Data.count(g, p)
				some = true
			}
		}
		if some {
			items = append(items, item)
		}
	}
	return items
}

// sortStats orders by 1 new groups, 2 groups, 3 new members, 4 members.
func sortStats(items []ownerStat, order int, ascending bool) {
	key := func(d groupData) int { return []int{d.NewChatCnt, d.ChatTotal, d.NewMemberCnt, d.MemberTotal}[order-1] }
	slices.SortStableFunc(items, func(a, b ownerStat) int {
		if !ascending {
			a, b = b, a
		}
		return cmp.Compare(key(a.Data), key(b.Data))
	})
}

type dayStat struct {
	StatTime int64     `json:"stat_time"`
	Data     groupData `json:"data"`
}

// groupStatisticByDay has one item for every day, over all the owners.
func (s *Sandbox) groupStatisticByDay(c *call) (any, error) {
	p, owners, err := s.statQuery(c)
	if err != nil {
		return nil, err
	}
	items := []dayStat{}
	for from := p.from; from < p.to; from += day.Milliseconds() {
		item := dayStat{StatTime: from / 1000}
		for _, g := range s.w.Groups {
			if slices.Contains(owners, g.Owner) {
				item.Data.count(g, span{from, from + day.Milliseconds()})
			}
		}
		items = append(items, item)
	}
	return struct {
		Items []dayStat `json:"items"`
	}{items}, nil
}
