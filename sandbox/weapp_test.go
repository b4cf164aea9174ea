package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// TestWindow walks the reply-window arithmetic: allowances do not add up, the larger count
// and the later end win.
func TestWindow(t *testing.T) {
	for _, row := range []struct {
		name  string
		quota int
		steps string // e enter, m message, s sent, o 45015, c 45047, digits hours, ' one minute
	}{
		{"five, then no more", 2, "mssssscc"},
		{"a new message refills to five", 2, "mssssscmsssssc"},
		{"what is left does not add up", 2, "msmsssssc"},
		{"the end of 48 hours", 2, "ms48o"},
		{"one hour before it", 2, "m47s"},
		{"a message moves the end", 2, "m47m47s1o"},
		{"entering gives two", 2, "essc"},
		{"for a minute", 2, "es'o"},
		{"one by switch", 1, "esc"},
		{"none by switch", 0, "eo"},
		{"entering does not shorten", 2, "me47sssssc"},
		{"entering after five gives two more until the end", 2, "msssssce47ssc"},
		{"nothing without a word", 2, "o"},
		{"a closed window forgets its rest", 2, "m48essc"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.switches(object{"enter_quota": row.quota})
			for i := 0; i < len(row.steps); i++ {
				switch step := row.steps[i]; step {
				case 'e':
					w.control("POST", "/weapp/enter", object{"customer": "c01"})
				case 'm':
					w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
				case '\'':
					w.sb.Advance(time.Minute)
				case 's', 'o', 'c':
					w.errcode(w.text(openid1, "在的"), map[byte]int{'s': 0, 'o': 45015, 'c': 45047}[step])
				default:
					hours := int(step - '0')
					if i+1 < len(row.steps) && row.steps[i+1] >= '0' && row.steps[i+1] <= '9' {
						i++
						hours = hours*10 + int(row.steps[i]-'0')
					}
					w.sb.Advance(time.Duration(hours) * time.Hour)
				}
			}
		})
	}
}

// TestChat shows both directions in order, and a card that can be tapped.
func TestChat(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	media := w.upload(w.weappToken(), "image", "media", picture(t)).str("media_id")
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	for _, body := range []object{
		{"msgtype": "text", "text": object{"content": `<a href="http://e.test">看</a>`}},
		{"msgtype": "image", "image": object{"media_id": media}},
		{"msgtype": "link", "link": object{"title": "T", "description": "D", "url": "https://e.test", "thumb_url": "https://e.test/t.png"}},
		{"msgtype": "miniprogrampage", "miniprogrampage": object{"title": "订单", "pagepath": "pages/o/o?id=7&x=%E4%BD%A0", "thumb_media_id": media}},
	} {
		body["touser"] = openid1
		w.errcode(w.weapp(send, body), 0)
	}
	chat := w.controlList("/weapp/messages?customer=c01")
	got := ""
	for _, m := range chat {
		got += m.str("from") + ":" + m.str("msgtype") + " "
	}
	w.same("chat", got, "customer:text api:text api:image api:link api:miniprogrampage ")
	w.same("picture", w.send("GET", strings.TrimPrefix(chat[2].str("pic_url"), w.srv.URL), nil).status, 200)
	tap := w.control("POST", "/weapp/card/tap", object{"customer": "c01", "msgid": chat[4].str("msgid")})
	if diff := cmp.Diff(object{"path": "pages/o/o", "query": map[string]any{"id": "7", "x": "你"}}, tap); diff != "" {
		t.Error(diff)
	}
	w.same("no card", w.send("POST", "/sandbox/v1/weapp/card/tap", object{"customer": "c01", "msgid": "1"}).status, 404)
	session := w.control("GET", "/weapp/session?customer=c01", nil)
	w.same("remaining", session.num("remaining"), 1)
}

func TestTyping(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	type_ := func(command string, code int) {
		t.Helper()
		w.errcode(w.weapp(typing, object{"touser": openid1, "command": command}), code)
	}
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	type_("Typing", 0)
	w.same("shows", w.control("GET", "/weapp/session?customer=c01", nil)["typing"], true)
	w.sb.Advance(15 * time.Second)
	type_("Typing", 0)
	type_("CancelTyping", 0)
	type_("Typing", 0)
	w.errcode(w.text(openid1, "在的"), 0)
	w.same("a message ends it", w.control("GET", "/weapp/session?customer=c01", nil)["typing"], false)
	w.sb.Advance(20 * time.Second)
	type_("Typing", 0) // our own message counts as interaction
	w.switches(object{"typing_interaction": "customer"})
	w.sb.Advance(15 * time.Second)
	type_("Typing", 45080)
}

// TestEscapes tries the readings of \uXXXX in a request.
func TestEscapes(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	say := func() string {
		w.errcode(w.weapp(send, `{"touser":"`+openid1+`","msgtype":"text","text":{"content":"\u4f60\n\\u"}}`), 0)
		chat := w.controlList("/weapp/messages?customer=c01")
		return chat[len(chat)-1].str("content")
	}
	w.same("literal", say(), `\u4f60`+"\n"+`\u`)
	w.switches(object{"unicode_escapes": "decode"})
	w.same("decoded", say(), "你\n"+`\u`)
}

func TestBadInbound(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	for _, body := range []any{
		object{"msgtype": "text", "content": "x"},
		object{"customer": "c99", "msgtype": "text", "content": "x"},
		object{"customer": "c01", "msgtype": "text"},
		object{"customer": "c01", "msgtype": "voice"},
		object{"customer": "c01", "msgtype": "image", "image": "!"},
		object{"customer": "c01", "msgtype": "image", "image": "aGVsbG8="},
		"{",
	} {
		a := w.send("POST", "/sandbox/v1/weapp/messages", body)
		if a.status/100 != 4 || a.object(t).str("error") == "" {
			t.Errorf("%v: %d %s", body, a.status, a.body)
		}
	}
}

func TestLogin(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	code := w.control("POST", "/weapp/login", object{"customer": "c02"}).str("code")
	o := w.get("/sns/jscode2session?appid=wx1a2b3c4d5e6f7081&secret=sandbox-weapp-secret&grant_type=authorization_code&js_code=" + code)
	w.same("openid", o.str("openid"), "oSandboxOpenid00000000000002")
	w.same("unionid", o.str("unionid"), "oSandboxUnion000000000000002")
	w.same("length of session_key", len(o.str("session_key")), 24)
}
