package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// welcomeCode lets a customer scan a new way and returns the code of the event.
func (w *world) welcomeCode(customer string) string {
	w.Helper()
	w.scan(customer, w.way(nil))
	list := w.controlList("/pushes")
	_, after, _ := strings.Cut(list[len(list)-1].str("plaintext"), "<WelcomeCode><![CDATA[")
	code, _, _ := strings.Cut(after, "]]>")
	return code
}

func (w *world) greet(code string) object {
	w.Helper()
	return w.wecom(welcome, object{"welcome_code": code, "text": object{"content": "您好"}})
}

func TestWelcome(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	media := w.upload(w.token("sandbox-contact-secret"), "image", "media", picture(t)).str("media_id")
	code := w.welcomeCode("c01")
	w.errcode(w.wecom(welcome, object{"welcome_code": code, "text": object{"content": "您好"}, "attachments": []object{
		{"msgtype": "image", "image": object{"media_id": media}},
		{"msgtype": "link", "link": object{"title": "目录", "url": "https://example.com"}},
		{"msgtype": "miniprogram", "miniprogram": object{"title": "商城", "pic_media_id": media, "appid": "wx1a2b3c4d5e6f7081", "page": "p"}},
		{"msgtype": "file", "file": object{"media_id": media}},
	}}), 0)
	said := w.controlList("/wecom/messages?customer=c01")
	kinds := ""
	for _, m := range said {
		kinds += m.str("msgtype") + " "
		w.same("by", m.str("by"), "welcome")
	}
	w.same("delivered", kinds, "text image link miniprogram file ")
	w.same("picture", w.send("GET", strings.TrimPrefix(said[1].str("pic_url"), w.srv.URL), nil).status, 200)
	w.errcode(w.greet(code), 41051)
}

// TestWelcomeStates walks a code through its other ends.
func TestWelcomeStates(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	code := w.welcomeCode("c01")
	w.sb.Advance(20 * time.Second)
	late := w.welcomeCode("c02")
	w.errcode(w.greet(code), 0) // the twentieth second still counts
	w.sb.Advance(21 * time.Second)
	w.errcode(w.greet(late), 41050)

	w.switches(object{"welcome_send_ms": 3000})
	code = w.welcomeCode("c03")
	w.errcode(w.greet(code), 0)
	w.errcode(w.greet(code), 41096)
	w.sb.Advance(3 * time.Second)
	w.errcode(w.greet(code), 41051)

	code = w.welcomeCode("c04")
	w.control("POST", "/wecom/messages", object{"customer": "c04", "userid": "zhangsan", "by": "customer", "content": "在吗"})
	w.errcode(w.greet(code), 41051)
}

// TestWelcomeWithheld lists who gets no code.
func TestWelcomeWithheld(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.same("a WeCom user", w.welcomeCode("c18"), "")
	w.switches(object{"admin_welcome": true})
	w.same("the administrator's welcome", w.welcomeCode("c01"), "")
	w.switches(object{"admin_welcome": false})
	w.control("POST", "/wecom/messages", object{"customer": "c01", "userid": "zhangsan", "by": "member", "content": "您好"})
	w.control("POST", "/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": "customer"})
	w.same("they have talked", w.welcomeCode("c01"), "")
	w.same("no chat without friends", w.send("POST", "/sandbox/v1/wecom/messages", object{"customer": "c09", "userid": "lisi", "by": "customer", "content": "x"}).status, 409)
}
