package callback_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/menling/menling/wecom/callback"
)

func FuzzDecode(f *testing.F) {
	for _, p := range pushes(f) {
		f.Add(p.Bytes())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := callback.Decode(raw)
		again, _ := callback.Decode(raw)
		if p == nil || (err == nil) != (p.Event != nil) || (err != nil) != (p.Kind == callback.Unreadable && p.Err != nil) {
			t.Fatalf("push %+v, %v", p, err)
		}
		if p.Hash != again.Hash || string(p.Raw) != string(raw) {
			t.Fatal("two readings differ")
		}
		for _, text := range []string{p.ToUser, p.From, p.Kind, p.Subject} {
			if strings.ContainsRune(text, 0) || strings.ToValidUTF8(text, "") != text {
				t.Fatalf("text %q", text)
			}
		}
	})
}

func FuzzOpen(f *testing.F) {
	c := crypt(f, testToken, testKey, corpID)
	query, body := sealed(f, c, event)
	f.Add(query, []byte(body))
	f.Fuzz(func(t *testing.T, query string, body []byte) {
		values, _ := url.ParseQuery(query) // what can be read of it, as the server does
		p, err := callback.Open(c, values, body)
		if (p == nil) == (err == nil) {
			t.Fatalf("push %+v, %v", p, err)
		}
	})
}
