package sandbox_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// TestCRMPaths does with the older names what the newer ones do.
func TestCRMPaths(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := "?access_token=" + w.token("sandbox-contact-secret")
	crm := func(name string, body object) object {
		t.Helper()
		o := w.post("/cgi-bin/crm/"+name+token, body)
		w.errcode(o, 0)
		return o
	}
	id := crm("add_contact_way", oneMember).str("config_id")
	crm("update_contact_way", object{"config_id": id, "remark": "旧"})
	if diff := cmp.Diff(w.readWay(id), crm("get_contact_way", object{"config_id": id}).obj("contact_way")); diff != "" {
		t.Error(diff)
	}
	w.scan("c01", id)
	for old, name := range map[string]string{
		"get_external_contact" + token + "&external_userid=" + external1: getExternal + token + "&external_userid=" + external1,
		"get_external_contact_list" + token + "&userid=lisi":             listExternal + token + "&userid=lisi",
	} {
		if diff := cmp.Diff(w.get("/cgi-bin/"+name), w.get("/cgi-bin/crm/"+old)); diff != "" {
			t.Errorf("%s: %s", old, diff)
		}
	}
	crm("del_contact_way", object{"config_id": id})
	w.errcode(w.post("/cgi-bin/crm/get_contact_way"+token, object{"config_id": id}), 41044)
}

// The list of members has its older member name, when it fails too.
func TestCRMMembers(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	ask := func(secret string) (object, []any) {
		o := w.get("/cgi-bin/crm/get_customer_contacts?access_token=" + w.token(secret))
		list, ok := o["customer_contacts"].([]any)
		w.same("there is a list", ok, true)
		_, newer := o["follow_user"]
		w.same("there is a newer one", newer, false)
		return o, list
	}
	o, list := ask("sandbox-contact-secret")
	w.errcode(o, 0)
	w.same("lisi is in it", slices.Contains(list, "lisi"), true)
	o, list = ask("sandbox-other-secret")
	w.errcode(o, 48002)
	w.same("members", len(list), 0)
}
