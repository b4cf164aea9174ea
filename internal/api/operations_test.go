package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// TestEveryOperation goes the whole way of a ring through the API, and in the end has used each operation.
func TestEveryOperation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		walk := &walker{caller: w.admin(), used: map[string]bool{}}
		walk.people()
		walk.accounts()
		way := walk.ways()
		walk.answers(way)
		walk.customers(way)
		walk.statistics(way)
		walk.conversation()
		walk.apiKeys()
		walk.rest()
		walk.imports()
		walk.tables()
		walk.pictures(way)
		walk.order(way)
		walk.welcomes(way)
		walk.comparing(way.ChannelID)
		walk.changes()
		walk.visits(way.ChannelID)
		walk.pools(way.ChannelID)
		for id := range access {
			if !strings.Contains(id, "/") && id != "events" && !walk.used[id] { // the stream has its own tests
				t.Errorf("operation %s was not tried", id)
			}
		}
	})
}

// walker notes which operations it used with success.
type walker struct {
	*caller
	used map[string]bool
}

func (k *walker) call(id, method, path string, body any, status int, v any) reply {
	k.Helper()
	r := k.do(method, base+path, body).want(k, status, v)
	k.used[id] = true
	return r
}

func (k *walker) people() {
	var s Session
	k.call("get-session", get, "/session", nil, 200, &s)
	if s.Agent.Email != "admin@example.com" || s.Agent.Role != "admin" || s.Now == 0 || s.Version != "test" {
		k.Errorf("session %+v", s)
	}
	var added AgentAdded
	k.call("add-agent", post, "/agents", AgentInput{Name: "小李", Email: "Li@example.com", Role: "agent"}, 200, &added)
	_, token, _ := strings.Cut(added.Link, k.url+"/invitation?token=")
	var i Invitation
	k.call("get-invitation", get, "/invitation?token="+token, nil, 200, &i)
	if i != (Invitation{"password", "小李", "li@example.com"}) {
		k.Errorf("invitation %+v", i)
	}
	r := k.call("accept-invitation", post, "/invitation", InvitationInput{Token: token, Password: "a long password"}, 200, &s)
	if s.Agent.Name != "小李" || len(r.Cookies()) != 1 {
		k.Errorf("accepted as %+v with %v", s, r.Cookies())
	}
	k.do(get, base+"/invitation?token="+token, nil).refused(k, 404, "not_found")
	var all List[Agent]
	k.call("list-agents", get, "/agents", nil, 200, &all)
	if len(all.Items) != 3 {
		k.Errorf("agents %+v", all)
	}
	other := k.anybody()
	r = other.do(post, base+"/session", Credentials{"li@example.com", "a long password"}).want(k, 200, &s)
	k.used["sign-in"] = true
	other.cookie = r.Cookies()[0].Value
	other.do("DELETE", base+"/session", nil).want(k, 204, nil)
	k.used["sign-out"] = true
	other.do(get, base+"/session", nil).refused(k, 401, "not_signed_in")
}

func (k *walker) accounts() {
	var saved AccountSaved
	in := AccountInput{Kind: "weapp", Slug: "second", PlatformID: "wx0000000000000001", Secret: "very secret"}
	k.call("add-account", post, "/accounts", in, 200, &saved)
	if saved.Token == "" || len(saved.AESKey) != 43 || !saved.Account.SecretSet || saved.Account.CallbackURL != k.url+"/callbacks/weapp/second" {
		k.Errorf("added %+v", saved)
	}
	path, old := fmt.Sprintf("/accounts/%d", saved.Account.ID), saved
	saved = AccountSaved{}
	k.call("edit-account", patch, path, map[string]any{"name": "二号", "secret": ""}, 200, &saved)
	if saved.Account.Name != "二号" || saved.Token != "" || saved.AESKey != "" {
		k.Errorf("edited %+v", saved)
	}
	k.call("edit-account", patch, path, map[string]any{"rotate_push_keys": true}, 200, &saved)
	if saved.Token == "" || saved.Token == old.Token {
		k.Errorf("rotated %+v", saved)
	}
	var tried AccountTest
	k.call("test-account", post, path+"/test", nil, 200, &tried)
	if !tried.OK || len(tried.Steps) != 1 {
		k.Errorf("tried %+v", tried)
	}
	in.Secret = "another"
	k.do(post, base+"/accounts", in).refused(k, 409, "taken")
	k.call("remove-account", "DELETE", path, nil, 204, nil)
	r := k.call("list-accounts", get, "/accounts", nil, 200, nil)
	var all List[Account]
	r.want(k, 200, &all)
	for _, secret := range []string{"very secret", saved.Token, saved.AESKey, k.wecom.Secret.Reveal(), k.wecom.Keys.AESKey.Reveal()} {
		if strings.Contains(string(r.body), secret) {
			k.Errorf("a secret is shown: %s", r.body)
		}
	}
	if len(all.Items) != 2 {
		k.Errorf("accounts %+v", all)
	}
	var members MemberList
	k.call("list-members", get, fmt.Sprintf("/accounts/%d/members", k.wecom.ID), nil, 200, &members)
	if len(members.Items) == 0 || members.Items[0].Departments == nil {
		k.Errorf("members %+v", members)
	}
}

func (k *walker) ways() ledger.WayRow {
	var c ledger.ChannelRow
	k.call("create-channel", post, "/channels", ChannelInput{Name: "抖音"}, 200, &c)
	k.call("edit-channel", patch, fmt.Sprintf("/channels/%d", c.ID), map[string]any{"note": "广告"}, 200, &c)
	if c.Name != "抖音" || c.Note != "广告" || len(c.Days) != 14 {
		k.Errorf("channel %+v", c)
	}
	var way, same ledger.WayRow
	in := ledger.NewWay{ClientKey: "12345678", AccountID: k.wecom.ID, Settings: ledger.Settings{ChannelID: c.ID, Name: "门店 / 海报", Users: []string{"zhangsan"}, SkipVerify: true}}
	k.call("create-way", post, "/ways", in, 202, &way)
	k.do(post, base+"/ways", in).want(k, 202, &same)
	if way.Phase != "intent" || same.ID != way.ID || way.Parties == nil {
		k.Errorf("way %+v, again %+v", way, same)
	}
	k.do(get, fmt.Sprintf("%s/ways/%d/qr.png", base, way.ID), nil).refused(k, 404, "way_qr_not_ready")
	k.work(ledger.QueueWays, func(ctx context.Context, j crm.Job) error {
		if j.Kind == ledger.JobFetchQR {
			return k.ledger.FetchQR(ctx, j)
		}
		return k.ledger.CallCreate(ctx, j)
	})
	path := fmt.Sprintf("/ways/%d", way.ID)
	k.call("get-way", get, path, nil, 200, &way)
	if way.Phase != "confirmed" || !way.QR {
		k.Errorf("way %+v", way)
	}
	r := k.call("get-way-qr", get, path+"/qr.png?download=1", nil, 200, nil)
	if _, err := png.Decode(bytes.NewReader(r.body)); err != nil || r.Header.Get("Content-Type") != "image/png" {
		k.Errorf("QR: %v", err)
	}
	if got, want := r.Header.Get("Content-Disposition"), "attachment; filename*=utf-8''%E9%97%A8%E5%BA%97%20_%20%E6%B5%B7%E6%8A%A5.png"; got != want {
		k.Errorf("Content-Disposition %q, want %q", got, want)
	}
	k.header = http.Header{"If-None-Match": {r.Header.Get("ETag")}}
	k.do(get, base+path+"/qr.png", nil).want(k, 304, nil)
	k.header = nil
	return k.failing(way)
}

// failing is the same way, after the platform refused it and it was asked for again.
func (k *walker) failing(way ledger.WayRow) ledger.WayRow {
	path := fmt.Sprintf("/ways/%d/retry", way.ID)
	k.do(post, base+path, nil).refused(k, 409, "way_not_failed")
	k.write(func(tx *store.Tx) error {
		w, err := tx.Way(way.ID)
		if err != nil {
			return err
		}
		w.Phase = ledger.PhaseFailed
		return tx.UpdateWay(w)
	})
	k.call("retry-way", post, path, nil, 200, &way)
	for i := range 3 {
		in := ledger.NewWay{ClientKey: fmt.Sprint("more ways ", i), AccountID: k.wecom.ID, Settings: ledger.Settings{ChannelID: way.ChannelID, Name: "w", Users: []string{"lisi"}}}
		k.do(post, base+"/ways", in).want(k, 202, nil)
	}
	var seen []int64
	for next := "start"; next != ""; {
		var p Page[ledger.WayRow]
		k.call("list-ways", get, "/ways?limit=2&after="+strings.TrimPrefix(next, "start"), nil, 200, &p)
		for _, w := range p.Items {
			seen = append(seen, w.ID)
		}
		next = p.Next
	}
	if len(seen) != 4 || seen[3] != way.ID {
		k.Errorf("pages of ways: %v", seen)
	}
	return way
}

const (
	external = "wmSandboxCustomer000000000000001"
	openid   = "oSandboxOpenid00000000000001"
)

func (k *walker) customers(way ledger.WayRow) {
	k.scans(external, "zhangsan", way.State)
	var p Page[ledger.CustomerRow]
	k.call("list-customers", get, fmt.Sprintf("/customers?channel=%d", way.ChannelID), nil, 200, &p)
	if len(p.Items) != 1 || p.Items[0].Attribution == nil || p.Items[0].Attribution.WayID != way.ID {
		k.Fatalf("customers %+v", p)
	}
	var d CustomerDetail
	k.call("get-customer", get, fmt.Sprintf("/customers/%d", p.Items[0].ID), nil, 200, &d)
	if len(d.History) == 0 || d.Conversations == nil {
		k.Errorf("detail %+v", d)
	}
	var channels List[ledger.ChannelRow]
	k.call("list-channels", get, "/channels", nil, 200, &channels)
	if len(channels.Items) != 1 || channels.Items[0].CustomersToday != 1 {
		k.Errorf("channels %+v", channels)
	}
}

func (k *walker) conversation() {
	k.says(openid, "在吗")
	var p ConversationPage
	k.call("list-conversations", get, "/conversations?list=waiting", nil, 200, &p)
	if len(p.Items) != 1 || p.Counts.Waiting != 1 {
		k.Fatalf("inbox %+v", p)
	}
	path := fmt.Sprintf("/conversations/%d", p.Items[0].ID)
	var c desk.ConversationRow
	k.call("get-conversation", get, path, nil, 200, &c)
	k.call("accept-conversation", post, path+"/accept", nil, 200, &c)
	if c.Agent == nil || c.Agent.Name != "管理员" || c.Status != "open" || !c.Window.Open {
		k.Errorf("accepted %+v", c)
	}
	late := k.agent().do(post, base+path+"/accept", nil).refused(k, 409, "conversation_taken")
	if late.Params["agent"] != "管理员" || !strings.Contains(late.ZH, "管理员") {
		k.Errorf("told %+v", late)
	}
	var d CustomerDetail
	k.do(get, fmt.Sprintf("%s/customers/%d", base, c.Customer.ID), nil).want(k, 200, &d)
	if len(d.Conversations) != 1 || d.Conversations[0].ID != c.ID || d.Identities[0].Value != openid {
		k.Errorf("customer %s", jsonOf(d))
	}
	k.call("read-conversation", post, path+"/read", nil, 204, nil)
	k.messages(path)
	k.call("close-conversation", post, path+"/close", nil, 200, &c)
	if c.Status != "closed" {
		k.Errorf("closed %+v", c)
	}
}

func (k *walker) messages(path string) {
	var media desk.MediaRow
	picture := pictureBytes(k)
	k.header = http.Header{"Content-Type": {"image/png"}}
	k.call("keep-media", post, "/media", picture, 200, &media)
	k.header = nil
	r := k.call("get-media", get, "/media/"+media.ID, nil, 200, nil)
	if !bytes.Equal(r.body, picture) || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || media.Width != 3 {
		k.Errorf("media %+v, %v", media, r.Header)
	}
	var m desk.MessageRow
	in := desk.Reply{ClientKey: "abcdefgh", Kind: "text", Text: "您好"}
	k.call("send-message", post, path+"/messages", in, 202, &m)
	if m.State != "sending" || m.Direction != "out" {
		k.Errorf("message %+v", m)
	}
	k.do(post, base+path+"/messages", desk.Reply{ClientKey: "picture1", Kind: "image", MediaID: media.ID}).want(k, 202, &m)
	k.work(desk.QueueSend, k.desk.SendMessage) // the sandbox's customer never wrote: 45015
	var page MessagePage
	k.call("list-messages", get, path+"/messages?limit=2", nil, 200, &page)
	if len(page.Items) != 2 || page.Items[1].ID != m.ID || page.Items[1].State != "failed" || page.Items[1].Problem == nil || page.Before == "" {
		k.Fatalf("messages %s", jsonOf(page))
	}
	k.do(get, base+path+"/messages?limit=2&before="+page.Before, nil).want(k, 200, &page)
	if len(page.Items) != 1 || page.Items[0].Text != "在吗" || page.Before != "" {
		k.Errorf("older messages %s", jsonOf(page))
	}
	k.call("retry-message", post, fmt.Sprintf("/messages/%d/retry", m.ID), nil, 200, &m)
	if m.State != "sending" {
		k.Errorf("again %+v", m)
	}
}

func (k *walker) rest() {
	var q desk.QuickReply
	k.call("create-quick-reply", post, "/quick-replies", QuickReplyInput{"hi", "您好"}, 200, &q)
	path := fmt.Sprintf("/quick-replies/%d", q.ID)
	k.call("edit-quick-reply", patch, path, map[string]any{"text": "您好呀"}, 200, &q)
	if q.Shortcut != "hi" || q.Text != "您好呀" {
		k.Errorf("quick reply %+v", q)
	}
	k.call("remove-quick-reply", "DELETE", path, nil, 204, nil)
	k.do("DELETE", base+path, nil).refused(k, 404, "not_found")
	var list List[desk.QuickReply]
	if r := k.call("list-quick-replies", get, "/quick-replies", nil, 200, &list); string(r.body) != `{"items":[]}`+"\n" {
		k.Errorf("an empty list is %s", r.body)
	}
	if _, _, err := k.store.AddPush(k.Context(), crm.Push{AccountID: k.wecom.ID, Scope: "s", Hash: []byte("h"), Kind: "x", Body: []byte("x"), Error: "not XML"}); err != nil {
		k.Fatal(err)
	}
	var parked List[Parked]
	k.call("list-parked", get, "/parked", nil, 200, &parked)
	if len(parked.Items) != 1 || parked.Items[0].AccountName != "门铃健康" {
		k.Fatalf("parked %+v", parked)
	}
	k.call("retry-parked", post, fmt.Sprintf("/parked/push/%d/retry", parked.Items[0].ID), nil, 204, nil)
	k.do(post, base+"/parked/nothing/1/retry", nil).refused(k, 422, "invalid")

	code := k.loginCode()
	k.call("weapp-sign-in", post, "/weapp/demo/sign-in", CodeInput{code}, 204, nil)
	p := k.anybody().do(post, base+"/weapp/demo/sign-in", CodeInput{"nonsense"}).refused(k, 422, "platform_refused")
	if p.Params["errcode"] != 40029.0 {
		k.Errorf("bad code: %+v", p)
	}
	k.do(post, base+"/weapp/nobody/sign-in", CodeInput{"x"}).refused(k, 404, "not_found")
}

// loginCode is what wx.login gives the sandbox's first customer.
func (w *world) loginCode() string {
	var list []struct{ ID string }
	c := w.anybody()
	c.base = w.sandbox
	c.do(get, "/sandbox/v1/customers", nil).want(w, 200, &list)
	var got struct{ Code string }
	c.do(post, "/sandbox/v1/weapp/login", map[string]string{"customer": list[0].ID}).want(w, 200, &got)
	return got.Code
}

func pictureBytes(t testing.TB) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jsonOf(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
