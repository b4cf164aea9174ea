package sandbox_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const batchGet = "externalcontact/batch/get_by_user"

// batchOf names the members and customers of one page.
func batchOf(page object) (list []string) {
	for _, item := range page.list("external_contact_list") {
		list = append(list, item.obj("follow_info").str("userid")+" "+item.obj("external_contact").str("name"))
	}
	return list
}

func TestBatchPages(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	mine, theirs := w.way(nil), w.way(object{"user": []string{"lisi"}})
	w.scan("c01", theirs)
	w.scan("c02", mine)
	w.scan("c01", mine)
	w.control("POST", "/relations/delete", object{"customer": "c02", "userid": "zhangsan", "by": "member"})
	w.scan("c03", mine)
	body := object{"userid_list": []string{"ZhangSan", "lisi"}, "limit": 2}
	page := w.wecom(batchGet, body)
	if diff := cmp.Diff([]string{"zhangsan 陈晨", "zhangsan 韩梅梅"}, batchOf(page)); diff != "" {
		t.Error(diff)
	}
	if _, ok := page["fail_info"]; ok {
		t.Errorf("fail_info of nobody: %v", page)
	}
	body["cursor"] = page.str("next_cursor")
	page = w.wecom(batchGet, body)
	if diff := cmp.Diff([]string{"lisi 陈晨"}, batchOf(page)); diff != "" {
		t.Error(diff)
	}
	w.same("the end", page.str("next_cursor"), "")
	page = w.wecom(batchGet, object{"userid_list": []string{"wangwu"}})
	w.errcode(page, 0)
	w.same("nobody's customers", len(page["external_contact_list"].([]any)), 0)
}

// A page has 50 unless told otherwise, and never more than 100.
func TestBatchLimits(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.way(nil)
	for n := range 101 {
		w.scan(w.control("POST", "/customers", object{"name": fmt.Sprint("客", n)}).str("id"), id)
	}
	for limit, want := range map[int]int{0: 50, 7: 7, 100: 100, 1000: 100} {
		page := w.wecom(batchGet, object{"userid_list": []string{"zhangsan"}, "limit": limit})
		w.same(fmt.Sprint("with limit ", limit), len(page.list("external_contact_list")), want)
	}
}

// Members without a licence hide their customers from providers, and from nobody else.
func TestBatchLicences(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	w.scan("c01", w.way(nil))
	w.scan("c02", w.way(object{"user": []string{"lisi"}}))
	w.switches(object{"unlicensed_members": []string{"zhangsan"}})
	ask := func(secret string, users ...string) object {
		return w.post("/cgi-bin/"+batchGet+"?access_token="+w.token(secret), object{"userid_list": users})
	}
	page := ask("sandbox-permanent-code", "zhangsan", "lisi")
	if diff := cmp.Diff([]string{"lisi 李雷"}, batchOf(page)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]any{"zhangsan"}, page.obj("fail_info")["unlicensed_userid_list"]); diff != "" {
		t.Error(diff)
	}
	w.errcode(ask("sandbox-permanent-code", "zhangsan"), 701008)
	w.same("own app", len(batchOf(ask("sandbox-contact-secret", "zhangsan", "lisi"))), 2)
}
