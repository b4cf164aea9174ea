package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// zero is a contact way as clients send it that always write every field.
func zero(with string) string {
	return `{"type":1,"scene":2,"style":0,"remark":"","skip_verify":true,"state":"","user":["lisi"],"party":[],"is_temp":false,` +
		`"expires_in":0,"chat_expires_in":0,"unionid":"","is_exclusive":false,"mark_source":false,` + with +
		`"conclusions":{"text":{"content":""},"image":{"media_id":""},"link":{"title":"","picurl":"","desc":"","url":""},` +
		`"miniprogram":{"title":"","pic_media_id":"","appid":"","page":""}}}`
}

const okWithWarning = "ok. Warning: wrong json format. "

// TestOddBodies sends what known clients send.
func TestOddBodies(t *testing.T) {
	const text = `{"touser":"` + openid1 + `","msgtype":"text","text":{"content":"hi"}`
	for _, row := range []struct {
		name, path, kind, body string
		code                   int
		text                   string
	}{
		{"every field", addWay, "", zero(""), 0, "ok"},
		{"every field of a temporary way", addWay, "", zero(`"is_temp":true,`), 0, "ok"},
		{"every field, members null", addWay, "", `{"type":2,"scene":2,"remark":null,"state":null,"user":["lisi"],"party":null,"unionid":null,"conclusions":null}`, 0, "ok"},
		{"empty conclusions", addWay, "", `{"type":1,"scene":2,"user":["lisi"],"is_temp":true,"conclusions":{}}`, 0, "ok"},
		{"empty parts of conclusions", addWay, "", `{"type":1,"scene":2,"user":["lisi"],"is_temp":true,"conclusions":{"text":{},"image":null}}`, 0, "ok"},
		{"no departments for type 1", addWay, "", `{"type":1,"scene":2,"user":["lisi"],"party":[]}`, 0, "ok"},
		{"departments for type 1", addWay, "", `{"type":1,"scene":2,"user":["lisi"],"party":[99]}`, 0, "ok"},
		{"escaped twice", addWay, "", `"{\"type\":1,\"scene\":2,\"user\":[\"lisi\"]}"`, 41037, "missing contact way type. Warning: wrong json format. "},
		{"a list", addWay, "", `[{"type":1}]`, 41037, "missing contact way type. Warning: wrong json format. "},
		{"a form", addWay, "application/x-www-form-urlencoded", "type=1&scene=2&user=lisi", 41037, "missing contact way type. Warning: wrong json format. "},
		{"numbers as floats", addWay, "", `{"type":2.0,"scene":2.0,"user":["lisi"],"party":[2.0,3.0],"expires_in":0.0}`, 0, "ok"},
		{"a number with a fraction", addWay, "", `{"type":1.5,"scene":2,"user":["lisi"]}`, 41037, "missing contact way type. Warning: wrong json format. "},
		{"times as floats", listWay, "", `{"start_time":1.6e9,"end_time":1700000000.0,"limit":10.0,"cursor":""}`, 0, "ok"},
		{"numbers as strings", listWay, "", `{"limit":"10"}`, 0, okWithWarning},
		{"a byte order mark", addWay, "", "\xef\xbb\xbf" + zero(""), 0, "ok"},
		{"charset", addWay, "application/json; charset=utf-8", zero(""), 0, "ok"},
		{"plain text", addWay, "text/plain", zero(""), 0, "ok"},
		{"JSON that is said to be a form", addWay, "application/x-www-form-urlencoded", zero(""), 0, "ok"},
		{"no content type", addWay, "none", zero(""), 0, "ok"},
		{"nothing at all", listWay, "", "", 0, "ok"},
		{"unknown fields", listWay, "", `{"page":1,"sort":{"by":"x"}}`, 0, "ok"},
		{"every field of a join way", addJoin, "", `{"scene":2,"remark":"","auto_create_room":0,"room_base_name":"","room_base_id":0,"chat_id_list":["` + chat(1) + `"],"state":"","mark_source":false}`, 0, "ok"},
		{"every field of a message to members", "message/send", "", `{"touser":"lisi","toparty":"","totag":"","msgtype":"text","agentid":1000002,"text":{"content":"x"},"safe":0,"enable_id_trans":0,"enable_duplicate_check":0,"duplicate_check_interval":0}`, 0, "ok"},
		{"every field of a list of groups", listChat, "", `{"status_filter":0,"owner_filter":{"userid_list":null},"cursor":"","limit":10}`, 0, "ok"},
		{"every field of tags", "externalcontact/get_corp_tag_list", "", `{"tag_id":[],"group_id":null}`, 0, "ok"},
		{"weapp: every field", send, "", text + `,"image":{"media_id":""},"link":null,"miniprogrampage":{"title":"","pagepath":"","thumb_media_id":""},"customservice":null,"businessid":0}`, 0, "ok"},
		{"weapp: a byte order mark", send, "text/plain", "\xef\xbb\xbf" + text + "}", 0, "ok"},
		{"weapp: no content type", send, "none", text + "}", 0, "ok"},
		{"weapp: escaped twice", send, "", strconv.Quote(text + "}"), 47001, "data format error rid: "},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.write()
			token := w.token("sandbox-contact-secret")
			if row.path == send {
				token = w.weappToken()
			}
			got := w.typed("/cgi-bin/"+row.path+"?access_token="+token, row.kind, row.body).object(t)
			w.errcode(got, row.code)
			w.same("errmsg "+got.str("errmsg"), strings.HasPrefix(got.str("errmsg"), row.text), true)
			if row.code == 0 {
				w.same("errmsg", got.str("errmsg"), row.text)
			}
		})
	}
}

// typed posts a body of some content type: "" is the usual one.
func (w *world) typed(path, kind, body string) answer {
	w.Helper()
	req, err := http.NewRequest("POST", w.srv.URL+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	switch kind {
	case "none":
	case "":
		req.Header.Set("Content-Type", "application/json")
	default:
		req.Header.Set("Content-Type", kind)
	}
	return w.do(req)
}

// What an odd body says is what is kept.
func TestOddBodiesAreRead(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	id := w.wecom(addWay, `{"type":2.0,"scene":1.0,"style":2.0,"user":["lisi"],"party":[2.0],"remark":"\u003cA\u0026B\u003e"}`).str("config_id")
	got := w.readWay(id)
	want := object{"type": 2., "scene": 1., "style": 2., "party": []any{2.}, "remark": "<A&B>"}
	for name := range want {
		if diff := cmp.Diff(want[name], got[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	temp := w.wecom(addWay, zero(`"is_temp":true,`)).str("config_id")
	got = w.readWay(temp)
	w.same("zero is the default", fmt.Sprint(got["expires_in"], got["chat_expires_in"]), "604800 86400")
	w.same("empty conclusions are none", got["conclusions"], nil)
	w.errcode(w.wecom(setWay, `{"config_id":"`+temp+`",`+zero("")[1:]), 0)
	if diff := cmp.Diff(got, w.readWay(temp)); diff != "" {
		t.Errorf("after an update with nothing but zeros: %s", diff)
	}
	one := w.wecom(addWay, `{"type":1,"scene":2,"user":["lisi"],"party":[99]}`).str("config_id")
	w.same("departments of type 1", len(w.readWay(one)["party"].([]any)), 0)
}

// TestExactAnswers looks at the bytes of every endpoint's answers: clients exist that break on
// a newline at the end, on HTML escapes, or on another spelling of the content type.
func TestExactAnswers(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	tokens := map[string]string{"wecom": w.token("sandbox-contact-secret"), "weapp": w.weappToken()}
	w.switches(object{"ban_after_secrets": 1000})
	rows := sandbox.Endpoints()
	if len(rows) < 40 {
		t.Fatalf("%d endpoints", len(rows))
	}
	for _, row := range rows {
		for _, method := range []string{"GET", "POST"} {
			for _, token := range []string{"", tokens[row.Platform]} {
				a := w.send(method, row.Path+"?access_token="+token, object{})
				exact(t, fmt.Sprintf("%s %s", method, row.Path), a)
			}
		}
	}
}

func exact(t *testing.T, what string, a answer) {
	t.Helper()
	body := string(a.body)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/json; charset=UTF-8" {
		t.Errorf("%s: status %d, type %q", what, a.status, a.header.Get("Content-Type"))
	}
	if got := a.header.Get("Content-Length"); got != strconv.Itoa(len(body)) {
		t.Errorf("%s: Content-Length %q of %d bytes", what, got, len(body))
	}
	if !json.Valid(a.body) || body != strings.TrimSpace(body) || strings.Contains(body, `": `) || strings.Contains(body, `\u00`) {
		t.Errorf("%s: %q", what, body)
	}
}

// TestAnswersAreNotEscaped reads names with the three characters that HTML escapes.
func TestAnswersAreNotEscaped(t *testing.T) {
	const odd = "<A&B>"
	f := sandbox.DefaultFixture()
	f.Corp.Name, f.Departments[1].Name, f.Members[0].Name, f.Customers[0].Name, f.Customers[17].CorpName = odd, odd, odd, odd, odd
	f.TagGroups[0].Name, f.Groups[0].Name, f.TagGroups[1].Tags[0].Name = odd, odd, odd
	w := newWorld(t, sandbox.Options{Fixture: f})
	way := w.way(object{"remark": odd, "state": odd})
	join := w.joinWay(object{"room_base_name": odd})
	w.scan("c01", way)
	w.scan("c18", way)
	w.kf("POST", "/customservice/work/bind", object{"corpid": "ww1a2b3c4d5e6f7081"})
	for _, row := range []struct {
		path, query string
		body        any
		times       int
	}{
		{getWay, "", object{"config_id": way}, 2},
		{getJoin, "", object{"config_id": join}, 1},
		{"user/get", "&userid=zhangsan", nil, 1},
		{"user/simplelist", "&department_id=2", nil, 1},
		{"department/list", "", nil, 1},
		{getExternal, "&external_userid=" + external1, nil, 2},
		{getExternal, "&external_userid=" + southWind, nil, 2},
		{batchGet, "", object{"userid_list": []string{"zhangsan"}}, 4},
		{getChat, "", object{"chat_id": chat(1)}, 1},
		{"externalcontact/get_corp_tag_list", "", object{}, 2},
	} {
		method := map[bool]string{true: "GET", false: "POST"}[row.body == nil]
		a := w.send(method, "/cgi-bin/"+row.path+"?access_token="+w.token("sandbox-contact-secret")+row.query, row.body)
		exact(t, row.path, a)
		w.same(fmt.Sprintf("in %s", a.body), strings.Count(string(a.body), odd), row.times)
	}
	a := w.send("GET", "/customservice/work/get?access_token="+w.weappToken(), nil)
	exact(t, "work/get", a)
	w.same("company", strings.Contains(string(a.body), odd), true)
}
