package sandbox_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const southWind = "woSandboxCustomer000000000000018" // of another company

// tokenOfApp gets a token of any kind of app.
func (w *world) tokenOfApp(kind string) string {
	w.Helper()
	if kind == "suite" {
		return corpToken(corpBody)(w).str("access_token")
	}
	return w.token(map[string]string{
		"self": "sandbox-contact-secret", "tool": "sandbox-other-secret", "delegated": "sandbox-permanent-code", "acquisition": "sandbox-acquisition-secret",
	}[kind])
}

// TestAppKinds shows what each kind of app may do and sees of a customer.
func TestAppKinds(t *testing.T) {
	private := []any{"avatar", "gender", "unionid", "remark_mobiles", "full name"}
	for _, row := range []struct {
		kind    string
		contact int // errcode of calls of customer contact
		sees    []any
		marks   bool // mark_source counts
	}{
		{"self", 0, private, false},
		{"tool", 48002, nil, false},
		{"delegated", 0, []any{}, false},
		{"suite", 0, []any{}, false},
		{"acquisition", 0, private, true},
	} {
		t.Run(row.kind, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			token := "?access_token=" + w.tokenOfApp(row.kind)
			w.errcode(w.get("/cgi-bin/user/get"+token+"&userid=lisi"), 0)
			made := w.post("/cgi-bin/"+addWay+token, more(oneMember, object{"mark_source": false}))
			w.errcode(made, row.contact)
			if row.contact != 0 {
				return
			}
			w.same("mark_source", w.readWay(made.str("config_id"))["mark_source"], !row.marks)
			w.scan("c01", made.str("config_id"))
			w.scan("c18", made.str("config_id"))
			get := func(id string) object { return w.get("/cgi-bin/" + getExternal + token + "&external_userid=" + id) }
			if diff := cmp.Diff(row.sees, privateOf(get(external1), get(southWind))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// privateOf names what an app was told of a WeChat user, and of one of another company.
func privateOf(person, outsider object) []any {
	seen := []any{}
	add := func(name string, there bool) {
		if there {
			seen = append(seen, name)
		}
	}
	contact := person.obj("external_contact")
	add("avatar", contact.str("avatar") != "")
	add("gender", contact.num("gender") != 0)
	add("unionid", contact.str("unionid") != "")
	_, has := person.list("follow_user")[0]["remark_mobiles"]
	add("remark_mobiles", has)
	company := outsider.obj("external_contact")
	add("full name", company.str("corp_full_name") != company.str("corp_name"))
	return seen
}

// TestAcquisitionApp has its own customers alone, whoever else has more.
func TestAcquisitionApp(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := "?access_token=" + w.tokenOfApp("acquisition")
	own := w.post("/cgi-bin/"+addWay+token, oneMember).str("config_id")
	w.scan("c01", own)
	w.scan("c02", w.way(object{"user": []string{"lisi"}}))
	const other = "wmSandboxCustomer000000000000002"
	get := func(path string) object { return w.get("/cgi-bin/" + path) }
	w.errcode(get(getExternal+token+"&external_userid="+external1), 0)
	w.errcode(get(getExternal+token+"&external_userid="+other), 84061)
	w.errcode(w.wecomGet(getExternal, "&external_userid="+other), 0)
	if diff := cmp.Diff([]any{external1}, get(listExternal + token + "&userid=lisi")["external_userid"]); diff != "" {
		t.Error(diff)
	}
	w.errcode(get(listExternal+token+"&userid=zhangsan"), 84061)
	users := object{"userid_list": []string{"lisi"}}
	w.same("in its batch", len(w.post("/cgi-bin/"+batchGet+token, users).list("external_contact_list")), 1)
	w.same("in another's", len(w.wecom(batchGet, users).list("external_contact_list")), 2)
	note := object{"userid": "lisi", "external_userid": other, "remark": "x"}
	w.errcode(w.post("/cgi-bin/"+setRemark+token, note), 84061)
	w.errcode(w.wecom(setRemark, note), 0)

	w.scan("c03", w.post("/cgi-bin/"+addWay+token, more(oneMember, object{"skip_verify": false})).str("config_id"))
	w.control("POST", "/relations/confirm", object{"customer": "c03", "userid": "lisi"})
	w.errcode(get(getExternal+token+"&external_userid=wmSandboxCustomer000000000000003"), 0)
}

// TestMarkSource belongs to the app that made the way, whatever an update leaves out.
func TestMarkSource(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	token := "?access_token=" + w.tokenOfApp("acquisition")
	way := w.post("/cgi-bin/"+addWay+token, more(oneMember, object{"mark_source": false})).str("config_id")
	join := w.post("/cgi-bin/"+addJoin+token, joinBody(object{"mark_source": false})).str("config_id")
	marked := func() any { return w.readWay(way)["mark_source"] }
	w.errcode(w.wecom(setWay, object{"config_id": way, "mark_source": true}), 0)
	w.same("another app's update", marked(), false)
	w.switches(object{"update_absent": "clear"})
	w.errcode(w.wecom(setWay, object{"config_id": way, "user": []string{"lisi"}}), 0)
	w.same("another app's, that leaves it out", marked(), false)
	w.errcode(w.post("/cgi-bin/"+setWay+token, object{"config_id": way, "user": []string{"lisi"}}), 0)
	w.same("its own, that leaves it out", marked(), true)
	w.errcode(w.post("/cgi-bin/"+setWay+token, object{"config_id": way, "user": []string{"lisi"}, "mark_source": false}), 0)
	w.same("its own", marked(), false)
	w.same("of a join way", w.post("/cgi-bin/"+getJoin+token, object{"config_id": join}).obj("join_way")["mark_source"], false)
}

// TestEventsOfMembersInSight tells nothing about members outside the range of the app whose
// callback it is.
func TestEventsOfMembersInSight(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Apps = append(f.Apps, sandbox.App{AgentID: 1000007, Name: "全员", Kind: sandbox.AppSelf, Secret: "sandbox-all-secret", Contact: true})
	w := newWorld(t, sandbox.Options{Fixture: f})
	token := "?access_token=" + w.token("sandbox-all-secret")
	id := w.post("/cgi-bin/"+addWay+token, more(oneMember, user("wujiu"))).str("config_id")
	w.same("added", w.scan("c01", id).str("userid"), "wujiu")
	pair := object{"customer": "c01", "userid": "wujiu", "by": "customer"}
	w.control("POST", "/relations/edit", pair)
	w.control("POST", "/audit/approve", pair)
	w.control("POST", "/relations/transfer-fail", pair)
	w.control("POST", "/relations/delete", pair)
	w.errcode(w.get("/cgi-bin/"+getExternal+token+"&external_userid="+external1), 0)
	w.same("pushes", len(w.plaintexts()), 0)
	w.scan("c01", w.way(nil))
	w.pushed("add_external_contact ch-1")
}
