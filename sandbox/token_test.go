package sandbox_test

import (
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

func TestGetToken(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	const good = "/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret"
	for _, row := range []struct {
		query string
		code  int
	}{
		{"", 41004},
		{"?corpid=ww1a2b3c4d5e6f7081", 41004},
		{"?corpsecret=x", 41002},
		{"?corpid=x&corpsecret=x", 40013},
		{"?corpid=ww1a2b3c4d5e6f7081&corpsecret=x", 40001},
		{"?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-suite-permanent-code", 40001},
	} {
		w.errcode(w.get("/cgi-bin/gettoken"+row.query), row.code)
	}
	first := w.get(good)
	w.same("expires_in", first.num("expires_in"), 7200)
	w.sb.Advance(time.Hour)
	again := w.get(good)
	w.same("the same token", again.str("access_token"), first.str("access_token"))
	w.same("what is left", again.num("expires_in"), 3600)
	w.switches(object{"gettoken_remaining": false})
	w.same("full time by switch", w.get(good).num("expires_in"), 7200)
	w.sb.Advance(time.Hour)
	if w.get(good).str("access_token") == first.str("access_token") {
		t.Error("the token outlived its time")
	}
}

func TestTokenErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	const path = "/cgi-bin/externalcontact/list_contact_way?access_token="
	token := w.token("sandbox-contact-secret")
	w.errcode(w.post(path, object{}), 41001)
	w.errcode(w.post(path+"forged", object{}), 40014)
	w.errcode(w.post(path+w.weappToken(), object{}), 40014)
	w.errcode(w.post(path+token, object{}), 0)
	w.sb.Advance(2 * time.Hour)
	w.errcode(w.post(path+token, object{}), 42001)
	w.switches(object{"expired_token_code": 40014, "bare_token_errors": true})
	o := w.post(path+token, object{})
	w.errcode(o, 40014)
	w.same("errmsg", o.str("errmsg"), "invalid access_token")
	disabled := sandbox.DefaultFixture()
	disabled.Apps[1].Disabled = true
	w = newWorld(t, sandbox.Options{Fixture: disabled})
	w.errcode(w.get("/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-other-secret"), 40001)
}

func TestStableToken(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	first := w.weappToken()
	w.get(goodToken)
	w.sb.Advance(time.Hour)
	w.same("the same token", w.weappToken(), first)
	w.sb.Advance(56 * time.Minute)
	second := w.weappToken()
	if second == first {
		t.Error("the last five minutes gave the old token")
	}
	body := object{"touser": "x"}
	w.errcode(w.post("/cgi-bin/message/custom/send?access_token="+first, body), 40003)
	w.errcode(w.post("/cgi-bin/message/custom/send?access_token="+second, body), 40003)
	forced := w.force().str("access_token")
	w.errcode(w.post("/cgi-bin/message/custom/send?access_token="+second, body), 40001)
	w.same("a second force within 30 s refreshes nothing", w.force().str("access_token"), forced)
}

func (w *world) force() object {
	w.Helper()
	return w.post("/cgi-bin/stable_token", object{
		"grant_type": "client_credential", "appid": "wx1a2b3c4d5e6f7081", "secret": "sandbox-weapp-secret", "force_refresh": true,
	})
}
