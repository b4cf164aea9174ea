package sandbox_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// TestRestart closes a sandbox and opens another one on its state file.
func TestRestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deep", "state.json")
	r := newReceiver(t)
	r.answer(func(_ int, w http.ResponseWriter) { w.WriteHeader(500) })
	w := newWorld(t, sandbox.Options{StateFile: file, WeComCallback: r.srv.URL + "/wecom"})
	token := w.token("sandbox-contact-secret")
	id, gone := w.way(object{"state": "渠道"}), w.way(nil)
	w.wecom(delWay, object{"config_id": gone})
	events := w.events()
	w.scan("c01", id)
	events.attempts(1)
	r.next()
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "image", "image": picture(t)})
	w.errcode(w.text(openid1, "在的"), 0)
	w.control("POST", "/customers", object{"name": "新客"})
	w.switches(object{"enter_quota": 1})
	w.sb.Advance(time.Hour) // the push is tried again, then waits
	events.attempts(2)
	r.next()
	chat := w.controlList("/weapp/messages?customer=c01")
	if err := w.sb.Close(); err != nil {
		t.Fatal(err)
	}

	r.answer(func(int, http.ResponseWriter) {})
	w = newWorld(t, sandbox.Options{StateFile: file})
	w.same("clock", w.sb.Now().Unix(), int64(start+3600))
	w.same("the waiting push", r.wecomEvent(r.next())["State"], "渠道")
	for w.control("GET", "/state", nil).num("pushes_waiting") > 0 { // until the answer is noted
	}
	done := w.controlList("/pushes")[0]
	w.same("its attempts go on", len(done.list("attempts")), 3)
	w.same("status", done.str("status"), "delivered")
	w.errcode(w.post("/cgi-bin/"+getWay+"?access_token="+token, object{"config_id": id}), 0)
	w.same("deleted", w.scan("c02", gone).str("result"), "deleted")
	w.same("already", w.scan("c01", id).str("result"), "already")
	w.same("customers", len(w.controlList("/customers")), 21)
	w.same("switches", w.control("GET", "/switches", nil).num("enter_quota"), 1)
	if diff := cmp.Diff(chat, w.controlList("/weapp/messages?customer=c01")); diff != "" {
		t.Error(diff)
	}
	w.same("picture", w.send("GET", chatPath(chat[0].str("pic_url")), nil).status, 200)
	w.same("window", w.control("GET", "/weapp/session?customer=c01", nil).num("remaining"), 4)
}

// TestRestartWithinAListing goes on with a listing of ways that were made within one second.
func TestRestartWithinAListing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	var ids, got []string
	for range 9 {
		ids = append(ids, w.way(nil))
	}
	slices.Sort(ids) // the order of the listing, within one second
	w.wecom(delWay, object{"config_id": ids[0]})
	cursor := ""
	page := func() {
		o := w.wecom(listWay, object{"limit": 3, "cursor": cursor})
		w.errcode(o, 0)
		for _, item := range o.list("contact_way") {
			got = append(got, item.str("config_id"))
		}
		cursor = o.str("next_cursor")
	}
	page()
	w.wecom(setWay, object{"config_id": ids[5], "state": "moved nowhere"})
	w.wecom(delWay, object{"config_id": ids[3]}) // where the page ended
	if err := w.sb.Close(); err != nil {
		t.Fatal(err)
	}
	w = newWorld(t, sandbox.Options{StateFile: file})
	for len(got) < 9 && cursor != "" {
		page()
	}
	if diff := cmp.Diff(ids[1:], got); diff != "" {
		t.Error(diff)
	}
}

// TestRestartOfTheOffice keeps tags, a deleted group too, notes, app messages, sign-ins, agents,
// the bound company and kept pictures.
func TestRestartOfTheOffice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	w.scan("c01", w.way(nil))
	w.control("POST", "/relations/edit", object{"customer": "c01", "userid": "zhangsan", "remark": "老陈", "add_tag": []string{"展会", "爱喝茶"}})
	w.send("POST", "/sandbox/v1/tags/delete", object{"id": "etGroup0002"})
	w.wecom("message/send", object{"touser": "lisi", "msgtype": "text", "agentid": 1000002, "text": object{"content": "在吗"}})
	code := cameBack("CODE", "lisi", "")(w).replace["CODE"]
	answering(w)
	bound(w)
	kept := w.keep("media", picture(t)).str("url")
	lists := []string{"/tags", "/wecom/app-messages", "/customers"}
	before := map[string][]object{}
	for _, path := range lists {
		before[path] = w.controlList(path)
	}
	if err := w.sb.Close(); err != nil {
		t.Fatal(err)
	}
	old := w.srv.URL
	w = newWorld(t, sandbox.Options{StateFile: file})
	w.sb.SetBaseURL(old) // so that addresses in the lists stay
	for _, path := range lists {
		if diff := cmp.Diff(before[path], w.controlList(path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	w.same("sign-in", w.wecomGet("auth/getuserinfo", "&code="+code).str("userid"), "lisi")
	w.same("agents", len(w.agents()), 1)
	w.errcode(w.kf("POST", "/customservice/work/bind", object{"corpid": "ww1a2b3c4d5e6f7081"}), 10130603)
	w.same("kept picture", w.send("GET", chatPath(kept), nil).status, 200)
}

// chatPath takes the path out of a URL.
func chatPath(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	return rest[strings.Index(rest, "/"):]
}

// TestSavedSoon reads the file while the sandbox is still open.
func TestSavedSoon(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	id := w.way(nil)
	for late := time.After(10 * time.Second); ; {
		data, _ := os.ReadFile(file)
		if strings.Contains(string(data), id) {
			return
		}
		select {
		case <-late:
			t.Fatal("not saved")
		default:
		}
	}
}

// TestSavedMeanwhile saves while ways are made, changed, used and deleted.
func TestSavedMeanwhile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	w := newWorld(t, sandbox.Options{StateFile: file})
	w.switches(object{"rate_limits": false})
	saves := 0
	last, _ := os.Stat(file)
	join := w.wecom("externalcontact/groupchat/add_join_way", object{"scene": 2, "chat_id_list": []string{"wrSandboxGroup00000000000000001"}}).str("config_id")
	for late := time.Now().Add(time.Minute); saves < 3 && time.Now().Before(late); {
		id := w.way(object{"type": 1, "user": []string{"lisi"}, "is_temp": true})
		w.wecom(setWay, object{"config_id": id, "remark": "r"})
		w.scan("c01", join)
		w.wecom(delWay, object{"config_id": id})
		if now, err := os.Stat(file); err == nil && (last == nil || !os.SameFile(now, last)) {
			last = now
			saves++
		}
	}
	w.same("saves", saves, 3)
}

func TestForeignState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	for _, text := range []string{"{", `{"version":1,"corpid":"other"}`, `{"version":9}`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sandbox.New(sandbox.Options{StateFile: file}); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestStartIsFast(t *testing.T) {
	least := time.Hour
	for range 20 { // the machine may be busy with something else in some
		begun := time.Now()
		sb, err := sandbox.New(sandbox.Options{})
		if err != nil {
			t.Fatal(err)
		}
		least = min(least, time.Since(begun))
		sb.Close()
	}
	if least > 20*time.Millisecond {
		t.Errorf("start took %v at least", least)
	}
}
