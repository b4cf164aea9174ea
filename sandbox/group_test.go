package sandbox_test

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const (
	listChat = "externalcontact/groupchat/list"
	getChat  = "externalcontact/groupchat/get"
	openGID  = "externalcontact/opengid_to_chatid"
)

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// chatDetail is group_chat of a group.
func (w *world) chatDetail(chatID string, named bool) object {
	w.Helper()
	body := object{"chat_id": chatID}
	if named {
		body["need_name"] = 1
	}
	o := w.wecom(getChat, body)
	w.errcode(o, 0)
	return o.obj("group_chat")
}

// grouped does one of the /groups calls with a group.
func (w *world) grouped(call, chatID string, more object) object {
	w.Helper()
	body := object{"chat_id": chatID}
	maps.Copy(body, more)
	return w.control("POST", "/groups/"+call, body)
}

func TestGroupDetail(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.control("POST", "/groups/create", object{"name": "新群", "owner": "ZhangSan"}).str("chat_id")
	w.sb.Advance(time.Minute)
	w.grouped("join", id, object{"userid": "lisi"})
	w.grouped("join", id, object{"customer": "c01", "invitor": "lisi", "group_nickname": "小陈"})
	w.grouped("join", id, object{"customer": "c18", "join_scene": 2})
	w.grouped("notice", id, object{"notice": "欢迎"})
	w.grouped("admins", id, object{"admins": []string{"LISI"}})
	later := float64(start + 60)
	want := object{
		"chat_id": id, "name": "新群", "owner": "zhangsan", "create_time": float64(start), "notice": "欢迎",
		"admin_list": []any{map[string]any{"userid": "lisi"}}, "member_version": w.group(id)["member_version"],
		"member_list": []any{
			map[string]any{"userid": "zhangsan", "type": 1., "join_time": float64(start), "join_scene": 1., "group_nickname": "", "name": "张三"},
			map[string]any{"userid": "lisi", "type": 1., "join_time": later, "join_scene": 1., "invitor": map[string]any{"userid": "zhangsan"}, "group_nickname": "", "name": "李四"},
			map[string]any{"userid": external1, "type": 2., "unionid": "oSandboxUnion000000000000001", "join_time": later, "join_scene": 1., "invitor": map[string]any{"userid": "lisi"}, "group_nickname": "小陈", "name": "陈晨"},
			map[string]any{"userid": "woSandboxCustomer000000000000018", "type": 2., "join_time": later, "join_scene": 2., "invitor": map[string]any{"userid": "zhangsan"}, "group_nickname": "", "name": "何建国"},
		},
	}
	if diff := cmp.Diff(want, w.chatDetail(id, true)); diff != "" {
		t.Error(diff)
	}
	plain := w.chatDetail(id, false).list("member_list")[2]
	w.same("names are asked for", plain["name"], nil)
	other := w.post("/cgi-bin/"+getChat+"?access_token="+w.token("sandbox-permanent-code"), object{"chat_id": id})
	w.same("providers get no unionid", other.obj("group_chat").list("member_list")[2]["unionid"], nil)
	w.switches(object{"developer_bound": false})
	w.same("unbound", w.chatDetail(id, false).list("member_list")[2]["unionid"], nil)
	w.grouped("leave", id, object{"userid": "lisi"})
	w.same("no administrator is left", len(w.chatDetail(id, false).list("admin_list")), 0)
}

// tail is what follows the head of a group event.
func tail(w *world, push object, chatID string) string {
	w.Helper()
	head := fmt.Sprintf("<xml><ToUserName><![CDATA[ww1a2b3c4d5e6f7081]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>%d</CreateTime>"+
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[%s]]></ChatId><ChangeType><![CDATA[", start, chatID)
	text, ok := strings.CutPrefix(push.str("plaintext"), head)
	if !ok {
		w.Fatalf("head of %s", push.str("plaintext"))
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "<![CDATA[", ""), "]]>", "")
}

// TestGroupEvents lets everything happen to a group and reads what the corp is told.
func TestGroupEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.control("POST", "/groups/create", object{"name": "新群", "owner": "lisi"}).str("chat_id")
	versions := []string{w.group(id).str("member_version")}
	step := func(do func()) {
		do()
		versions = append(versions, w.group(id).str("member_version"))
	}
	step(func() { w.scan("c01", w.joinWay(object{"chat_id_list": []string{id}})) })
	step(func() { w.grouped("join", id, object{"customer": "c02"}) })
	step(func() { w.grouped("leave", id, object{"customer": "c01"}) })
	step(func() { w.grouped("remove", id, object{"customer": "c02"}) })
	step(func() { w.grouped("fill", id, object{"count": 2}) })
	step(func() { w.grouped("owner", id, object{"owner": "zhangsan"}) })
	guests := w.chatDetail(id, false).list("member_list")[1:3]
	w.grouped("rename", id, object{"name": "改名"})
	w.grouped("notice", id, object{"notice": "公告"})
	w.grouped("dismiss", id, nil)

	changed := func(detail, scenes string, n int, items ...string) string {
		last, now := versions[n], versions[n+1]
		return fmt.Sprintf("update</ChangeType><UpdateDetail>%s</UpdateDetail>%s<MemChangeCnt>%d</MemChangeCnt><MemChangeList><Item>%s</Item></MemChangeList>"+
			"<LastMemVer>%s</LastMemVer><CurMemVer>%s</CurMemVer></xml>", detail, scenes, len(items), strings.Join(items, "</Item><Item>"), last, now)
	}
	const byQR, invited = "<JoinScene>3</JoinScene><QuitScene>0</QuitScene>", "<JoinScene>0</JoinScene><QuitScene>0</QuitScene>"
	const external2 = "wmSandboxCustomer000000000000002"
	want := []string{
		"create</ChangeType></xml>",
		changed("add_member", byQR, 0, external1),
		changed("add_member", invited, 1, external2),
		changed("del_member", "<QuitScene>0</QuitScene>", 2, external1),
		changed("del_member", "<QuitScene>1</QuitScene>", 3, external2),
		changed("add_member", invited, 4, guests[0].str("userid"), guests[1].str("userid")),
		changed("add_member", invited, 5, "zhangsan"),
		"update</ChangeType><UpdateDetail>change_owner</UpdateDetail></xml>",
		"update</ChangeType><UpdateDetail>change_name</UpdateDetail></xml>",
		"update</ChangeType><UpdateDetail>change_notice</UpdateDetail></xml>",
		"dismiss</ChangeType></xml>",
	}
	var got []string
	for _, p := range w.controlList("/pushes") {
		got = append(got, tail(w, p, id))
		w.same("chat_id", p.str("chat_id"), id)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.same("CDATA only where the platform has it", strings.Contains(w.controlList("/pushes")[1].str("plaintext"), "<Item>"+external1+"</Item>"), true)
	w.same("name of the event", w.controlList("/pushes")[0].str("event"), "change_external_chat/create")
}

// TestGroupEventsArrive are pushed in the order of what happened to the chat.
func TestGroupEventsArrive(t *testing.T) {
	w, r := both(t)
	w.switches(object{"group_full_at": 1})
	made := w.scan("c01", w.joinWay(object{"state": "s"})).str("chat_id")
	first, second := r.wecomEvent(r.next()), r.wecomEvent(r.next())
	w.same("made", first["ChangeType"]+first["ChatId"], "create"+made)
	w.same("joined", second["UpdateDetail"]+second["JoinScene"], "add_member3")
	w.same("state is not told", second["State"], "")
}

func TestGroupList(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Members = append(f.Members, sandbox.Member{UserID: "gone", Name: "离职", Departments: []int{2}, Status: sandbox.MemberLeft, Verified: true, Contact: true})
	f.Groups = append(f.Groups,
		sandbox.Group{ChatID: "wrLeft", Owner: "gone"}, sandbox.Group{ChatID: "wrLeft2", Owner: "gone"},
		sandbox.Group{ChatID: "wrFinance", Owner: "wujiu"}, sandbox.Group{ChatID: "wrInside", Owner: "lisi", Internal: true},
	)
	w := newWorld(t, sandbox.Options{Fixture: f})
	w.grouped("owner", "wrLeft2", object{"owner": "zhangsan", "status": 2})
	list := func(body object) (chats []string, cursor string) {
		o := w.wecom(listChat, body)
		w.errcode(o, 0)
		for _, item := range o.list("group_chat_list") {
			chats = append(chats, fmt.Sprintf("%s %d", item.str("chat_id"), item.num("status")))
		}
		return chats, o.str("next_cursor")
	}
	five := []string{chat(1) + " 0", chat(2) + " 0", chat(3) + " 0", chat(4) + " 0", chat(5) + " 0"}
	for _, row := range []struct {
		name string
		body object
		want []string
	}{
		{"all in sight", object{"limit": 1000}, append(append([]string{}, five...), "wrLeft 1", "wrLeft2 2")},
		{"of one owner", object{"limit": 9, "owner_filter": object{"userid_list": []string{"LiSi"}}}, five},
		{"owner left", object{"limit": 9, "status_filter": 1}, []string{"wrLeft 1"}},
		{"handing over", object{"limit": 9, "status_filter": 2}, []string{"wrLeft2 2"}},
		{"handed over", object{"limit": 9, "status_filter": 3}, nil},
	} {
		got, cursor := list(row.body)
		if diff := cmp.Diff(row.want, got); diff != "" || cursor != "" {
			t.Errorf("%s: %s %s", row.name, diff, cursor)
		}
	}
	var all []string
	for cursor := ""; ; {
		page, next := list(object{"limit": 3, "cursor": cursor})
		all = append(all, page...)
		if cursor = next; next == "" {
			break
		}
		w.control("POST", "/groups/create", object{"chat_id": "wrNew" + fmt.Sprint(len(all)), "owner": "lisi"})
	}
	if diff := cmp.Diff(append(five, "wrLeft 1", "wrLeft2 2", "wrNew3 0", "wrNew6 0"), all); diff != "" {
		t.Error(diff)
	}
	w.grouped("owner", "wrLeft", object{"owner": "zhangsan"})
	got, _ := list(object{"limit": 9, "status_filter": 3})
	w.same("taken over", strings.Join(got, ","), "wrLeft 3")
}

// TestGroupControlRefusals are calls that the control API does not do.
func TestGroupControlRefusals(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.switches(object{"group_full_at": 2})
	w.grouped("join", chat(1), object{"customer": "c01"})
	for _, row := range []struct {
		call   string
		body   object
		status int
	}{
		{"create", object{"owner": "nobody"}, 404},
		{"create", object{"owner": "lisi", "chat_id": chat(1)}, 409},
		{"rename", object{"chat_id": "wrNobody", "name": "x"}, 404},
		{"rename", object{"chat_id": chat(6), "name": "x"}, 409},
		{"owner", object{"chat_id": chat(1), "owner": "nobody"}, 404},
		{"owner", object{"chat_id": chat(1), "owner": "zhangsan", "status": 4}, 400},
		{"admins", object{"chat_id": chat(1), "admins": []string{"zhangsan"}}, 409},
		{"join", object{"chat_id": chat(1), "customer": "c01"}, 409},
		{"join", object{"chat_id": chat(1), "customer": "c02"}, 409},
		{"join", object{"chat_id": chat(2), "customer": "c99"}, 404},
		{"join", object{"chat_id": chat(2), "userid": "nobody"}, 404},
		{"join", object{"chat_id": chat(2), "customer": "c02", "invitor": "nobody"}, 404},
		{"join", object{"chat_id": chat(2), "customer": "c02", "join_scene": 4}, 400},
		{"leave", object{"chat_id": chat(1), "customer": "c02"}, 404},
		{"leave", object{"chat_id": chat(1)}, 404},
		{"leave", object{"chat_id": chat(1), "userid": "lisi"}, 409},
		{"fill", object{"chat_id": chat(1), "count": 1}, 409},
		{"fill", object{"chat_id": chat(2), "count": -1}, 400},
		{"messages", object{"chat_id": chat(1), "customer": "c01", "content": " "}, 400},
		{"messages", object{"chat_id": chat(1), "customer": "c02", "content": "x"}, 404},
	} {
		a := w.send("POST", "/sandbox/v1/groups/"+row.call, row.body)
		if a.status != row.status {
			t.Errorf("%s %v: %d %s", row.call, row.body, a.status, a.body)
		}
	}
	w.same("only the one who joined was told of", len(w.controlList("/pushes")), 1)
	w.same("unknown chat", w.send("GET", "/sandbox/v1/groups/messages?chat_id=x", nil).status, 404)
}

// TestFillIsFast lets two thousand in, each of whom groupchat/get shows.
func TestFillIsFast(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.switches(object{"group_full_at": 2000})
	begun := time.Now()
	w.same("members", w.grouped("fill", chat(1), object{"count": 2500}).num("members"), 2000)
	seen := map[string]bool{}
	for _, m := range w.chatDetail(chat(1), false).list("member_list") {
		seen[m.str("userid")] = true
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	w.same("different people", len(seen), 2000)
	guest := w.chatDetail(chat(1), false).list("member_list")[1].str("userid")
	w.errcode(w.wecomGet("externalcontact/get", "&external_userid="+guest), 84061)
	w.same("one event", len(w.controlList("/pushes")), 1)
	w.same("full", w.scan("c01", w.joinWay(object{"auto_create_room": 0})).str("result"), "full")
}

func TestGroupMessages(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.grouped("join", chat(1), object{"customer": "c01"})
	events := w.events()
	w.grouped("messages", chat(1), object{"customer": "c01", "content": "在吗"})
	told := events.until("message", func(o object) bool { return o.str("chat") == "group" })
	w.same("told", told.obj("message").str("content"), "在吗")
	w.grouped("messages", chat(1), object{"userid": "LISI", "content": "在的"})
	list := w.controlList("/groups/messages?chat_id=" + chat(1))
	w.same("said", fmt.Sprint(list[0].str("name"), list[0].str("content"), list[1].str("from"), list[1].str("content")), "陈晨在吗lisi在的")
}

func TestOpenGID(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	found := w.wecom(openGID, object{"opengid": w.group(chat(2)).str("opengid")})
	w.same("chat_id", found.str("chat_id"), chat(2))
}
