package api

import (
	"fmt"
	"strings"

	"github.com/menling/menling/internal/desk"
)

// seats walks what is done with people and teams.
func (k *walker) seats(id int64) {
	k.Helper()
	path := fmt.Sprintf("/agents/%d", id)
	var row desk.AgentRow
	k.call("edit-agent", patch, path, desk.AgentEdit{Capacity: new(3), Accounts: new([]int64{})}, 200, &row)
	if row.Capacity != 3 || row.Status != desk.Offline {
		k.Errorf("edited: %+v", row)
	}
	var link AgentLink
	k.call("new-agent-link", post, path+"/link", nil, 200, &link)
	_, token, _ := strings.Cut(link.Link, k.url+"/invitation?token=")
	k.do(get, base+"/invitation?token="+token, nil).want(k, 200, nil)
	k.call("get-agent", get, path, nil, 200, &row)
	k.call("put-me-status", put, "/me/status", StatusInput{desk.Online}, 200, &row)
	k.call("put-me-take", put, "/me/take", TakeInput{Below: 3, More: 2}, 200, nil)
	k.call("get-me-seat", get, "/me/seat", nil, 200, &row)
	if row.Status != desk.Online || row.TakeBelow != 3 || row.TakeMore != 2 {
		k.Errorf("my seat: %+v", row)
	}
	k.call("put-me-take", put, "/me/take", TakeInput{}, 200, nil)
	var team desk.TeamRow
	k.call("create-team", post, "/teams", TeamInput{Name: "售后", Members: []desk.TeamMember{{AgentID: id}}}, 200, &team)
	k.call("edit-team", put, fmt.Sprintf("/teams/%d", team.ID), TeamInput{Name: "售前", Members: []desk.TeamMember{{AgentID: id, Lead: true}}}, 200, &team)
	var teams List[desk.TeamRow]
	k.call("list-teams", get, "/teams", nil, 200, &teams)
	if len(teams.Items) != 1 || teams.Items[0].Name != "售前" || !teams.Items[0].Members[0].Lead {
		k.Errorf("teams: %+v", teams)
	}
	var plan desk.Setting[desk.Assignment]
	k.call("get-assignment", get, "/assignment", nil, 200, &plan)
	if plan.Own || plan.Value.Mode != desk.ByHand {
		k.Errorf("assignment: %+v", plan)
	}
	plan.Value.Routes = []desk.Route{{Match: desk.RouteBegins, Value: "order:", TeamID: team.ID}}
	k.call("put-assignment", put, "/assignment?account=0", plan.Value, 200, &plan)
	if len(plan.Value.Routes) != 1 {
		k.Errorf("assignment: %+v", plan)
	}
	k.call("remove-assignment", remove, "/assignment?account=0", nil, 200, &plan)
	k.call("remove-team", remove, fmt.Sprintf("/teams/%d", team.ID), nil, 204, nil)
}
