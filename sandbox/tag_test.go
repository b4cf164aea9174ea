package sandbox_test

import (
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

// Only what people do with tags is told to the corp.
func TestTagEvents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	change := func(call string, body object) {
		t.Helper()
		if a := w.send("POST", w.controlURL("/tags/"+call), body); a.status != 200 {
			t.Fatalf("%s: %d %s", call, a.status, a.body)
		}
	}
	change("create", object{"group": "城市", "name": "上海"})
	tag := ""
	for _, g := range w.controlList("/tags") {
		if g.str("group_name") == "城市" {
			tag = g.list("tag")[0].str("id")
		}
	}
	change("update", object{"id": tag, "name": "杭州"})
	change("shuffle", object{})
	change("delete", object{"id": tag})
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
