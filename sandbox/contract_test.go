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

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/sandbox"
)

const sampleWay = "7a3c9e5f1b2d4680a1c3e5f7092b4d6f"

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
	case op.NoToken && op.Operation != "get_corp_token":
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
	for name, value := range c.Header {
		req.Header.Set(name, value)
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

var (
	openTag  = regexp.MustCompile(`<([A-Za-z]+)>`)
	kindTags = regexp.MustCompile(`<(?:Event|InfoType|ChangeType|UpdateDetail|TagType)><!\[CDATA\[(\w+)\]\]>`)
)

// kindOf names what a push of the corp's tells: its event, what changed, and of what.
func kindOf(plain string) string {
	var kind []string
	for _, m := range kindTags.FindAllStringSubmatch(plain, -1) {
		kind = append(kind, m[1])
	}
	if ofSuite(plain) {
		kind = append(kind, "suite")
	}
	slices.Sort(kind) // tags have TagType before ChangeType, chats what is like it after
	return strings.Join(kind, " ")
}

// comeAndGo are members that a push has only of some ways, customers, groups or tags.
var comeAndGo = map[string]bool{"State": true, "WelcomeCode": true, "Item": true, "StrategyId": true, "QuitScene": true}

// membersOf lists a push's members in their order, without those that come and go. Sources differ about
// the order of what suites get, so that theirs are sorted.
func membersOf(plain string) string {
	var names []string
	for _, m := range openTag.FindAllStringSubmatch(plain, -1) {
		if !comeAndGo[m[1]] {
			names = append(names, m[1])
		}
	}
	if ofSuite(plain) {
		slices.Sort(names)
	}
	return strings.Join(names, " ")
}

func ofSuite(plain string) bool { return strings.HasPrefix(plain, "<xml><SuiteId>") }

// TestContractPushes lets people cause everything that the contract has samples of, and
// compares the members of the plaintexts in their order.
func TestContractPushes(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	samples := map[string][]string{}
	for _, p := range pushes {
		change := strings.Contains(p.Raw, "<Event><![CDATA[change_external_") || ofSuite(p.Raw)
		if p.Platform == "wecom" && change && !p.Want.Unreadable && !strings.Contains(p.Name, "unknown") {
			samples[kindOf(p.Raw)] = append(samples[kindOf(p.Raw)], membersOf(p.Raw))
		}
	}
	w := newWorld(t, sandbox.Options{})
	w.control("PUT", "/callbacks", object{"kind": "suite", "url": newReceiver(t).srv.URL + "/suite"})
	for _, what := range []string{"create", "change", "permit"} {
		w.control("POST", "/suite/auth", object{"what": what})
	}
	causeRelations(w)
	causeChats(w)
	causeTags(w)
	w.control("POST", "/suite/auth", object{"what": "cancel"})
	happened := map[string]bool{}
	for _, p := range w.controlList("/pushes") {
		plain := p.str("plaintext")
		kind := kindOf(plain)
		happened[kind] = true
		if len(samples[kind]) == 0 && ofSuite(plain) { // as the corp's event, of which there is one
			continue
		}
		if !slices.Contains(samples[kind], membersOf(plain)) {
			t.Errorf("%s has the members\n%s, the samples\n%s", kind, membersOf(plain), strings.Join(samples[kind], "\n"))
		}
	}
	for kind := range samples {
		if !happened[kind] {
			t.Errorf("nothing caused %s", kind)
		}
	}
}

func causeRelations(w *world) {
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
}

func causeChats(w *world) {
	id := w.control("POST", "/groups/create", object{"name": "新群", "owner": "lisi"}).str("chat_id")
	w.grouped("join", id, object{"customer": "c02"})
	w.grouped("remove", id, object{"customer": "c02"})
	w.grouped("owner", id, object{"owner": "zhangsan"})
	w.grouped("rename", id, object{"name": "改名"})
	w.grouped("notice", id, object{"notice": "公告"})
	w.grouped("dismiss", id, nil)
}

func causeTags(w *world) {
	w.tagged("create", object{"group": "城市", "name": "上海"})
	for _, g := range w.controlList("/tags") {
		if g.str("group_name") == "城市" {
			group, tag := g.str("group_id"), g.list("tag")[0].str("id")
			w.tagged("update", object{"id": tag, "name": "杭州"})
			w.tagged("update", object{"id": group, "name": "地方"})
			w.tagged("shuffle", object{"id": group})
			w.tagged("shuffle", object{})
			w.tagged("delete", object{"id": tag})
			w.tagged("delete", object{"id": group})
		}
	}
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
		w.switches(object{"sub_merchants": true})
		w.control("POST", "/weapp/enter", object{"customer": "c01", "session_from": "x"})
		for _, body := range []object{
			{"msgtype": "text", "content": "x"}, {"msgtype": "image", "image": picture(t)},
			{"msgtype": "miniprogrampage", "title": "t", "pagepath": "p"}, {"msgtype": "text", "content": "x", "business_id": 123456},
		} {
			body["customer"] = "c01"
			w.control("POST", "/weapp/messages", body)
		}
		r := &receiver{T: t}
		for _, p := range w.controlList("/pushes") {
			i := slices.IndexFunc(pushes, func(s contract.Push) bool {
				return s.Platform == "weapp" && s.Format == format && !s.Want.Unreadable && strings.Contains(string(s.Bytes()), p.str("event")) && !strings.Contains(s.Name, "without") &&
					strings.Contains(s.Name, "business_id") == strings.Contains(p.str("plaintext"), "BusinessId")
			})
			want, got := r.fields(pushes[i].Bytes()), r.fields([]byte(p.str("plaintext")))
			if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("%s %s: %s", p.str("event"), format, diff)
			}
		}
	}
}
