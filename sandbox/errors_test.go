package sandbox_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

const (
	addWay  = "externalcontact/add_contact_way"
	getWay  = "externalcontact/get_contact_way"
	listWay = "externalcontact/list_contact_way"
	setWay  = "externalcontact/update_contact_way"
	delWay  = "externalcontact/del_contact_way"
	welcome = "externalcontact/send_welcome_msg"
	noWay   = "ffffffffffffffffffffffffffffffff"
)

// TestWayErrors has a row for every code that the contact-way calls can come to.
func TestWayErrors(t *testing.T) {
	one := object{"type": 1, "scene": 2, "user": []string{"lisi"}}
	with := func(more object) object {
		o := object{}
		for _, part := range []object{one, more} {
			for name, v := range part {
				o[name] = v
			}
		}
		return o
	}
	temp := func(more object) object {
		more["is_temp"] = true
		return with(more)
	}
	long := strings.Repeat("长", 31)
	for _, row := range []struct {
		name string
		path string
		body any
		code int
	}{
		{"type missing", addWay, object{}, 41037},
		{"body is no JSON", addWay, `{"type":1`, 41037},
		{"type of the wrong kind", addWay, `{"type":"1","scene":2,"user":["lisi"]}`, 41037},
		{"scene missing", addWay, object{"type": 1}, 41038},
		{"type invalid", addWay, with(object{"type": 3}), 41039},
		{"scene invalid", addWay, with(object{"scene": 3}), 41040},
		{"style of one member", addWay, with(object{"scene": 1, "style": 4}), 41042},
		{"style of several members", addWay, with(object{"type": 2, "scene": 1, "style": 3}), 41042},
		{"remark too long", addWay, with(object{"remark": long}), 40058},
		{"state too long", addWay, with(object{"state": long}), 40058},
		{"no member", addWay, object{"type": 1, "scene": 2}, 40058},
		{"no member, several", addWay, object{"type": 2, "scene": 2, "user": []string{}, "party": nil}, 40058},
		{"two members of type 1", addWay, with(object{"user": []string{"lisi", "zhangsan"}}), 40058},
		{"bare string for user", addWay, with(object{"user": "lisi"}), 60011},
		{"malformed userid", addWay, with(object{"user": []string{"李四"}}), 40003},
		{"unknown member", addWay, with(object{"user": []string{"nobody"}}), 60111},
		{"member out of range", addWay, with(object{"user": []string{"wujiu"}}), 60011},
		{"member not activated", addWay, with(object{"user": []string{"zhouba"}}), 41054},
		{"member not verified", addWay, with(object{"user": []string{"zhaoliu"}}), 40098},
		{"member without the feature", addWay, with(object{"user": []string{"sunqi"}}), 84074},
		{"unknown department", addWay, object{"type": 2, "scene": 2, "party": []int{9}}, 60003},
		{"department out of range", addWay, object{"type": 2, "scene": 2, "party": []int{1}}, 60011},
		{"temporary of type 2", addWay, temp(object{"type": 2}), 41039},
		{"temporary for too long", addWay, temp(object{"expires_in": 1209601}), 40058},
		{"temporary chat for too long", addWay, temp(object{"chat_expires_in": 1209601}), 40058},
		{"conclusions with unknown media", addWay, temp(object{"conclusions": object{"image": object{"media_id": "x"}}}), 40007},
		{"conclusions too long", addWay, temp(object{"conclusions": object{"text": object{"content": strings.Repeat("a", 4001)}}}), 40058},
		{"conclusions with a bad appid", addWay, temp(object{"conclusions": object{"miniprogram": object{"title": "t", "pic_media_id": "m", "appid": "x", "page": "p"}}}), 90207},
		{"conclusions with another mini program", addWay, temp(object{"conclusions": object{"miniprogram": object{"title": "t", "pic_media_id": "m", "appid": "wx0000000000000000", "page": "p"}}}), 90206},
		{"conclusions with a link without url", addWay, temp(object{"conclusions": object{"link": object{"title": "t"}}}), 40058},
		{"config_id missing", getWay, object{}, 41043},
		{"config_id unknown", getWay, object{"config_id": noWay}, 41044},
		{"update without config_id", setWay, object{}, 41043},
		{"update of an unknown way", setWay, object{"config_id": noWay}, 41044},
		{"delete without config_id", delWay, object{}, 41043},
		{"delete of an unknown way", delWay, object{"config_id": noWay}, 41044},
		{"bad cursor", listWay, object{"cursor": "nonsense"}, 50100},
		{"temporary chat without member", "externalcontact/close_temp_chat", object{}, 41009},
		{"temporary chat without customer", "externalcontact/close_temp_chat", object{"userid": "lisi"}, 41035},
		{"temporary chat of an unknown customer", "externalcontact/close_temp_chat", object{"userid": "lisi", "external_userid": "wm"}, 40096},
		{"temporary chat that is none", "externalcontact/close_temp_chat", object{"userid": "lisi", "external_userid": external1}, 84061},
		{"welcome without code", welcome, object{"text": object{"content": "hi"}}, 41049},
		{"welcome without anything", welcome, object{"welcome_code": "x"}, 41088},
		{"welcome with an unknown code", welcome, object{"welcome_code": "x", "text": object{"content": "hi"}}, 41050},
		{"welcome too long", welcome, object{"welcome_code": "x", "text": object{"content": strings.Repeat("长", 1334)}}, 40058},
		{"welcome with too much", welcome, object{"welcome_code": "x", "attachments": make([]object, 10)}, 41064},
		{"welcome with a wrong attachment", welcome, object{"welcome_code": "x", "attachments": []object{{"msgtype": "image", "link": object{"url": "u"}}}}, 41065},
		{"welcome with an unknown attachment", welcome, object{"welcome_code": "x", "attachments": []object{{"msgtype": "song", "song": object{"a": 1}}}}, 41065},
		{"welcome with unknown media", welcome, object{"welcome_code": "x", "attachments": []object{{"msgtype": "file", "file": object{"media_id": "m"}}}}, 40007},
		{"body too large", addWay, `{"remark":"` + strings.Repeat("x", 5<<20) + `"}`, 40206},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.errcode(w.wecom(row.path, row.body), row.code)
		})
	}
}

// TestReadErrors are those of the GET calls and of media.
func TestReadErrors(t *testing.T) {
	for _, row := range []struct {
		name, path, query string
		code              int
	}{
		{"no customer", "externalcontact/get", "", 41035},
		{"unknown customer", "externalcontact/get", "&external_userid=x", 40096},
		{"nobody's customer", "externalcontact/get", "&external_userid=" + external1, 84061},
		{"bad cursor of followers", "externalcontact/get", "&external_userid=" + external1 + "&cursor=!", 50100},
		{"list without member", "externalcontact/list", "", 41009},
		{"list of an unknown member", "externalcontact/list", "&userid=nobody", 60111},
		{"list of a member out of range", "externalcontact/list", "&userid=wujiu", 60011},
		{"list of a member without the feature", "externalcontact/list", "&userid=sunqi", 84074},
		{"list of a member without customers", "externalcontact/list", "&userid=lisi", 84061},
		{"user missing", "user/get", "", 41009},
		{"user unknown", "user/get", "&userid=nobody", 60111},
		{"user out of range", "user/get", "&userid=wujiu", 60011},
		{"department missing", "user/simplelist", "", 40058},
		{"department unknown", "user/simplelist", "&department_id=9", 60003},
		{"department out of range", "department/list", "&id=1", 60011},
		{"media missing", "media/get", "", 41006},
		{"media unknown", "media/get", "&media_id=x", 40007},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.errcode(w.wecomGet(row.path, row.query), row.code)
		})
	}
}

// TestStatefulErrors are codes that need a state first.
func TestStatefulErrors(t *testing.T) {
	hundred := sandbox.DefaultFixture()
	for n := range 100 {
		hundred.Members = append(hundred.Members, sandbox.Member{
			UserID: fmt.Sprintf("m%d", n), Name: "成员", Departments: []int{2}, Status: 1, Verified: true, Contact: true,
		})
	}
	for _, row := range []struct {
		name string
		do   func(*world) object
		code int
	}{
		{"41045 quota", func(w *world) object {
			w.switches(object{"contact_way_quota": 1})
			w.way(nil)
			return w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}})
		}, 41045},
		{"41045 temporary quota of a day", func(w *world) object {
			w.switches(object{"temp_way_quota": 1})
			body := object{"type": 1, "scene": 2, "user": []string{"lisi"}, "is_temp": true}
			w.errcode(w.wecom(addWay, body), 0)
			return w.wecom(addWay, body)
		}, 41045},
		{"48002 temporary in another industry", func(w *world) object {
			w.switches(object{"industry": "retail"})
			return w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}, "is_temp": true})
		}, 48002},
		{"48002 conclusions by switch", func(w *world) object {
			w.switches(object{"non_temp_conclusions": "reject"})
			return w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}, "conclusions": object{}})
		}, 48002},
		{"48002 app without the permission", func(w *world) object {
			return w.post("/cgi-bin/"+addWay+"?access_token="+w.token("sandbox-other-secret"), object{})
		}, 48002},
		{"41057 unionid without developer account", func(w *world) object {
			w.switches(object{"developer_bound": false})
			return w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}, "is_temp": true, "unionid": "u"})
		}, 41057},
		{"41044 edit of a used temporary way", func(w *world) object {
			id := w.wecom(addWay, object{"type": 1, "scene": 2, "user": []string{"lisi"}, "is_temp": true}).str("config_id")
			w.scan("c01", id)
			return w.wecom(setWay, object{"config_id": id, "remark": "x"})
		}, 41044},
		{"41044 second deletion", func(w *world) object {
			id := w.way(nil)
			w.errcode(w.wecom(delWay, object{"config_id": id}), 0)
			return w.wecom(delWay, object{"config_id": id})
		}, 41044},
		{"40058 limit by switch", func(w *world) object {
			w.switches(object{"list_over_limit": "reject"})
			return w.wecom(listWay, object{"limit": 1001})
		}, 40058},
		{"60123 by switch", func(w *world) object {
			w.switches(object{"unknown_party_code": 60123})
			return w.wecom(addWay, object{"type": 2, "scene": 2, "party": []int{9}})
		}, 60123},
		{"60020 caller's address", func(w *world) object {
			w.switches(object{"trusted_ips": []string{"203.0.113.0/24"}})
			return w.wecom(listWay, object{})
		}, 60020},
		{"84061 before the details are there", func(w *world) object {
			w.switches(object{"detail_lag_ms": 2000})
			w.scan("c01", w.way(nil))
			return w.wecomGet("externalcontact/get", "&external_userid="+external1)
		}, 84061},
		{"84061 while the member has not confirmed", func(w *world) object {
			w.scan("c01", w.way(object{"skip_verify": false}))
			return w.wecomGet("externalcontact/get", "&external_userid="+external1)
		}, 84061},
		{"45033 calls at once", func(w *world) object {
			w.switches(object{"max_concurrency": 1})
			w.control("POST", "/faults", object{"path": "/cgi-bin/" + listWay, "delay_ms": 60000})
			token := w.token("sandbox-contact-secret")
			first := make(chan struct{})
			go func() {
				defer close(first)
				http.Post(w.srv.URL+"/cgi-bin/"+listWay+"?access_token="+token, "application/json", strings.NewReader("{}"))
			}()
			var o object
			for len(w.controlList("/faults")) > 0 { // until the first call is in
			}
			o = w.wecom(listWay, object{})
			w.sb.Advance(time.Minute)
			<-first
			return o
		}, 45033},
		{"45009 calls in a minute", func(w *world) object {
			token := w.token("sandbox-contact-secret")
			for range 10_000 {
				w.sb.ServeHTTP(discard{}, request("GET", "/cgi-bin/user/get?access_token="+token))
			}
			return w.wecomGet("user/get", "")
		}, 45009},
		{"0 calls in a minute without rate limits", func(w *world) object {
			w.switches(object{"rate_limits": false})
			token := w.token("sandbox-contact-secret")
			for range 10_000 {
				w.sb.ServeHTTP(discard{}, request("GET", "/cgi-bin/user/get?access_token="+token))
			}
			return w.wecomGet("user/get", "&userid=lisi")
		}, 0},
		{"45009 too many secrets", func(w *world) object {
			w.switches(object{"ban_after_secrets": 3})
			for range 3 {
				w.errcode(w.get("/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=x"), 40001)
			}
			return w.get("/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret")
		}, 45009},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			w.errcode(row.do(w), row.code)
		})
	}
	t.Run("41041 departments count expanded", func(t *testing.T) {
		w := newWorld(t, sandbox.Options{Fixture: hundred})
		w.errcode(w.wecom(addWay, object{"type": 2, "scene": 2, "party": []int{2}}), 41041)
	})
}

// TestUploadErrors are those of media/upload on both sides.
func TestUploadErrors(t *testing.T) {
	png := picture(t)
	for _, row := range []struct {
		name, side, kind string
		part             string
		body             []byte
		code             int
	}{
		{"wecom bad type", "wecom", "thumb", "media", png, 40005},
		{"wecom no part", "wecom", "image", "other", png, 44001},
		{"wecom empty", "wecom", "image", "media", nil, 44001},
		{"wecom too small", "wecom", "file", "media", []byte("12345"), 40006},
		{"wecom too large", "wecom", "voice", "media", make([]byte, 2<<20+1), 45001},
		{"wecom no picture", "wecom", "image", "media", []byte("hello there"), 40004},
		{"wecom no voice", "wecom", "voice", "media", []byte("hello there"), 40004},
		{"wecom no video", "wecom", "video", "media", []byte("hello there"), 40004},
		{"wecom broken picture", "wecom", "image", "media", png[:20], 40123},
		{"weapp bad type", "weapp", "voice", "media", png, 40004},
		{"weapp no part", "weapp", "image", "other", png, 41005},
		{"weapp empty", "weapp", "image", "media", nil, 44001},
		{"weapp no picture", "weapp", "image", "media", []byte("hello there"), 40005},
		{"weapp too large", "weapp", "image", "media", append(bytes.Clone(png), make([]byte, 10<<20)...), 40009},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t, sandbox.Options{})
			token := w.token("sandbox-contact-secret")
			if row.side == "weapp" {
				token = w.weappToken()
			}
			w.errcode(w.upload(token, row.kind, row.part, row.body), row.code)
		})
	}
}

// upload sends a file as temporary media, in a part of the given name.
func (w *world) upload(token, kind, part string, body []byte) object {
	w.Helper()
	return w.postFile("/cgi-bin/media/upload?access_token="+token+"&type="+kind, part, body)
}

// postFile sends a file in a multipart body.
func (w *world) postFile(path, part string, body []byte) object {
	w.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	f, err := form.CreateFormFile(part, "p.png")
	if err != nil {
		w.Fatal(err)
	}
	f.Write(body)
	form.Close()
	req, err := http.NewRequest("POST", w.srv.URL+path, &b)
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return w.do(req).object(w)
}

// discard is a response nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}
func request(method, path string) *http.Request {
	req, err := http.NewRequest(method, "http://sandbox"+path, http.NoBody)
	if err != nil {
		panic(err)
	}
	return req
}
