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
		if strings.Trim(p.MsgID, "0123456789") != "" {
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
