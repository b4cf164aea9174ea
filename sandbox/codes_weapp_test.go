package sandbox_test

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"
)

const (
	send      = "message/custom/send"
	typing    = "message/custom/typing"
	goodToken = "/cgi-bin/token?grant_type=client_credential&appid=wx1a2b3c4d5e6f7081&secret=sandbox-weapp-secret"
)

var (
	textBody   = object{"touser": openid1, "msgtype": "text", "text": object{"content": "hi"}}
	typingBody = object{"touser": openid1, "command": "Typing"}
)

// tell sends a message of another shape to c01.
func tell(with object) ask {
	return func(w *world) object { return w.weapp(send, more(textBody, with)) }
}

func type_(with object) ask {
	return func(w *world) object { return w.weapp(typing, more(typingBody, with)) }
}

// afterWriting lets c01 write first, and some time pass.
func afterWriting(ago time.Duration, then ask) ask {
	return func(w *world) object {
		w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
		w.sb.Advance(ago)
		return then(w)
	}
}

// weappAdmissionCodes are those of the mini program's tokens and of requests that say nothing.
func weappAdmissionCodes() []code {
	with := func(token string) ask {
		return func(w *world) object { return w.post("/cgi-bin/"+send+"?access_token="+token, textBody) }
	}
	get := func(path string) ask { return func(w *world) object { return w.get(path) } }
	stable := func(body object) ask {
		return func(w *world) object {
			good := object{"grant_type": "client_credential", "appid": "wx1a2b3c4d5e6f7081", "secret": "sandbox-weapp-secret"}
			return w.post("/cgi-bin/stable_token", more(good, body))
		}
	}
	badSecret := strings.Replace(goodToken, "weapp-secret", "x", 1)
	return []code{
		{name: "41001 no token", ask: with("")},
		{name: "40001 token unknown", ask: with("x")},
		{name: "40001 token of WeCom", ask: func(w *world) object { return with(w.token("sandbox-contact-secret"))(w) }},
		{name: "40001 token replaced", ask: func(w *world) object {
			old := w.get(goodToken).str("access_token")
			w.get(goodToken)
			w.errcode(with(old)(w), 45015) // still good for five minutes
			w.sb.Advance(5 * time.Minute)
			return with(old)(w)
		}},
		{name: "42001 token expired", ask: func(w *world) object {
			old := w.get(goodToken).str("access_token")
			w.sb.Advance(2 * time.Hour)
			return with(old)(w)
		}},
		{name: "40002 token", ask: get("/cgi-bin/token?grant_type=x")},
		{name: "41002 token", ask: get("/cgi-bin/token?grant_type=client_credential")},
		{name: "41004 token", ask: get("/cgi-bin/token?grant_type=client_credential&appid=x")},
		{name: "40013 token", ask: get("/cgi-bin/token?grant_type=client_credential&appid=x&secret=y")},
		{name: "40001 token, bad secret", ask: get(badSecret)},
		{name: "40125 token, bad secret by switch", ask: given(object{"weapp_bad_secret_code": 40125}, get(badSecret))},
		{name: "40002 stable_token", ask: stable(object{"grant_type": "x"})},
		{name: "41002 stable_token", ask: stable(object{"appid": ""})},
		{name: "41004 stable_token", ask: stable(object{"secret": ""})},
		{name: "40013 stable_token", ask: stable(object{"appid": "x"})},
		{name: "40001 stable_token", ask: stable(object{"secret": "x"})},
		{name: "40164 address", ask: given(object{"weapp_trusted_ips": []string{"203.0.113.7"}}, get(goodToken))},
		{name: "43001 token by POST", ask: func(w *world) object { return w.post(goodToken, object{}) }},
		{name: "43002 send by GET", ask: get("/cgi-bin/" + send)},
		{name: "44002 send", ask: func(w *world) object { return w.weapp(send, nil) }},
		{name: "47001 send", ask: func(w *world) object { return w.weapp(send, "{") }},
		{name: "45009 the twenty-first force", ask: func(w *world) object {
			for range 20 {
				w.errcode(w.force(), 0)
				w.sb.Advance(30 * time.Second)
			}
			return w.force()
		}},
		{name: "45009 calls in a minute", ask: func(w *world) object {
			w.hit(10_000, goodToken, "192.0.2.1")
			return w.get(goodToken)
		}},
	}
}

// weappMessageCodes are those of customer-service messages.
func weappMessageCodes() []code {
	page := object{"msgtype": "miniprogrampage", "miniprogrampage": object{"title": "t", "pagepath": "p", "thumb_media_id": "x"}}
	sent := func(n int, then ask) ask {
		return func(w *world) object {
			for range n {
				w.errcode(tell(nil)(w), 0)
			}
			return then(w)
		}
	}
	picture := func(id string) object { return object{"msgtype": "image", "image": object{"media_id": id}} }
	return []code{
		{name: "40003 send", ask: tell(object{"touser": "o"})},
		{name: "40003 typing", ask: type_(object{"touser": "o"})},
		{name: "40008 send", ask: tell(object{"msgtype": "voice"})},
		{name: "47001 send without content", ask: tell(object{"text": nil})},
		{name: "47001 send, link without url", ask: tell(object{"msgtype": "link", "link": object{"title": "t"}})},
		{name: "41006 send", ask: tell(picture(""))},
		{name: "40007 send", ask: tell(picture("x"))},
		{name: "40007 send, expired", ask: func(w *world) object {
			id := w.upload(w.weappToken(), "image", "media", tinyPNG()).str("media_id")
			w.sb.Advance(72 * time.Hour)
			return tell(picture(id))(w)
		}},
		{name: "40007 send, cover of a card", ask: tell(page)},
		{name: "45002 send", ask: tell(object{"text": object{"content": strings.Repeat("长", 683)}})},
		{name: "40033 send by switch", ask: given(object{"unicode_escapes": "reject"}, func(w *world) object {
			return w.weapp(send, `{"touser":"`+openid1+`","msgtype":"text","text":{"content":"\u4f60"}}`)
		})},
		{name: "40101 send on the path of sub-merchants", ask: func(w *world) object { return w.weapp("message/custom/business/send", textBody) }},
		{name: "45015 send to a stranger", ask: tell(nil)},
		{name: "45015 send two days later", ask: afterWriting(48*time.Hour, tell(nil))},
		{name: "0 send just before", ask: afterWriting(48*time.Hour-time.Millisecond, tell(nil))},
		{name: "45047 send, the sixth", ask: afterWriting(0, sent(5, tell(nil)))},
		{name: "45015 typing to a stranger", ask: type_(nil)},
		{name: "45072 typing", ask: type_(object{"command": "Write"})},
		{name: "45080 typing half a minute later", ask: afterWriting(30*time.Second+time.Millisecond, type_(nil))},
		{name: "0 typing just before", ask: afterWriting(30*time.Second, type_(nil))},
		{name: "45081 typing twice", ask: afterWriting(0, func(w *world) object {
			w.errcode(w.weapp("message/custom/business/typing", typingBody), 0)
			return type_(nil)(w)
		})},
	}
}

// weappLoginCodes are those of jscode2session.
func weappLoginCodes() []code {
	redeem := func(w *world, with url.Values) object {
		q := url.Values{
			"appid": {"wx1a2b3c4d5e6f7081"}, "secret": {"sandbox-weapp-secret"}, "grant_type": {"authorization_code"}, "js_code": {"x"},
		}
		for name, v := range with {
			q[name] = v
		}
		return w.get("/sns/jscode2session?" + q.Encode())
	}
	session := func(name, value string) ask {
		return func(w *world) object { return redeem(w, url.Values{name: {value}}) }
	}
	code_ := func(w *world) string {
		return w.control("POST", "/weapp/login", object{"customer": "c02"}).str("code")
	}
	return []code{
		{name: "41002 session", ask: session("appid", "")},
		{name: "41002 session by POST", ask: func(w *world) object { return w.post("/sns/jscode2session", object{}) }},
		{name: "41004 session", ask: session("secret", "")},
		{name: "41008 session", ask: session("js_code", "")},
		{name: "40013 session", ask: session("appid", "x")},
		{name: "40125 session", ask: session("secret", "x")},
		{name: "40002 session", ask: session("grant_type", "x")},
		{name: "40029 session", ask: session("js_code", "x")},
		{name: "40029 session after five minutes", ask: func(w *world) object {
			code := code_(w)
			w.sb.Advance(5 * time.Minute)
			return session("js_code", code)(w)
		}},
		{name: "40066 session in the wrong letter case", ask: func(w *world) object { return w.get("/sns/jsCode2Session") }},
		{name: "40163 session twice", ask: func(w *world) object {
			code := code_(w)
			w.errcode(session("js_code", code)(w), 0)
			return session("js_code", code)(w)
		}},
		{name: "45011 session, the hundred and first", ask: func(w *world) object {
			for range 100 {
				w.errcode(session("js_code", code_(w))(w), 0)
			}
			return session("js_code", code_(w))(w)
		}},
	}
}

// weappOfficeCodes are those of files, official agents and the bound company.
func weappOfficeCodes() []code {
	png := tinyPNG()
	up := func(kind, part string, body []byte) ask {
		return func(w *world) object { return w.upload(w.weappToken(), kind, part, body) }
	}
	call := func(what string, body object) ask {
		return func(w *world) object { return w.kf("POST", "/customservice/"+what, body) }
	}
	agents := func(n int, then ask) ask {
		return func(w *world) object {
			for i := range n {
				w.errcode(call("kfaccount/add", object{"kf_wx": fmt.Sprintf("agent_%d", i)})(w), 0)
			}
			return then(w)
		}
	}
	corp := object{"corpid": "ww1a2b3c4d5e6f7081"}
	return []code{
		{name: "40004 upload", ask: up("voice", "media", png)},
		{name: "41005 upload", ask: up("image", "other", png)},
		{name: "44001 upload", ask: up("image", "media", nil)},
		{name: "40005 upload", ask: up("image", "media", []byte("hello there"))},
		{name: "40009 upload", ask: up("image", "media", append(bytes.Clone(png), make([]byte, 10<<20)...))},
		{name: "45001 upload", ask: up("image", "media", append(bytes.Clone(png), make([]byte, 24<<20)...))},
		{name: "41006 media get", ask: func(w *world) object { return w.get("/cgi-bin/media/get?access_token=" + w.weappToken()) }},
		{name: "40007 media get", ask: func(w *world) object {
			return w.get("/cgi-bin/media/get?media_id=x&access_token=" + w.weappToken())
		}},
		{name: "40101 kfaccount add", ask: call("kfaccount/add", object{"kf_nick": "x"})},
		{name: "65409 kfaccount add", ask: call("kfaccount/add", object{"kf_wx": "张医生"})},
		{name: "65407 kfaccount add", ask: agents(1, call("kfaccount/add", object{"kf_wx": "agent_0"}))},
		{name: "65405 kfaccount add", ask: agents(100, call("kfaccount/add", object{"kf_wx": "agent_x"}))},
		{name: "65401 kfaccount del", ask: call("kfaccount/del", object{"kf_openid": "x"})},
		{name: "10130002 work bind", ask: call("work/bind", object{})},
		{name: "10130002 work unbind", ask: call("work/unbind", object{})},
		{name: "10130600 work bind", ask: call("work/bind", object{"corpid": "ww0"})},
		{name: "10130602 work bind by switch", ask: given(object{"same_entity": false}, call("work/bind", corp))},
		{name: "10130603 work bind", ask: func(w *world) object {
			w.errcode(call("work/bind", corp)(w), 0)
			return call("work/bind", corp)(w)
		}},
		{name: "10130604 work unbind", ask: call("work/unbind", corp)},
	}
}
