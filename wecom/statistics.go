package wecom

import (
	"context"
	"iter"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// StatisticsService reads what the platform counted. Days are those of
// Asia/Shanghai, at most 30 at a time and from the last 180.
type StatisticsService service

const (
	maxSpan = 30 * 24 * time.Hour
	maxAge  = 180 * 24 * time.Hour
)

// Days is a closed interval of days: any moment of the first and of the last. A
// zero Last means the first alone.
type Days struct{ First, Last time.Time }

func (d *Days) check(c *wx.Check, now time.Time, first, last string) {
	if d.Last.IsZero() {
		d.Last = d.First
	}
	from, to := midnight(d.First), midnight(d.Last)
	c.Require(!d.First.IsZero(), first, "must be given", nil)
	c.Require(!to.Before(from), last, "must not lie before "+first, d.Last.Format(time.DateOnly))
	c.Require(to.Sub(from) < maxSpan, last, "must not lie more than 30 days from "+first, d.Last.Format(time.DateOnly))
	c.Require(d.First.IsZero() || !from.Before(midnight(now).Add(-maxAge)), first, "must lie within the last 180 days", d.First.Format(time.DateOnly))
}

// midnight is the beginning of t's day in Shanghai.
func midnight(t time.Time) time.Time {
	t = t.In(shanghai)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shanghai)
}

var shanghai = time.FixedZone("CST", 8*3600)

// Behavior asks how members dealt with their customers. Members and departments
// must not both be missing; several are added up.
type Behavior struct {
	UserIDs  []string // at most 100
	PartyIDs []int64  // at most 100
	Days     Days
}

// BehaviorDay is one day of a Behavior.
type BehaviorDay struct {
	StatTime            int64    `json:"stat_time"`             // the day's beginning, unix seconds
	NewApplyCnt         int64    `json:"new_apply_cnt"`         // requests that members sent
	NewContactCnt       int64    `json:"new_contact_cnt"`       // customers added
	ChatCnt             int64    `json:"chat_cnt"`              // chats in which a member spoke
	MessageCnt          int64    `json:"message_cnt"`           // messages of members
	ReplyPercentage     *float64 `json:"reply_percentage"`      // nil without chats
	AvgReplyTime        *float64 `json:"avg_reply_time"`        // minutes; nil without chats
	NegativeFeedbackCnt int64    `json:"negative_feedback_cnt"` // customers who deleted or blocked a member
}

type behaviorRequest struct {
	UserIDs   []string `json:"userid,omitempty"`
	PartyIDs  []int64  `json:"partyid,omitempty"`
	StartTime int64    `json:"start_time"`
	EndTime   int64    `json:"end_time"`
}

// Behavior reads the days of members. Errors: ErrNotPermitted, ErrNoSuchMember.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92132
func (s *StatisticsService) Behavior(ctx context.Context, b Behavior) ([]BehaviorDay, error) {
	if err := s.wire.Check(ctx, "get_user_behavior_data", func(c *wx.Check) {
		c.Require(len(b.UserIDs)+len(b.PartyIDs) > 0, "userid", "userid or partyid must be given", nil)
		c.Items("userid", len(b.UserIDs), 100)
		c.Items("partyid", len(b.PartyIDs), 100)
		b.Days.check(c, s.wire.Now(), "start_time", "end_time")
	}); err != nil {
		return nil, err
	}
	body := behaviorRequest{b.UserIDs, b.PartyIDs, midnight(b.Days.First).Unix(), midnight(b.Days.Last).Unix()}
	reply, err := wire.Do[struct {
		Days []BehaviorDay `json:"behavior_data"`
	}](ctx, s.wire, wire.Read("get_user_behavior_data", "/cgi-bin/externalcontact/get_user_behavior_data", body))
	return reply.Days, err
}

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
	limit := int64(g.Limit)
	c.CutNumber("limit", &limit, 1000, "items")
	g.Limit = int(limit)
}

func (g *GroupStatistics) request() groupStatisticsRequest {
	r := groupStatisticsRequest{
		DayBegin: midnight(g.Days.First).Unix(), DayEnd: midnight(g.Days.Last).Unix(),
		Owner: ownersOf(g.Owners), OrderBy: g.OrderBy, Offset: g.Offset, Limit: g.Limit,
	}
	if g.Ascending {
		r.OrderAsc = Yes
	}
	return r
}

// Groups reads one page of owners and what their groups came to over the days.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92133
func (s *StatisticsService) Groups(ctx context.Context, g GroupStatistics) (GroupStatisticsPage, error) {
	if err := s.wire.Check(ctx, "groupchat_statistic", func(c *wx.Check) { g.check(c, s.wire.Now()) }); err != nil {
		return GroupStatisticsPage{}, err
	}
	return wire.Do[GroupStatisticsPage](ctx, s.wire, wire.Read("groupchat_statistic", "/cgi-bin/externalcontact/groupchat/statistic", g.request()))
}

// AllGroups reads Groups page by page.
func (s *StatisticsService) AllGroups(ctx context.Context, g GroupStatistics) iter.Seq2[GroupsOfOwner, error] {
	return func(yield func(GroupsOfOwner, error) bool) {
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
// not count.
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
