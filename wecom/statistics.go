package wecom

import (
	"context"
	"encoding/json"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// StatisticsService reads what the platform counted. Days are those of
// Asia/Shanghai, at most 30 at a time, from yesterday back to 180 days ago.
type StatisticsService service

// What the platform allows.
const (
	MaxStatisticsDays = 30  // of one request
	maxStatisticsAge  = 180 // days
)

const wholeDay = 24 * time.Hour // Shanghai has no daylight saving

// Days is a closed interval of days: any moment of the first and of the last. A
// zero Last means the first alone.
type Days struct{ First, Last time.Time }

func (d *Days) check(c *wx.Check, now time.Time, first, last string) {
	c.Require(!d.First.IsZero(), first, "must be given", nil)
	if d.First.IsZero() {
		return
	}
	if d.Last.IsZero() {
		d.Last = d.First
	}
	from, to, today := midnight(d.First), midnight(d.Last), midnight(now)
	c.Require(!from.Before(today.Add(-maxStatisticsAge*wholeDay)), first, "must lie within the last 180 days", from.Format(time.DateOnly))
	c.Require(to.Before(today), last, "must lie before today", to.Format(time.DateOnly))
	c.Require(!to.Before(from), last, "must not lie before "+first, to.Format(time.DateOnly))
	c.Limit(last, int(to.Sub(from)/wholeDay)+1, MaxStatisticsDays, "days")
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

	Raw json.RawMessage `json:"-"` // as it came
}

// UnmarshalJSON keeps the object as it came.
func (d *BehaviorDay) UnmarshalJSON(data []byte) error {
	type plain BehaviorDay
	return wire.Keep(data, (*plain)(d), &d.Raw)
}

func (b *Behavior) check(c *wx.Check, now time.Time) {
	c.Require(len(b.UserIDs)+len(b.PartyIDs) > 0, "userid", "userid or partyid must be given", nil)
	c.Items("userid", len(b.UserIDs), 100)
	c.Items("partyid", len(b.PartyIDs), 100)
	for _, id := range b.UserIDs {
		checkUserID(c, "userid", id)
	}
	for _, id := range b.PartyIDs {
		c.Require(id > 0, "partyid", "must hold positive department ids", id)
	}
	b.Days.check(c, now, "start_time", "end_time")
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
	if err := s.wire.Check(ctx, "get_user_behavior_data", func(c *wx.Check) { b.check(c, s.wire.Now()) }); err != nil {
		return nil, err
	}
	body := behaviorRequest{b.UserIDs, b.PartyIDs, midnight(b.Days.First).Unix(), midnight(b.Days.Last).Unix()}
	reply, err := wire.Do[struct {
		Days []BehaviorDay `json:"behavior_data"`
	}](ctx, s.wire, wire.Read("get_user_behavior_data", "/cgi-bin/externalcontact/get_user_behavior_data", body))
	return reply.Days, err
}
