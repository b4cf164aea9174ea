package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/sandbox"
)

const sampleWay = "7a3c9e5f1b2d4680a1c3e5f7092b4d6f"

// staged brings a sandbox into the state that a contract case speaks of. It may replace
// texts of the request and choose another app's secret.
type staged struct {
	replace map[string]string
	secret  string
}

// stages are the cases that need more than a fresh sandbox.
var stages = map[string]func(*world) staged{
	"add_contact_way/quota used up": func(w *world) staged {
		w.switches(object{"contact_way_quota": 0})
		return staged{}
	},
	"add_contact_way/app without the permission":      func(*world) staged { return staged{secret: "sandbox-other-secret"} },
	"get_follow_user_list/app without the permission": func(*world) staged { return staged{secret: "sandbox-other-secret"} },
	"del_contact_way/deleted":                         func(w *world) staged { return staged{replace: map[string]string{sampleWay: w.way(nil)}} },
	"get_contact_way/a QR code":                       func(w *world) staged { return staged{replace: map[string]string{sampleWay: w.way(nil)}} },
	"get_contact_way/a button": func(w *world) staged {
		return staged{replace: map[string]string{sampleWay: w.way(object{"type": 1, "scene": 1, "style": 2})}}
	},
	"get_contact_way/temporary, with fields we do not know": func(w *world) staged {
		return staged{replace: map[string]string{sampleWay: w.way(object{"type": 1, "is_temp": true})}}
	},
	"list_contact_way/a page with more to come": func(w *world) staged {
		for range 3 {
			w.way(nil)
		}
		return staged{replace: map[string]string{"1622476800": "1600000000", "1625068800": "1800000000"}}
	},
	"list_contact_way/the last page": func(w *world) staged {
		w.way(nil)
		w.way(nil)
		cursor := w.wecom(listWay, object{"limit": 1}).str("next_cursor")
		return staged{replace: map[string]string{"CURSOR_1": cursor, "1625068800": "1800000000"}}
	},
	"externalcontact_get/a WeChat customer of one member": func(w *world) staged {
		w.scan("c01", w.way(nil))
		return staged{}
	},
	"externalcontact_get/a WeCom customer with tags, more followers to come": func(w *world) staged {
		w.scan("c18", w.way(object{"user": []string{"lisi"}}))
		w.control("POST", "/relations/edit", object{"customer": "c18", "userid": "lisi", "add_tag": []string{"重要"}})
		return staged{replace: map[string]string{"CURSOR_1": ""}}
	},
	"send_welcome_msg/text": func(w *world) staged { return staged{replace: map[string]string{"WC_0001": w.welcomeCode("c01")}} },
	"send_welcome_msg/text and one of each attachment": func(w *world) staged {
		token := w.token("sandbox-contact-secret")
		replace := map[string]string{"WC_0002": w.welcomeCode("c01")}
		for n := 1; n <= 4; n++ {
			replace[fmt.Sprintf("MEDIA_%d", n)] = w.upload(token, "image", "media", picture(w)).str("media_id")
		}
		return staged{replace: replace}
	},
	"send_welcome_msg/already delivered": func(w *world) staged {
		code := w.welcomeCode("c01")
		w.greet(code)
		return staged{replace: map[string]string{"WC_0001": code}}
	},
	"send_welcome_msg/too late": func(w *world) staged {
		code := w.welcomeCode("c01")
		w.sb.Advance(21 * time.Second)
		return staged{replace: map[string]string{"WC_OLD": code}}
	},
	"send_welcome_msg/another app is sending": func(w *world) staged {
		w.switches(object{"welcome_send_ms": 5000})
		code := w.welcomeCode("c01")
		w.greet(code)
		return staged{replace: map[string]string{"WC_0003": code}}
	},
	"custom_send/text":              wrote,
	"custom_send/image":             wrote,
	"custom_send/link":              wrote,
	"custom_send/mini-program card": wrote,
	"custom_send/window used up": func(w *world) staged {
		wrote(w)
		for range 5 {
			w.text(openid1, "在的")
		}
		return staged{}
	},
	"custom_typing/typing": wrote,
	"custom_typing/cancel": wrote,
	"custom_typing/no message within 30 s": func(w *world) staged {
		wrote(w)
		w.sb.Advance(31 * time.Second)
		return staged{}
	},
	"media_get/an image": wrote,
	"media_upload/a bad type": func(*world) staged {
		return staged{replace: map[string]string{"image": "song"}}
	},
}

// wrote is a customer who has just written, and two pictures to send.
func wrote(w *world) staged {
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	id := w.upload(w.weappToken(), "image", "media", picture(w)).str("media_id")
	return staged{replace: map[string]string{"MEDIA_1": id, "MEDIA_2": id}}
}

// TestContractCalls replays the contract's requests and compares codes and shapes.
func TestContractCalls(t *testing.T) {
	operations, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range operations {
		shape := map[string]string{}
		for _, c := range op.Cases {
			collect(t, shape, c)
		}
		for _, c := range op.Cases {
			name := op.Operation + "/" + c.Name
			t.Run(name, func(t *testing.T) {
				if endpointMissing(op.Path) {
					t.Skip("not served yet")
				}
				w := newWorld(t, sandbox.Options{})
				st := staged{}
				if stage := stages[name]; stage != nil {
					st = stage(w)
				}
				a := w.replay(op, c, st)
				if c.ReplyFile != nil {
					w.same("content type", strings.HasPrefix(a.header.Get("Content-Type"), "image/"), true)
					return
				}
				got := a.object(t)
				w.errcode(got, c.ErrCode())
				for path, kind := range flatten("", map[string]any(got)) {
					if want, ok := shape[path]; (!ok || !strings.Contains(want, kind)) && !ours[op.Operation+path] {
						t.Errorf("%s is %s, the contract has %q", path, kind, want)
					}
				}
			})
		}
	}
}

// ours are members that the platform's pages have and the contract's samples leave out.
var ours = map[string]bool{"user_get.telephone": true}

func endpointMissing(path string) bool {
	sb, err := sandbox.New(sandbox.Options{})
	if err != nil {
		return true
	}
	defer sb.Close()
	rec := &status{}
	sb.ServeHTTP(rec, request("GET", path))
	return rec.code == http.StatusNotFound
}

type status struct {
	discard
	code int
}

func (s *status) WriteHeader(code int) { s.code = code }

// collect adds what a sample reply looks like.
func collect(t *testing.T, shape map[string]string, c contract.Case) {
	t.Helper()
	var reply any
	if len(c.Reply) == 0 {
		return
	}
	if err := json.Unmarshal(c.Reply, &reply); err != nil {
		t.Fatal(err)
	}
	for path, kind := range flatten("", reply) {
		shape[path] += kind + " "
	}
}

// flatten maps every path of a document to the kind of value there.
func flatten(path string, v any) map[string]string {
	all := map[string]string{}
	switch v := v.(type) {
	case map[string]any:
		for name, sub := range v {
			maps.Copy(all, flatten(path+"."+name, sub))
		}
		return all
	case []any:
		all[path] = "list"
		for _, sub := range v {
			maps.Copy(all, flatten(path+"[]", sub))
		}
		return all
	}
	all[path] = fmt.Sprintf("%T", v)
	return all
}

func (w *world) replay(op contract.Operation, c contract.Case, st staged) answer {
	w.Helper()
	fix := func(text string) string {
		for _, old := range slices.Sorted(maps.Keys(st.replace)) {
			text = strings.ReplaceAll(text, old, st.replace[old])
		}
		return text
	}
	q := url.Values{}
	for name, v := range c.Query {
		q.Set(name, fix(v))
	}
	switch {
	case strings.HasSuffix(op.Path, "token"):
	case op.Platform == "weapp":
		q.Set("access_token", w.weappToken())
	case st.secret != "":
		q.Set("access_token", w.token(st.secret))
	default:
		q.Set("access_token", w.token("sandbox-contact-secret"))
	}
	body, kind := []byte(fix(string(c.Request))), "application/json"
	if c.File != nil {
		body, kind = part(w, c.File)
	}
	req, err := http.NewRequest(op.Method, w.srv.URL+op.Path+"?"+q.Encode(), bytes.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	return w.do(req)
}

func part(t testing.TB, f *contract.File) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	h := textproto.MIMEHeader{}
	h.Set("Content-Disposition", fmt.Sprintf(`form-data; name="media"; filename="%s"; filelength=%d`, f.Name, len(f.Data)))
	h.Set("Content-Type", f.ContentType)
	p, err := form.CreatePart(h)
	if err != nil {
		t.Fatal(err)
	}
	p.Write(f.Data)
	form.Close()
	return b.Bytes(), form.FormDataContentType()
}

var memberName = regexp.MustCompile(`<([A-Za-z]+)>(?:<!\[CDATA|\d)`)

// TestContractPushes lets people cause what the contract has samples of, and compares the
// members of the plaintexts in their order.
func TestContractPushes(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, sandbox.Options{})
	w.switches(object{"pending_half_event": true})
	w.scan("c02", w.way(object{"skip_verify": false}))
	id := w.way(object{"user": []string{"lisi"}})
	w.scan("c01", id)
	rel := func(call string, more object) {
		body := object{"customer": "c01", "userid": "lisi"}
		maps.Copy(body, more)
		w.control("POST", call, body)
	}
	rel("/relations/edit", nil)
	rel("/audit/approve", nil)
	rel("/relations/transfer-fail", nil)
	rel("/relations/delete", object{"by": "customer"})
	w.scan("c01", id)
	rel("/relations/delete", object{"by": "member", "reason": "transfer"})
	for _, p := range w.controlList("/pushes") {
		sample := sampleOf(pushes, p.str("event"))
		got := memberName.FindAllStringSubmatch(p.str("plaintext"), -1)
		if sample == "" {
			t.Errorf("no sample of %s", p.str("event"))
			continue
		}
		names := func(found [][]string) (list []string) {
			for _, m := range found {
				if m[1] != "State" && m[1] != "WelcomeCode" { // they come and go
					list = append(list, m[1])
				}
			}
			return list
		}
		if diff := cmp.Diff(names(memberName.FindAllStringSubmatch(sample, -1)), names(got)); diff != "" {
			t.Errorf("%s: %s", p.str("event"), diff)
		}
	}
}

// sampleOf finds the XML sample of a change type.
func sampleOf(pushes []contract.Push, change string) string {
	for _, p := range pushes {
		if p.Platform == "wecom" && strings.HasPrefix(p.Raw, "<xml><ToUserName>") && strings.Contains(p.Raw, "<ChangeType><![CDATA["+change+"]]>") {
			return p.Raw
		}
	}
	return ""
}

// TestContractMessages compares the members of message pushes in both formats.
func TestContractMessages(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"json", "xml"} {
		w := newWorld(t, sandbox.Options{})
		w.control("PUT", "/callbacks", object{"kind": "weapp", "format": format})
		w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": "x"})
		for _, body := range []object{{"msgtype": "text", "content": "x"}, {"msgtype": "image", "image": picture(t)}, {"msgtype": "miniprogrampage", "title": "t", "pagepath": "p"}} {
			body["customer"] = "c01"
			w.control("POST", "/weapp/messages", body)
		}
		r := &receiver{T: t}
		for _, p := range w.controlList("/pushes") {
			i := slices.IndexFunc(pushes, func(s contract.Push) bool {
				return s.Platform == "weapp" && s.Format == format && !s.Want.Unreadable && strings.Contains(string(s.Bytes()), p.str("event")) && !strings.Contains(s.Name, "without")
			})
			want, got := r.fields(pushes[i].Bytes()), r.fields([]byte(p.str("plaintext")))
			if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("%s %s: %s", p.str("event"), format, diff)
			}
		}
	}
}
