package sandbox_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

const (
	send      = "message/custom/send"
	typing    = "message/custom/typing"
	goodToken = "/cgi-bin/token?grant_type=client_credential&appid=wx1a2b3c4d5e6f7081&secret=sandbox-weapp-secret"
)

// TestWeappErrors has a row for every code of the mini-program side that a state can reach.
func TestWeappErrors(t *testing.T) {
	text := object{"touser": openid1, "msgtype": "text", "text": object{"content": "hi"}}
	open := func(w *world) {
		w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	}
	for _, row := range []struct {
		name string
		do   func(*world) object
		code int
	}{
		{"41001 no token", func(w *world) object { return w.post("/cgi-bin/"+send, text) }, 41001},
		{"40001 unknown token", func(w *world) object { return w.post("/cgi-bin/"+send+"?access_token=x", text) }, 40001},
		{"40001 token of the other platform", func(w *world) object {
			return w.post("/cgi-bin/"+send+"?access_token="+w.token("sandbox-contact-secret"), text)
		}, 40001},
		{"40001 replaced token", func(w *world) object {
			old := w.get(goodToken).str("access_token")
			w.get(goodToken)
			w.errcode(w.post("/cgi-bin/"+send+"?access_token="+old, text), 45015) // still good for five minutes
			w.sb.Advance(5 * time.Minute)
			return w.post("/cgi-bin/"+send+"?access_token="+old, text)
		}, 40001},
		{"42001 expired token", func(w *world) object {
			old := w.get(goodToken).str("access_token")
			w.sb.Advance(2 * time.Hour)
			return w.post("/cgi-bin/"+send+"?access_token="+old, text)
		}, 42001},
		{"40002 grant type", func(w *world) object { return w.get("/cgi-bin/token?grant_type=x") }, 40002},
		{"41002 no appid", func(w *world) object { return w.get("/cgi-bin/token?grant_type=client_credential") }, 41002},
		{"41004 no secret", func(w *world) object { return w.get("/cgi-bin/token?grant_type=client_credential&appid=x") }, 41004},
		{"40013 appid", func(w *world) object { return w.get("/cgi-bin/token?grant_type=client_credential&appid=x&secret=y") }, 40013},
		{"40001 secret", func(w *world) object { return w.get(strings.Replace(goodToken, "weapp-secret", "x", 1)) }, 40001},
		{"40125 secret by switch", func(w *world) object {
			w.switches(object{"weapp_bad_secret_code": 40125})
			return w.get(strings.Replace(goodToken, "weapp-secret", "x", 1))
		}, 40125},
		{"40164 caller's address", func(w *world) object {
			w.switches(object{"weapp_trusted_ips": []string{"203.0.113.7"}})
			return w.get(goodToken)
		}, 40164},
		{"43001 token by POST", func(w *world) object { return w.post(goodToken, object{}) }, 43001},
		{"43002 send by GET", func(w *world) object { return w.get("/cgi-bin/" + send) }, 43002},
		{"44002 empty body", func(w *world) object { return w.weapp(send, nil) }, 44002},
		{"47001 no JSON", func(w *world) object { return w.weapp(send, "{") }, 47001},
		{"40003 no customer", func(w *world) object { return w.weapp(send, object{"touser": "o"}) }, 40003},
		{"40008 type", func(w *world) object { return w.weapp(send, object{"touser": openid1, "msgtype": "voice"}) }, 40008},
		{"47001 no content", func(w *world) object { return w.weapp(send, object{"touser": openid1, "msgtype": "text"}) }, 47001},
		{"40007 media", func(w *world) object {
			return w.weapp(send, object{"touser": openid1, "msgtype": "image", "image": object{"media_id": "x"}})
		}, 40007},
		{"40007 expired media", func(w *world) object {
			id := w.upload(w.weappToken(), "image", "media", picture(w)).str("media_id")
			w.sb.Advance(72 * time.Hour)
			return w.weapp(send, object{"touser": openid1, "msgtype": "image", "image": object{"media_id": id}})
		}, 40007},
		{"40007 cover of a card", func(w *world) object {
			return w.weapp(send, object{"touser": openid1, "msgtype": "miniprogrampage", "miniprogrampage": object{"title": "t", "pagepath": "p", "thumb_media_id": "x"}})
		}, 40007},
		{"45002 too long", func(w *world) object { return w.text(openid1, strings.Repeat("长", 683)) }, 45002},
		{"40033 escapes by switch", func(w *world) object {
			w.switches(object{"unicode_escapes": "reject"})
			return w.weapp(send, `{"touser":"`+openid1+`","msgtype":"text","text":{"content":"\u4f60"}}`)
		}, 40033},
		{"40101 the path of sub-merchants", func(w *world) object { return w.weapp("message/custom/business/send", text) }, 40101},
		{"45015 nobody wrote", func(w *world) object { return w.weapp(send, text) }, 45015},
		{"45015 two days later", func(w *world) object {
			open(w)
			w.sb.Advance(48 * time.Hour)
			return w.weapp(send, text)
		}, 45015},
		{"45047 the sixth message", func(w *world) object {
			open(w)
			for range 5 {
				w.errcode(w.weapp(send, text), 0)
			}
			return w.weapp(send, text)
		}, 45047},
		{"45015 typing without window", func(w *world) object { return w.weapp(typing, object{"touser": openid1, "command": "Typing"}) }, 45015},
		{"45072 command", func(w *world) object { return w.weapp(typing, object{"touser": openid1, "command": "Write"}) }, 45072},
		{"45080 half a minute later", func(w *world) object {
			open(w)
			w.sb.Advance(31 * time.Second)
			return w.weapp(typing, object{"touser": openid1, "command": "Typing"})
		}, 45080},
		{"45081 already typing", func(w *world) object {
			open(w)
			w.errcode(w.weapp("message/custom/business/typing", object{"touser": openid1, "command": "Typing"}), 0)
			return w.weapp(typing, object{"touser": openid1, "command": "Typing"})
		}, 45081},
		{"41006 media missing", func(w *world) object { return w.get("/cgi-bin/media/get?access_token=" + w.weappToken()) }, 41006},
		{"45009 the twenty-first force", func(w *world) object {
			for range 20 {
				w.errcode(w.force(), 0)
				w.sb.Advance(30 * time.Second)
			}
			return w.force()
		}, 45009},
		{"45009 calls in a minute", func(w *world) object {
			for range 10_000 {
				w.sb.ServeHTTP(discard{}, request("GET", goodToken))
			}
			return w.get(goodToken)
		}, 45009},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.errcode(row.do(w), row.code)
		})
	}
}

func (w *world) force() object {
	w.Helper()
	return w.post("/cgi-bin/stable_token", object{
		"grant_type": "client_credential", "appid": "wx1a2b3c4d5e6f7081", "secret": "sandbox-weapp-secret", "force_refresh": true,
	})
}

// TestLoginErrors are those of jscode2session.
func TestLoginErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	session := func(more url.Values) object {
		q := url.Values{
			"appid": {"wx1a2b3c4d5e6f7081"}, "secret": {"sandbox-weapp-secret"}, "grant_type": {"authorization_code"}, "js_code": {"x"},
		}
		for name, v := range more {
			q[name] = v
		}
		return w.get("/sns/jscode2session?" + q.Encode())
	}
	code := func() string { return w.control("POST", "/weapp/login", object{"customer": "c02"}).str("code") }
	w.errcode(session(url.Values{"appid": {""}}), 41002)
	w.errcode(session(url.Values{"secret": {""}}), 41004)
	w.errcode(session(url.Values{"js_code": {""}}), 41008)
	w.errcode(session(url.Values{"appid": {"x"}}), 40013)
	w.errcode(session(url.Values{"secret": {"x"}}), 40125)
	w.errcode(session(url.Values{"grant_type": {"x"}}), 40002)
	w.errcode(session(nil), 40029)
	w.errcode(w.post("/sns/jscode2session", object{}), 41002)
	w.errcode(w.get("/sns/jsCode2Session"), 40066)

	once := code()
	o := session(url.Values{"js_code": {once}})
	w.same("openid", o.str("openid"), "oSandboxOpenid00000000000002")
	w.same("unionid", o.str("unionid"), "oSandboxUnion000000000000002")
	w.same("length of session_key", len(o.str("session_key")), 24)
	w.errcode(session(url.Values{"js_code": {once}}), 40163)

	late := code()
	w.sb.Advance(5 * time.Minute)
	w.errcode(session(url.Values{"js_code": {late}}), 40029)
	for range 100 {
		w.errcode(session(url.Values{"js_code": {code()}}), 0)
	}
	w.errcode(session(url.Values{"js_code": {code()}}), 45011)
	w.switches(object{"developer_bound": false})
	w.sb.Advance(2 * time.Minute)
	w.same("unionid of an unbound corp", session(url.Values{"js_code": {code()}}).str("unionid"), "")
}
