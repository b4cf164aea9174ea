package sandbox_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// weappFlips are those of the mini program's side.
func weappFlips() []flip {
	escaped := func(w *world, _ *receiver) string {
		w.write()
		got := w.weapp(send, `{"touser":"`+openid1+`","msgtype":"text","text":{"content":"\u4f60"}}`)
		if got.num("errcode") != 0 {
			return fmt.Sprint(got.num("errcode"))
		}
		chat := w.controlList("/weapp/messages?customer=c01")
		return chat[len(chat)-1].str("content")
	}
	upload := func(w *world) object { return w.upload(w.weappToken(), "image", "media", tinyPNG()) }
	entered := func(w *world, _ *receiver) string {
		w.control("POST", "/weapp/enter", object{"customer": "c01"})
		n := 0
		for w.text(openid1, "您好").num("errcode") == 0 {
			n++
		}
		return fmt.Sprint(n)
	}
	return []flip{
		{"enter_quota", entered, "2", []turn{{1, "1"}, {0, "0"}}},
		{"session_from_unit", func(w *world, r *receiver) string {
			w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": strings.Repeat("a", 1100)})
			return fmt.Sprint(len(r.weappPlain()["SessionFrom"]))
		}, "1000", to("characters", "1024")},
		{"empty_session_from", func(w *world, r *receiver) string {
			w.control("POST", "/weapp/enter", object{"customer": "c01"})
			_, has := r.weappPlain()["SessionFrom"]
			return fmt.Sprint(has)
		}, "false", to("empty", "true")},
		{"typing_interaction", codeOf(func(w *world) object {
			w.write()
			w.sb.Advance(20 * time.Second)
			w.errcode(w.text(openid1, "在的"), 0)
			w.sb.Advance(20 * time.Second)
			return type_(nil)(w)
		}), "0", to("customer", "45080")},
		{"unicode_escapes", escaped, `\u4f60`, []turn{{"reject", "40033"}, {"decode", "你"}}},
		{"weapp_bad_secret_code", codeOf(func(w *world) object { return w.get(goodToken + "x") }), "40001", to(40125, "40125")},
		{"text_max_bytes", codeOf(afterWriting(0, tell(nil))), "0", to(1, "45002")},
		{"weapp_image_max_bytes", codeOf(upload), "0", to(20, "40009")},
		{"kf_id_number", func(w *world, _ *receiver) string {
			w.kf("POST", "/customservice/kfaccount/add", object{"kf_wx": "agent"})
			return fmt.Sprintf("%T", w.agents()[0]["kf_id"])
		}, "string", to(true, "float64")},
		{"same_entity", codeOf(func(w *world) object {
			return w.kf("POST", "/customservice/work/bind", object{"corpid": "ww1a2b3c4d5e6f7081"})
		}), "0", to(false, "10130602")},
		{"upload_errcode", hasOf("errcode", upload), "false", to(true, "true")},
		{"sub_merchants", codeOf(afterWriting(0, func(w *world) object { return w.weapp("message/custom/business/send", textBody) })), "40101", to(true, "0")},
		{"third_party_platform", func(w *world, _ *receiver) string {
			w.write()
			return fmt.Sprint(len(w.controlList("/pushes")))
		}, "1", to(true, "0")},
	}
}

// write lets c01 write to the mini program.
func (w *world) write() {
	w.Helper()
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
}

// weappPlain waits for a push of the mini program and opens it.
func (r *receiver) weappPlain() map[string]string {
	r.Helper()
	return r.fields(r.open(weappKey, r.fields(r.next().body)["Encrypt"], "wx1a2b3c4d5e6f7081"))
}

// pushFlips are those of how pushes are sent.
func pushFlips() []flip {
	refuse := func(_ int, rw http.ResponseWriter) { rw.WriteHeader(http.StatusInternalServerError) }
	scan := func(w *world) { w.scan("c01", w.way(nil)) }
	tries := func(cause func(*world)) func(*world, *receiver) string {
		return func(w *world, r *receiver) string {
			w.switches(object{"wecom_retry_interval_ms": 0})
			r.answer(refuse)
			events := w.events()
			cause(w)
			failed := events.until("push", func(o object) bool { return o.str("status") == "failed" })
			return fmt.Sprint(len(failed.list("attempts")))
		}
	}
	// gap waits for the time of the switch, and says how far apart two attempts are.
	gap := func(name string, cause func(*world)) func(*world, *receiver) string {
		return func(w *world, r *receiver) string {
			r.answer(refuse)
			events := w.events()
			cause(w)
			events.attempts(1)
			w.sb.Advance(time.Duration(w.control("GET", "/switches", nil).num(name)) * time.Millisecond)
			list := events.attempts(2).list("attempts")
			return fmt.Sprint(list[1].num("time") - list[0].num("time"))
		}
	}
	return []flip{
		{"wecom_push_attempts", tries(scan), "4", to(2, "2")},
		{"weapp_push_attempts", tries((*world).write), "3", to(2, "2")},
		{"wecom_retry_interval_ms", gap("wecom_retry_interval_ms", scan), "1000", []turn{{0, "0"}, {60_000, "60000"}}},
		{"weapp_retry_interval_ms", gap("weapp_retry_interval_ms", (*world).write), "0", to(60_000, "60000")},
		{"push_timeout_ms", slowReceiver, "", to(20, "no answer in time")},
		{"retry_on_non_200", tries((*world).write), "3", to(false, "1")},
		{"openid_in_query", func(w *world, r *receiver) string {
			w.write()
			return r.next().query.Get("openid")
		}, openid1, to(false, "")},
		{"transfer_other_format", func(w *world, r *receiver) string {
			r.answer(func(_ int, rw http.ResponseWriter) {
				io.WriteString(rw, `<xml><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>`)
			})
			w.control("PUT", "/callbacks", object{"kind": "weapp", "mode": "plain", "format": "json"})
			events := w.events()
			w.write()
			return events.attempts(1).str("meaning")
		}, "failed", to(true, "transfer")},
	}
}

// slowReceiver lets the first answer wait: for the push to have arrived, or when the time is
// short for the sandbox to have given up. It says what the attempt came to.
func slowReceiver(w *world, r *receiver) string {
	release := make(chan struct{})
	r.answer(func(n int, _ http.ResponseWriter) {
		if n == 0 {
			<-release
		}
	})
	events := w.events()
	w.write()
	r.next()
	if w.control("GET", "/switches", nil).num("push_timeout_ms") >= 5000 {
		close(release)
		return events.attempts(1).list("attempts")[0].str("error")
	}
	defer close(release)
	return events.attempts(1).list("attempts")[0].str("error")
}
