package api

import (
	"fmt"
	"slices"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// office is a desk with a few customers who have written, oldest first, and two people.
type office struct {
	*world
	admin, agent     *caller
	adminID, agentID int64
	talks            []desk.ConversationRow
}

func newOffice(t *testing.T, s *store.Store, customers int) *office {
	w := newWorld(t, s).withPlatforms()
	o := &office{world: w, admin: w.admin(), agent: w.agent()}
	var people List[desk.AgentRow]
	o.admin.do(get, base+"/agents", nil).want(t, 200, &people)
	for _, p := range people.Items {
		if p.Email == "agent@example.com" {
			o.agentID = p.ID
		} else {
			o.adminID = p.ID
		}
	}
	for i := range customers {
		w.says(fmt.Sprintf("openid-%d", i), fmt.Sprintf("在吗 %d", i))
	}
	o.talks = o.list("list=waiting").Items
	return o
}

func (o *office) list(query string) (p ConversationPage) {
	o.Helper()
	o.agent.do(get, base+"/conversations?"+query, nil).want(o, 200, &p)
	return p
}

func (o *office) path(talk int) string {
	return fmt.Sprintf("%s/conversations/%d", base, o.talks[talk].ID)
}

func (o *office) actions(talk int) (kinds []desk.ActionKind, rows []desk.ActionRow) {
	o.Helper()
	var list List[desk.ActionRow]
	o.agent.do(get, o.path(talk)+"/actions", nil).want(o, 200, &list)
	for _, a := range list.Items {
		kinds = append(kinds, a.Kind)
	}
	return kinds, list.Items
}

func TestConversationsAreHandedOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		var c desk.ConversationRow
		o.agent.do(post, o.path(0)+"/accept", nil).want(t, 200, &c)
		o.agent.do(post, o.path(0)+"/transfer", desk.Transfer{}).refused(t, 422, "invalid")
		o.agent.do(post, o.path(0)+"/transfer", desk.Transfer{AgentID: o.agentID}).refused(t, 422, "invalid")
		o.agent.do(post, o.path(0)+"/transfer", desk.Transfer{TeamID: 77}).refused(t, 422, "invalid")
		o.agent.do(post, o.path(0)+"/transfer", desk.Transfer{AgentID: o.adminID, Note: " 要退款 "}).want(t, 200, &c)
		if c.Agent == nil || c.Agent.ID != o.adminID || c.Status != desk.Open || c.Transfers != 1 {
			t.Errorf("handed on: %s", jsonOf(c))
		}
		o.agent.do(post, o.path(0)+"/transfer", desk.Transfer{AgentID: o.agentID}).refused(t, 409, desk.CodeNotYours)
		o.agent.do(post, o.path(0)+"/return", nil).refused(t, 409, desk.CodeNotYours)
		team, err := o.desk.PutTeam(t.Context(), crm.Operator(), 0, "售后", []desk.TeamMember{{AgentID: o.agentID}})
		if err != nil {
			t.Fatal(err)
		}
		if p := o.list("list=team"); len(p.Items) != 0 || p.Counts.Team != 0 {
			t.Errorf("an admin's conversation is the team's: %s", jsonOf(p))
		}
		o.admin.do(post, o.path(0)+"/transfer", desk.Transfer{TeamID: team.ID}).want(t, 200, &c)
		if p := o.list("list=team"); len(p.Items) != 1 || p.Counts.Team != 1 || c.TeamID != team.ID || c.Status != desk.Waiting {
			t.Errorf("the team has %s", jsonOf(p))
		}
		o.agent.do(post, o.path(0)+"/accept", nil).want(t, 200, nil)
		if p := o.list("list=team"); len(p.Items) != 1 || p.Counts.Team != 1 || p.Counts.Mine != 1 {
			t.Errorf("the team's, and held by one of it: %s", jsonOf(p))
		}
		o.agent.do(post, o.path(0)+"/return", nil).want(t, 200, &c)
		if c.Status != desk.Waiting || c.Agent != nil || c.WaitingSince != c.AwaitingSince {
			t.Errorf("given back: %s", jsonOf(c))
		}
		kinds, rows := o.actions(0)
		if !slices.Equal(kinds, []desk.ActionKind{desk.ActionAccepted, desk.ActionTransferred, desk.ActionTransferred, desk.ActionAccepted, desk.ActionReturned}) {
			t.Fatalf("on record: %v", kinds)
		}
		if a := rows[1]; a.Actor.ID != o.agentID || a.Agent.ID != o.adminID || a.Text != "要退款" || jsonOf(a.Details) != fmt.Sprintf(`{"from_agent_id":%d}`, o.agentID) {
			t.Errorf("the transfer is %s", jsonOf(a))
		}
		o.admin.do(post, o.path(0)+"/close", nil).want(t, 200, nil)
		o.admin.do(post, o.path(0)+"/transfer", desk.Transfer{AgentID: o.agentID}).refused(t, 409, desk.CodeClosed)
	})
}

func TestClosingSaysWhyAndTheNextMessageReopens(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		setting := desk.CloseSetting{Reasons: []string{"已解决"}, Required: true}
		o.agent.do(put, base+"/close-reasons", setting).refused(t, 403, "not_allowed")
		o.admin.do(put, base+"/close-reasons", desk.CloseSetting{Reasons: []string{"a", "a"}}).refused(t, 422, "invalid")
		o.admin.do(put, base+"/close-reasons", setting).want(t, 200, nil)
		var got desk.Setting[desk.CloseSetting]
		o.agent.do(get, base+"/close-reasons", nil).want(t, 200, &got)
		if !got.Value.Required || len(got.Value.Reasons) != 1 {
			t.Errorf("the setting is %+v", got)
		}
		o.agent.do(post, o.path(0)+"/close", nil).refused(t, 422, "invalid")
		var c desk.ConversationRow
		o.agent.do(post, o.path(0)+"/close", CloseInput{"已解决"}).want(t, 200, &c)
		if c.Status != desk.Closed || c.CloseReason != "已解决" || c.ClosedAt == 0 {
			t.Errorf("closed: %s", jsonOf(c))
		}
		if p := o.list("list=closed"); len(p.Items) != 1 || p.Counts.All != 0 {
			t.Errorf("the list of closed ones: %s", jsonOf(p))
		}
		o.writes("openid-0", "还有一个问题", c.ClosedAt+5000)
		p := o.list("list=all")
		if len(p.Items) != 1 || p.Items[0].ID == c.ID {
			t.Fatalf("after the next message: %s", jsonOf(p))
		}
		before := o.talks[0].ID
		o.talks = p.Items
		kinds, rows := o.actions(0)
		if !slices.Equal(kinds, []desk.ActionKind{desk.ActionReopened}) || jsonOf(rows[0].Details) != fmt.Sprintf(`{"closed_at":%d,"conversation_id":%d}`, c.ClosedAt, before) {
			t.Errorf("on record: %s", jsonOf(rows))
		}
	})
}

func TestNotesTellWhomTheyName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 2)
		note := desk.Note{Text: "请 @管理员 看一下", Mentions: []int64{o.adminID, o.adminID}}
		var a desk.ActionRow
		o.agent.do(post, o.path(0)+"/notes", note).want(t, 200, &a)
		if a.Kind != desk.ActionNoted || a.Actor.ID != o.agentID || jsonOf(a.Details) != fmt.Sprintf(`{"mentions":[{"id":%d,"name":"管理员"}]}`, o.adminID) {
			t.Errorf("the note is %s", jsonOf(a))
		}
		o.agent.do(post, o.path(1)+"/notes", note).want(t, 200, nil)
		o.agent.do(post, o.path(0)+"/notes", desk.Note{Text: "谁", Mentions: []int64{404}}).refused(t, 422, "invalid")
		unread := func() (p Page[desk.MentionRow]) {
			o.admin.do(get, base+"/mentions?unread=true", nil).want(t, 200, &p)
			return p
		}
		if p := unread(); len(p.Items) != 2 || p.Items[1].ActionID != a.ID || p.Items[1].By.Name != "客服小王" || p.Items[1].Text != note.Text {
			t.Fatalf("the admin is told %s", jsonOf(p))
		}
		o.admin.do(post, o.path(0)+"/read", nil).want(t, 204, nil)
		if p := unread(); len(p.Items) != 1 || p.Items[0].ConversationID != o.talks[1].ID {
			t.Errorf("after reading one conversation: %s", jsonOf(p))
		}
		var page ConversationPage
		o.admin.do(get, base+"/conversations", nil).want(t, 200, &page)
		if page.Counts.Mentions != 1 || o.list("").Counts.Mentions != 0 {
			t.Errorf("counted: %+v", page.Counts)
		}
		o.admin.do(post, base+"/mentions/read", nil).want(t, 204, nil)
		if p := unread(); len(p.Items) != 0 {
			t.Errorf("after reading all: %s", jsonOf(p))
		}
	})
}

func TestListsAndTheirOrders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 0)
		now := o.desk.Clock.Ms()
		hour := int64(3600_000)
		for i, ago := range []int64{50, 40, 30, 1} { // the first one's window has ended
			o.writes(fmt.Sprintf("openid-%d", i), "在吗", now-ago*hour)
		}
		o.talks = o.list("list=waiting").Items
		for i := range 3 {
			o.agent.do(post, o.path(i)+"/accept", nil).want(t, 200, nil)
		}
		o.agent.do(post, o.path(2)+"/messages", desk.Reply{ClientKey: "abcdefgh", Kind: "text", Text: "您好"}).want(t, 202, nil)
		o.agent.do(post, o.path(1)+"/close", nil).want(t, 200, nil)
		for query, want := range map[string][]int{
			"list=waiting":                                 {3},
			"list=mine":                                    {2, 0},
			"list=team":                                    {},
			"list=all&order=newest":                        {2, 3, 0},
			"list=all&order=waiting":                       {0, 3, 2},
			"list=all&order=closing":                       {2, 3, 0},
			"list=closed":                                  {1},
			"list=all&awaiting=true":                       {3, 0},
			"list=mine&awaiting=true":                      {0},
			"list=mine&unread=true":                        {2, 0},
			fmt.Sprintf("account=%d", o.weapp.ID):          {2, 3, 0},
			fmt.Sprintf("account=%d", o.wecom.ID):          {},
			fmt.Sprintf("list=all&agent=%d", o.adminID):    {},
			fmt.Sprintf("list=closed&agent=%d", o.agentID): {1},
		} {
			if got := o.paged(query); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", query, got, want)
			}
		}
		if c := o.list("").Counts; c != (desk.Counts{Waiting: 1, Mine: 2, All: 3, Awaiting: 1, Unread: 2}) {
			t.Errorf("counts %+v", c)
		}
	})
}

// paged reads a list one by one, and names its conversations by their places in talks.
func (o *office) paged(query string) []int {
	o.Helper()
	got := []int{}
	for after := ""; len(got) < 10; {
		p := o.list(query + "&limit=1&after=" + after)
		for _, c := range p.Items {
			got = append(got, slices.IndexFunc(o.talks, func(t desk.ConversationRow) bool { return t.ID == c.ID }))
		}
		if after = p.Next; after == "" {
			break
		}
	}
	return got
}

func TestAgentsSeeTheirAccountsAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		only := []int64{o.wecom.ID}
		if _, err := o.desk.EditAgent(t.Context(), crm.Operator(), o.agentID, desk.AgentEdit{Accounts: &only}); err != nil {
			t.Fatal(err)
		}
		if p := o.list("list=all"); len(p.Items) != 0 || p.Counts != (desk.Counts{}) {
			t.Errorf("they see %s", jsonOf(p))
		}
		for _, of := range []string{"", "/messages", "/actions"} {
			o.agent.do(get, o.path(0)+of, nil).refused(t, 404, "not_found")
		}
		o.agent.do(post, o.path(0)+"/accept", nil).refused(t, 404, "not_found")
		o.agent.do(post, o.path(0)+"/notes", desk.Note{Text: "?"}).refused(t, 404, "not_found")
		o.admin.do(post, o.path(0)+"/transfer", desk.Transfer{AgentID: o.agentID}).refused(t, 422, "invalid")
		o.admin.do(post, o.path(0)+"/notes", desk.Note{Text: "?", Mentions: []int64{o.agentID}}).refused(t, 422, "invalid")
		o.admin.do(post, o.path(0)+"/accept", nil).want(t, 200, nil)
	})
}
