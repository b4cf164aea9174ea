package sandbox_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

func TestClock(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	moved := 0
	w.sb.OnClock(func() { moved++ })
	w.same("now", w.control("GET", "/clock", nil).num("now"), start)
	w.same("advanced", w.control("POST", "/clock", object{"advance": "48h30m"}).num("now"), start+48*3600+1800)
	w.same("set", w.control("POST", "/clock", object{"set": 1_800_000_000}).num("now"), 1_800_000_000)
	w.same("Now", w.sb.Now().Unix(), int64(1_800_000_000))
	w.same("hooks", moved, 2)
	w.same("state", w.control("GET", "/state", nil).num("clock"), 1_800_000_000)
	for _, body := range []object{{}, {"advance": "soon"}} {
		w.same("refused", w.send("POST", "/sandbox/v1/clock", body).status, 400)
	}
}

func TestCallbacks(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	r := newReceiver(t)
	for kind, path := range map[string]string{"wecom": "/wecom", "weapp": "/weapp"} {
		o := w.control("PUT", "/callbacks", object{"kind": kind, "url": r.srv.URL + path})
		w.same("verified", o["verified"], true)
		if err := w.sb.SetCallback(context.Background(), kind, r.srv.URL+path); err != nil {
			t.Error(err)
		}
	}
	w.scan("c01", w.way(nil))
	r.next()
	wrong := newReceiver(t)
	wrong.srv.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("no\n")) })
	for _, body := range []object{
		{"kind": "x"},
		{"kind": "weapp", "url": wrong.srv.URL},
		{"kind": "wecom", "url": "ftp://x"},
		{"kind": "wecom", "aes_key": "short"},
		{"kind": "weapp", "mode": "loud"},
	} {
		a := w.send("PUT", "/sandbox/v1/callbacks", body)
		if a.status != 400 || a.object(t).str("error") == "" {
			t.Errorf("%v: %d %s", body, a.status, a.body)
		}
	}
	w.same("nothing changed", w.controlList("/callbacks")[1].str("url"), r.srv.URL+"/weapp")
	if err := w.sb.SetCallback(context.Background(), "weapp", wrong.srv.URL); err == nil || !strings.Contains(err.Error(), `"no\n"`) {
		t.Errorf("%v", err)
	}
	if err := w.sb.SetCallback(context.Background(), "weapp", ""); err != nil {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := w.token("sandbox-contact-secret")
	path := "/cgi-bin/" + addWay
	body := object{"type": 1, "scene": 2, "user": []string{"lisi"}}
	add := func() (*http.Response, error) {
		return http.Post(w.srv.URL+path+"?access_token="+token, "application/json", strings.NewReader(`{"type":1,"scene":2,"user":["lisi"]}`))
	}
	ways := func() int { return len(w.controlList("/ways")) }
	w.control("POST", "/faults", object{"path": path, "errcode": 45009, "times": 2})
	for _, code := range []int{45009, 45009, 0} {
		w.errcode(w.wecom(addWay, body), code)
	}
	w.control("POST", "/faults", object{"path": path, "status": 502})
	w.same("status", w.send("POST", path, body).status, 502)
	w.control("POST", "/faults", object{"path": path, "drop": "before"})
	if _, err := add(); err == nil {
		t.Error("the connection was not cut")
	}
	w.same("nothing was done", ways(), 1)
	w.control("POST", "/faults", object{"path": path, "drop": "after"})
	if _, err := add(); err == nil {
		t.Error("the connection was not cut")
	}
	w.same("it was done", ways(), 2)
	calls := w.controlList("/calls")
	w.same("a cut call", calls[len(calls)-1].num("status"), 0)

	w.control("POST", "/faults", object{"path": path, "delay_ms": 60_000})
	done := make(chan error)
	go func() { _, err := add(); done <- err }()
	for len(w.controlList("/faults")) > 0 { // until the call has met the fault
	}
	w.sb.Advance(time.Minute)
	if err := <-done; err != nil {
		t.Error(err)
	}
	for _, bad := range []object{{"path": "/x", "errcode": 1}, {"path": path}, {"path": path, "times": -1, "errcode": 1}, {"path": path, "drop": "x"}, {"path": path, "status": 7}} {
		w.same("refused", w.send("POST", "/sandbox/v1/faults", bad).status, 400)
	}
	w.control("POST", "/faults", object{"path": path, "errcode": -1})
	w.control("DELETE", "/faults", nil)
	w.errcode(w.wecom(addWay, body), 0)
	w.same("refused", w.send("POST", "/sandbox/v1/pushes/faults", object{}).status, 400)
	w.control("POST", "/pushes/faults", object{"drop": true})
	w.same("listed", len(w.controlList("/pushes/faults")), 1)
	w.control("DELETE", "/pushes/faults", nil)
	w.same("cleared", len(w.controlList("/pushes/faults")), 0)
}

func TestCallsHideSecrets(t *testing.T) {
	w := newWorld(t, sandbox.Options{LogSize: 3})
	w.way(nil)
	w.weappToken()
	a := w.send("GET", "/sandbox/v1/calls", nil)
	for _, secret := range []string{"sandbox-contact-secret", "sandbox-weapp-secret", w.token("sandbox-contact-secret"), w.weappToken()} {
		if strings.Contains(string(a.body), secret) {
			t.Errorf("a secret shows in %s", a.body)
		}
	}
	w.weappToken()
	list := w.controlList("/calls")
	w.same("remembered", len(list), 3)
	w.same("after", len(w.controlList("/calls?after="+list[0].str("id"))), 2)
	w.same("limit", w.controlList("/calls?limit=1")[0].str("id"), list[0].str("id"))
}

func TestSwitches(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.same("default", w.control("GET", "/switches", nil).num("enter_quota"), 2)
	w.switches(object{"enter_quota": 1, "linked_appids": []string{"wx0000000000000001"}})
	got := w.control("GET", "/switches", nil)
	w.same("changed", got.num("enter_quota"), 1)
	w.same("others", got["rate_limits"], true)
	for _, bad := range []object{{"enter_quota": 3}, {"nonsense": 1}, {"update_absent": "x"}, {"trusted_ips": []string{"x"}}, {"wecom_push_attempts": 0}, {"enter_quota": "2"}} {
		w.same("refused", w.send("PUT", "/sandbox/v1/switches", bad).status, 400)
	}
	w.control("POST", "/reset", nil)
	w.same("the fixture's list is untouched", w.control("GET", "/switches", nil)["linked_appids"].([]any)[0], "wx1a2b3c4d5e6f7081")
}

func TestReset(t *testing.T) {
	w, r := both(t)
	id := w.way(nil)
	w.scan("c01", id)
	r.next()
	w.switches(object{"enter_quota": 0})
	w.control("POST", "/customers", object{"name": "x"})
	w.sb.Advance(time.Hour)
	w.control("POST", "/reset", nil)
	state := w.control("GET", "/state", nil)
	w.same("ways, customers, relations, clock", []int{state.num("ways"), state.num("customers"), state.num("relations"), state.num("clock")}[1], 20)
	w.same("ways", state.num("ways"), 0)
	w.same("clock", state.num("clock"), start)
	w.same("switches", w.control("GET", "/switches", nil).num("enter_quota"), 2)
	w.scan("c01", w.way(nil))
	r.wecomEvent(r.next()) // the callback address stays
}

func TestState(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.way(nil)
	state := w.control("GET", "/state", nil)
	w.same("ways", state.num("ways"), 1)
	w.same("quota left", state.num("quota_left"), 499_999)
	w.same("temp ways today", state.num("temp_ways_today"), 0)
	ids := []string{w.controlList("/ways")[0].str("config_id")}
	for range 2 {
		w.sb.Advance(time.Second)
		ids = append(ids, w.way(nil))
	}
	w.same("pages", len(w.controlList("/ways?after="+ids[0])), 2)
	w.same("pages", len(w.controlList("/ways?after="+ids[0]+"&limit=1")), 1)
	w.same("unknown call", w.send("GET", "/sandbox/v1/nothing", nil).status, 404)
}

// TestEvents reads one of each on the stream.
func TestEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	events := w.events()
	any_ := func(object) bool { return true }
	id := w.way(nil)
	w.same("call", events.until("call", func(o object) bool { return strings.HasSuffix(o.str("path"), addWay) }).num("errcode"), 0)
	w.scan("c01", id)
	events.until("push", any_)
	w.same("relation", events.until("relation", any_).str("status"), "friend")
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	w.same("message", events.until("message", any_).obj("message").str("content"), "在吗")
	w.sb.Advance(time.Hour)
	w.same("clock", events.until("clock", any_).num("now"), start+3600)
	w.control("POST", "/reset", nil)
	events.until("reset", any_)
}
