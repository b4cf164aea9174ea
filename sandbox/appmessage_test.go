package sandbox_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

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
