package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// kf calls one of the paths outside /cgi-bin/ as the mini program.
func (w *world) kf(method, path string, body any) object {
	w.Helper()
	sep := "?"
	if method == http.MethodGet && body != nil {
		sep, path, body = "&", path+body.(string), nil
	}
	return w.send(method, path+sep+"access_token="+w.weappToken(), body).object(w)
}

func (w *world) agents() []object {
	w.Helper()
	return w.kf("GET", "/cgi-bin/customservice/getkflist", nil).list("kf_list")
}

func TestOfficialAgents(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	add := func(body object) object { return w.kf("POST", "/customservice/kfaccount/add", body) }
	online := func() []object {
		return w.kf("GET", "/cgi-bin/customservice/getonlinekflist", nil).list("kf_online_list")
	}
	w.errcode(add(object{"kf_wx": "zhang_wx"}), 0)
	w.errcode(add(object{"kf_wx": "li_wx"}), 0)
	first := w.agents()[0]
	want := object{
		"kf_account": "", "kf_nick": "zhang_wx", "kf_id": "1001", "kf_wx": "zhang_wx",
		"kf_headimgurl": w.srv.URL + "/wwhead/k-zhang_wx/0", "kf_openid": first.str("kf_openid"),
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	w.same("online before", len(online()), 0)
	w.control("POST", "/desk/online", object{"kf_openid": first.str("kf_openid"), "online": true})
	want = object{"kf_account": "", "status": 1., "kf_id": "1001", "accepted_case": 0., "kf_openid": first.str("kf_openid")}
	if diff := cmp.Diff([]object{want}, online()); diff != "" {
		t.Error(diff)
	}
	w.switches(object{"kf_id_number": true})
	w.same("kf_id as a number", w.agents()[0]["kf_id"], 1001.)
	w.same("kf_id as a number online", online()[0]["kf_id"], 1001.)
	w.control("POST", "/desk/online", object{"kf_openid": first.str("kf_openid"), "online": false})
	w.same("online after", len(online()), 0)
	w.same("nobody online", w.send("POST", "/sandbox/v1/desk/online", object{"kf_openid": "x", "online": true}).status, http.StatusNotFound)

	w.errcode(w.kf("GET", "/customservice/kfaccount/del", "?kf_openid="+first.str("kf_openid")), 0)
	w.errcode(w.kf("POST", "/customservice/kfaccount/del", object{"kf_openid": w.agents()[0].str("kf_openid")}), 0)
	w.same("agents left", len(w.agents()), 0)
}

func TestOfficialAgentErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	add := func(body object) object { return w.kf("POST", "/customservice/kfaccount/add", body) }
	w.errcode(add(object{"kf_nick": "x"}), 40101)
	w.errcode(add(object{"kf_wx": "张医生"}), 65409)
	for n := range 100 {
		w.errcode(add(object{"kf_wx": fmt.Sprintf("agent_%d", n)}), 0)
	}
	w.errcode(add(object{"kf_wx": "agent_7"}), 65407)
	w.errcode(add(object{"kf_wx": "agent_100"}), 65405)
	w.errcode(w.kf("GET", "/customservice/kfaccount/del", "?kf_openid=x"), 65401)
	w.errcode(w.kf("GET", "/customservice/kfaccount/del", "?kf_openid="+w.agents()[0].str("kf_openid")), 0)
	w.errcode(add(object{"kf_wx": "agent_100"}), 0)
}

func TestWorkBinding(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	ask := func(what string, body object) object { return w.kf("POST", "/customservice/work/"+what, body) }
	corp := object{"corpid": "ww1a2b3c4d5e6f7081"}
	w.errcode(ask("unbind", corp), 10130604)
	w.errcode(ask("bind", object{"corp": "x"}), 10130002)
	w.errcode(ask("unbind", object{"corp": "x"}), 10130002)
	w.errcode(ask("bind", object{"corpid": "ww0"}), 10130600)
	w.switches(object{"same_entity": false})
	w.errcode(ask("bind", corp), 10130602)
	w.switches(object{"same_entity": true})
	w.errcode(ask("bind", corp), 0)
	w.errcode(ask("bind", corp), 10130603)
	got := w.kf("GET", "/customservice/work/get", nil)
	want := object{"errcode": 0., "errmsg": "ok", "entityName": "门铃健康", "corpid": "ww1a2b3c4d5e6f7081", "bindTime": float64(start)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.errcode(ask("unbind", object{"corpid": "ww0"}), 10130604)
	w.errcode(ask("unbind", corp), 0)
	w.same("bound after", w.kf("GET", "/customservice/work/get", nil).str("corpid"), "")
}
