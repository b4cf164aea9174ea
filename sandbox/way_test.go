package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

func (w *world) readWay(id string) object {
	w.Helper()
	return w.wecom(getWay, object{"config_id": id}).obj("contact_way")
}

func TestWayRoundTrip(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	made := w.wecom(addWay, object{
		"type": 2, "scene": 2, "remark": "<A&B>", "state": "s1", "user": []string{"ZhangSan", "lisi"}, "party": []int{3}, "style": 9, "conclusions": object{},
	})
	id := made.str("config_id")
	want := object{
		"config_id": id, "type": 2., "scene": 2., "remark": "<A&B>", "skip_verify": true, "state": "s1", "qr_code": made["qr_code"],
		"user": []any{"zhangsan", "lisi"}, "party": []any{3.}, "is_temp": false, "mark_source": true,
	}
	if diff := cmp.Diff(want, w.readWay(id)); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(made.str("qr_code"), w.srv.URL) || len(id) != 32 {
		t.Errorf("%v", made)
	}
	button := w.wecom(addWay, object{"type": 1, "scene": 1, "style": 2, "user": []string{"lisi"}, "skip_verify": false})
	w.same("qr_code of a button", button["qr_code"], nil)
	got := w.readWay(button.str("config_id"))
	w.same("style", got["style"], 2.)
	w.same("skip_verify", got["skip_verify"], false)
	w.switches(object{"is_exclusive_in_get": true, "zero_fields_in_get": true})
	got = w.readWay(id)
	w.same("is_exclusive", got["is_exclusive"], false)
	w.same("expires_in", got["expires_in"], 0.)
}

func TestWayUpdate(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(object{"remark": "r", "party": []int{2}})
	w.errcode(w.wecom(setWay, object{"config_id": id, "state": "s2", "user": nil}), 0)
	got := w.readWay(id)
	w.same("kept", got.str("remark")+got.str("state"), "rs2")
	w.errcode(w.wecom(setWay, object{"config_id": id, "remark": "", "party": []int{}, "user": []string{"lisi"}, "skip_verify": false}), 0)
	got = w.readWay(id)
	if diff := cmp.Diff([]any{"lisi"}, got["user"]); diff != "" {
		t.Error(diff)
	}
	w.same("replaced", got.str("remark"), "")
	w.errcode(w.wecom(setWay, object{"config_id": id, "user": []string{"sunqi"}}), 84074)
	w.switches(object{"update_absent": "clear"})
	w.errcode(w.wecom(setWay, object{"config_id": id, "remark": "only this"}), 0)
	got = w.readWay(id)
	w.same("cleared", got.str("state")+got.str("remark"), "only this")
	w.same("nobody left", w.scan("c01", id).str("result"), "no_member")
}

func TestWayList(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	ids := []string{}
	for range 5 {
		ids = append(ids, w.way(nil))
		w.sb.Advance(time.Minute)
	}
	w.errcode(w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}, "is_temp": true}), 0)
	page := func(body object) (list []string, cursor string) {
		o := w.wecom(listWay, body)
		w.errcode(o, 0)
		for _, item := range o.list("contact_way") {
			list = append(list, item.str("config_id"))
		}
		return list, o.str("next_cursor")
	}
	var all []string
	cursor := ""
	for {
		list, next := page(object{"limit": 2, "cursor": cursor})
		all = append(all, list...)
		if next == "" {
			break
		}
		cursor = next
		if len(all) == 2 { // a way deleted between two pages moves nothing
			w.wecom(delWay, object{"config_id": ids[1]})
		}
	}
	if diff := cmp.Diff(ids, all); diff != "" {
		t.Error(diff)
	}
	list, _ := page(object{"start_time": start + 120, "end_time": start + 180})
	if diff := cmp.Diff(ids[2:4], list); diff != "" {
		t.Errorf("both ends count: %s", diff)
	}
	w.sb.Advance(91 * 24 * time.Hour)
	list, _ = page(object{})
	w.same("ninety days", len(list), 0)
	list, _ = page(object{"start_time": start, "limit": 5000})
	w.same("clamped", len(list), 4)
}

// TestListBegins leaves out what was made before July 10th, 2021 in Shanghai, also behind a
// cursor; it can still be read.
func TestListBegins(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	const begins = 1_625_846_400
	var ids []string
	for _, at := range []int{begins - 1, begins, begins + 1} {
		w.control("POST", "/clock", object{"set": at})
		ids = append(ids, w.way(nil))
	}
	list := func(body object) (found []string, cursor string) {
		o := w.wecom(listWay, body)
		w.errcode(o, 0)
		for _, item := range o.list("contact_way") {
			found = append(found, item.str("config_id"))
		}
		return found, o.str("next_cursor")
	}
	found, _ := list(object{})
	if diff := cmp.Diff(ids[1:], found); diff != "" {
		t.Error(diff)
	}
	found, _ = list(object{"start_time": 1, "end_time": begins - 1})
	w.same("a window that ends before", len(found), 0)
	found, cursor := list(object{"start_time": 1, "limit": 1})
	rest, _ := list(object{"start_time": 1, "limit": 1, "cursor": cursor})
	if diff := cmp.Diff(ids[1:], append(found, rest...)); diff != "" {
		t.Error(diff)
	}
	w.same("the old one", w.readWay(ids[0]).str("config_id"), ids[0])
}

// TestTempWayCleared takes back what an update of a temporary way leaves out.
func TestTempWayCleared(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := addingTemp(object{
		"expires_in": 60, "chat_expires_in": 90, "unionid": "oSandboxUnion000000000000001", "conclusions": object{"text": object{"content": "再见"}},
	})(w).str("config_id")
	w.errcode(w.wecom(setWay, object{"config_id": id, "remark": "x"}), 0)
	got := w.readWay(id)
	w.same("kept", fmt.Sprintf("%v %v %q %t", got["expires_in"], got["chat_expires_in"], got["unionid"], got["conclusions"] != nil), `60 90 "oSandboxUnion000000000000001" true`)
	w.switches(object{"update_absent": "clear"})
	w.errcode(w.wecom(setWay, object{"config_id": id, "user": []string{"lisi"}, "chat_expires_in": 120}), 0)
	got = w.readWay(id)
	w.same("cleared", fmt.Sprintf("%v %v %q %t", got["expires_in"], got["chat_expires_in"], got["unionid"], got["conclusions"] != nil), `604800 120 "" false`)
	w.sb.Advance(61 * time.Second)
	w.same("for everybody again, and longer", w.scan("c02", id).str("result"), "added")
	w.errcode(w.wecom(setWay, object{"config_id": id, "user": []string{"lisi"}}), 41044)
}

// TestListFilters is what one source describes and the others do not.
func TestListFilters(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.way(nil)
	w.way(object{"user": []string{"lisi"}, "skip_verify": false})
	count := func(body object) int { return len(w.wecom(listWay, body).list("contact_way")) }
	w.same("ignored", count(object{"userid": "lisi"}), 2)
	w.switches(object{"list_filters": true})
	w.same("userid", count(object{"userid": "lisi"}), 1)
	w.same("skip_verify", count(object{"skip_verify": true}), 1)
	w.same("both", count(object{"userid": "lisi", "skip_verify": true}), 0)
}

func TestWaysOfOtherApps(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	other := "?access_token=" + w.token("sandbox-permanent-code")
	w.errcode(w.post("/cgi-bin/"+getWay+other, object{"config_id": id}), 0)
	w.errcode(w.post("/cgi-bin/"+setWay+other, object{"config_id": id, "mark_source": false}), 0)
	w.same("mark_source belongs to the creator", w.readWay(id)["mark_source"], true)
	w.switches(object{"ways_shared_between_apps": false})
	w.errcode(w.post("/cgi-bin/"+getWay+other, object{"config_id": id}), 41044)
	w.same("list", len(w.post("/cgi-bin/"+listWay+other, object{}).list("contact_way")), 0)
}

// TestTempWay walks a temporary way from creation to the end of its chat.
func TestTempWay(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	media := w.upload(w.token("sandbox-contact-secret"), "image", "media", picture(t)).str("media_id")
	temp := func(more object) string {
		body := object{"type": 1, "scene": 2, "user": []string{"zhangyisheng"}, "is_temp": true}
		for name, v := range more {
			body[name] = v
		}
		return w.wecom(addWay, body).str("config_id")
	}
	id := temp(object{"unionid": "oSandboxUnion000000000000001", "chat_expires_in": 3600, "conclusions": object{
		"text": object{"content": "再见"}, "image": object{"media_id": media}, "link": object{"title": "t", "url": "u"},
	}})
	got := w.readWay(id)
	w.same("expires_in", got.num("expires_in"), 604800)
	if got.obj("conclusions").obj("image").str("pic_url") == "" || got.obj("conclusions")["link"] != nil {
		t.Errorf("conclusions %v", got["conclusions"])
	}
	w.same("not for you", w.scan("c02", id).str("result"), "not_for_you")
	w.same("added", w.scan("c01", id).str("result"), "added")
	w.same("used", w.scan("c02", id).str("result"), "used")
	late := temp(object{"expires_in": 60})
	w.sb.Advance(time.Minute)
	w.same("expired", w.scan("c02", late).str("result"), "expired")
	w.same("temp ways today", w.control("GET", "/state", nil).num("temp_ways_today"), 2)

	events := w.events()
	w.sb.Advance(time.Hour)
	events.until("relation", func(o object) bool { return o.str("status") == "ended" })
	said := w.controlList("/wecom/messages?customer=c01&userid=zhangyisheng")
	w.same("two conclusions", len(said), 2)
	w.same("first", said[0].str("content")+said[0].str("by"), "再见conclusion")

	w.scan("c03", temp(object{"conclusions": object{"text": object{"content": "bye"}}}))
	w.errcode(w.wecom("externalcontact/close_temp_chat", object{"userid": "zhangyisheng", "external_userid": "wmSandboxCustomer000000000000003"}), 0)
	w.same("closed early", len(w.controlList("/wecom/messages?customer=c03")), 1)
	w.scan("c04", temp(nil))
	w.control("POST", "/temp-chats/expire", object{"customer": "c04", "userid": "zhangyisheng"})
}
