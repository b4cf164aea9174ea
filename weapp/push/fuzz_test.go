package push_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/menling/menling/weapp/push"
)

func FuzzDecode(f *testing.F) {
	for _, p := range pushes(f) {
		f.Add(p.Bytes())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := push.Decode(raw)
		again, _ := push.Decode(raw)
		if p == nil || (err == nil) != (p.Event != nil) || (err != nil) != (p.Kind == push.Unreadable && p.Err != nil) {
			t.Fatalf("push %+v, %v", p, err)
		}
		if p.Hash != again.Hash || string(p.Raw) != string(raw) {
			t.Fatal("two readings differ")
		}
		if len(p.MsgID) > 128 || strings.Trim(p.MsgID, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-") != "" {
			t.Fatalf("message id %q", p.MsgID)
		}
		for _, text := range []string{p.ToUser, p.From, p.Kind, p.Subject} {
			if strings.ContainsRune(text, 0) || strings.ToValidUTF8(text, "") != text {
				t.Fatalf("text %q", text)
			}
		}
	})
}

func FuzzOpen(f *testing.F) {
	c := crypt(f, testToken, testKey, appID)
	query, body := sealed(f, c, textJSON, "")
	f.Add(query, []byte(body))
	f.Add(plainQuery().Encode(), []byte(textXML))
	f.Fuzz(func(t *testing.T, query string, body []byte) {
		values, _ := url.ParseQuery(query) // what can be read of it, as the server does
		for _, mode := range []push.Mode{push.Plain, push.Compatible, push.Secure} {
			p, err := push.Open(push.Config{Current: c, Token: testToken, AppID: appID, Mode: mode}, values, body)
			if (p == nil) == (err == nil) {
				t.Fatalf("%s: push %+v, %v", mode, p, err)
			}
		}
	})
}

// What is passed on is read or refused, and never twice in different ways.
func FuzzRelay(f *testing.F) {
	for _, body := range []string{textJSON, enterJSON, cloudJSON, `[]`, `{"ToUserName":7,"MsgId":"x y"}`, `{"userInfo":{"openId":"oU"}}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		once, again := passedOn(t, body), passedOn(t, body)
		if (once == nil) != (again == nil) {
			t.Fatal("it is taken once and refused once")
		}
		if once != nil && (once.Hash != again.Hash || string(once.Raw) != string(again.Raw) || (once.Err == nil) != (once.Event != nil)) {
			t.Fatalf("read as %+v and as %+v", once, again)
		}
	})
}
