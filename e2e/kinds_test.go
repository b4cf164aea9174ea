package e2e

import (
	"encoding/base64"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
)

// The four kinds that a mini program's server is told of, in both formats and all three modes of encryption, as the
// platform pushes them: each is taken, and is what the console shows.
func TestEveryKindInEveryFormatAndMode(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	live := lin.watch("")
	n, seen := 0, map[int64]bool{}
	for _, mode := range []string{"plain", "compatible", "secure"} {
		for _, format := range []string{"xml", "json"} {
			n++
			customer := fmt.Sprintf("c%02d", n)
			t.Run(mode+" "+format, func(t *testing.T) {
				ask(t, lin.http, "PATCH", fmt.Sprintf("%s/accounts/%d", lin.base, account), map[string]any{"push_mode": mode}, nil)
				r.callback(map[string]any{"kind": "weapp", "mode": mode, "format": format})
				before := len(r.pushes())
				r.writesAll(customer)
				eventually(t, "all four to be answered with success", func() bool {
					pushes := r.pushes()[before:]
					for _, p := range pushes {
						if p.Status != "delivered" || p.Meaning != "ok" || len(p.Attempts) != 1 || p.Format != format {
							return false
						}
					}
					return len(pushes) == 4
				})
				shownAll(t, lin, live, seen)
			})
		}
	}
	if n != 6 {
		t.Errorf("%d combinations", n)
	}
}

type sandboxPush struct {
	Event    string `json:"event"`
	Format   string `json:"format"`
	Status   string `json:"status"`
	Meaning  string `json:"meaning"`
	Attempts []struct {
		Status    int    `json:"status"`
		Error     string `json:"error"`
		LatencyMS int    `json:"latency_ms"`
	} `json:"attempts"`
}

// pushes is what the sandbox pushed to the mini program's URL.
func (r *rig) pushes() []sandboxPush {
	r.t.Helper()
	var list []sandboxPush
	r.control("GET", "/pushes", nil, &list)
	return list
}

// writesAll has a customer enter and send a text, a picture and a card.
func (r *rig) writesAll(customer string) {
	r.t.Helper()
	r.control("POST", "/weapp/enter", map[string]any{"customer": customer, "session_from": "page=detail&id=<7>"}, nil)
	say := func(body map[string]any) {
		body["customer"] = customer
		r.control("POST", "/weapp/messages", body, nil)
	}
	say(map[string]any{"msgtype": "text", "content": "在吗 ]]> <b>&\"'\\ 😀"})
	say(map[string]any{"msgtype": "image", "image": base64.StdEncoding.EncodeToString(drawing(r.t))})
	say(map[string]any{"msgtype": "miniprogrampage", "title": "订单 & 7", "pagepath": "pages/o/o?id=7&from=a"})
}

// shownAll waits until the console shows them, the pictures fetched.
func shownAll(t *testing.T, p *person, live *stream, seen map[int64]bool) {
	t.Helper()
	c := row(live, "conversation", func(c desk.ConversationRow) bool { return !seen[c.ID] && c.Unread == 3 })
	seen[c.ID] = true
	if c.SessionFrom != "page=detail&id=<7>" || c.Window.Left != 5 {
		t.Errorf("the conversation is %+v", c)
	}
	var list struct {
		Items []desk.MessageRow `json:"items"`
	}
	eventually(t, "the pictures to be fetched", func() bool {
		p.get(fmt.Sprintf("/conversations/%d/messages", c.ID), &list)
		ready := 0
		for _, m := range list.Items {
			if m.Media != nil && m.Media.State == desk.MediaReady {
				ready++
			}
		}
		return ready == 2
	})
	kinds := map[desk.MessageKind]string{}
	for _, m := range list.Items {
		kinds[m.Kind] = m.Text
		if m.Card != nil {
			kinds[m.Kind] = m.Card.Title + "\n" + m.Card.Path
		}
	}
	want := map[desk.MessageKind]string{
		desk.KindEntered: "page=detail&id=<7>", desk.KindText: "在吗 ]]> <b>&\"'\\ 😀", desk.KindImage: "", desk.KindPage: "订单 & 7\npages/o/o?id=7&from=a",
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}
