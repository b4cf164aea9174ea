package sandbox_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const (
	addJoin = "externalcontact/groupchat/add_join_way"
	getJoin = "externalcontact/groupchat/get_join_way"
	setJoin = "externalcontact/groupchat/update_join_way"
	delJoin = "externalcontact/groupchat/del_join_way"
)

// chat is the id of the fixture's n-th group.
func chat(n int) string { return fmt.Sprintf("wrSandboxGroup%017d", n) }

func joinBody(more object) object {
	body := object{"scene": 2, "chat_id_list": []string{chat(1)}}
	maps.Copy(body, more)
	return body
}

// joinWay makes a join way and returns its config_id.
func (w *world) joinWay(more object) string {
	w.Helper()
	o := w.wecom(addJoin, joinBody(more))
	w.errcode(o, 0)
	return o.str("config_id")
}

func (w *world) readJoin(id string) object {
	w.Helper()
	return w.wecom(getJoin, object{"config_id": id}).obj("join_way")
}

func (w *world) fill(chatID string) {
	w.Helper()
	w.control("POST", "/groups/fill", object{"chat_id": chatID})
}

// group is a group as the control API shows it.
func (w *world) group(chatID string) object {
	w.Helper()
	list := w.controlList("/groups")
	at := slices.IndexFunc(list, func(o object) bool { return o.str("chat_id") == chatID })
	if at < 0 {
		w.Fatalf("no group %q", chatID)
	}
	return list[at]
}

func TestJoinWayRoundTrip(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.joinWay(object{
		"remark": strings.Repeat("长", 31), "room_base_name": "销售群", "room_base_id": 10,
		"chat_id_list": []string{chat(1), chat(2), chat(1)}, "state": "s1", "mark_source": false,
	})
	got := w.readJoin(id)
	want := object{
		"config_id": id, "scene": 2., "remark": strings.Repeat("长", 30), "auto_create_room": 1., "room_base_name": "销售群",
		"room_base_id": 10., "chat_id_list": []any{chat(1), chat(2)}, "qr_code": got["qr_code"], "state": "s1", "mark_source": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.same("picture", w.send("GET", chatPath(got.str("qr_code")), nil).header.Get("Content-Type"), "image/png")

	plain := w.readJoin(w.joinWay(object{"scene": 1}))
	w.same("rooms are made unless told otherwise", plain["auto_create_room"], 1.)
	w.same("mark_source", plain["mark_source"], true)
	w.same("the plugin's address", strings.HasPrefix(plain.str("qr_code"), w.srv.URL), true)
	w.same("quota left", w.control("GET", "/state", nil).num("quota_left"), 499_998)
	view := w.controlList("/ways")[0]
	w.same("kind", view.str("kind"), "join")
	w.same("not among contact ways", len(w.wecom(listWay, object{}).list("contact_way")), 0)
	w.errcode(w.wecom(getWay, object{"config_id": id}), 41044)

	w.errcode(w.wecom(delJoin, object{"config_id": id}), 0)
	w.errcode(w.wecom(delJoin, object{"config_id": id}), 41044)
	w.same("scan", w.scan("c01", id).str("result"), "deleted")
	w.same("quota left", w.control("GET", "/state", nil).num("quota_left"), 499_999)
}

func TestJoinWayUpdate(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.joinWay(object{"remark": "r", "state": "s", "auto_create_room": 0, "room_base_name": "群", "room_base_id": 3, "mark_source": false})
	least := object{"config_id": id, "scene": 1, "chat_id_list": []string{chat(2)}}
	w.errcode(w.wecom(setJoin, least), 0)
	got := w.readJoin(id)
	want := object{
		"config_id": id, "scene": 1., "remark": "r", "auto_create_room": 0., "room_base_name": "群", "room_base_id": 3.,
		"chat_id_list": []any{chat(2)}, "qr_code": got["qr_code"], "state": "s", "mark_source": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id, "remark": "", "state": "s2", "chat_id_list": []string{chat(6)}})), 49008)
	w.same("a refused update changes nothing", w.readJoin(id).str("state"), "s")
	w.switches(object{"join_update_absent": "reset"})
	w.errcode(w.wecom(setJoin, least), 0)
	got = w.readJoin(id)
	maps.Copy(want, object{"remark": "", "auto_create_room": 1., "room_base_name": "", "room_base_id": 0., "state": "", "mark_source": true})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestQRCodeInAddJoinWay(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.same("usually", w.wecom(addJoin, joinBody(nil))["qr_code"], nil)
	w.switches(object{"qr_code_in_add_join_way": true})
	made := w.wecom(addJoin, joinBody(nil))
	w.same("by switch", made.str("qr_code"), w.readJoin(made.str("config_id")).str("qr_code"))
	w.same("scene 1", w.wecom(addJoin, joinBody(object{"scene": 1}))["qr_code"], nil)
}

// TestJoinWayScan walks from the first group into one that the way makes.
func TestJoinWayScan(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.joinWay(object{"chat_id_list": []string{chat(1), chat(2)}, "state": "展会", "room_base_name": "销售群", "room_base_id": 10})
	in := func(customer, result, chatID string) {
		w.Helper()
		o := w.scan(customer, id)
		w.same("result", o.str("result"), result)
		w.same("chat_id", o.str("chat_id"), chatID)
	}
	in("c01", "joined", chat(1))
	in("c01", "already", chat(1))
	list := w.chatDetail(chat(1), true).list("member_list")
	want := object{
		"userid": external1, "type": 2., "unionid": "oSandboxUnion000000000000001", "join_time": float64(start), "join_scene": 3.,
		"group_nickname": "", "name": "陈晨", "state": "展会",
	}
	if diff := cmp.Diff(want, list[1]); diff != "" {
		t.Error(diff)
	}
	w.fill(chat(1))
	in("c02", "joined", chat(2))
	w.control("POST", "/groups/dismiss", object{"chat_id": chat(2)})

	made := w.scan("c02", id).str("chat_id")
	room := w.group(made)
	w.same("the first room", room.str("name")+" of "+room.str("owner"), "销售群10 of lisi")
	if diff := cmp.Diff([]any{chat(1), chat(2), made}, w.readJoin(id)["chat_id_list"]); diff != "" {
		t.Error(diff)
	}
	in("c03", "joined", made)
	w.fill(made)
	next := w.scan("c04", id).str("chat_id")
	w.same("the next room", w.group(next).str("name"), "销售群11")
	in("c01", "already", chat(1))
	w.control("POST", "/groups/leave", object{"chat_id": chat(1), "customer": "c01"})
	in("c01", "joined", chat(1))
}

func TestJoinWayWithoutRooms(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.joinWay(object{"auto_create_room": 0, "room_base_name": "群"})
	w.fill(chat(1))
	w.same("result", w.scan("c01", id).str("result"), "full")
	w.switches(object{"group_full_at": 201})
	w.same("result", w.scan("c01", id).str("result"), "joined")
	w.control("POST", "/groups/dismiss", object{"chat_id": chat(1)})
	w.same("result", w.scan("c01", id).str("result"), "full")
	w.same("no room was made", len(w.controlList("/groups")), 6)
}

// TestRoomNames are the names of rooms by what the way says of them.
func TestRoomNames(t *testing.T) {
	for _, row := range []struct {
		name string
		way  object
		want []string
	}{
		{"base and number", object{"room_base_name": "销售群", "room_base_id": 10}, []string{"销售群10", "销售群11"}},
		{"base alone", object{"room_base_name": "销售群"}, []string{"销售群1", "销售群2"}},
		{"number alone", object{"room_base_id": 7}, []string{"群聊7", "群聊8"}},
		{"nothing", nil, []string{"群聊1", "群聊2"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.switches(object{"group_full_at": 2})
			w.fill(chat(1))
			id := w.joinWay(row.way)
			var got []string
			for _, customer := range []string{"c01", "c02"} {
				got = append(got, w.group(w.scan(customer, id).str("chat_id")).str("name"))
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestListedRooms is the switch of the same name, and what an update makes of rooms.
func TestListedRooms(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.switches(object{"group_full_at": 2})
	five := []string{chat(1), chat(2), chat(3), chat(4), chat(5)}
	for _, id := range five {
		w.fill(id)
	}
	id := w.joinWay(object{"chat_id_list": five, "room_base_name": "群"})
	made := w.scan("c01", id).str("chat_id")
	w.switches(object{"join_way_lists_created_rooms": false})
	w.same("not listed", len(w.readJoin(id)["chat_id_list"].([]any)), 5)
	w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id, "chat_id_list": five})), 0)
	w.same("still the way's", w.scan("c01", id).str("chat_id"), made)

	w.switches(object{"join_way_lists_created_rooms": true})
	listed := w.readJoin(id)["chat_id_list"].([]any)
	w.same("listed", len(listed), 6)
	w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id, "chat_id_list": listed})), 0)
	w.same("its own rooms do not count", len(w.readJoin(id)["chat_id_list"].([]any)), 6)
	w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id, "chat_id_list": five})), 0)
	next := w.scan("c01", id).str("chat_id")
	w.same("taken off", next == made, false)
	w.same("counts on", w.group(next).str("name"), "群2")
	w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id, "chat_id_list": five, "room_base_name": "新群", "room_base_id": 5})), 0)
	w.same("another base", w.group(w.scan("c02", id).str("chat_id")).str("name"), "新群5")
}

func TestGroupsAfterRestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	id := w.joinWay(object{"room_base_name": "销售群", "room_base_id": 10})
	w.fill(chat(1))
	w.scan("c01", id)
	w.control("POST", "/groups/leave", object{"chat_id": chat(1), "userid": w.chatDetail(chat(1), false).list("member_list")[1].str("userid")})
	w.fill(chat(1))
	before, way := w.controlList("/groups"), w.readJoin(id)
	if err := w.sb.Close(); err != nil {
		t.Fatal(err)
	}
	w = newWorld(t, sandbox.Options{StateFile: file})
	if diff := cmp.Diff(before, w.controlList("/groups")); diff != "" {
		t.Error(diff)
	}
	got := w.readJoin(id)
	delete(way, "qr_code") // another address
	delete(got, "qr_code")
	if diff := cmp.Diff(way, got); diff != "" {
		t.Error(diff)
	}
	w.same("already", w.scan("c01", id).str("result"), "already")
	w.fill(way["chat_id_list"].([]any)[1].(string))
	w.same("counts on", w.group(w.scan("c02", id).str("chat_id")).str("name"), "销售群11")
	w.control("POST", "/reset", nil)
	w.same("groups of the fixture", len(w.controlList("/groups")), 6)
	w.same("way", w.send("POST", "/sandbox/v1/scan", object{"customer": "c01", "config_id": id}).status, 404)
}

// TestGroupsOfOlderState opens a state that was saved before groups were kept.
func TestGroupsOfOlderState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	old := `{"version":1,"corpid":"ww1a2b3c4d5e6f7081","appid":"wx1a2b3c4d5e6f7081","ways":[]}`
	write(t, file, old)
	w := newWorld(t, sandbox.Options{StateFile: file})
	w.same("groups", len(w.controlList("/groups")), 6)
}
