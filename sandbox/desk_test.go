package sandbox_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

func (w *world) says(content string) {
	w.Helper()
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": content})
}

// desk does one of the /desk calls for the first customer.
func (w *world) desk(call string, more object) object {
	w.Helper()
	body := object{"customer": "c01"}
	for name, v := range more {
		body[name] = v
	}
	return w.control("POST", "/desk/"+call, body)
}

// refused does one that the web tool does not allow, and returns what it says.
func (w *world) refused(call string, more object) string {
	w.Helper()
	more["customer"] = "c01"
	a := w.send("POST", w.controlURL("/desk/"+call), more)
	w.same("status of "+call, a.status, http.StatusConflict)
	return a.object(w).str("error")
}

// standing is where the customer stands: "waiting 2" says how many messages the agents see.
func (w *world) standing() string {
	w.Helper()
	desk := w.control("GET", "/desk", nil)
	for _, state := range []string{"waiting", "accepted"} {
		items := desk.list(state)
		if len(items) == 0 {
			continue
		}
		said := ""
		for _, m := range items[0].list("messages") {
			said += " " + m.str("content")
		}
		return state + said
	}
	return "nowhere"
}

// transfers is a server that hands every message to the desk.
func transfers(t *testing.T) (*world, *receiver) {
	w, r := both(t)
	r.answer(func(_ int, rw http.ResponseWriter) {
		rw.Write([]byte(`{"ToUserName":"o","FromUserName":"gh","CreateTime":1,"MsgType":"transfer_customer_service"}`))
	})
	w.control("PUT", "/callbacks", object{"kind": "weapp", "mode": "plain"})
	return w, r
}

// TestDesk follows a conversation through the official tools: a message is transferred, waits, is
// accepted, goes past the callback URL until the end, and comes back to it after.
func TestDesk(t *testing.T) {
	w, r := transfers(t)
	events := w.events()
	w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": "x"})
	r.next()
	events.attempts(1)
	w.same("events are never transferred", w.standing(), "nowhere")
	w.says("一")
	r.next()
	events.desk("waiting", 1)
	w.says("二") // a waiting customer's messages are pushed too
	r.next()
	events.desk("waiting", 2)
	w.same("desk", w.standing(), "waiting 一 二")
	w.refused("reply", object{"content": "还没接入"})
	w.same("state", w.desk("accept", nil).str("state"), "accepted")
	w.refused("accept", object{})
	w.says("三")
	w.same("desk", w.standing(), "accepted 一 二 三")
	w.desk("reply", object{"content": "在的"})
	w.same("desk", w.standing(), "accepted 一 二 三 在的")
	chat := w.controlList("/weapp/messages?customer=c01")
	w.same("from", chat[len(chat)-1].str("from"), "desk")
	w.same("state", w.desk("close", nil).str("state"), "closed")
	w.refused("close", object{})
	w.same("pushes until then", len(w.controlList("/pushes")), 3)
	w.says("四")
	r.next()
	events.desk("waiting", 5)
	w.same("desk", w.standing(), "waiting 一 二 三 在的 四")
}

// desk waits until the agents see so many messages in a state.
func (s *stream) desk(state string, messages int) {
	s.w.Helper()
	s.until("desk", func(o object) bool { return o.str("state") == state && len(o.list("messages")) == messages })
}

// TestDeskTimeout ends an accepted conversation half an hour after the last word, or after the
// acceptance by switch.
func TestDeskTimeout(t *testing.T) {
	for from, served := range map[string]bool{"last_message": true, "acceptance": false} {
		t.Run(from, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.switches(object{"desk_timeout_from": from})
			events := w.events()
			w.says("在吗")
			w.desk("accept", nil)
			w.sb.Advance(20 * time.Minute)
			w.desk("reply", object{"content": "在的"})
			w.sb.Advance(20 * time.Minute)
			if served {
				w.same("after 20 minutes of silence", w.standing(), "accepted 在吗 在的")
				w.sb.Advance(10 * time.Minute)
			}
			events.desk("closed", 2)
			w.same("desk", w.standing(), "nowhere")
		})
	}
	t.Run("its length", func(t *testing.T) {
		w := newWorld(t, sandbox.Options{})
		w.switches(object{"desk_timeout_minutes": 5})
		events := w.events()
		w.says("在吗")
		w.desk("accept", nil)
		w.sb.Advance(5 * time.Minute)
		events.desk("closed", 1)
	})
}

// TestDeskWindow lets replies spend the customer's five, together with calls or apart by switch.
func TestDeskWindow(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.says("在吗")
	w.desk("accept", nil)
	for range 3 {
		w.desk("reply", object{"content": "在的"})
	}
	w.same("left", w.control("GET", "/desk", nil).list("accepted")[0].num("remaining"), 2)
	w.errcode(w.text(openid1, "在的"), 0)
	w.errcode(w.text(openid1, "在的"), 0)
	w.errcode(w.text(openid1, "在的"), 45047)
	w.same("said", w.refused("reply", object{"content": "在的"}), "five messages were sent since the customer's last one: the customer has to write first")
	w.switches(object{"desk_shares_quota": false})
	w.desk("reply", object{"content": "在的"})
	w.switches(object{"desk_timeout_minutes": 3 * 24 * 60})
	w.sb.Advance(48 * time.Hour)
	w.same("said", w.refused("reply", object{"content": "在的"}), "the reply window is closed: 48 hours have passed since the customer's last message")
}

// TestDeskReplies lets agents send what they may: texts, pictures and cards.
func TestDeskReplies(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.says("在吗")
	w.desk("accept", nil)
	w.desk("reply", object{"msgtype": "image", "image": picture(t)})
	w.desk("reply", object{"msgtype": "miniprogrampage", "title": "订单", "pagepath": "pages/o/o?id=7"})
	chat := w.controlList("/weapp/messages?customer=c01")
	w.same("picture", w.send("GET", chat[1].str("pic_url")[len(w.srv.URL):], nil).status, 200)
	tap := w.control("POST", "/weapp/card/tap", object{"customer": "c01", "msgid": chat[2].str("msgid")})
	w.same("tapped", tap.str("path")+tap.obj("query").str("id"), "pages/o/o7")
}

// TestDeskWithoutServer says who gets a message when nobody's server is asked.
func TestDeskWithoutServer(t *testing.T) {
	t.Run("no callback URL", func(t *testing.T) {
		w := newWorld(t, sandbox.Options{})
		w.control("POST", "/weapp/enter", object{"customer": "c01"})
		w.same("the entry event never waits", w.standing(), "nowhere")
		w.says("在吗")
		w.same("desk", w.standing(), "waiting 在吗")
	})
	t.Run("granted to a third-party platform", func(t *testing.T) {
		w, _ := both(t)
		w.switches(object{"third_party_platform": true})
		w.says("在吗")
		w.same("desk", w.standing(), "nowhere")
		w.same("pushes", len(w.controlList("/pushes")), 0)
		w.same("on the phone", len(w.controlList("/weapp/messages?customer=c01")), 1)
	})
	t.Run("answered with success", func(t *testing.T) {
		w, r := both(t)
		events := w.events()
		w.says("在吗")
		r.next()
		events.attempts(1)
		w.same("desk", w.standing(), "nowhere")
	})
}

// TestDeskEvents are what the server is told while an agent serves: entering, and by switch who serves.
func TestDeskEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	last := func() string {
		list := w.controlList("/pushes")
		return list[len(list)-1].str("event")
	}
	w.post("/customservice/kfaccount/add?access_token="+w.weappToken(), object{"kf_wx": "xiaoli"})
	kf := w.get("/cgi-bin/customservice/getkflist?access_token=" + w.weappToken()).list("kf_list")[0].str("kf_openid")
	w.control("POST", "/desk/online", object{"kf_openid": kf, "online": true})
	w.switches(object{"kf_session_events": true})
	w.says("在吗")
	w.desk("accept", object{"kf_openid": kf})
	w.same("told", last(), "kf_create_session")
	online := w.get("/cgi-bin/customservice/getonlinekflist?access_token=" + w.weappToken()).list("kf_online_list")
	w.same("accepted_case", online[0].num("accepted_case"), 1)
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	w.same("told", last(), "user_enter_tempsession")
	w.switches(object{"enter_pushed_while_served": false})
	before := len(w.controlList("/pushes"))
	w.control("POST", "/weapp/enter", object{"customer": "c01"})
	w.same("pushes", len(w.controlList("/pushes")), before)
	w.desk("close", nil)
	w.same("told", last(), "kf_close_session")
	w.same("an unknown agent", w.send("POST", w.controlURL("/desk/accept"), object{"customer": "c02"}).status, http.StatusConflict)
}

// TestDeskRestart keeps the desk across a restart, its end included.
func TestDeskRestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	w.says("在吗")
	w.desk("accept", nil)
	if err := w.sb.Close(); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, sandbox.Options{StateFile: file})
	again.same("desk", again.standing(), "accepted 在吗")
	events := again.events()
	again.sb.Advance(30 * time.Minute)
	events.desk("closed", 1)
}
