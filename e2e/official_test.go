package e2e

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// atOfficial is what the platform's own tool shows.
func (r *rig) atOfficial() (waiting, accepted int) {
	r.t.Helper()
	var seen struct {
		Waiting  []struct{ Customer string } `json:"waiting"`
		Accepted []struct{ Customer string } `json:"accepted"`
	}
	r.control("GET", "/desk", nil, &seen)
	return len(seen.Waiting), len(seen.Accepted)
}

func (r *rig) writes(customer, text string) {
	r.t.Helper()
	r.control("POST", "/weapp/messages", map[string]any{"customer": customer, "msgtype": "text", "content": text}, nil)
}

// share has the account's customers shared so.
func share(r *rig, p *person, account int64, setting map[string]any) {
	r.t.Helper()
	ask(r.t, p.http, "PUT", fmt.Sprintf("%s/official-desk?account=%d", p.base, account), setting, nil)
}

func kinds(t *testing.T, p *person, conversation int64) (list []desk.ActionKind) {
	t.Helper()
	var actions struct {
		Items []desk.ActionRow `json:"items"`
	}
	p.get(fmt.Sprintf("/conversations/%d/actions", conversation), &actions)
	for _, a := range actions.Items {
		list = append(list, a.Kind)
	}
	return list
}

// Who looks at the people of the official tool is told when a colleague changes them.
func TestConsolesHearOfPeopleOfTheOfficialTool(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	live := r.colleague(lin, "何静", "hejing@example.com").watch("")
	path := fmt.Sprintf("/accounts/%d/official-agents", account)
	var people desk.OfficialAgents
	heard := func() {
		t.Helper()
		live.await("change", func(data json.RawMessage) bool {
			var c struct {
				Kind string `json:"kind"`
				ID   int64  `json:"id"`
			}
			return json.Unmarshal(data, &c) == nil && c.Kind == "official_agent" && c.ID == account
		})
	}
	lin.post(path, map[string]any{"wx": "new_helper_7"}, &people)
	heard()
	ask(t, lin.http, "DELETE", lin.base+path+"/"+people.Items[len(people.Items)-1].OpenID, nil, nil)
	heard()
}

// Customers go to the platform's tool, wait there, are served there out of our sight, and come back after half an hour.
func TestCustomersGoToTheOfficialToolAndComeBack(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		_, account := r.accounts(lin)
		live := lin.watch("")
		share(r, lin, account, map[string]any{"mode": "official", "outside": false, "waiting": 0})

		r.control("POST", "/weapp/enter", map[string]any{"customer": "c01", "session_from": "x"}, nil) // an event is never handed over
		r.writes("c01", "一")
		c := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Status == desk.Official })
		r.writes("c01", "二")
		row(live, "message", func(m desk.MessageRow) bool { return m.Text == "二" })
		var seen struct {
			Waiting []struct {
				Messages []struct{ Content string } `json:"messages"`
			} `json:"waiting"`
		}
		eventually(t, "both messages in the official tool", func() bool {
			r.control("GET", "/desk", nil, &seen)
			return len(seen.Waiting) == 1 && len(seen.Waiting[0].Messages) == 2
		})
		r.control("POST", "/desk/accept", map[string]any{"customer": "c01"}, nil)
		r.writes("c01", "三") // to their agent only
		if _, accepted := r.atOfficial(); accepted != 1 {
			t.Error("nobody was accepted there")
		}
		share(r, lin, account, map[string]any{"mode": "own", "outside": false, "waiting": 0})
		r.control("POST", "/clock", map[string]any{"advance": "31m"}, nil)
		eventually(t, "the half hour to end it there", func() bool { _, accepted := r.atOfficial(); return accepted == 0 })
		r.writes("c01", "四")
		row(live, "conversation", func(now desk.ConversationRow) bool { return now.ID == c.ID && now.Status == desk.Waiting })
		if waiting, accepted := r.atOfficial(); waiting != 0 || accepted != 0 {
			t.Errorf("the official tool still has %d and %d", waiting, accepted)
		}
		got := kinds(t, lin, c.ID) // a reminder may follow: our own people never answered
		if len(got) < 2 || got[0] != desk.ActionOfficial || got[1] != desk.ActionCameBack {
			t.Errorf("what was done: %v", got)
		}
	})
}
