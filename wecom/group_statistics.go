package wecom

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// GroupStatisticsOrder is what owners are sorted by.
type GroupStatisticsOrder int

// The four orders; the platform's default is the first.
const (
	ByNewChats   GroupStatisticsOrder = 1
	ByChats      GroupStatisticsOrder = 2
	ByNewMembers GroupStatisticsOrder = 3
	ByMembers    GroupStatisticsOrder = 4
)

// GroupStatistics asks about the groups of owners.
type GroupStatistics struct {
	Days      Days
	Owners    []string             // userids, 1 to 100
	OrderBy   GroupStatisticsOrder // 0: ByNewChats
	Ascending bool
	Offset    int // NextOffset of the page before
	Limit     int // at most 1000; 0 means 500
}

// GroupStatisticsPage is one page. It is the last when NextOffset is Total.
type GroupStatisticsPage struct {
	Total      int             `json:"total"`
	NextOffset int             `json:"next_offset"`
	Items      []GroupsOfOwner `json:"items"`
}

// GroupsOfOwner is what one owner's groups came to.
type GroupsOfOwner struct {
	Owner string     `json:"owner"`
	Data  GroupCount `json:"data"`
}

// GroupCount counts groups, their members and messages.
type GroupCount struct {
	NewChatCnt            int64 `json:"new_chat_cnt"`
	ChatTotal             int64 `json:"chat_total"`
	ChatHasMsg            int64 `json:"chat_has_msg"` // groups in which somebody spoke
	NewMemberCnt          int64 `json:"new_member_cnt"`
	MemberTotal           int64 `json:"member_total"`
	MemberHasMsg          int64 `json:"member_has_msg"`
	MsgTotal              int64 `json:"msg_total"`
	MigrateTraineeChatCnt int64 `json:"migrate_trainee_chat_cnt"` // in the education industry only

	Raw json.RawMessage `json:"-"` // as it came
}

// UnmarshalJSON keeps the object as it came.
func (g *GroupCount) UnmarshalJSON(data []byte) error {
	type plain GroupCount
	return wire.Keep(data, (*plain)(g), &g.Raw)
}

type groupStatisticsRequest struct {
	DayBegin int64                `json:"day_begin_time"`
	DayEnd   int64                `json:"day_end_time"`
	Owner    *ownerFilter         `json:"owner_filter"`
	OrderBy  GroupStatisticsOrder `json:"order_by,omitempty"`
	OrderAsc Flag                 `json:"order_asc,omitempty"`
	Offset   int                  `json:"offset,omitempty"`
	Limit    int                  `json:"limit,omitempty"`
}

func (g *GroupStatistics) check(c *wx.Check, now time.Time) {
	g.Days.check(c, now, "day_begin_time", "day_end_time")
	c.Require(len(g.Owners) > 0, "owner_filter.userid_list", "must name 1 to 100 owners", nil)
	checkOwners(c, g.Owners)
	c.Require(g.OrderBy >= 0 && g.OrderBy <= ByMembers, "order_by", "must be 1 to 4", int(g.OrderBy))
	c.Require(g.Offset >= 0, "offset", "must not be negative", g.Offset)
	c.Require(g.Limit >= 0, "limit", "must not be negative", g.Limit)
	limit := int64(g.Limit)
	c.CutNumber("limit", &limit, 1000, "items")
	g.Limit = int(limit)
}

func (g *GroupStatistics) request() groupStatisticsRequest {
	return groupStatisticsRequest{
		DayBegin: midnight(g.Days.First).Unix(), DayEnd: midnight(g.Days.Last).Unix(),
		Owner: ownersOf(g.Owners), OrderBy: g.OrderBy, OrderAsc: flag(g.Ascending), Offset: g.Offset, Limit: g.Limit,
	}
}

// Groups reads one page of owners and what their groups came to over the days.
// Error: ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92133
func (s *StatisticsService) Groups(ctx context.Context, g GroupStatistics) (GroupStatisticsPage, error) {
	if err := s.wire.Check(ctx, "groupchat_statistic", func(c *wx.Check) { g.check(c, s.wire.Now()) }); err != nil {
		return GroupStatisticsPage{}, err
	}
	return wire.Do[GroupStatisticsPage](ctx, s.wire, wire.Read("groupchat_statistic", "/cgi-bin/externalcontact/groupchat/statistic", g.request()))
}

// AllGroups lists the owners of every page of Groups, from g.Offset on.
func (s *StatisticsService) AllGroups(ctx context.Context, g GroupStatistics) iter.Seq2[GroupsOfOwner, error] {
	return func(yield func(GroupsOfOwner, error) bool) {
		g := g // each range begins anew
		for {
			page, err := s.Groups(ctx, g)
			if err == nil && page.NextOffset < page.Total && page.NextOffset <= g.Offset {
				err = errCursorStuck
			}
			if err != nil {
				yield(GroupsOfOwner{}, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			if page.NextOffset >= page.Total {
				return
			}
			g.Offset = page.NextOffset
		}
	}
}

// GroupDay is one day of the groups of all owners that were asked for.
type GroupDay struct {
	StatTime int64      `json:"stat_time"` // the day's beginning, unix seconds
	Data     GroupCount `json:"data"`
}

// GroupsByDay reads the days of the owners' groups. Order, Offset and Limit do
// not count. Error: ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92133
func (s *StatisticsService) GroupsByDay(ctx context.Context, g GroupStatistics) ([]GroupDay, error) {
	g.OrderBy, g.Ascending, g.Offset, g.Limit = 0, false, 0, 0
	if err := s.wire.Check(ctx, "groupchat_statistic_group_by_day", func(c *wx.Check) { g.check(c, s.wire.Now()) }); err != nil {
		return nil, err
	}
	reply, err := wire.Do[struct {
		Items []GroupDay `json:"items"`
	}](ctx, s.wire, wire.Read("groupchat_statistic_group_by_day", "/cgi-bin/externalcontact/groupchat/statistic_group_by_day", g.request()))
	return reply.Items, err
}
