package push_test

import (
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wx"
)

// said is a reply as the platform reads it.
type said struct {
	MsgType, ToUserName, FromUserName string
	CreateTime                        int64
	TransInfo                         struct{ KfAccount string }
}

// answered opens a reply with the standard library's readers. Crypt is nil for
// one that must not be encrypted.
func answered(t *testing.T, c *wx.Crypt, format push.Format, body []byte) (got said) {
	t.Helper()
	read := json.Unmarshal
	if format == push.XML {
		read = xml.Unmarshal
	}
	if c != nil {
		var envelope struct {
			Encrypt, MsgSignature, Nonce string
			TimeStamp                    int64
		}
		if err := read(body, &envelope); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		if err := c.Verify(envelope.MsgSignature, strconv.FormatInt(envelope.TimeStamp, 10), envelope.Nonce, envelope.Encrypt); err != nil {
			t.Fatal(err)
		}
		var err error
		if body, err = c.Decrypt([]byte(envelope.Encrypt)); err != nil {
			t.Fatal(err)
		}
	}
	if err := read(body, &got); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return got
}

// Every push of the contract arrives in each mode, XML and JSON, and is answered
// in kind: messages are transferred, events and what cannot be read never are.
func TestEveryPushInEveryMode(t *testing.T) {
	for _, sample := range pushes(t) {
		for _, mode := range []push.Mode{push.Plain, push.Compatible, push.Secure} {
			for _, reply := range []push.Reply{{}, push.Transfer(), push.TransferTo("amy@shop")} {
				t.Run(sample.Name+" "+string(mode)+" "+reply.MsgType+reply.KfAccount, func(t *testing.T) {
					f := setup(t, mode)
					f.reply = reply
					query, body := delivered(t, f.crypt, mode, string(sample.Bytes()))
					w := f.do("POST", "/push?"+query, body)
					if w.Code != 200 || len(f.accepted) != 1 {
						t.Fatalf("status %d: %s", w.Code, w.Body)
					}
					p := f.accepted[0]
					if p.Kind != sample.Want.Kind || string(p.Raw) != string(sample.Bytes()) {
						t.Errorf("push %+v", p)
					}
					if reply.MsgType == "" || p.Err != nil || strings.HasPrefix(p.Kind, "event/") {
						if w.Body.String() != "success" {
							t.Errorf("answer %s", w.Body)
						}
						return
					}
					key := f.crypt
					if mode == push.Plain {
						key = nil
					}
					want := said{MsgType: "transfer_customer_service", ToUserName: p.From, FromUserName: p.ToUser, CreateTime: 1700002000}
					want.TransInfo.KfAccount = reply.KfAccount
					if diff := cmp.Diff(want, answered(t, key, p.Format, w.Body.Bytes())); diff != "" {
						t.Errorf("answer (-want +got):\n%s", diff)
					}
				})
			}
		}
	}
}

// delivered puts a message into the envelope of a mode.
func delivered(t *testing.T, c *wx.Crypt, mode push.Mode, msg string) (query, body string) {
	t.Helper()
	isXML := strings.HasPrefix(msg, "<")
	switch {
	case mode == push.Plain:
		return plainQuery().Encode(), msg
	case mode == push.Compatible && isXML:
		return sealed(t, c, msg, "<MsgType>text</MsgType>")
	case mode == push.Compatible:
		return sealed(t, c, msg, `"MsgType":"text",`)
	}
	return sealed(t, c, msg, "")
}

func TestTransferToOneAgent(t *testing.T) {
	for msg, want := range map[string]string{
		textJSON: `{"MsgType":"transfer_customer_service","ToUserName":"oU","FromUserName":"gh_0123456789ab","CreateTime":1700002000,"TransInfo":{"KfAccount":"amy@shop"}}`,
		textXML:  `<xml><ToUserName><![CDATA[oU]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName><CreateTime>1700002000</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType><TransInfo><KfAccount><![CDATA[amy@shop]]></KfAccount></TransInfo></xml>`,
	} {
		f := setup(t, push.Plain)
		f.reply = push.TransferTo("amy@shop")
		if w := f.do("POST", "/push?"+plainQuery().Encode(), msg); w.Body.String() != want {
			t.Errorf("answer %s", w.Body)
		}
	}
}

// FuzzReply sends messages with any names in them, and reads the answers with
// the standard library.
func FuzzReply(f *testing.F) {
	f.Add("oU", "gh_a", "amy@shop", true)
	f.Add("]]>", "<a>&amp;\r\n", "门铃", false)
	f.Add("o\xffU", "\u2028", "", true)
	f.Fuzz(func(t *testing.T, from, to, agent string, asXML bool) {
		if !utf8.ValidString(agent) || asXML && (strings.ContainsRune(from+to+agent, '\r') || strings.ContainsRune(escaped(agent), '\ufffd')) {
			return // what a reply cannot say: XML has no control characters, and reads a carriage return as a line break
		}
		format, msg := push.JSON, marshalled(t, map[string]any{"ToUserName": to, "FromUserName": from, "CreateTime": 1, "MsgType": "text", "MsgId": 1})
		if asXML {
			format, msg = push.XML, "<xml><ToUserName>"+escaped(to)+"</ToUserName><FromUserName>"+escaped(from)+"</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>"
		}
		h := setup(t, push.Secure)
		h.reply = push.TransferTo(agent)
		query, body := delivered(t, h.crypt, push.Secure, msg)
		w := h.do("POST", "/push?"+query, body)
		if w.Code != 200 || len(h.accepted) != 1 {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		p := h.accepted[0]
		if p.Err != nil { // without a sender
			return
		}
		got := answered(t, h.crypt, format, w.Body.Bytes())
		if got.ToUserName != p.From || got.FromUserName != p.ToUser || got.TransInfo.KfAccount != agent {
			t.Fatalf("%+v answers %+v", got, p)
		}
	})
}

func marshalled(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
