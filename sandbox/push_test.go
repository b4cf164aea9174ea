package sandbox_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// TestAddEvent follows a scan to the callback URL.
func TestAddEvent(t *testing.T) {
	w, r := both(t)
	events := w.events()
	w.scan("c01", w.way(object{"state": "渠道A"}))
	got := r.wecomEvent(r.next())
	if len(got["WelcomeCode"]) != 43 {
		t.Errorf("welcome code %q", got["WelcomeCode"])
	}
	delete(got, "WelcomeCode")
	want := map[string]string{
		"ToUserName": "ww1a2b3c4d5e6f7081", "FromUserName": "sys", "CreateTime": "1700000000", "MsgType": "event",
		"Event": "change_external_contact", "ChangeType": "add_external_contact", "UserID": "zhangsan",
		"ExternalUserID": external1, "State": "渠道A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	done := events.attempts(1)
	w.same("status", done.str("status"), "delivered")
	w.same("meaning", done.str("meaning"), "ok")
	w.same("attempt", done.list("attempts")[0].num("status"), 200)
}

// TestMessagePushes walks the kinds of message through every mode and format.
func TestMessagePushes(t *testing.T) {
	for _, mode := range []string{"plain", "compatible", "secure"} {
		for _, format := range []string{"json", "xml"} {
			t.Run(mode+" "+format, func(t *testing.T) {
				w, r := both(t)
				w.control("PUT", "/callbacks", object{"kind": "weapp", "mode": mode, "format": format})
				w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": "from=detail&id=7"})
				got := r.weappEvent(r.next(), mode, format)
				want := map[string]string{
					"ToUserName": "gh_0123456789ab", "FromUserName": openid1, "CreateTime": "1700000000", "MsgType": "event",
					"Event": "user_enter_tempsession", "SessionFrom": "from=detail&id=7",
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				id := w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗 ]]> <b>&\u0001"}).str("msgid")
				got = r.weappEvent(r.next(), mode, format)
				content := "在吗 ]]> <b>&\u0001"
				if format == "xml" {
					content = "在吗 ]]> <b>&\ufffd"
				}
				w.same("Content", got["Content"], content)
				w.same("MsgId", got["MsgId"], id)
				w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "image", "image": picture(t)})
				w.seesPicture(r.weappEvent(r.next(), mode, format), "PicUrl", "MediaId")
				w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "miniprogrampage", "title": "订单", "pagepath": "pages/o/o?id=7"})
				got = r.weappEvent(r.next(), mode, format)
				w.seesPicture(got, "ThumbUrl", "ThumbMediaId")
				w.same("page", got["Title"]+got["AppId"]+got["PagePath"], "订单wx1a2b3c4d5e6f7081pages/o/o?id=7")
			})
		}
	}
}

// seesPicture reads a picture both by its address and by its media id.
func (w *world) seesPicture(got map[string]string, urlName, idName string) {
	w.Helper()
	a := w.send("GET", strings.TrimPrefix(got[urlName], w.srv.URL), nil)
	b := w.send("GET", "/cgi-bin/media/get?access_token="+w.weappToken()+"&media_id="+got[idName], nil)
	if a.status != 200 || a.header.Get("Content-Type") != "image/png" || string(a.body) != string(b.body) {
		w.Errorf("%s %s: %d %s", got[urlName], got[idName], a.status, a.header)
	}
}

// weappEvent checks query, signatures and body of a message push and returns the plaintext's
// members.
func (r *receiver) weappEvent(d delivery, mode, format string) map[string]string {
	r.Helper()
	ts, nonce := d.query.Get("timestamp"), d.query.Get("nonce")
	if got, want := d.query.Get("signature"), signature(weappToken, ts, nonce); got != want {
		r.Errorf("signature %s, want %s", got, want)
	}
	if d.query.Get("openid") != openid1 || d.query.Get("x") != "1" {
		r.Errorf("query %v", d.query)
	}
	if want := map[string]string{"json": "application/json", "xml": "text/xml"}[format]; d.kind != want {
		r.Errorf("content type %s", d.kind)
	}
	outer := r.fields(d.body)
	if mode == "plain" {
		if d.query.Has("encrypt_type") || d.query.Has("msg_signature") {
			r.Errorf("query of a plain push: %v", d.query)
		}
		return outer
	}
	sealed := outer["Encrypt"]
	if got, want := d.query.Get("msg_signature"), signature(weappToken, ts, nonce, sealed); got != want || d.query.Get("encrypt_type") != "aes" {
		r.Errorf("msg_signature %s, want %s", got, want)
	}
	inner := r.fields(r.open(weappKey, sealed, "wx1a2b3c4d5e6f7081"))
	delete(outer, "Encrypt")
	want := inner
	if mode == "secure" {
		want = map[string]string{"ToUserName": "gh_0123456789ab"}
	}
	if diff := cmp.Diff(want, outer); diff != "" {
		r.Error(diff)
	}
	return inner
}

// TestRetry counts attempts, their spacing on the sandbox's clock and their fresh envelopes.
func TestRetry(t *testing.T) {
	w, r := both(t)
	r.answer(func(_ int, rw http.ResponseWriter) { rw.WriteHeader(500) })
	events := w.events()
	w.scan("c01", w.way(nil))
	w.scan("c01", w.way(object{"user": []string{"lisi"}, "state": "second"}))
	nonces := map[string]bool{}
	var plain string
	for n := 1; n <= 4; n++ {
		d := r.next()
		nonces[d.query.Get("nonce")] = true
		got := fmt.Sprint(r.wecomEvent(d))
		if plain != "" && got != plain {
			t.Errorf("attempt %d says %s, before it was %s", n, got, plain)
		}
		plain = got
		o := events.attempts(n)
		if n < 4 {
			w.same("status", o.str("status"), "waiting")
			w.sb.Advance(time.Second)
		} else {
			w.same("status", o.str("status"), "failed")
			w.same("meaning", o.str("meaning"), "failed")
		}
	}
	w.same("different nonces", len(nonces), 4)
	w.same("the customer's second push comes after the first", r.wecomEvent(r.next())["State"], "second")
}

// TestSlowReceiver runs into the timeout, which is counted in real time.
func TestSlowReceiver(t *testing.T) {
	w, r := both(t)
	release := make(chan struct{})
	r.answer(func(int, http.ResponseWriter) { <-release })
	w.switches(object{"push_timeout_ms": 20, "weapp_retry_interval_ms": 1000})
	events := w.events()
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	events.attempts(1)
	close(release)
	w.switches(object{"push_timeout_ms": 60_000})
	w.sb.Advance(time.Second)
	o := events.attempts(2)
	w.same("status", o.str("status"), "delivered")
	w.same("error", o.list("attempts")[0].str("error"), "no answer in time")
}

// TestOtherCustomersGoOn shows that a stuck push blocks nobody else.
func TestOtherCustomersGoOn(t *testing.T) {
	w, r := both(t)
	r.answer(func(n int, rw http.ResponseWriter) {
		if n == 0 {
			rw.WriteHeader(500)
		}
	})
	w.switches(object{"weapp_retry_interval_ms": 60_000})
	events := w.events()
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	events.attempts(1)
	w.control("POST", "/weapp/enter", object{"customer": "c02"})
	o := events.until("push", func(o object) bool { return o.str("customer") == "c02" && o.str("status") != "waiting" })
	w.same("status", o.str("status"), "delivered")
	w.same("waiting", w.control("GET", "/state", nil).num("pushes_waiting"), 1)
}

func TestMeaning(t *testing.T) {
	const transferJSON = `{"MsgType":"transfer_customer_service","ToUserName":"oU","FromUserName":"gh_a","CreateTime":1}`
	const transferXML = `<xml><ToUserName><![CDATA[oU]]></ToUserName><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`
	for _, row := range []struct{ name, format, mode, reply, want string }{
		{"success", "json", "secure", "success", "ok"},
		{"nothing", "json", "secure", "", "ok"},
		{"something else", "json", "plain", "hello", "failed"},
		{"text reply", "json", "plain", `{"MsgType":"text"}`, "failed"},
		{"transfer", "json", "plain", transferJSON, "transfer"},
		{"transfer in XML", "xml", "compatible", transferXML, "transfer"},
		{"other format", "xml", "plain", transferJSON, "failed"},
		{"unsealed in secure mode", "json", "secure", transferJSON, "failed"},
		{"badly signed", "json", "secure", `{"Encrypt":"xxxx","MsgSignature":"x","TimeStamp":1,"Nonce":"n"}`, "failed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w, r := both(t)
			r.answer(func(_ int, rw http.ResponseWriter) { io.WriteString(rw, row.reply) })
			w.control("PUT", "/callbacks", object{"kind": "weapp", "mode": row.mode, "format": row.format})
			events := w.events()
			w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
			o := events.attempts(1)
			w.same("meaning", o.str("meaning"), row.want)
			w.same("status", o.str("status"), "delivered")
			w.same("reply", o.list("attempts")[0].str("reply"), row.reply)
		})
	}
}

func TestPushFaults(t *testing.T) {
	w, r := both(t)
	content := func(d delivery) string { return r.weappEvent(d, "secure", "json")["Content"] }
	say := func(text string) {
		w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": text})
	}
	fault := func(o object) { w.control("POST", "/pushes/faults", o) }

	fault(object{"duplicate": true})
	say("a")
	w.same("first", content(r.next()), "a")
	w.same("again", content(r.next()), "a")

	fault(object{"reorder": true})
	say("b")
	say("c")
	w.same("overtaken", content(r.next())+content(r.next()), "cb")

	fault(object{"drop": true})
	say("d")
	say("e")
	w.same("the dropped one never comes", content(r.next()), "e")

	events := w.events()
	fault(object{"delay_ms": 5000})
	say("f")
	events.until("push", func(o object) bool { return o.str("status") == "waiting" })
	w.same("nothing yet", len(r.got), 0)
	w.sb.Advance(5 * time.Second)
	w.same("late", content(r.next()), "f")

	last := w.controlList("/pushes")
	ids := []string{}
	for _, p := range last {
		ids = append(ids, p.str("id"))
	}
	w.same("oldest first", slices.IsSortedFunc(ids, func(a, b string) int { return len(a) - len(b) }), true)
	w.control("POST", "/pushes/replay", object{"id": ids[0]})
	w.same("replayed", content(r.next()), "a")
}

// TestLenientTransfer lets a transfer in the other format count.
func TestLenientTransfer(t *testing.T) {
	w, r := both(t)
	r.answer(func(_ int, rw http.ResponseWriter) {
		io.WriteString(rw, `<xml><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`)
	})
	w.control("PUT", "/callbacks", object{"kind": "weapp", "mode": "plain", "format": "json"})
	w.switches(object{"transfer_other_format": true})
	events := w.events()
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "转人工"})
	w.same("meaning", events.attempts(1).str("meaning"), "transfer")
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	w.same("an event cannot be transferred", events.attempts(1).str("meaning"), "ok")
}

// TestSessionFrom checks the silent cut in the middle of a character.
func TestSessionFrom(t *testing.T) {
	w, r := both(t)
	enter := func(text string) string {
		w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": text})
		plain := r.open(weappKey, r.fields(r.next().body)["Encrypt"], "wx1a2b3c4d5e6f7081")
		_, after, _ := strings.Cut(string(plain), `"SessionFrom":"`)
		return strings.TrimSuffix(after, `"}`)
	}
	long := strings.Repeat("长", 400)
	w.same("a thousand bytes", enter(long), long[:1000])
	w.switches(object{"session_from_unit": "characters"})
	w.same("a thousand and twenty-four characters", enter(strings.Repeat("长", 1100)), strings.Repeat("长", 1024))
	w.same("absent", enter(""), "")
	w.switches(object{"empty_session_from": "empty", "openid_in_query": false})
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	d := r.next()
	w.same("openid", d.query.Has("openid"), false)
	got := r.fields(r.open(weappKey, r.fields(d.body)["Encrypt"], "wx1a2b3c4d5e6f7081"))
	w.same("empty", slices.Contains(slices.Collect(maps.Keys(got)), "SessionFrom"), true)
}

// TestNoCallback remembers a push that goes nowhere.
func TestNoCallback(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.scan("c01", w.way(nil))
	w.same("status", w.controlList("/pushes")[0].str("status"), "not_sent")
}
