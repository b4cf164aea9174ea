package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// plaintexts lists what was pushed to WeCom, as change type and State.
func (w *world) plaintexts() []string {
	w.Helper()
	list := []string{}
	for _, p := range w.controlList("/pushes") {
		state := ""
		if _, after, ok := strings.Cut(p.str("plaintext"), "<State><![CDATA["); ok {
			state, _, _ = strings.Cut(after, "]]>")
		}
		list = append(list, strings.TrimRight(p.str("event")+" "+state, " "))
	}
	return list
}

func (w *world) pushed(want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.plaintexts()); diff != "" {
		w.Errorf("pushed: %s", diff)
	}
}

func TestScan(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	qr := w.controlList("/ways")[0].str("qr_code")
	w.same("added", w.scan("c01", id).str("result"), "added")
	w.same("already", w.scan("c01", id).str("result"), "already")
	w.same("by URL", w.control("POST", "/scan", object{"customer": "c02", "qr_code": qr}).str("userid"), "zhangsan")
	w.same("by content", w.control("POST", "/scan", object{"customer": "c03", "qr_code": w.srv.URL + "/u/" + id}).str("result"), "added")
	w.pushed("add_external_contact ch-1", "add_external_contact ch-1", "add_external_contact ch-1")

	asks := w.way(object{"skip_verify": false, "state": "ask", "user": []string{"lisi"}})
	w.same("pending", w.scan("c01", asks).str("result"), "pending")
	w.same("pending still", w.scan("c01", asks).str("result"), "pending")
	w.control("POST", "/relations/confirm", object{"customer": "c01", "userid": "LISI"})
	w.pushed("add_external_contact ch-1", "add_external_contact ch-1", "add_external_contact ch-1", "add_external_contact ask")

	w.errcode(w.wecom("externalcontact/del_contact_way", object{"config_id": id}), 0)
	w.same("deleted", w.scan("c04", id).str("result"), "deleted")
	a := w.send("POST", "/sandbox/v1/scan", object{"customer": "c04", "config_id": noWay})
	w.same("unknown", a.status, http.StatusNotFound)
	if a.object(w).str("error") == "" {
		t.Error("no error text")
	}
}

func TestScanOfNobody(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Departments = append(f.Departments, sandbox.Department{ID: 4, Name: "空", ParentID: 2})
	w := newWorld(t, sandbox.Options{Fixture: f})
	id := w.wecom(addWay, object{"type": 2, "scene": 2, "party": []int{4}}).str("config_id")
	w.same("no_member", w.scan("c01", id).str("result"), "no_member")
	id = w.wecom(addWay, object{"type": 2, "scene": 2, "party": []int{3}}).str("config_id")
	for range 3 {
		got := w.scan("c0"+string(rune('1'+len(w.controlList("/pushes")))), id).str("userid")
		if got != "wangwu" && got != "zhangyisheng" {
			t.Errorf("%s answers", got)
		}
	}
}

func TestDeletions(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	w.scan("c01", id)
	del := func(by string) {
		w.control("POST", "/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": by})
	}
	read := func() object { return w.wecomGet("externalcontact/get", "&external_userid="+external1) }
	del("customer")
	w.errcode(read(), 0) // the member does not notice
	w.scan("c01", id)
	del("member")
	w.errcode(read(), 84061)
	w.errcode(w.wecomGet("externalcontact/list", "&userid=zhangsan"), 84061)
	del("customer")
	w.scan("c01", id)
	w.switches(object{"readd_state": true})
	del("customer")
	w.scan("c01", id)
	w.control("POST", "/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": "member", "reason": "transfer"})
	w.pushed(
		"add_external_contact ch-1", "del_follow_user", "add_external_contact", "del_external_contact", "del_follow_user",
		"add_external_contact ch-1", "del_follow_user", "add_external_contact ch-1", "del_external_contact",
	)
	last := w.controlList("/pushes")
	if text := last[len(last)-1].str("plaintext"); !strings.Contains(text, "<Source><![CDATA[DELETE_BY_TRANSFER]]></Source>") {
		t.Error(text)
	}
	w.same("twice", w.send("POST", "/sandbox/v1/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": "member"}).status, http.StatusConflict)
}

func TestEdit(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.scan("c01", w.way(nil))
	w.control("POST", "/relations/edit", object{"customer": "c01", "userid": "zhangsan", "remark": "老陈", "add_tag": []string{"a", "b"}})
	w.control("POST", "/relations/edit", object{"customer": "c01", "userid": "zhangsan", "remove_tag": []string{"a"}})
	w.control("POST", "/relations/transfer-fail", object{"customer": "c01", "userid": "zhangsan", "reason": "customer_limit_exceed"})
	w.control("POST", "/audit/approve", object{"customer": "c01", "userid": "zhangsan"})
	w.pushed("add_external_contact ch-1", "edit_external_contact", "edit_external_contact", "transfer_fail", "msg_audit_approved")
	follow := w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0]
	w.same("remark", follow.str("remark"), "老陈")
	w.same("tags", len(follow.list("tags")), 1)
}

// TestHalfEvents tries both readings of the half event.
func TestHalfEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.switches(object{"scan_half_event": true, "pending_half_event": true})
	w.scan("c01", w.way(nil))
	w.scan("c02", w.way(object{"skip_verify": false}))
	w.pushed("add_half_external_contact ch-1", "add_external_contact ch-1", "add_half_external_contact ch-1")
	w.errcode(w.wecomGet("externalcontact/get", "&external_userid=wmSandboxCustomer000000000000002"), 84061)
}

func TestExternalContact(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(object{"state": "s"})
	w.scan("c01", id)
	w.scan("c18", id)
	got := w.wecomGet("externalcontact/get", "&external_userid="+external1)
	person := got.obj("external_contact")
	w.same("name", person.str("name"), "陈晨")
	w.same("unionid", person.str("unionid"), "oSandboxUnion000000000000001")
	w.same("avatar", w.send("GET", strings.TrimPrefix(person.str("avatar"), w.srv.URL), nil).header.Get("Content-Type"), "image/png")
	follow := got.list("follow_user")[0]
	w.same("state", follow.str("state"), "s")
	w.same("createtime", follow.num("createtime"), start)
	w.same("oper_userid", follow.str("oper_userid"), external1)

	out := w.wecomGet("externalcontact/get", "&external_userid=woSandboxCustomer000000000000018").obj("external_contact")
	w.same("outside", out.str("corp_name")+out.str("unionid"), "南风贸易")
	foreign := w.get("/cgi-bin/externalcontact/get?access_token=" + w.token("sandbox-permanent-code") + "&external_userid=" + external1)
	w.same("a provider sees less", foreign.obj("external_contact").str("avatar")+foreign.obj("external_contact").str("unionid"), "")
	w.switches(object{"developer_bound": false})
	w.same("unbound", w.wecomGet("externalcontact/get", "&external_userid="+external1).obj("external_contact").str("unionid"), "")
	w.switches(object{"detail_lag_ms": 2000})
	w.errcode(w.wecomGet("externalcontact/get", "&external_userid="+external1), 84061)
	w.sb.Advance(2 * time.Second)
	w.errcode(w.wecomGet("externalcontact/get", "&external_userid="+external1), 0)
	list, _ := w.wecomGet("externalcontact/list", "&userid=ZhangSan")["external_userid"].([]any)
	w.same("list", len(list), 2)
}

// TestExclusive steers the people of one outside company to one member, and nobody else.
func TestExclusive(t *testing.T) {
	f := sandbox.DefaultFixture()
	for n := range 60 {
		person := f.Customers[17+n%3] // c18 and c19 are of one company, c20 of another
		person.ID, person.OpenID, person.ExternalUserID = fmt.Sprint("x", n), fmt.Sprint("oX", n), fmt.Sprint("woX", n)
		f.Customers = append(f.Customers, person)
	}
	members := object{"user": []string{"zhangsan", "wangwu", "lisi"}}
	for exclusive, most := range map[bool]int{true: 1, false: 3} {
		w := newWorld(t, sandbox.Options{Fixture: f})
		w.scan("c18", w.way(object{"user": []string{"lisi"}}))
		id := w.way(more(members, object{"is_exclusive": exclusive}))
		colleagues, others := map[string]bool{}, map[string]bool{}
		for n := range 60 {
			answers := map[bool]map[string]bool{true: others, false: colleagues}[n%3 == 2]
			answers[w.scan(fmt.Sprint("x", n), id).str("userid")] = true
		}
		w.same(fmt.Sprint("members for colleagues, exclusive ", exclusive), len(colleagues), most)
		w.same("lisi is one of them", colleagues["lisi"], true)
		w.same(fmt.Sprint("members for the other company, exclusive ", exclusive), len(others), most)
		w.scan("c01", id)
		wechat := map[string]bool{}
		for n := range 16 {
			wechat[w.scan(fmt.Sprintf("c%02d", n+2), id).str("userid")] = true
		}
		w.same("people of no company are never steered", len(wechat) > 1, true)
	}
}

func TestDirectory(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	follow, _ := w.wecomGet("externalcontact/get_follow_user_list", "")["follow_user"].([]any)
	want := []any{"zhangsan", "lisi", "wangwu", "zhangyisheng", "zhaoliu", "zhouba"}
	if diff := cmp.Diff(want, follow); diff != "" {
		t.Error(diff)
	}
	user := w.wecomGet("user/get", "&userid=ZHANGSAN")
	w.same("name", user.str("name"), "张三")
	w.same("no avatar for new apps", user.str("avatar"), "")
	w.switches(object{"member_private_fields": true})
	avatar := w.wecomGet("user/get", "&userid=zhangsan").str("avatar")
	w.same("avatar", w.send("GET", strings.TrimPrefix(avatar, w.srv.URL), nil).header.Get("Content-Type"), "image/png")
	w.same("members", len(w.wecomGet("user/simplelist", "&department_id=3").list("userlist")), 4)
	w.same("departments", len(w.wecomGet("department/list", "").list("department")), 2)
	w.same("below one", len(w.wecomGet("department/simplelist", "&id=2").list("department_id")), 1)
	w.same("members for the phone", len(w.controlList("/members")), 8)
}

func TestNewCustomer(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	made := w.control("POST", "/customers", object{"name": "新客"})
	w.same("id", made.str("id"), "c21")
	w.scan("c21", w.way(nil))
	list := w.controlList("/customers")
	w.same("customers", len(list), 21)
	w.same("relation", list[20].list("relations")[0].str("status"), "friend")
	w.same("nameless", w.send("POST", "/sandbox/v1/customers", object{"name": " "}).status, 400)
}
