package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A customer scans a code, is attributed to its channel, rings from the mini program, and is answered.
func TestTheWayOfARing(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		live := lin.watch("")

		way := createWay(t, lin, live, wecom)
		var picture []byte
		if _, picture = send(t, lin.http, "GET", fmt.Sprintf("%s/ways/%d/qr.png?download=1", lin.base, way.ID), nil); !bytes.HasPrefix(picture, []byte("\x89PNG")) {
			t.Fatalf("the QR is no PNG: %.40q", picture)
		}
		customer := scan(t, r, lin, live, way)
		conversation := ring(t, r, lin, live, customer)
		answer(t, r, lin, live, conversation)
	})
}

// createWay creates a channel and a way, which the platform confirms.
func createWay(t *testing.T, p *person, live *stream, account int64) ledger.WayRow {
	t.Helper()
	var members struct {
		Items []struct {
			UserID string `json:"userid"`
			Name   string `json:"name"`
		} `json:"items"`
	}
	p.get(fmt.Sprintf("/accounts/%d/members", account), &members)
	if len(members.Items) == 0 {
		t.Fatal("there is nobody to choose")
	}
	var channel ledger.ChannelRow
	p.post("/channels", map[string]any{"name": "3 号店海报", "note": "收银台旁"}, &channel)
	var way ledger.WayRow
	order := map[string]any{
		"client_key": "form-00000001", "account_id": account, "channel_id": channel.ID, "name": "前台", "remark": "前台海报", "state_prefix": "shop3",
		"users": []string{"zhangsan", "lisi"}, "skip_verify": true, "welcome": map[string]any{"text": "您好，欢迎！"},
	}
	p.post("/ways", order, &way)
	if way.Phase != ledger.PhaseIntent || !strings.HasPrefix(way.State, "shop3") {
		t.Fatalf("the intent is %+v", way)
	}
	var again ledger.WayRow
	p.post("/ways", order, &again)
	if again.ID != way.ID {
		t.Errorf("the same form made a second way")
	}
	return row(live, "way", func(w ledger.WayRow) bool { return w.ID == way.ID && w.Phase == ledger.PhaseConfirmed && w.QR })
}

// scan has a customer scan the way's code: welcome on the phone, customer and numbers in the console.
func scan(t *testing.T, r *rig, p *person, live *stream, way ledger.WayRow) ledger.CustomerRow {
	t.Helper()
	var scanned struct {
		Result string `json:"result"`
		UserID string `json:"userid"`
	}
	r.control("POST", "/scan", map[string]any{"customer": "c01", "config_id": way.ConfigID}, &scanned)
	if scanned.Result != "added" {
		t.Fatalf("scanning gave %q", scanned.Result)
	}
	name := r.sandboxCustomer("c01").Name
	customer := row(live, "customer", func(c ledger.CustomerRow) bool { return c.Name == name && c.Attribution != nil })
	if a := customer.Attribution; a.ChannelName != way.ChannelName || a.WayID != way.ID || a.UserID != scanned.UserID || a.Status != "following" {
		t.Errorf("attributed to %+v", a)
	}
	var channels struct {
		Items []ledger.ChannelRow `json:"items"`
	}
	p.get("/channels", &channels)
	if c := channels.Items[0]; c.Customers != 1 || c.CustomersToday != 1 || c.Days[13] != 1 || c.Lost != 0 {
		t.Errorf("the channel counts %+v", c)
	}
	welcomed(t, r, scanned.UserID)
	return customer
}

// welcomed waits for the welcome on the customer's phone.
func welcomed(t *testing.T, r *rig, userID string) {
	t.Helper()
	eventually(t, "the welcome on the phone", func() bool {
		var chat []struct {
			Content string `json:"content"`
			Text    string `json:"text"`
		}
		r.control("GET", "/wecom/messages?customer=c01&userid="+userID, nil, &chat)
		for _, m := range chat {
			if m.Content == "您好，欢迎！" || m.Text == "您好，欢迎！" {
				return true
			}
		}
		return false
	})
}

// ring has the customer open the mini program, press the contact button and write.
func ring(t *testing.T, r *rig, p *person, live *stream, customer ledger.CustomerRow) desk.ConversationRow {
	t.Helper()
	var login struct {
		Code string `json:"code"`
	}
	r.control("POST", "/weapp/login", map[string]any{"customer": "c01"}, &login)
	p.post("/weapp/demo/sign-in", login, nil)
	r.control("POST", "/weapp/enter", map[string]any{"customer": "c01", "session_from": "page=detail&id=7"}, nil)
	r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "text", "content": "在吗？<b>急</b>"}, nil)
	r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "image", "image": base64.StdEncoding.EncodeToString(drawing(t))}, nil)
	picture := row(live, "message", func(m desk.MessageRow) bool {
		return m.Kind == desk.KindImage && m.Media != nil && m.Media.State == desk.MediaReady
	})
	if picture.Media.Width != 64 || picture.Media.Height != 48 {
		t.Errorf("the picture is %+v", picture.Media)
	}
	if _, data := send(t, p.http, "GET", p.base+"/media/"+picture.Media.ID, nil); !bytes.Equal(data, drawing(t)) {
		t.Error("the customer's picture did not come home as it was sent")
	}
	var c desk.ConversationRow
	eventually(t, "the customer's channel beside the conversation", func() bool {
		var list struct {
			Items  []desk.ConversationRow `json:"items"`
			Counts desk.Counts            `json:"counts"`
		}
		p.get("/conversations?list=waiting", &list)
		if len(list.Items) != 1 || list.Counts.Waiting != 1 {
			return false
		}
		c = list.Items[0]
		return c.ChannelName != ""
	})
	if c.Customer.ID != customer.ID || c.Customer.Name != customer.Name {
		t.Errorf("the mini program's customer is %+v, not %d %s", c.Customer, customer.ID, customer.Name)
	}
	if c.SessionFrom != "page=detail&id=7" || c.ChannelName != "3 号店海报" || c.Unread != 2 || c.Window.Left != 5 || !c.Window.Open {
		t.Errorf("the conversation is %+v", c)
	}
	return c
}

// answer accepts the conversation and answers until the window has no place.
func answer(t *testing.T, r *rig, p *person, live *stream, c desk.ConversationRow) {
	t.Helper()
	path := fmt.Sprintf("/conversations/%d", c.ID)
	if code, _ := p.refused("POST", path+"/messages", map[string]any{"client_key": "", "kind": "text", "text": "您好"}); code != "invalid" {
		t.Errorf("a message without a key was refused with %q", code)
	}
	p.post(path+"/accept", nil, &c)
	if c.Status != desk.Open || c.Agent == nil || c.Agent.Name != "林晓" {
		t.Errorf("accepted: %+v", c)
	}
	var media desk.MediaRow
	p.post("/media", drawing(t), &media)
	p.post(path+"/messages", map[string]any{"client_key": "composer-1", "kind": "text", "text": "在的，您说 & <好>"}, nil)
	p.post(path+"/messages", map[string]any{"client_key": "composer-2", "kind": "image", "media_id": media.ID}, nil)
	row(live, "message", func(m desk.MessageRow) bool { return m.Kind == desk.KindText && m.State == desk.Sent })
	row(live, "message", func(m desk.MessageRow) bool {
		return m.Kind == desk.KindImage && m.Direction == desk.Out && m.State == desk.Sent
	})
	for i := 3; i <= 5; i++ {
		p.post(path+"/messages", map[string]any{"client_key": fmt.Sprintf("composer-%d", i), "kind": "text", "text": fmt.Sprintf("第 %d 条", i)}, nil)
	}
	if code, _ := p.refused("POST", path+"/messages", map[string]any{"client_key": "composer-6", "kind": "text", "text": "第六条"}); code != "window_used_up" {
		t.Errorf("the sixth message was refused with %q", code)
	}
	eventually(t, "five messages on the phone", func() bool { return len(r.fromAPI("c01")) == 5 })
	said := r.fromAPI("c01")
	if said[0].Content != "在的，您说 & <好>" || said[1].MsgType != "image" || said[4].Content != "第 5 条" {
		t.Errorf("the phone shows %+v", said)
	}
	for _, c := range r.calls("/cgi-bin/message/custom/send") {
		if c.ErrCode != 0 {
			t.Errorf("the platform had to refuse a message: %+v", c)
		}
	}
	r.control("POST", "/clock", map[string]any{"advance": "2s"}, nil) // the platform's CreateTime counts whole seconds
	r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "text", "content": "谢谢"}, nil)
	row(live, "conversation", func(now desk.ConversationRow) bool { return now.ID == c.ID && now.Window.Left == 5 && now.Window.Open })
	p.post(path+"/close", nil, &c)
	if c.Status != desk.Closed {
		t.Errorf("closed: %+v", c)
	}
}

func drawing(t *testing.T) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 64, 48), color.Palette{color.White, color.Black})
	for x := range 48 {
		m.SetColorIndex(x, x, 1)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnonymousCallersGetNothing(t *testing.T) {
	r := newRig(t, store.SQLite)
	for _, path := range []string{"/session", "/accounts", "/ways", "/conversations", "/customers", "/events", "/parked"} {
		if status, text := send(t, http.DefaultClient, "GET", r.app.URL()+"/api/v1"+path, nil); status != 401 {
			t.Errorf("GET %s without signing in: %d %s", path, status, text)
		}
	}
}
