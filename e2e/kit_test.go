package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
)

// pressed is what a button is answered.
type pressed struct {
	Errcode    int    `json:"errcode"`
	Errmsg     string `json:"errmsg"`
	Name       string `json:"name"`
	NotifyType int    `json:"notifytype"`
	QRCode     string `json:"qr_code"`
}

// buttons are the kit of a server, as a mini program and its customers use it.
type buttons struct {
	*rig
	presses int
}

// login is a code of wx.login.
func (b *buttons) login(customer string) string {
	b.t.Helper()
	var login struct {
		Code string `json:"code"`
	}
	b.control("POST", "/weapp/login", map[string]any{"customer": customer}, &login)
	return login.Code
}

// press is a tap in the mini program; change may say something else.
func (b *buttons) press(plugID any, customer string, change ...map[string]any) (p pressed) {
	b.t.Helper()
	b.presses++
	in := map[string]any{
		"plugid": fmt.Sprint(plugID), "appid": sandbox.DefaultFixture().MiniProgram.AppID, "page": "pages/index/index", "button": "hero",
		"can_show_code": true, "in": "miniprogram", "press_key": fmt.Sprintf("press-%016d", b.presses),
	}
	if customer != "" {
		in["code"] = b.login(customer)
	}
	for _, c := range change {
		for name, v := range c {
			in[name] = v
		}
	}
	ask(b.t, http.DefaultClient, "POST", b.app.URL()+"/kit/v1/press", in, &p)
	return p
}

// way makes a way of a scene, which the platform confirms.
func (b *buttons) way(p *person, live *stream, account, channel int64, name string, scene int, users ...string) ledger.WayRow {
	b.t.Helper()
	var w ledger.WayRow
	p.post("/ways", map[string]any{
		"client_key": "form of " + name, "account_id": account, "channel_id": channel, "name": name, "scene": scene, "type": 1 + min(1, len(users)-1), "users": users, "skip_verify": true,
	}, &w)
	return row(live, "way", func(r ledger.WayRow) bool { return r.ID == w.ID && r.Phase == ledger.PhaseConfirmed })
}

// configured reads a button's configuration as pages do: it is kept for a minute, and a new style is told at once.
func (b *buttons) configured(p *person, way ledger.WayRow) {
	b.t.Helper()
	read := func(query, etag string) (c ledger.KitRow, r *http.Response) {
		b.t.Helper()
		req, err := http.NewRequestWithContext(b.t.Context(), "GET", b.app.URL()+"/kit/v1/ways/"+way.ConfigID+query, nil)
		if err != nil {
			b.t.Fatal(err)
		}
		req.Header.Set("If-None-Match", etag)
		if r, err = http.DefaultClient.Do(req); err != nil {
			b.t.Fatal(err)
		}
		defer r.Body.Close()
		if r.StatusCode == 200 {
			if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
				b.t.Fatal(err)
			}
		}
		return c, r
	}
	eventually(b.t, "the member's name", func() bool { c, _ := read("", ""); return c.Name != "" })
	c, r := read("", "")
	if c.Kind != "contact" || c.Persons != "single" || c.Name != "张三" || !c.Open || c.PlugID != way.ConfigID || r.Header.Get("Cache-Control") != "public, max-age=60" {
		b.t.Errorf("the configuration is %+v with %v", c, r.Header)
	}
	if masked, _ := read("?mask=1", ""); masked.Name != "" {
		b.t.Errorf("a masked name is told: %+v", masked)
	}
	if _, same := read("", r.Header.Get("ETag")); same.StatusCode != http.StatusNotModified {
		b.t.Errorf("what is known is told again: %d", same.StatusCode)
	}
	ask(b.t, p.http, "PUT", fmt.Sprintf("%s/ways/%d/kit/style", p.base, way.ID), map[string]any{"styleType": 2}, nil)
	if styled, _ := read("", r.Header.Get("ETag")); styled.Style.StyleType == nil || *styled.Style.StyleType != 2 {
		b.t.Errorf("a new style is not told: %+v", styled)
	}
}

// A customer presses a button in a mini program, reads the code that it shows, is attributed to the button's way, and at the next
// press is a friend.
func TestAButtonIsPressed(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		b := &buttons{rig: newRig(t, d)}
		lin := b.admin()
		account, _ := b.accounts(lin)
		live := lin.watch("")
		var channel ledger.ChannelRow
		lin.post("/channels", map[string]any{"name": "小程序"}, &channel)
		way := b.way(lin, live, account, channel.ID, "首页按钮", 1, "zhangsan")

		b.configured(lin, way)
		p := b.press(way.ID, "c01")
		if p.Errcode != 0 || p.NotifyType != 1 || !strings.HasPrefix(p.QRCode, b.app.URL()+"/kit/v1/ways/") {
			t.Fatalf("the first press is answered %+v", p)
		}
		answer, err := http.Get(p.QRCode)
		if err != nil || answer.StatusCode != 200 || !strings.HasPrefix(answer.Header.Get("Content-Type"), "image/") || !strings.Contains(answer.Header.Get("Cache-Control"), "immutable") {
			t.Fatalf("the code is %v: %v", answer, err)
		}
		answer.Body.Close()
		var kit ledger.WayKit
		lin.get(fmt.Sprintf("/ways/%d/kit", way.ID), &kit)
		var twin ledger.WayRow
		lin.get(fmt.Sprintf("/ways/%d", kit.CodeID), &twin)
		if twin.State == way.State || twin.ConfigID == way.ConfigID || twin.Scene != 2 {
			t.Errorf("the button's code is %+v", twin)
		}

		b.control("POST", "/scan", map[string]any{"customer": "c01", "config_id": twin.ConfigID}, nil)
		name := b.sandboxCustomer("c01").Name
		c := row(live, "customer", func(c ledger.CustomerRow) bool { return c.Name == name && c.Attribution != nil })
		if c.Attribution.WayID != way.ID || c.Attribution.ChannelID != channel.ID {
			t.Errorf("attributed to %+v", c.Attribution)
		}
		eventually(t, "the press in the customer's touches", func() bool {
			var detail struct {
				Touches []ledger.TouchRow `json:"touches"`
			}
			lin.get(fmt.Sprintf("/customers/%d", c.ID), &detail)
			for _, touch := range detail.Touches {
				if touch.WayID == way.ID && touch.Press != nil && touch.Press.Page == "pages/index/index" && touch.Press.Button == "hero" {
					return true
				}
			}
			return false
		})
		if p = b.press(way.ID, "c01"); p.Errcode != -3006 || p.NotifyType != 1 || p.QRCode == "" {
			t.Errorf("a friend's press is answered %+v", p)
		}
		var s ledger.Statistics
		lin.get(fmt.Sprintf("/statistics?way=%d", way.ID), &s)
		if s.Funnel == nil || s.Funnel.Pressed != 2 || s.Funnel.Added != 1 {
			t.Errorf("the funnel is %+v", s.Funnel)
		}
		lin.get("/statistics?by=button", &s)
		if len(s.Rows) != 1 || s.Rows[0].Key != "hero" || s.Rows[0].Pressed != 2 {
			t.Errorf("by button %+v", s.Rows)
		}
		b.countedAnew(lin, live, way, s)
		b.listed(lin, live, way, c)
	})
}

// countedAnew has all numbers made again from the journal: those of presses, which are no part of it, are the same.
func (b *buttons) countedAnew(p *person, live *stream, way ledger.WayRow, before ledger.Statistics) {
	b.t.Helper()
	p.post("/rebuild", nil, nil)
	row(live, "rebuild", func(r ledger.RebuildRow) bool { return r.State == "done" })
	var after, own ledger.Statistics
	p.get("/statistics?by=button", &after)
	p.get(fmt.Sprintf("/statistics?way=%d", way.ID), &own)
	if diff := cmp.Diff(before.Rows, after.Rows); diff != "" || own.Funnel == nil || own.Funnel.Pressed != 2 || own.Funnel.Added != 1 {
		b.t.Errorf("counted anew: %+v %s", own.Funnel, diff)
	}
}

// listed are the single presses behind the numbers, as the console reads them; a new one wakes it.
func (b *buttons) listed(p *person, live *stream, way ledger.WayRow, who ledger.CustomerRow) {
	b.t.Helper()
	type list struct {
		Items []ledger.PressItem `json:"items"`
		Next  string             `json:"next"`
	}
	read := func(query string) (l list) {
		b.t.Helper()
		p.get(fmt.Sprintf("/presses?way=%d%s", way.ID, query), &l)
		return l
	}
	all := read("").Items
	if len(all) != 2 {
		b.t.Fatalf("presses %+v", all)
	}
	newest, first := all[0], all[1]
	if newest.Errcode != -3006 || newest.Reason == nil || first.Errcode != 0 || first.Reason != nil || first.WayName != way.Name || first.ChannelID != way.ChannelID ||
		first.In != "miniprogram" || first.Page != "pages/index/index" || first.Button != "hero" || first.AccountID == 0 || first.NotifyType != 1 || first.Customer == nil || first.Customer.ID != who.ID {
		b.t.Errorf("presses %+v", all)
	}
	for query, n := range map[string]int{
		"&button=hero": 2, "&no_button=true": 0, "&no_page=true": 0, "&page=pages/index/index": 2, "&errcode=-3006": 1, "&errcode=0": 1, "&channel=1": 0, "&account=1": 0,
		fmt.Sprint("&since=", newest.At+1): 0, fmt.Sprint("&since=", first.At): 2, "&appid=wx1": 0, "&appid=" + first.AppID: 2, "&from=20200101&to=20200102": 0, "&from=20200101": 2,
	} {
		if got := read(query).Items; len(got) != n {
			b.t.Errorf("%s: %d presses", query, len(got))
		}
	}
	page := read("&limit=1")
	if page = read("&limit=1&after=" + page.Next); len(page.Items) != 1 || page.Items[0].ID != first.ID || page.Next != "" {
		b.t.Errorf("the second page is %+v", page)
	}
	b.press(way.ID, "c02", map[string]any{"button": ""})
	note := row(live, "press", func(r struct {
		ID    int64 `json:"id"`
		WayID int64 `json:"way_id"`
	}) bool {
		return r.WayID == way.ID && r.ID > newest.ID
	})
	if got := read("&no_button=true").Items; len(got) != 1 || got[0].ID != note.ID {
		b.t.Errorf("told of %+v, listed %+v", note, got)
	}
}

// What a client gets wrong has its documented code, and says nothing of anything else.
func TestPressesThatComeToNothing(t *testing.T) {
	b := &buttons{rig: newRig(t, store.SQLite)}
	lin := b.admin()
	account, _ := b.accounts(lin)
	live := lin.watch("")
	var channel ledger.ChannelRow
	lin.post("/channels", map[string]any{"name": "小程序"}, &channel)
	way := b.way(lin, live, account, channel.ID, "二维码", 2, "zhangsan")
	gone := b.way(lin, live, account, channel.ID, "旧码", 2, "lisi")
	ask(t, lin.http, "DELETE", fmt.Sprintf("%s/ways/%d", lin.base, gone.ID), nil, nil)
	row(live, "way", func(r ledger.WayRow) bool { return r.ID == gone.ID && r.Phase == ledger.PhaseDeleted })

	used := b.login("c01")
	first := b.press(way.ID, "", map[string]any{"code": used})
	if first.Errcode != 0 {
		t.Fatalf("a first press is answered %+v", first)
	}
	for what, c := range map[string]struct {
		plugID any
		change map[string]any
		want   int
	}{
		"an unknown plugid":      {"ffffffffffffffffffffffffffffffff", nil, -3002},
		"no plugid":              {"", nil, -3002},
		"a deleted way":          {gone.ID, nil, -3002},
		"a deleted way's config": {gone.ConfigID, nil, -3002},
		"a code that was used":   {way.ID, map[string]any{"code": used}, -3004},
		"a code out of thin air": {way.ID, map[string]any{"code": "nonsense"}, -3004},
		"no code":                {way.ID, map[string]any{"code": ""}, -3004},
		"an unknown app":         {way.ID, map[string]any{"appid": "wx0000000000000000", "code": "x"}, -3004},
		"an old client":          {way.ID, map[string]any{"code": b.login("c02"), "can_show_code": false}, -3005},
		"a web page":             {way.ConfigID, map[string]any{"in": "web", "appid": "", "code": ""}, 0},
	} {
		p := b.press(c.plugID, "", c.change)
		if p.Errcode != c.want || (p.Errmsg == "") != (c.want == 0) || c.want != 0 && (p.QRCode != "" || p.Name != "") {
			t.Errorf("%s: answered %+v, want %d", what, p, c.want)
		}
	}
	for what, c := range map[string]struct {
		fault map[string]any
		want  int
	}{
		"the platform is busy":     {map[string]any{"errcode": -1}, -3005},
		"the network is dead":      {map[string]any{"drop": "before"}, -3005},
		"the app's secret is old":  {map[string]any{"errcode": 40125}, -3004},
		"the user is taken a risk": {map[string]any{"errcode": 40226}, -3004},
	} {
		c.fault["path"], c.fault["times"] = "/sns/jscode2session", 9
		b.control("POST", "/faults", c.fault, nil)
		if p := b.press(way.ID, "c01"); p.Errcode != c.want || p.Errmsg == "" || p.QRCode != "" {
			t.Errorf("%s: answered %+v, want %d", what, p, c.want)
		}
		b.control("DELETE", "/faults", nil, nil)
	}
	if masked := b.press(way.ID, "c01", map[string]any{"mask": 1}); masked.Errcode != 0 || masked.Name != "" {
		t.Errorf("a masked press is answered %+v", masked)
	}
	b.waiting(lin, "c04")
	if sent := b.press(way.ID, "c04", map[string]any{"can_show_code": false}); sent.Errcode != 0 || sent.NotifyType != 0 || sent.QRCode != "" || sent.Name != "张三" {
		t.Errorf("an old client with an open window is answered %+v", sent)
	}
	plan := map[string]any{"shifts": []any{shift("00:00", "24:00", "wangwu")}}
	alone := row(b.askWay(lin, account, "一个人", map[string]any{"plan": plan}), "way", named("一个人", ledger.PhaseConfirmed))
	ask(t, lin.http, "PUT", fmt.Sprintf("%s/accounts/%d/members/wangwu/off", lin.base, account), map[string]any{"until": time.Now().Add(24 * time.Hour).UnixMilli()}, nil)
	if p := b.press(alone.ID, "c01"); p.Errcode != -3008 || p.QRCode != "" || p.Name != "" {
		t.Errorf("nobody is there, and a press is answered %+v", p)
	}
	key := map[string]any{"press_key": "once and for all 1", "code": b.login("c03")}
	if one, two := b.press(way.ID, "", key), b.press(way.ID, "", key); one != two || one.Errcode != 0 {
		t.Errorf("the same press is answered %+v and %+v", one, two)
	}
	b.tooOften(way.ID, "c05")
	for what, c := range map[string]struct {
		body   string
		status int
	}{
		"no JSON":     {"{", 400},
		"a wrong key": {`{"plugid":"1","in":"web","press_key":"short"}`, 422},
		"a wrong in":  {`{"plugid":"1","in":"tv","press_key":"0123456789abcdef"}`, 422},
		"too much":    {`{"plugid":"` + strings.Repeat("x", 20_000) + `"}`, 413},
	} {
		status, text := send(t, http.DefaultClient, "POST", b.app.URL()+"/kit/v1/press", []byte(c.body))
		if status != c.status || !strings.Contains(string(text), `"code"`) {
			t.Errorf("%s: status %d: %s", what, status, text)
		}
	}
	unknown := ""
	for _, plugID := range []string{"1", gone.ConfigID, "nothing", fmt.Sprint(gone.ID)} {
		status, text := send(t, http.DefaultClient, "GET", b.app.URL()+"/kit/v1/ways/"+plugID, nil)
		if unknown == "" {
			unknown = string(text)
		}
		if status != 404 || string(text) != unknown || !strings.Contains(unknown, `"errcode":-3002`) {
			t.Errorf("%s: status %d: %s", plugID, status, text)
		}
	}
}

// tooOften presses until the customer is asked to wait, and for how long.
func (b *buttons) tooOften(plugID any, customer string) {
	b.t.Helper()
	for range 60 {
		b.presses++
		body, err := json.Marshal(map[string]any{
			"plugid": fmt.Sprint(plugID), "appid": sandbox.DefaultFixture().MiniProgram.AppID, "code": b.login(customer), "in": "miniprogram", "press_key": fmt.Sprintf("press-%016d", b.presses),
		})
		if err != nil {
			b.t.Fatal(err)
		}
		r, err := http.Post(b.app.URL()+"/kit/v1/press", "application/json", bytes.NewReader(body))
		if err != nil {
			b.t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode == http.StatusTooManyRequests {
			if n, err := strconv.Atoi(r.Header.Get("Retry-After")); err != nil || n < 1 || n > 3 {
				b.t.Errorf("Retry-After is %q", r.Header.Get("Retry-After"))
			}
			return
		}
	}
	b.t.Error("sixty presses of one customer are taken")
}

// The button of a group way says whether the groups have room, and whether who presses is in one.
func TestAGroupsButtonIsPressed(t *testing.T) {
	b := &buttons{rig: newRig(t, store.SQLite)}
	lin := b.admin()
	account, _ := b.accounts(lin)
	b.control("PUT", "/switches", map[string]any{"group_full_at": 20}, nil)
	var group struct {
		ChatID string `json:"chat_id"`
	}
	b.control("POST", "/groups/create", map[string]any{"name": "福利群", "owner": "lisi"}, &group)
	var pool ledger.PoolDetail
	live := lin.watch("")
	lin.post("/pools", map[string]any{"account_id": account, "name": "福利", "full_at": 20, "margin": 5, "chats": []string{group.ChatID}}, &pool)
	row(live, "pool", func(now ledger.PoolRow) bool { return now.ID == pool.ID && now.Shown == 1 })
	way := b.poolWay(lin, account, pool.ID, "进群")
	web := map[string]any{"in": "web", "appid": "", "code": ""}
	wants := func(when string, stranger, friend int) {
		t.Helper()
		if p := b.press(way.ID, "", web); p.Errcode != stranger || (p.QRCode != "") != (stranger == 0) {
			t.Errorf("%s: a stranger is answered %+v", when, p)
		}
		if p := b.press(way.ConfigID, "c01"); p.Errcode != friend || (p.QRCode != "") != (friend == 0 || friend == -3006) || p.Name != "" {
			t.Errorf("%s: c01 is answered %+v", when, p)
		}
	}
	chat := func(what string, so func(ledger.ChatRow) bool) {
		t.Helper()
		eventually(t, what, func() bool {
			var list ledger.ChatList
			lin.get(fmt.Sprintf("/chats?account=%d", account), &list)
			return slices.ContainsFunc(list.Items, func(c ledger.ChatRow) bool { return c.ChatID == group.ChatID && so(c) })
		})
	}
	wants("at first", 0, 0)
	var button ledger.WayRow
	lin.post("/ways", map[string]any{
		"kind": "join", "client_key": "a group's button", "account_id": account, "channel_id": way.ChannelID, "name": "进群按钮", "scene": 1, "chats": []string{group.ChatID},
	}, &button)
	row(live, "way", func(r ledger.WayRow) bool { return r.ID == button.ID && r.Phase == ledger.PhaseConfirmed })
	if p := b.press(button.ID, "", web); p.Errcode != -3005 || p.QRCode != "" || !strings.Contains(p.Errmsg, "scene") && !strings.Contains(p.Errmsg, "二维码") {
		t.Errorf("a group's button of scene 1 is answered %+v", p)
	}
	b.control("POST", "/groups/join", map[string]any{"chat_id": group.ChatID, "customer": "c01", "join_scene": 3}, nil)
	row(live, "customer", func(c ledger.CustomerRow) bool { return c.Attribution != nil && c.Attribution.ChatID == group.ChatID })
	wants("when c01 is in", 0, -3006)
	b.control("POST", "/groups/fill", map[string]any{"chat_id": group.ChatID}, nil)
	chat("the group to be full", func(c ledger.ChatRow) bool { return c.Members >= 20 })
	wants("when it is full", -3009, -3012)
	b.control("POST", "/groups/dismiss", map[string]any{"chat_id": group.ChatID}, nil)
	chat("the group to be gone", func(c ledger.ChatRow) bool { return c.State == "dismissed" })
	wants("when it is dismissed", -3010, -3010)
}
