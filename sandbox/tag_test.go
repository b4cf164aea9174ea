package sandbox_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

func TestTagsOfMembersAndOfTheAPI(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.scan("c01", w.way(nil))
	w.control("POST", "/relations/edit", object{"customer": "c01", "userid": "zhangsan", "add_tag": []string{"展会", "爱喝茶"}})
	w.errcode(w.wecom("externalcontact/mark_tag", object{"userid": "ZhangSan", "external_userid": external1, "add_tag": []string{"etTag0004"}, "remove_tag": []string{"etTag0001"}}), 0)
	got := map[string]float64{}
	for _, tag := range w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0].list("tags") {
		got[tag.str("tag_name")+"/"+tag.str("tag_id")] = tag["type"].(float64)
	}
	if len(got) != 2 || got["重点/etTag0004"] != 1 || got["爱喝茶/"] != 2 {
		t.Errorf("tags %v", got)
	}
	info := w.wecom("externalcontact/batch/get_by_user", object{"userid_list": []string{"zhangsan"}}).list("external_contact_list")[0].obj("follow_info")
	if ids := info["tag_id"].([]any); len(ids) != 1 || ids[0] != "etTag0004" {
		t.Errorf("batch shows %v", info)
	}
	for _, row := range []struct {
		body object
		code int
	}{
		{object{"userid": "zhangsan", "external_userid": external1}, 40058},
		{object{"userid": "zhangsan", "external_userid": external1, "add_tag": []string{"etGone"}}, 40068},
		{object{"userid": "lisi", "external_userid": external1, "add_tag": []string{"etTag0001"}}, 84061},
		{object{"userid": "zhangsan", "external_userid": "x", "add_tag": []string{"etTag0001"}}, 40096},
		{object{"userid": "zhangsan", "add_tag": []string{"etTag0001"}}, 41035},
		{object{"external_userid": external1, "add_tag": []string{"etTag0001"}}, 41009},
	} {
		w.errcode(w.wecom("externalcontact/mark_tag", row.body), row.code)
	}
}

// tagged is people changing the company's tags.
func (w *world) tagged(call string, body object) {
	w.Helper()
	if a := w.send("POST", w.controlURL("/tags/"+call), body); a.status != 200 {
		w.Fatalf("%s: %d %s", call, a.status, a.body)
	}
}

// Only what people do with tags is told to the corp.
func TestTagEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.tagged("create", object{"group": "城市", "name": "上海"})
	tag := ""
	for _, g := range w.controlList("/tags") {
		if g.str("group_name") == "城市" {
			tag = g.list("tag")[0].str("id")
		}
	}
	w.tagged("update", object{"id": tag, "name": "杭州"})
	w.tagged("shuffle", object{})
	w.tagged("delete", object{"id": tag})
	var got []string
	for _, p := range w.controlList("/pushes") {
		got = append(got, strings.TrimPrefix(p.str("event"), "change_external_tag/"))
	}
	if strings.Join(got, " ") != "create create update shuffle delete" {
		t.Errorf("events %v", got)
	}
	if left := w.wecom("externalcontact/get_corp_tag_list", object{"tag_id": []string{tag}}).list("tag_group"); len(left) != 1 || left[0].list("tag")[0]["deleted"] != true {
		t.Errorf("a deleted tag by its id: %v", left)
	}
}

func TestRemarks(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.scan("c01", w.way(nil))
	pushes := len(w.controlList("/pushes"))
	edit := func(more object, code int) {
		t.Helper()
		body := object{"userid": "zhangsan", "external_userid": external1}
		for name, v := range more {
			body[name] = v
		}
		w.errcode(w.wecom("externalcontact/remark", body), code)
	}
	edit(object{"remark": "陈女士", "description": "安静", "remark_company": "门铃", "remark_mobiles": []string{"1", "2"}}, 0)
	follow := w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0]
	if follow.str("remark") != "陈女士" || follow.str("description") != "安静" || follow.str("remark_corp_name") != "门铃" || len(follow["remark_mobiles"].([]any)) != 2 {
		t.Errorf("%v", follow)
	}
	edit(object{"remark_mobiles": []string{""}}, 0)
	if follow = w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0]; len(follow["remark_mobiles"].([]any)) != 0 || follow.str("remark") != "陈女士" {
		t.Errorf("after clearing the numbers: %v", follow)
	}
	edit(object{"remark": strings.Repeat("长", 21)}, 40058)
	edit(object{"description": strings.Repeat("长", 151)}, 40058)
	edit(object{}, 40058)
	if n := len(w.controlList("/pushes")); n != pushes {
		t.Errorf("%d events for what the API did", n-pushes)
	}
}

// tagLists names the groups of an answer with their tags; * marks what is deleted.
func tagLists(page object) string {
	mark := func(o object, name string) string {
		if o["deleted"] == true {
			return o.str(name) + "*"
		}
		return o.str(name)
	}
	var list []string
	for _, g := range page.list("tag_group") {
		tags := []string{mark(g, "group_name")}
		for _, t := range g.list("tag") {
			tags = append(tags, mark(t, "name"))
		}
		list = append(list, strings.Join(tags, " "))
	}
	return strings.Join(list, ", ")
}

func TestTagLists(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.send("POST", "/sandbox/v1/tags/delete", object{"id": "etTag0002"})
	list := func(body object) string { return tagLists(w.wecom("externalcontact/get_corp_tag_list", body)) }
	for _, row := range []struct {
		name string
		body object
		want string
	}{
		{"all", nil, "来源 展会, 等级 普通 重点"},
		{"tags", object{"tag_id": []string{"etTag0002", "etTag0003"}}, "来源 朋友介绍*, 等级 普通"},
		{"a group", object{"group_id": []string{"etGroup0001"}}, "来源 展会"},
		{"groups win", object{"group_id": []string{"etGroup0001"}, "tag_id": []string{"etTag0003"}}, "来源 展会"},
		{"unknown", object{"tag_id": []string{"etGone"}}, ""},
	} {
		w.same(row.name, list(row.body), row.want)
	}
	w.send("POST", "/sandbox/v1/tags/shuffle", object{"group": "等级"})
	w.send("POST", "/sandbox/v1/tags/shuffle", object{})
	w.same("turned round", list(nil), "等级 重点 普通, 来源 展会")
	orders := w.wecom("externalcontact/get_corp_tag_list", nil).list("tag_group")
	w.same("the first stands highest", orders[0].num("order") > orders[1].num("order"), true)
	w.send("POST", "/sandbox/v1/tags/delete", object{"id": "等级"})
	w.same("without a group", list(nil), "来源 展会")
	w.same("a deleted group", list(object{"group_id": []string{"etGroup0002"}}), "等级*")
	w.same("a tag of a deleted group", list(object{"tag_id": []string{"etTag0003"}}), "等级* 普通*")
}

// A deleted tag is on nobody any more, and a customer has no more than 3000.
func TestTagsOfCustomers(t *testing.T) {
	f := sandbox.DefaultFixture()
	var ids []string
	for n := range 3001 {
		ids = append(ids, fmt.Sprintf("etMany%04d", n))
		f.TagGroups[0].Tags = append(f.TagGroups[0].Tags, sandbox.Tag{ID: ids[n], Name: ids[n]})
	}
	w := newWorld(t, sandbox.Options{Fixture: f})
	w.scan("c01", w.way(nil))
	mark := func(add []string) object {
		return w.wecom("externalcontact/mark_tag", object{"userid": "zhangsan", "external_userid": external1, "add_tag": add})
	}
	tags := func() int {
		return len(w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0].list("tags"))
	}
	w.errcode(mark(ids), 40144)
	w.same("tags after too many", tags(), 0)
	w.errcode(mark(ids[:3000]), 0)
	w.errcode(mark(ids[:1]), 0) // again
	w.send("POST", "/sandbox/v1/tags/delete", object{"id": ids[0]})
	w.same("tags", tags(), 2999)
}

// What stands in an event, and in which order.
func TestTagEventMembers(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	const head = `<ToUserName><![CDATA[ww1a2b3c4d5e6f7081]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>` +
		`<CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_tag]]></Event>`
	for _, row := range []struct {
		call string
		body object
		want string
	}{
		{"update", object{"id": "etTag0001", "name": "展览"}, `<Id><![CDATA[etTag0001]]></Id><TagType><![CDATA[tag]]></TagType><ChangeType><![CDATA[update]]></ChangeType>`},
		{"update", object{"id": "来源", "name": "渠道"}, `<Id><![CDATA[etGroup0001]]></Id><TagType><![CDATA[tag_group]]></TagType><ChangeType><![CDATA[update]]></ChangeType>`},
		{"delete", object{"id": "etGroup0002"}, `<Id><![CDATA[etGroup0002]]></Id><TagType><![CDATA[tag_group]]></TagType><ChangeType><![CDATA[delete]]></ChangeType>`},
		{"shuffle", object{"id": "etGroup0001"}, `<Id><![CDATA[etGroup0001]]></Id><ChangeType><![CDATA[shuffle]]></ChangeType>`},
		{"shuffle", object{}, `<Id><![CDATA[]]></Id><ChangeType><![CDATA[shuffle]]></ChangeType>`},
	} {
		w.send("POST", "/sandbox/v1/tags/"+row.call, row.body)
		pushes := w.controlList("/pushes")
		w.same("plaintext", pushes[len(pushes)-1].str("plaintext"), "<xml>"+head+row.want+"</xml>")
	}
	w.same("one event each", len(w.controlList("/pushes")), 5)
	for _, row := range []struct {
		call   string
		body   object
		status int
	}{
		{"create", object{"group": "城市"}, 400},
		{"create", object{"name": "上海"}, 400},
		{"update", object{"id": "etTag0001"}, 400},
		{"update", object{"id": "etGone", "name": "x"}, 404},
		{"delete", object{"id": "etTag0003"}, 404}, // of a deleted group
		{"shuffle", object{"id": "etGone"}, 404},
	} {
		w.same(fmt.Sprint(row.call, row.body), w.send("POST", "/sandbox/v1/tags/"+row.call, row.body).status, row.status)
	}
}

func TestRemarkErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	w.scan("c01", id)
	w.scan("c18", id)
	edit := func(external string, more object) object {
		body := object{"userid": "zhangsan", "external_userid": external}
		maps.Copy(body, more)
		return w.wecom("externalcontact/remark", body)
	}
	for _, row := range []struct {
		body object
		code int
	}{
		{object{"remark_company": strings.Repeat("长", 21)}, 40058},
		{object{"remark": strings.Repeat("长", 20), "description": strings.Repeat("长", 150), "remark_company": strings.Repeat("长", 20)}, 0},
		{object{"remark_pic_mediaid": "GONE"}, 40007},
		{object{"remark_pic_mediaid": media(w)}, 0},
		{object{"userid": "", "remark": "x"}, 41009},
		{object{"userid": "nobody", "remark": "x"}, 60111},
		{object{"userid": "wujiu", "remark": "x"}, 60011},
		{object{"external_userid": "", "remark": "x"}, 41035},
		{object{"external_userid": "x", "remark": "x"}, 40096},
		{object{"userid": "lisi", "remark": "x"}, 84061},
	} {
		w.errcode(edit(external1, row.body), row.code)
	}
	mobiles := func() int {
		list, _ := w.wecomGet("externalcontact/get", "&external_userid="+external1).list("follow_user")[0]["remark_mobiles"].([]any)
		return len(list)
	}
	edit(external1, object{"remark_mobiles": []string{"1", "2"}})
	edit(external1, object{"remark_mobiles": []string{}})
	w.same("an empty list keeps the numbers", mobiles(), 2)
	edit(external1, object{"remark_mobiles": ""})
	w.same("an empty text clears them", mobiles(), 0)

	const outside = "woSandboxCustomer000000000000018"
	edit(outside, object{"remark": "何总", "remark_company": "x"})
	w.same("the company of a WeCom user is not ours to note", w.wecomGet("externalcontact/get", "&external_userid="+outside).list("follow_user")[0].str("remark_corp_name"), "")
}
