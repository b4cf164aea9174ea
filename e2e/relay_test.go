package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/weapp/push"
)

// A customer comes by the cloud function with a signed source, writes, and is handed to the official tool by its answer.
func TestAMiniProgramsCloudFunctionPassesItsPushesOn(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		_, account := r.accounts(lin)
		c, live := r.newCloud(lin, account), lin.watch("")
		now := r.sandbox.Now().Unix()

		var source struct {
			SessionFrom string `json:"session_from"`
		}
		appid := sandbox.DefaultFixture().MiniProgram.AppID
		ask(t, http.DefaultClient, "POST", c.url+"/kit/v1/source", map[string]any{"appid": appid, "page": "pages/goods", "data": map[string]string{"order": "7"}}, &source)
		c.keeps(cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":%q`, now, source.SessionFrom)), "user_enter_tempsession", `"success"`)
		first := cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"text","Content":"在吗","MsgId":"49d72d67b16d115e7935ac386f2f0fa4_1555684067"`, now))
		c.keeps(first, "text", `"success"`)
		talk := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Unread == 1 })
		if talk.SessionMark != desk.SessionSigned || len(talk.SessionFields) != 2 {
			t.Errorf("the source is %s: %v", talk.SessionMark, talk.SessionFields)
		}

		share(r, lin, account, map[string]any{"mode": "official", "outside": false, "waiting": 0})
		c.keeps(first, "text", `"success"`) // again: the answer it had
		_, big := c.run(cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"text","Content":"急","MsgId":24000000000000001`, now+1)))
		answer, _ := c.run(cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"text","Content":"急","MsgId":24000000000000001`, now+1)))
		var reply struct{ MsgType, ToUserName, FromUserName string }
		if err := json.Unmarshal([]byte(answer), &reply); err != nil || reply.MsgType != "transfer_customer_service" || reply.ToUserName != "oUcloud1" || reply.FromUserName != "gh_0123456789ab" {
			t.Errorf("answered %s", answer)
		}
		if !slices.Contains([]string{"menling-relay text: kept, answered, tries 1", "menling-relay text: kept, answered, tries 2"}, big) { // 2: a busy machine
			t.Errorf("logged %q", big)
		}
		got := row(live, "conversation", func(now desk.ConversationRow) bool { return now.ID == talk.ID && now.Status == desk.Official })
		if got.Inbound != 2 {
			t.Errorf("%d messages, of two", got.Inbound)
		}
	})
}

// A push that comes by the cloud function and to the server counts once, and so does one that is sent again with its nonce.
func TestAPushThatIsPassedOnCountsOnce(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	c, live := r.newCloud(lin, account), lin.watch("")
	now := r.sandbox.Now().Unix()
	body := text("oUtwice", "一次", now, 7001)
	for range 2 {
		if status, answer := c.pass(body, "0123456789abcdef", now); status != 200 || answer != "" {
			t.Fatalf("%d %q", status, answer)
		}
	}
	r.weappPlatform().must(body)
	r.weappPlatform().must(entered("oUtwice", "a=1", now))
	if status, _ := c.pass(entered("oUtwice", "a=1", now), "0123456789abcdeg", now); status != 200 {
		t.Fatal(status)
	}
	r.applied()
	talk := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Inbound > 0 })
	var said struct{ Items []desk.MessageRow }
	lin.get(fmt.Sprintf("/conversations/%d/messages", talk.ID), &said)
	if len(said.Items) != 2 {
		t.Errorf("%d messages and entries", len(said.Items))
	}
}

func TestWhatIsNotSignedByTheCloudFunctionIsRefused(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	c := r.newCloud(lin, account)
	now := r.sandbox.Now().Unix()
	body, nonce := text("oUforged", "x", now, 7002), "0123456789abcdef"
	stamp := strconv.FormatInt(now, 10)
	want := func(name string, c cloud, body, stamp, secret string, want int) {
		t.Helper()
		if status, answer := c.passSigned(body, nonce, stamp, secret); status != want || strings.Contains(answer, c.secret) {
			t.Errorf("%s: %d %s", name, status, answer)
		}
	}
	nobody, wecom := c, c
	nobody.account, wecom.account = "nobody", "other"
	lin.post("/accounts", map[string]any{"kind": "weapp", "slug": "other", "platform_id": "wx00000000000000ff", "secret": "s"}, nil)
	want("another secret", c, body, stamp, "guess", 401)
	want("six minutes ago", c, body, strconv.FormatInt(now-360, 10), c.secret, 401)
	want("an unknown account", nobody, body, stamp, c.secret, 404)
	want("an account without a secret", wecom, body, stamp, "", 401)
	want("no JSON", c, "<xml/>", stamp, c.secret, 400)

	old := c.secret
	c = r.newCloud(lin, account)
	want("the secret before", c, body, stamp, old, 200)
	want("the secret now", c, body, stamp, c.secret, 200)
	r.control("POST", "/clock", map[string]any{"advance": "61m"}, nil)
	later := strconv.FormatInt(r.sandbox.Now().Unix(), 10)
	want("the secret before, after an hour", c, body, later, old, 401)
	ask(t, lin.http, "DELETE", fmt.Sprintf("%s/accounts/%d/relay-secret", lin.base, account), nil, nil)
	want("after it was removed", c, body, later, c.secret, 401)
	if answer, log := c.run(body); answer != `"success"` || log != "menling-relay text: not kept, menling answered 401" {
		t.Errorf("the function answers %s and logs %q", answer, log)
	}
}

// Ten thousand bytes are more than the platform hands over: the journal keeps them, and the desk as much as could be real.
func TestALongSessionFromThatIsPassedOnIsCut(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	c, live := r.newCloud(lin, account), lin.watch("")
	now := r.sandbox.Now().Unix()
	c.keeps(cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":"page=%s"`, now, strings.Repeat("长", 3333))), "user_enter_tempsession", `"success"`)
	c.keeps(cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"text","Content":"在吗","MsgId":"a_1"`, now)), "text", `"success"`)
	talk := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Unread == 1 })
	if talk.SessionMark != desk.SessionUnsigned || len(talk.SessionFrom) > 4096 || len(talk.SessionFrom) < 4000 || !utf8.ValidString(talk.SessionFrom) || !strings.HasPrefix(talk.SessionFrom, "page=长长") {
		t.Errorf("%d bytes, %s", len(talk.SessionFrom), talk.SessionMark)
	}
}

// A connection that breaks, and a proxy whose server is away, are tried once more.
func TestTheCloudFunctionTriesOnceMore(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	_, account := r.accounts(lin)
	c, live := r.newCloud(lin, account), lin.watch("")
	home, err := url.Parse(c.url)
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	proxy := httputil.NewSingleHostReverseProxy(home)
	var bodies [2]bytes.Buffer
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		n := asked.Add(1)
		if n <= 2 {
			body, err := io.ReadAll(req.Body)
			if err != nil && !errors.Is(err, io.EOF) {
				t.Error(err)
			}
			bodies[n-1].Write(body)
			bodies[n-1].WriteString(req.Header.Get(push.RelaySignature))
			req.Body = io.NopCloser(bytes.NewReader(body))
		}
		if n == 1 {
			panic(http.ErrAbortHandler)
		}
		if n >= 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		proxy.ServeHTTP(w, req)
	}))
	defer front.Close()
	c.url = front.URL
	event := cloudEvent(fmt.Sprintf(`"CreateTime":%d,"MsgType":"text","Content":"在吗","MsgId":"b_1"`, r.sandbox.Now().Unix()))
	if answer, log := c.run(event); answer != `"success"` || log != "menling-relay text: kept, tries 2" {
		t.Errorf("answered %s, logged %q", answer, log)
	}
	row(live, "conversation", func(c desk.ConversationRow) bool { return c.Unread == 1 })
	if bodies[0].String() != bodies[1].String() {
		t.Error("the second try is another request")
	}
	if _, log := c.run(event); log != "menling-relay text: not kept, menling answered 502" || asked.Load() != 4 {
		t.Errorf("after %d requests: %q", asked.Load(), log)
	}
}

func TestTheSecretOfACloudFunctionFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	out, _ := r.menling(0, "accounts", "relay", "demo")
	set := map[string]string{}
	for line := range strings.Lines(out) {
		if words := strings.Fields(line); len(words) == 2 {
			set[words[0]] = words[1]
		}
	}
	c := cloud{r, set["MENLING_URL"], set["MENLING_ACCOUNT"], set["MENLING_RELAY_SECRET"]}
	now := r.sandbox.Now().Unix()
	if status, answer := c.pass(text("oUcommand", "在吗", now, 7003), "0123456789abcdef", now); status != 200 {
		t.Errorf("%d %s with %s", status, answer, out)
	}
	r.menling(0, "accounts", "relay", "demo", "--remove")
	if status, _ := c.pass(text("oUcommand", "在吗", now, 7004), "0123456789abcdef", now); status != 401 {
		t.Errorf("after it was removed: %d", status)
	}
	if _, errs := r.menling(1, "accounts", "relay", "nobody"); !strings.Contains(errs, `no weapp account "nobody"`) {
		t.Errorf("of no account: %q", errs)
	}
}
