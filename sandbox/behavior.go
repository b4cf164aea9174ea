package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// https://developer.work.weixin.qq.com/document/path/92132
var _ = serve(wecom, endpoint{
	path: "/cgi-bin/externalcontact/get_user_behavior_data", method: http.MethodPost, contact: true,
	arrays: []string{"behavior_data"}, do: (*Sandbox).userBehavior,
})

const maxBehaviorIDs = 100

// behaviorDay is one day. The two last are only there when a customer began a chat. The
// sandbox's members wait to be added, so that nobody applies.
type behaviorDay struct {
	StatTime            int64    `json:"stat_time"`
	NewApplyCnt         int      `json:"new_apply_cnt"`
	NewContactCnt       int      `json:"new_contact_cnt"`
	ChatCnt             int      `json:"chat_cnt"`
	MessageCnt          int      `json:"message_cnt"`
	NegativeFeedbackCnt int      `json:"negative_feedback_cnt"`
	ReplyPercentage     *float64 `json:"reply_percentage,omitempty"`
	AvgReplyTime        *float64 `json:"avg_reply_time,omitempty"` // minutes

	asked, answered int
	waited          time.Duration
}

// userBehavior adds up what members did with their customers, day by day.
func (s *Sandbox) userBehavior(c *call) (any, error) {
	people, err := s.behaviorMembers(c)
	if err != nil {
		return nil, err
	}
	var first, last int64
	c.body.read("start_time", &first)
	c.body.read("end_time", &last)
	from, to := midnight(time.Unix(first, 0)), midnight(time.Unix(last, 0)).Add(day)
	today := midnight(c.now)
	if from.Before(today.Add(-maxStatAge*day)) || !from.Before(to) || to.Sub(from) > maxStatSpan*day {
		return nil, invalid("start_time and end_time expect 1 to %d days of the last %d", maxStatSpan, maxStatAge)
	}
	days := []behaviorDay{}
	for at := from; at.Before(to) && !at.After(today); at = at.Add(day) {
		d := behaviorDay{StatTime: at.Unix()}
		for userid := range people {
			for _, rel := range s.w.byMember[userid] {
				d.count(rel, span{at.UnixMilli(), at.Add(day).UnixMilli()})
			}
		}
		d.finish()
		days = append(days, d)
	}
	return struct {
		Days []behaviorDay `json:"behavior_data"`
	}{days}, nil
}

// behaviorMembers are the members of userid and partyid, each once.
func (s *Sandbox) behaviorMembers(c *call) (map[string]bool, error) {
	var users []string
	var parties []int
	c.body.read("userid", &users)
	c.body.read("partyid", &parties)
	if n := len(users) + len(parties); n == 0 || len(users) > maxBehaviorIDs || len(parties) > maxBehaviorIDs {
		return nil, invalid("userid and partyid expect 1 to %d", maxBehaviorIDs)
	}
	people := map[string]bool{}
	for _, id := range users {
		m, err := s.listedMember(c, id)
		if err != nil {
			return nil, err
		}
		people[strings.ToLower(m.UserID)] = true
	}
	for _, id := range parties {
		if s.corp.depts[id] == nil {
			return nil, fail(40066)
		}
		if !s.corp.seesDepartment(c.app, id) {
			return nil, fail(c.sw.HiddenPartyCode)
		}
		for _, m := range s.corp.people[id] {
			people[strings.ToLower(m.UserID)] = true
		}
	}
	return people, nil
}

// count adds one relation's day.
func (d *behaviorDay) count(rel *relation, p span) {
	d.NewContactCnt += p.count(rel.Created) + p.count(rel.Earlier...)
	d.NegativeFeedbackCnt += p.count(rel.Left...)
	d.countChat(rel, p)
}

// countChat adds one chat's day. A customer who speaks first has asked; the member's next
// word is the answer.
func (d *behaviorDay) countChat(rel *relation, p span) {
	spoke := false
	var asked int64
	for _, m := range rel.Chat {
		if !p.has(m.Time) {
			continue
		}
		switch m.By {
		case "member":
			spoke = true
			d.MessageCnt++
			if asked != 0 {
				d.answered++
				d.waited += time.Duration(m.Time-asked) * time.Millisecond
				asked = 0
			}
		case "customer":
			if asked == 0 && !spoke {
				asked = m.Time
				d.asked++
			}
		}
	}
	if spoke {
		d.ChatCnt++
	}
}

// finish works out the averages of chats that a customer began.
func (d *behaviorDay) finish() {
	if d.asked == 0 {
		return
	}
	percentage, minutes := 100*float64(d.answered)/float64(d.asked), 0.0
	if d.answered > 0 {
		minutes = d.waited.Minutes() / float64(d.answered)
	}
	d.ReplyPercentage, d.AvgReplyTime = &percentage, &minutes
}
