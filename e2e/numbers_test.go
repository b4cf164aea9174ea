package e2e

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// customerPage and customerDetail are what the tests read of a customer.
type customerPage struct {
	Items []ledger.CustomerRow `json:"items"`
}

type customerDetail struct {
	ledger.CustomerRow
	FirstTouch *ledger.TouchRow    `json:"first_touch"`
	LastTouch  *ledger.TouchRow    `json:"last_touch"`
	Touches    []ledger.TouchRow   `json:"touches"`
	History    []ledger.HistoryRow `json:"history"`
}

func (p *person) statistics(query string) (s ledger.Statistics) {
	p.t.Helper()
	p.get("/statistics?"+query, &s)
	return s
}

// Who scans a join way is attributed to it by the state that the group's details say, is counted, and leaves.
func TestWhoComesIntoAGroupIsAttributed(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		live := r.askWay(lin, account, "进群", map[string]any{"kind": "join", "chats": []string{chat1}})
		way := row(live, "way", named("进群", ledger.PhaseConfirmed))
		r.control("POST", "/scan", map[string]any{"customer": "c02", "config_id": way.ConfigID}, nil)
		r.control("POST", "/groups/join", map[string]any{"chat_id": chat1, "customer": "c03"}, nil)
		r.control("POST", "/clock", map[string]any{"advance": "5s"}, nil)
		joined := row(live, "way", func(w ledger.WayRow) bool { return w.ID == way.ID && w.Customers == 1 })
		if joined.CustomersToday != 1 || joined.Days[13] != 1 {
			t.Errorf("the way counts %+v", joined)
		}
		eventually(t, "two people of the group", func() bool { return lin.statistics("by=group").Total.Joined == 2 })
		s := lin.statistics("by=group&group=" + chat1)
		if len(s.Rows) != 1 || s.Rows[0].Key != chat1 || s.Rows[0].Name == chat1 {
			t.Errorf("the group counts %+v", s)
		}
		if s = lin.statistics("by=way&way=" + fmt.Sprint(way.ID)); s.Total.Joined != 1 || s.Rows[0].Name != "进群" {
			t.Errorf("by the way %+v", s)
		}
		var page customerPage
		lin.get(fmt.Sprintf("/customers?event=joined&way=%d", way.ID), &page)
		if len(page.Items) != 1 || page.Items[0].Name != r.sandboxCustomer("c02").Name || page.Items[0].Attribution.ChatID != chat1 {
			t.Fatalf("behind the number are %+v", page)
		}
		var detail customerDetail
		lin.get(fmt.Sprint("/customers/", page.Items[0].ID), &detail)
		if f := detail.FirstTouch; f == nil || f.Kind != "joined" || f.WayID != way.ID || f.Evidence.ZH == "" || len(detail.Touches) != 1 {
			t.Errorf("touches %+v", detail.Touches)
		}
		r.control("POST", "/groups/leave", map[string]any{"chat_id": chat1, "customer": "c02"}, nil)
		eventually(t, "the one who left", func() bool { return lin.statistics("by=channel").Total.Quit == 1 })
		lin.get(fmt.Sprint("/customers/", page.Items[0].ID), &detail)
		if detail.Touches[0].EndedBy != "quit" || detail.History[0].Kind != "quit" {
			t.Errorf("after leaving %+v, %+v", detail.Touches, detail.History)
		}
		r.control("POST", "/groups/dismiss", map[string]any{"chat_id": chat1}, nil)
		var chats ledger.ChatList
		eventually(t, "the group dismissed", func() bool {
			lin.get(fmt.Sprint("/chats?account=", account), &chats)
			for _, c := range chats.Items {
				if c.ChatID == chat1 {
					return c.State == "dismissed" && c.Name != ""
				}
			}
			return false
		})
	})
}

// A join way whose creation was never answered is recognised when somebody came through it.
func TestAnUnknownJoinWayIsRecognised(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": joinWay, "times": 1, "drop": "after"}, nil)
	live := r.askWay(lin, account, "没有答复", map[string]any{"kind": "join", "chats": []string{chat1}})
	way := row(live, "way", named("没有答复", ledger.PhaseUnknown))
	r.control("POST", "/scan", map[string]any{"customer": "c02", "config_id": r.platformWays()[0].ConfigID}, nil)
	r.control("POST", "/clock", map[string]any{"advance": "5s"}, nil)
	row(live, "way", func(w ledger.WayRow) bool {
		return w.ID == way.ID && w.Phase == ledger.PhaseUnknown && w.Customers == 1 && w.Problem.Code == 1000008
	})
}

// Adds by two ways, losses by either side, a hand-over and a re-add are told apart, and all of it stands again after a rebuild.
func TestWhoCameAndWhoLeft(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	a := row(r.askWay(lin, account, "甲", map[string]any{"type": 1, "users": []string{"zhangsan"}}), "way", named("甲", ledger.PhaseConfirmed))
	b := row(r.askWay(lin, account, "乙", map[string]any{"type": 1, "users": []string{"lisi"}}), "way", named("乙", ledger.PhaseConfirmed))
	scan := func(customer string, w ledger.WayRow) {
		r.control("POST", "/scan", map[string]any{"customer": customer, "config_id": w.ConfigID}, nil)
	}
	drop := func(customer, userID, by, reason string) {
		r.control("POST", "/clock", map[string]any{"advance": "2s"}, nil)
		r.control("POST", "/relations/delete", map[string]any{"customer": customer, "userid": userID, "by": by, "reason": reason}, nil)
		r.control("POST", "/clock", map[string]any{"advance": "2s"}, nil)
	}
	scan("c01", a)
	scan("c01", b)
	scan("c02", a)
	scan("c03", a)
	drop("c01", "zhangsan", "customer", "")
	drop("c02", "zhangsan", "member", "")
	drop("c03", "zhangsan", "member", "transfer")
	scan("c01", a)
	want := ledger.Numbers{Added: 5, Readded: 1, Lost: 1, Deleted: 1, Transferred: 1}
	eventually(t, "everything counted", func() bool { return lin.statistics("by=day").Total == want })
	s := lin.statistics("by=member")
	if s.Total != want || len(s.Rows) != 2 || s.Rows[0].Key != "zhangsan" || s.Rows[1].Added != 1 {
		t.Errorf("counted %+v", s)
	}
	if s.Funnel == nil || s.Funnel.Added != 5 || s.Funnel.Left != 1 || s.Funnel.Wrote != 0 {
		t.Errorf("the funnel is %+v", s.Funnel)
	}
	for query, n := range map[string]int{"lost": 1, "deleted": 1, "transferred": 1, "readded": 1, "added": 3, "left": 1} {
		var page customerPage
		lin.get(fmt.Sprintf("/customers?event=%s&from=%d&to=%d", query, s.From, s.To), &page)
		if len(page.Items) != n {
			t.Errorf("%s opens %d customers, want %d", query, len(page.Items), n)
		}
	}
	hours := lin.statistics("by=hour&funnel=false")
	if len(hours.Rows) != 168 || hours.Total.Added != 5 || hours.Funnel != nil {
		t.Errorf("by hour %d rows, %+v", len(hours.Rows), hours.Total)
	}
	live := lin.watch("")
	lin.post("/rebuild", nil, nil)
	done := row(live, "rebuild", func(b ledger.RebuildRow) bool { return b.State == "done" })
	if done.Done != done.Total || done.Total == 0 {
		t.Errorf("the rebuild ended as %+v", done)
	}
	if again := lin.statistics("by=member"); again.Total != want || again.Rebuilding {
		t.Errorf("rebuilt: %+v", again)
	}
}
