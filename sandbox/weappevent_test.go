package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/sandbox"
)

// TestWeappEvents holds every event that a mini program's server is told to the contract's samples, in both formats.
func TestWeappEvents(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	samples := map[string]string{}
	for _, p := range pushes {
		if p.Platform == "weapp" {
			samples[p.Name] = p.Raw
		}
	}
	one := []object{{"template_id": "T1", "status": "accept", "scene": 2}}
	two := append(one, object{"template_id": "T2", "status": "reject", "errcode": 43101})
	for _, row := range []struct {
		sample string
		body   object
	}{
		{"debug_demo", object{"event": "debug_demo", "debug_str": "hi"}},
		{"media_check_v1", object{"event": "wxa_media_check", "check": object{"version": 1, "suggest": "risky"}}},
		{"media_check_v2", object{"event": "wxa_media_check", "check": object{"suggest": "risky", "label": 20001}}},
		{"subscribe_msg_popup_one", object{"event": "subscribe_msg_popup_event", "list": one}},
		{"subscribe_msg_popup_list", object{"event": "subscribe_msg_popup_event", "list": two}},
		{"subscribe_msg_change_one", object{"event": "subscribe_msg_change_event", "list": one}},
		{"subscribe_msg_change_list", object{"event": "subscribe_msg_change_event", "list": two}},
		{"subscribe_msg_sent_one", object{"event": "subscribe_msg_sent_event", "list": one}},
		{"subscribe_msg_sent_list", object{"event": "subscribe_msg_sent_event", "list": two}},
		{"kf_switch_session", object{"event": "kf_switch_session", "members": object{"FromKfAccount": "a@gh", "ToKfAccount": "b@gh"}}},
		{"voice", object{"msgtype": "voice", "members": object{"MediaId": "M", "Format": "speex"}}},
		{"link", object{"msgtype": "link", "members": object{"Title": "T", "Description": "D", "Url": "https://example.com/?a=1&b=2"}}},
	} {
		for _, format := range []string{"json", "xml"} {
			sample, ok := samples[row.sample+"_"+format]
			if !ok {
				continue
			}
			w, r := newWorld(t, sandbox.Options{}), &receiver{T: t}
			w.control("PUT", "/callbacks", object{"kind": "weapp", "format": format})
			row.body["customer"] = "c01"
			w.control("POST", "/weapp/events", row.body)
			got := w.controlList("/pushes")[0].str("plaintext")
			if diff := cmp.Diff(shapeOf(r, sample), shapeOf(r, got)); diff != "" {
				t.Errorf("%s %s: %s", row.sample, format, diff)
			}
		}
	}
}

// shapeOf is a push's members, and of a list whether it is one.
func shapeOf(r *receiver, plain string) map[string]string {
	shape := map[string]string{}
	for name, text := range r.fields([]byte(plain)) {
		shape[name] = ""
		if text != "" && strings.HasPrefix(plain, "{") && strings.ContainsAny(text[:1], "[{") {
			shape[name] = text[:1]
		}
	}
	for _, tag := range []string{"<List>", "<SubscribeMsg"} {
		shape[tag] = strings.Repeat("x", strings.Count(plain, tag))
	}
	return shape
}

// TestWeappEventsOfAnyKind keeps the order and the kinds of members that the sandbox does not know.
func TestWeappEventsOfAnyKind(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	send := func(format, members string) string {
		w.control("PUT", "/callbacks", object{"kind": "weapp", "format": format})
		w.send("POST", w.controlURL("/weapp/events"), `{"customer":"c01","event":"trade_manage_order","members":`+members+`}`)
		list := w.controlList("/pushes")
		return list[len(list)-1].str("plaintext")
	}
	const head = `{"ToUserName":"gh_0123456789ab","FromUserName":"oSandboxOpenid00000000000001","CreateTime":1700000000,"MsgType":"event","Event":"trade_manage_order",`
	const members = `{"z":"<b>&","a":90071992547409931,"nested":{"b":1},"items":[{"n":1},{"n":2}]}`
	if got := send("json", members); got != head+members[1:] {
		t.Error(got)
	}
	want := `<z><![CDATA[<b>&]]></z><a>90071992547409931</a><nested><b>1</b></nested><items><n>1</n></items><items><n>2</n></items></xml>`
	if got := send("xml", members); !strings.HasSuffix(got, want) {
		t.Error(got)
	}
	for body, says := range map[string]string{
		`{"customer":"c01"}`:                                     "event and msgtype",
		`{"customer":"c01","event":"x"}`:                         "needs members",
		`{"customer":"c01","event":"x","members":[]}`:            "want an object",
		`{"customer":"c01","event":"x","members":{"a":1.5}}`:     "members.a",
		`{"customer":"c01","event":"x","members":{"a":[1]}}`:     "want an object",
		`{"customer":"c01","event":"wxa_media_check"}`:           "check.suggest",
		`{"customer":"c01","event":"subscribe_msg_popup_event"}`: "list is missing",
		`{"customer":"nobody","event":"debug_demo"}`:             "nobody",
	} {
		a := w.send("POST", w.controlURL("/weapp/events"), body)
		if text := a.object(t).str("error"); a.status < 400 || a.status >= http.StatusInternalServerError || !strings.Contains(text, says) {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
}
