package sandbox_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/menling/menling/sandbox"
)

var (
	suiteBody = object{"suite_id": "ww9f8e7d6c5b4a3021", "suite_secret": "sandbox-suite-secret", "suite_ticket": "sandbox-suite-ticket"}
	corpBody  = object{"auth_corpid": "ww1a2b3c4d5e6f7081", "permanent_code": "sandbox-suite-permanent-code"}
)

func suiteToken(body object) ask {
	return func(w *world) object { return w.post("/cgi-bin/service/get_suite_token", body) }
}

func corpToken(body object) ask {
	return func(w *world) object {
		token := suiteToken(suiteBody)(w).str("suite_access_token")
		return w.post("/cgi-bin/service/get_corp_token?suite_access_token="+token, body)
	}
}

func tokenBy(query string) ask {
	return func(w *world) object { return w.get("/cgi-bin/gettoken" + query) }
}

// listWith lists contact ways with a token.
func listWith(token string) ask {
	return func(w *world) object { return w.post("/cgi-bin/"+listWay+"?access_token="+token, object{}) }
}

// admissionCodes are those of tokens, addresses, rates and permissions.
func admissionCodes() []code {
	const corpid = "?corpid=ww1a2b3c4d5e6f7081"
	return []code{
		{name: "40001 gettoken", ask: tokenBy(corpid + "&corpsecret=x")},
		{name: "40001 gettoken of a suite", ask: tokenBy(corpid + "&corpsecret=sandbox-suite-permanent-code")},
		{name: "40001 gettoken of a disabled app", ask: tokenBy(corpid + "&corpsecret=sandbox-other-secret"), fix: func(f *sandbox.Fixture) { f.Apps[1].Disabled = true }},
		{name: "40001 get_suite_token", ask: suiteToken(more(suiteBody, object{"suite_secret": "x"}))},
		{name: "40013 gettoken", ask: tokenBy("?corpid=x&corpsecret=x")},
		{name: "40013 get_corp_token", ask: corpToken(object{"auth_corpid": "ww0", "permanent_code": "x"})},
		{name: "40014 token unknown", ask: listWith("forged")},
		{name: "40014 token of the mini program", ask: func(w *world) object { return listWith(w.weappToken())(w) }},
		{name: "40014 token of a suite", ask: func(w *world) object {
			return listWith(suiteToken(suiteBody)(w).str("suite_access_token"))(w)
		}},
		{name: "40082 get_corp_token with another token", ask: func(w *world) object {
			return w.post("/cgi-bin/service/get_corp_token?suite_access_token="+w.token("sandbox-contact-secret"), corpBody)
		}},
		{name: "40083 get_suite_token", ask: suiteToken(more(suiteBody, object{"suite_id": "ww1"}))},
		{name: "40084 get_corp_token", ask: corpToken(more(corpBody, object{"permanent_code": "x"}))},
		{name: "40085 get_suite_token", ask: suiteToken(more(suiteBody, object{"suite_ticket": "x"}))},
		{name: "41001 no token", ask: listWith("")},
		{name: "41002 gettoken", ask: tokenBy("?corpsecret=x")},
		{name: "41002 get_corp_token", ask: corpToken(without(corpBody, "auth_corpid"))},
		{name: "41004 gettoken", ask: tokenBy(corpid)},
		{name: "41004 gettoken with nothing", ask: tokenBy("")},
		{name: "41021 get_suite_token", ask: suiteToken(without(suiteBody, "suite_id"))},
		{name: "41022 get_corp_token", ask: func(w *world) object { return w.post("/cgi-bin/service/get_corp_token", corpBody) }},
		{name: "41023 get_suite_token", ask: suiteToken(without(suiteBody, "suite_ticket"))},
		{name: "41024 get_suite_token", ask: suiteToken(without(suiteBody, "suite_secret"))},
		{name: "41025 get_corp_token", ask: corpToken(without(corpBody, "permanent_code"))},
		{name: "42001 token expired", ask: func(w *world) object {
			token := w.token("sandbox-contact-secret")
			w.sb.Advance(2 * time.Hour)
			return listWith(token)(w)
		}},
		{name: "42009 get_corp_token", ask: func(w *world) object {
			token := suiteToken(suiteBody)(w).str("suite_access_token")
			w.sb.Advance(2 * time.Hour)
			return w.post("/cgi-bin/service/get_corp_token?suite_access_token="+token, corpBody)
		}},
		{name: "45009 calls in a minute", ask: func(w *world) object {
			w.hit(10_000, "/cgi-bin/user/get?access_token="+w.token("sandbox-contact-secret"), "192.0.2.1")
			return w.wecomGet("user/get", "")
		}},
		{name: "45009 too many secrets", ask: given(object{"ban_after_secrets": 3}, func(w *world) object {
			for range 3 {
				w.errcode(tokenBy(corpid+"&corpsecret=x")(w), 40001)
			}
			return w.get(wecomGettoken)
		})},
		{name: "45033 calls at once", ask: given(object{"max_concurrency": 1}, twoAtOnce)},
		{name: "48002 add_contact_way", ask: as("sandbox-other-secret", addWay, oneMember)},
		{name: "48002 add_join_way", ask: as("sandbox-other-secret", addJoin, joinBody(nil))},
		{name: "48002 groupchat get", ask: as("sandbox-other-secret", getChat, object{"chat_id": chat(1)})},
		{name: "48002 batch get_by_user", ask: as("sandbox-other-secret", batchGet, object{"userid_list": []string{"lisi"}})},
		{name: "48006 provider", ask: given(object{"provider_permission": "withdrawn"}, as("sandbox-permanent-code", listWay, object{}))},
		{name: "48011 provider", ask: given(object{"provider_permission": "inactive"}, as("sandbox-permanent-code", listWay, object{}))},
		{
			name: "50003 app disabled after it got its token",
			ask:  func(w *world) object { return listWith(corpToken(corpBody)(w).str("access_token"))(w) },
			fix:  func(f *sandbox.Fixture) { f.Apps[3].Disabled = true },
		},
		{name: "60020 address", ask: given(object{"trusted_ips": []string{"203.0.113.0/24"}}, post(listWay, object{}))},
		{name: "40058 add_contact_way by GET", ask: read(addWay, "")},
		{name: "40058 add_join_way by GET", ask: read(addJoin, "")},
		{name: "40050 groupchat get by GET", ask: read(getChat, "")},
		{name: "60111 user get by POST", ask: post("user/get", object{})},
		{name: "40206 body", ask: post(addWay, `{"remark":"`+strings.Repeat("x", 5<<20)+`"}`)},
	}
}

// twoAtOnce makes a call while another one of the same path is delayed.
func twoAtOnce(w *world) object {
	w.control("POST", "/faults", object{"path": "/cgi-bin/" + listWay, "delay_ms": 60000})
	token := w.token("sandbox-contact-secret")
	first := make(chan struct{})
	go func() {
		defer close(first)
		http.Post(w.srv.URL+"/cgi-bin/"+listWay+"?access_token="+token, "application/json", strings.NewReader("{}"))
	}()
	for len(w.controlList("/faults")) > 0 { // until the first call is in
	}
	o := w.wecom(listWay, object{})
	w.sb.Advance(time.Minute)
	<-first
	return o
}
