package e2e

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A picture of the library is uploaded once, before it is needed, and again before the platform forgets it.
func TestMaterialsAreUploadedOnceAndInTime(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		_, weapp := r.accounts(lin)
		live := lin.watch("")
		uploads := func(n int) {
			t.Helper()
			eventually(t, fmt.Sprintf("%d uploads", n), func() bool { return len(r.calls("/cgi-bin/media/upload")) == n })
		}
		var cover desk.MediaRow
		lin.post("/media", drawing(t), &cover)
		var m desk.MaterialRow
		lin.post("/materials", map[string]any{
			"account_id": weapp, "name": "订单页", "kind": "miniprogrampage", "media_id": cover.ID, "card": map[string]any{"title": "您的订单", "path": "pages/o/o"},
		}, &m)
		uploads(1)
		c := talk(r, lin, live, "c01")
		say := func(key string) {
			t.Helper()
			lin.post(fmt.Sprintf("/conversations/%d/messages", c.ID), map[string]any{
				"client_key": key, "kind": m.Kind, "media_id": cover.ID, "card": m.Card, "material_id": m.ID,
			}, nil)
			said := row(live, "message", func(m desk.MessageRow) bool { return m.Direction == desk.Out && m.State != desk.Sending })
			if said.State != desk.Sent {
				t.Fatalf("%s: %+v %+v", key, said, said.Problem)
			}
		}
		say("material-1")
		say("material-2")
		uploads(1)
		r.control("POST", "/clock", map[string]any{"advance": "40h"}, nil)
		say("material-3")
		uploads(1)
		r.control("POST", "/clock", map[string]any{"advance": "21h"}, nil)
		uploads(2)
		r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "text", "content": "好"}, nil)
		row(live, "conversation", func(c desk.ConversationRow) bool { return c.Window.Left == 5 })
		r.control("POST", "/faults", map[string]any{"path": "/cgi-bin/message/custom/send", "times": 1, "errcode": 40007}, nil)
		say("material-4") // a copy that was lost all the same
		uploads(3)
		var page struct{ Items []desk.MaterialRow }
		if lin.get("/materials", &page); len(page.Items) != 1 || page.Items[0].Uses != 4 {
			t.Errorf("the library says %+v", page.Items)
		}
	})
}
