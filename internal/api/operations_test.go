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
		walk.kit(way.ID)
		walk.answers(way)
		walk.customers(way)
		walk.statistics(way)
		walk.conversation()
		walk.byItself()
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
	var all List[desk.AgentRow]
	k.call("list-agents", get, "/agents", nil, 200, &all)
	if len(all.Items) != 3 {
		k.Errorf("agents %+v", all)
	}
	k.seats(all.Items[2].ID)
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
	var relay RelaySaved
	k.call("make-relay-secret", post, path+"/relay-secret", nil, 200, &relay)
	if relay.URL != k.url || relay.Account != "second" || len(relay.Secret) != 43 {
		k.Errorf("relay %+v", relay)
	}
	k.do(post, base+fmt.Sprintf("/accounts/%d/relay-secret", k.wecom.ID), nil).refused(k, 422, "invalid")
	if a, err := k.ground.Store.Account(k.Context(), old.Account.ID); err != nil || a.Relay.Current.Reveal() != relay.Secret {
		k.Errorf("kept %+v %v", a, err)
	}
	k.call("remove-relay-secret", "DELETE", path+"/relay-secret", nil, 204, nil)
	in.Secret = "another"
	k.do(post, base+"/accounts", in).refused(k, 409, "taken")
	k.call("remove-account", "DELETE", path, nil, 204, nil)
	r := k.call("list-accounts", get, "/accounts", nil, 200, nil)
	var all List[Account]
	r.want(k, 200, &all)
	for _, secret := range []string{"very secret", relay.Secret, saved.Token, saved.AESKey, k.wecom.Secret.Reveal(), k.wecom.Keys.AESKey.Reveal()} {
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
	var names List[ledger.ChannelName]
	k.call("list-channel-names", get, "/channels/names", nil, 200, &names)
	if len(names.Items) != 1 || names.Items[0].Name != channels.Items[0].Name {
		k.Errorf("names of channels %+v", names)
	}
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
	k.call("take-over-conversation", post, path+"/take-over", nil, 200, nil)
	var present Present
	k.call("put-presence", post, path+"/presence", PresenceInput{State: "viewing"}, 200, &present)
	if len(present.Agents) != 1 || present.Agents[0].Name != "管理员" {
		k.Errorf("present %+v", present)
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
	k.call("show-typing", post, path+"/typing", TypingInput{Typing: true}, 200, nil)
	k.handling(path, c.Agent.ID)
	k.marking(path, c.Customer.ID)
	k.messages(path)
	k.call("close-conversation", post, path+"/close", nil, 200, &c)
	if c.Status != "closed" {
		k.Errorf("closed %+v", c)
	}
}

func (k *walker) handling(path string, me int64) {
	k.call("add-note", post, path+"/notes", desk.Note{Text: "老客户", Mentions: []int64{me}}, 200, nil)
	var mentions Page[desk.MentionRow]
	k.call("list-mentions", get, "/mentions", nil, 200, &mentions)
	k.call("read-mentions", post, "/mentions/read", nil, 204, nil)
	k.call("return-conversation", post, path+"/return", nil, 200, nil)
	k.call("transfer-conversation", post, path+"/transfer", desk.Transfer{AgentID: me}, 200, nil)
	var done List[desk.ActionRow]
	k.call("list-actions", get, path+"/actions", nil, 200, &done)
	if len(done.Items) != 4 || len(mentions.Items) != 1 {
		k.Errorf("done %s, %s", jsonOf(done), jsonOf(mentions))
	}
	var setting desk.Setting[desk.CloseSetting]
	k.figures()
	k.call("get-close-setting", get, "/close-reasons", nil, 200, &setting)
	k.call("put-close-setting", put, "/close-reasons", setting.Value, 200, nil)
	k.call("remove-close-setting", "DELETE", "/close-reasons", nil, 200, nil)
}

func (k *walker) marking(path string, customer int64) {
	var tag desk.DeskTag
	k.call("create-desk-tag", post, "/desk-tags", map[string]any{"name": "退款"}, 200, &tag)
	k.call("edit-desk-tag", patch, fmt.Sprintf("/desk-tags/%d", tag.ID), map[string]any{"color": "red"}, 200, &tag)
	k.call("put-conversation-tags", put, path+"/tags", TagsInput{[]int64{tag.ID}}, 200, nil)
	k.call("put-customer-tags", put, fmt.Sprintf("/customers/%d/tags", customer), TagsInput{[]int64{}}, 200, nil)
	var tags List[desk.DeskTag]
	k.call("list-desk-tags", get, "/desk-tags", nil, 200, &tags)
	k.call("remove-desk-tag", "DELETE", fmt.Sprintf("/desk-tags/%d", tag.ID), nil, 204, nil)
	var field desk.CustomerField
	k.call("create-customer-field", post, "/customer-fields", map[string]any{"name": "会员号"}, 200, &field)
	k.call("edit-customer-field", patch, fmt.Sprintf("/customer-fields/%d", field.ID), map[string]any{"name": "会员卡号"}, 200, &field)
	k.call("put-customer-fields", put, fmt.Sprintf("/customers/%d/fields", customer), FieldsInput{[]desk.FieldValue{{FieldID: field.ID, Value: "A1"}}}, 200, nil)
	k.call("list-customer-fields", get, "/customer-fields", nil, 200, nil)
	k.call("remove-customer-field", "DELETE", fmt.Sprintf("/customer-fields/%d", field.ID), nil, 204, nil)
	k.call("list-customer-messages", get, fmt.Sprintf("/customers/%d/messages", customer), nil, 200, nil)
	k.call("find-messages", get, "/messages/find?q=x", nil, 200, nil)
	for _, format := range []string{"txt", "csv", "xlsx"} {
		k.call("get-transcript-"+format, get, path+"/transcript."+format, nil, 200, nil)
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
	if small := k.do(get, base+"/media/"+media.ID+"?size=small", nil); small.StatusCode != 200 || !strings.Contains(small.Header.Get("Cache-Control"), "immutable") {
		k.Errorf("small %d, %v", small.StatusCode, small.Header)
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
	k.materials(media)
	k.official()
	k.call("retry-message", post, fmt.Sprintf("/messages/%d/retry", m.ID), nil, 200, &m)
	if m.State != "sending" {
		k.Errorf("again %+v", m)
	}
}

func (k *walker) official() {
	var set desk.Setting[desk.OfficialSetting]
	path := fmt.Sprintf("/official-desk?account=%d", k.weapp.ID)
	k.call("get-official-desk", get, path, nil, 200, &set)
	if set.Own || set.Value.Mode != desk.OwnDesk {
		k.Errorf("at first %+v", set)
	}
	k.do(put, base+path, desk.OfficialSetting{Mode: desk.SharedDesk}).refused(k, 422, "invalid")
	k.call("put-official-desk", put, path, desk.OfficialSetting{Mode: desk.SharedDesk, Waiting: 3}, 200, &set)
	if !set.Own || set.Value.Waiting != 3 {
		k.Errorf("set %+v", set)
	}
	k.call("remove-official-desk", remove, path, nil, 200, &set)
	var people desk.OfficialAgents
	agents := fmt.Sprintf("/accounts/%d/official-agents", k.weapp.ID)
	k.call("list-official-agents", get, agents, nil, 200, &people)
	n := len(people.Items)
	k.call("add-official-agent", post, agents, OfficialAgentInput{WX: "new_helper_7"}, 200, &people)
	if len(people.Items) != n+1 || people.Most != 100 {
		k.Fatalf("added %+v", people)
	}
	k.do(post, base+agents, OfficialAgentInput{WX: " "}).refused(k, 422, "invalid")
	for _, a := range people.Items {
		if a.WX == "new_helper_7" {
			k.call("remove-official-agent", remove, agents+"/"+a.OpenID, nil, 200, &people)
		}
	}
	if len(people.Items) != n {
		k.Errorf("removed %+v", people)
	}
	k.do(get, base+fmt.Sprintf("/accounts/%d/official-agents", k.wecom.ID), nil).refused(k, 422, "invalid")
}

func (k *walker) materials(media desk.MediaRow) {
	var m desk.MaterialRow
	in := desk.MaterialInput{AccountID: k.weapp.ID, Folder: "售后", Name: "订单页", Kind: desk.KindPage, MediaID: media.ID, Card: &desk.Card{Title: "您的订单", Path: "/pages/o/o", URL: "x"}}
	k.call("create-material", post, "/materials", in, 200, &m)
	if m.Card == nil || m.Card.Path != "pages/o/o" || m.Card.URL != "" || m.Media == nil || m.Media.Width != 3 {
		k.Errorf("material %s", jsonOf(m))
	}
	k.do(post, base+"/materials", desk.MaterialInput{AccountID: k.wecom.ID, Name: "a", Kind: desk.KindText, Text: "b"}).refused(k, 422, "invalid")
	k.do(post, base+"/materials", desk.MaterialInput{Name: "致谢", Kind: desk.KindText, Text: "100% 感谢"}).want(k, 200, nil)
	var page MaterialPage
	for query, want := range map[string]int{
		"": 2, "?limit=1": 1, "?q=%25": 1, "?q=%E8%AE%A2%E5%8D%95": 1, "?folder=%E5%94%AE%E5%90%8E": 1, "?in_none=true": 1, "?kind=link": 0,
		fmt.Sprintf("?account_id=%d", k.weapp.ID): 2, fmt.Sprintf("?account_id=%d", k.wecom.ID): 1,
	} {
		k.call("list-materials", get, "/materials"+query, nil, 200, &page)
		if len(page.Items) != want || query == "?limit=1" && page.Next == "" || query == "" && len(page.Folders) != 2 {
			k.Errorf("%s: %s", query, jsonOf(page))
		}
	}
	in.Name, in.Card = "新名字", &desk.Card{Title: "订单", Path: "pages/o/o"}
	path := fmt.Sprintf("/materials/%d", m.ID)
	k.call("edit-material", put, path, in, 200, &m)
	if m.Name != "新名字" || m.Card.Title != "订单" {
		k.Errorf("edited %s", jsonOf(m))
	}
	k.call("remove-material", remove, path, nil, 204, nil)
	k.do(remove, base+path, nil).refused(k, 404, "not_found")
}

func (k *walker) rest() {
	var q desk.QuickReply
	k.call("create-quick-reply", post, "/quick-replies", QuickReplyInput{Shortcut: "hi", Text: "您好"}, 200, &q)
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
