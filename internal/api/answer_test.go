package api

import (
	"fmt"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/schedule"
)

func (k *walker) answers(way ledger.WayRow) {
	plan := schedule.Plan{Shifts: []schedule.Shift{{Days: []int{1, 2, 3, 4, 5, 6, 7}, From: "00:00", To: "24:00", People: []string{"zhangsan", "lisi"}}}}
	path := fmt.Sprintf("/ways/%d", way.ID)
	var row ledger.WayRow
	k.call("put-way-plan", put, path+"/plan", PlanInput{&plan}, 200, &row)
	var m ledger.Moment
	k.call("get-way-answer", get, path+"/answer", nil, 200, &m)
	if row.Plan == nil || len(m.Answer.People) != 2 || len(m.Week) != 1 || m.Names[0].Name == "" {
		k.Errorf("row %+v, moment %+v", row.Plan, m)
	}
	var me Session
	k.do(get, base+"/session", nil).want(k, 200, &me)
	var linked desk.AgentRow
	k.call("put-agent-member", put, fmt.Sprintf("/agents/%d/member", me.Agent.ID), AgentMember{k.wecom.ID, "ZhangSan"}, 200, &linked)
	k.call("put-me-off", put, "/me/off", OffInput{schedule.Always}, 204, nil)
	k.call("put-member-off", put, fmt.Sprintf("/accounts/%d/members/lisi/off", k.wecom.ID), OffInput{time.Now().Add(time.Hour).UnixMilli()}, 204, nil)
	var off MeOff
	k.call("get-me-off", get, "/me/off", nil, 200, &off)
	if off.UserID != "zhangsan" || off.Name == "" || off.OffUntil != schedule.Always {
		k.Errorf("me off: %+v", off)
	}
	var all MemberList
	k.do(get, base+fmt.Sprintf("/accounts/%d/members?all=true", k.wecom.ID), nil).want(k, 200, &all)
	for _, m := range all.Items {
		if m.UserID == "zhangsan" && (!m.Contact || m.Ways < 1 || m.OffUntil != schedule.Always) {
			k.Errorf("in the list of all: %+v", m)
		}
	}
	k.call("try-plan", post, "/answer/preview", PlanTrial{AccountID: k.wecom.ID, Plan: plan}, 200, &m)
	if linked.UserID != "zhangsan" || !m.Answer.Nobody || len(m.Answer.LeftOut) != 2 {
		k.Errorf("linked %+v, moment %+v", linked, m.Answer)
	}
	plan.Shifts[0].From = "9"
	if p := k.do(put, base+path+"/plan", PlanInput{&plan}).refused(k, 422, "invalid"); p.Params["field"] != "plan.shifts[0].from" {
		k.Errorf("a bad plan: %+v", p)
	}
	k.do(put, base+path+"/plan", PlanInput{}).want(k, 200, nil)
	k.do(get, base+path+"/answer", nil).refused(k, 404, "way_without_plan")
	k.do(put, base+"/me/off", OffInput{}).want(k, 204, nil)
}
