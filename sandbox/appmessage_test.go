package sandbox_test

import (
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

func TestAppMessages(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	send := func(more object) object {
		t.Helper()
		body := object{"touser": "zhangsan", "msgtype": "text", "agentid": 1000002, "text": object{"content": "新客户"}}
		for name, v := range more {
			body[name] = v
		}
		return w.wecom("message/send", body)
	}
	got := send(object{"touser": "zhangsan|WUJIU|nobody", "toparty": "3|99", "totag": "1"})
	w.errcode(got, 0)
	if got.str("invaliduser") != "wujiu|nobody" || got.str("invalidparty") != "99" || got.str("invalidtag") != "1" || got.str("msgid") == "" {
		t.Errorf("%v", got)
	}
	// Department 3 has three members who are active; one is not.
	if n := len(w.controlList("/wecom/app-messages")); n != 4 {
		t.Errorf("%d messages", n)
	}
	w.errcode(send(object{"msgtype": "textcard", "textcard": object{"title": "t", "description": "d", "url": "https://e.test", "btntxt": "看"}}), 0)
	w.errcode(send(object{"text": object{"content": strings.Repeat("铃", 700)}}), 0)
	list := w.controlList("/wecom/app-messages?userid=ZhangSan")
	if len(list) != 3 || list[1].str("title") != "t" || len(list[2].str("content")) != 2046 {
		t.Errorf("%v", list)
	}
	for code, more := range map[int]object{
		40056: {"agentid": 1}, 301002: {"agentid": 1000003}, 82001: {"touser": ""}, 81013: {"touser": "nobody"},
		40008: {"msgtype": "voice"}, 44004: {"text": object{"content": ""}},
		40058: {"msgtype": "textcard", "textcard": object{"title": "t"}},
	} {
		w.errcode(send(more), code)
	}
	once := object{"text": object{"content": "一次"}, "enable_duplicate_check": 1, "duplicate_check_interval": 60}
	send(once)
	send(once)
	w.sb.Advance(time.Minute)
	send(once)
	if n := len(w.controlList("/wecom/app-messages?userid=zhangsan")); n != 5 {
		t.Errorf("%d messages after repeating one", n)
	}
}

func TestMemberSignIn(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	code := func(agentID int) string {
		t.Helper()
		at, err := url.Parse(w.control("POST", "/wecom/sign-in", object{"userid": "LiSi", "agentid": agentID, "redirect_uri": "https://e.test/back?x=1", "state": "s"}).str("location"))
		if err != nil || at.Query().Get("x") != "1" || at.Query().Get("state") != "s" {
			t.Fatalf("%v, %v", at, err)
		}
		return at.Query().Get("code")
	}
	redeem := func(code string) object { return w.wecomGet("auth/getuserinfo", "&code="+code) }
	first := code(1000002)
	if got := redeem(first); got.str("userid") != "lisi" {
		t.Errorf("%v", got)
	}
	w.errcode(redeem(first), 40029)
	w.errcode(redeem(code(1000003)), 40029) // another app's
	old := code(1000002)
	w.sb.Advance(5 * time.Minute)
	w.errcode(redeem(old), 40029)
}

func TestSuiteTokens(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	ask := func(more object) object {
		body := object{"suite_id": "ww9f8e7d6c5b4a3021", "suite_secret": "sandbox-suite-secret", "suite_ticket": "sandbox-suite-ticket"}
		for name, v := range more {
			body[name] = v
		}
		return w.post("/cgi-bin/service/get_suite_token", body)
	}
	token := ask(nil).str("suite_access_token")
	if again := ask(nil).str("suite_access_token"); token == "" || again != token {
		t.Errorf("tokens %q and %q", token, again)
	}
	w.errcode(ask(object{"suite_id": "ww1"}), 40083)
	w.errcode(ask(object{"suite_secret": "x"}), 40001)
	w.errcode(ask(object{"suite_ticket": "x"}), 40085)
	corp := object{"auth_corpid": "ww1a2b3c4d5e6f7081", "permanent_code": "sandbox-suite-permanent-code"}
	path := "/cgi-bin/service/get_corp_token?suite_access_token="
	got := w.post(path+token, corp)
	if _, said := got["errcode"]; said || got.str("access_token") == "" {
		t.Errorf("%v", got)
	}
	w.errcode(w.get("/cgi-bin/externalcontact/get_follow_user_list?access_token="+got.str("access_token")), 0)
	w.errcode(w.get("/cgi-bin/externalcontact/get_follow_user_list?access_token="+token), 40014)
	w.errcode(w.post(path+"x", corp), 40082)
	w.errcode(w.post(path+token, object{"auth_corpid": "ww1a2b3c4d5e6f7081", "permanent_code": "x"}), 40084)
	w.sb.Advance(2 * time.Hour)
	w.errcode(w.post(path+token, corp), 42009)
}

// TestAppMessageBounds cuts what is cut, refuses what is refused and drops what is dropped.
func TestAppMessageBounds(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	send := func(more object) object {
		t.Helper()
		body := object{"touser": "zhangsan", "msgtype": "text", "agentid": 1000002, "text": object{"content": "新客户"}}
		maps.Copy(body, more)
		return w.wecom("message/send", body)
	}
	card := func(url string) object {
		return object{"msgtype": "textcard", "textcard": object{
			"title": strings.Repeat("题", 129), "description": strings.Repeat("述", 513), "url": url, "btntxt": "查看详情吧",
		}}
	}
	w.errcode(send(card("https://e.test")), 0)
	got := w.controlList("/wecom/app-messages")[0]
	w.same("title", got.str("title"), strings.Repeat("题", 128))
	w.same("description", got.str("description"), strings.Repeat("述", 512))
	w.same("btntxt", got.str("btntxt"), "查看详情")
	w.errcode(send(card("https://e.test/"+strings.Repeat("x", 2048))), 40058)

	markdown := func(bytes int) object {
		return object{"msgtype": "markdown", "markdown": object{"content": strings.Repeat("x", bytes)}}
	}
	w.errcode(send(markdown(2048)), 0)
	w.errcode(send(markdown(2049)), 45002)
	for _, row := range []struct {
		to   string
		many int
		code int
	}{{"touser", 999, 0}, {"touser", 1000, 40032}, {"toparty", 99, 0}, {"toparty", 100, 40032}, {"totag", 100, 40032}} {
		to := object{"touser": "lisi"}
		to[row.to] = "lisi" + strings.Repeat("|2", row.many)
		w.errcode(send(to), row.code)
	}
	w.same("not activated", send(object{"touser": "zhouba|lisi"}).str("invaliduser"), "zhouba")
}

func TestAppMessagesToEverybody(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	body := object{"touser": "@all", "msgtype": "text", "agentid": 1000002, "text": object{"content": "开会"}}
	w.errcode(w.wecom("message/send", body), 0)
	var got []string
	for _, m := range w.controlList("/wecom/app-messages") {
		got = append(got, m.str("userid"))
	}
	// Neither who is not activated nor who is outside the app's range.
	if diff := cmp.Diff([]string{"zhangsan", "lisi", "wangwu", "zhangyisheng", "zhaoliu", "sunqi"}, got); diff != "" {
		t.Error(diff)
	}
}

// A member gets thirty a minute of one app; more are dropped, by switch they are not.
func TestAppMessageFlood(t *testing.T) {
	for limits, want := range map[bool]int{true: 30, false: 40} {
		w := newWorld(t, sandbox.Options{})
		w.switches(object{"rate_limits": limits})
		for range 40 {
			w.errcode(w.wecom("message/send", object{"touser": "lisi", "msgtype": "text", "agentid": 1000002, "text": object{"content": "在吗"}}), 0)
		}
		w.same(fmt.Sprint("delivered with limits ", limits), len(w.controlList("/wecom/app-messages?userid=lisi")), want)
	}
}

// Sign-in of people who are no members, and what a scan cannot lead to.
func TestGuestSignIn(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	redeem := func() object {
		t.Helper()
		at, err := url.Parse(w.control("POST", "/wecom/sign-in", object{"customer": "c01", "agentid": 1000002, "redirect_uri": "http://e.test"}).str("location"))
		if err != nil {
			t.Fatal(err)
		}
		return w.wecomGet("auth/getuserinfo", "&code="+at.Query().Get("code"))
	}
	stranger := redeem()
	w.same("a stranger is named", stranger.str("external_userid")+stranger.str("userid"), "")
	w.scan("c01", w.way(nil))
	customer := redeem()
	w.same("external_userid", customer.str("external_userid"), external1)
	w.same("openid stays", customer.str("openid"), stranger.str("openid"))
	w.errcode(w.wecomGet("auth/getuserinfo", ""), 40029)
	for _, row := range []struct {
		body   object
		status int
	}{
		{object{"userid": "lisi", "agentid": 1000002, "redirect_uri": "httpx://e.test"}, 400},
		{object{"userid": "lisi", "agentid": 1, "redirect_uri": "https://e.test"}, 404},
		{object{"userid": "nobody", "agentid": 1000002, "redirect_uri": "https://e.test"}, 404},
		{object{"customer": "c99", "agentid": 1000002, "redirect_uri": "https://e.test"}, 404},
	} {
		w.same(fmt.Sprint(row.body), w.send("POST", "/sandbox/v1/wecom/sign-in", row.body).status, row.status)
	}
}

// TestSuiteErrors leaves things out; what is secret does not show in the log.
func TestSuiteErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	suite := object{"suite_id": "ww9f8e7d6c5b4a3021", "suite_secret": "sandbox-suite-secret", "suite_ticket": "sandbox-suite-ticket"}
	for name, code := range map[string]int{"suite_id": 41021, "suite_secret": 41024, "suite_ticket": 41023} {
		w.errcode(w.post("/cgi-bin/service/get_suite_token", without(suite, name)), code)
	}
	token := w.post("/cgi-bin/service/get_suite_token", suite).str("suite_access_token")
	path := "/cgi-bin/service/get_corp_token?suite_access_token="
	corp := object{"auth_corpid": "ww1a2b3c4d5e6f7081", "permanent_code": "sandbox-suite-permanent-code"}
	w.errcode(w.post(path, corp), 41022)
	w.errcode(w.post(path+token, without(corp, "auth_corpid")), 41002)
	w.errcode(w.post(path+token, without(corp, "permanent_code")), 41025)
	w.errcode(w.post(path+token, object{"auth_corpid": "ww0", "permanent_code": "x"}), 40013)
	w.errcode(w.post(path+w.token("sandbox-contact-secret"), corp), 40082)
	w.post(path+token, corp)
	log := string(w.send("GET", "/sandbox/v1/calls", nil).body)
	for _, secret := range []string{token, "sandbox-suite-secret", "sandbox-suite-ticket", "sandbox-suite-permanent-code"} {
		w.same(secret+" in the log", strings.Contains(log, secret), false)
	}
}

// without is a copy that leaves one member out.
func without(o object, name string) object {
	o = maps.Clone(o)
	delete(o, name)
	return o
}
