package wecom_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

func TestGettokenContract(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		if op.Operation != "gettoken" {
			continue
		}
		for _, c := range op.Cases {
			t.Run(c.Name, func(t *testing.T) {
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method != op.Method || r.URL.Path != op.Path || r.URL.Query().Get("corpid") != c.Query["corpid"] || r.URL.Query().Get("corpsecret") != c.Query["corpsecret"] || len(r.URL.Query()) != 2 {
						t.Errorf("%s %s", r.Method, r.URL)
					}
					w.Write(c.Reply)
				}))
				defer server.Close()
				client, err := wecom.New(c.Query["corpid"], wecom.WithBaseURL(server.URL))
				if err != nil {
					t.Fatal(err)
				}
				token, err := client.App(c.Query["corpsecret"]).Token(t.Context())
				if code := c.ErrCode(); code != 0 {
					if !errors.Is(err, wx.ErrBadCredential) {
						t.Errorf("%v", err)
					}
				} else if err != nil || token.Value != "tokenOfTheContactApp_0123456789" {
					t.Errorf("%q, %v", token.Value, err)
				}
			})
		}
	}
}

func TestEachAppHasItsToken(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"errcode":0,"access_token":"of %s","expires_in":"7200"}`, r.URL.Query().Get("corpsecret"))
	}))
	defer server.Close()
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"a", "b", "a"} {
		if token, err := client.App(secret).Token(t.Context()); err != nil || token.Value != "of "+secret {
			t.Errorf("app %s has the token %q, %v", secret, token.Value, err)
		}
	}
}

// 64 goroutines meet a dying token: one refresh, and all of them succeed.
func TestDyingTokenMakesOneRefresh(t *testing.T) {
	var issued atomic.Int64
	var dead sync.Map
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cgi-bin/gettoken" {
			fmt.Fprintf(w, `{"errcode":0,"access_token":"t%d","expires_in":7200}`, issued.Add(1))
			return
		}
		if _, is := dead.Load(r.URL.Query().Get("access_token")); is {
			io.WriteString(w, `{"errcode":42001,"errmsg":"access_token expired"}`)
			return
		}
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","follow_user":["zhangsan"]}`)
	}))
	defer server.Close()
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	app := client.App("secret")
	if _, err := app.Customers.FollowUsers(t.Context()); err != nil {
		t.Fatal(err)
	}
	dead.Store("t1", true)
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			if users, err := app.Customers.FollowUsers(t.Context()); err != nil || len(users) != 1 {
				t.Errorf("%v, %v", users, err)
			}
		})
	}
	wg.Wait()
	if got := issued.Load(); got != 2 {
		t.Errorf("%d tokens were issued, want 2", got)
	}
}

func TestNothingSecretIsLogged(t *testing.T) {
	var log strings.Builder
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"errcode":0,"access_token":"tokenvalue","expires_in":7200}`)
	}))
	defer server.Close()
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL),
		wecom.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.App("secretvalue").Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	if log.Len() == 0 || strings.Contains(log.String(), "tokenvalue") || strings.Contains(log.String(), "secretvalue") {
		t.Errorf("log: %s", log.String())
	}
}

func TestNewRefuses(t *testing.T) {
	for name, opts := range map[string][]wecom.Option{
		"base URL": {wecom.WithBaseURL("nonsense")}, "HTTP client": {wecom.WithHTTPClient(nil)},
		"clock": {wecom.WithClock(nil)}, "logger": {wecom.WithLogger(nil)}, "token store": {wecom.WithTokenStore(nil)},
		"limiter": {wecom.WithLimiter(nil)}, "retries": {wecom.WithRetries(-1)}, "clamp": {wecom.WithClamp(nil)}, "no option": {nil},
	} {
		if _, err := wecom.New("ww1", opts...); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := wecom.New(""); err == nil {
		t.Error("an empty corpid is accepted")
	}
	ticket := func(context.Context) (string, error) { return "", nil }
	for _, suite := range []struct {
		id, secret string
		ticket     wecom.TicketSource
	}{{"", "s", ticket}, {"tj1", "", ticket}, {"tj1", "s", nil}} {
		if _, err := wecom.NewSuite(suite.id, suite.secret, suite.ticket); err == nil {
			t.Errorf("a suite of %q, %q is accepted", suite.id, suite.secret)
		}
	}
	client, err := wecom.New("ww1", wecom.WithBaseURL("http://192.0.2.1")) // where nobody is
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.App("").Token(t.Context()); !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("an empty secret: %v", err)
	}
}

// unreachable is an app that must not call.
func unreachable(t *testing.T) *wecom.App {
	return setup(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was called", r.URL.Path) })
}

func TestContactWayAddValidate(t *testing.T) {
	good := func() wecom.ContactWayAdd {
		return wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"amy"}}
	}
	thirty := strings.Repeat("渠", 30)
	rows := []struct {
		name, field string
		change      func(*wecom.ContactWayAdd)
	}{
		{"as it is", "", func(*wecom.ContactWayAdd) {}},
		{"30 characters of remark", "", func(w *wecom.ContactWayAdd) { w.Remark = thirty }},
		{"31 characters of remark", "remark", func(w *wecom.ContactWayAdd) { w.Remark = thirty + "x" }},
		{"30 characters of state", "", func(w *wecom.ContactWayAdd) { w.State = thirty }},
		{"31 characters of state", "state", func(w *wecom.ContactWayAdd) { w.State = thirty + "x" }},
		{"no type", "type", func(w *wecom.ContactWayAdd) { w.Type = 0 }},
		{"type 3", "type", func(w *wecom.ContactWayAdd) { w.Type = 3 }},
		{"no scene", "scene", func(w *wecom.ContactWayAdd) { w.Scene = 0 }},
		{"single with two members", "user", func(w *wecom.ContactWayAdd) { w.Type = 1; w.User = []string{"a", "b"} }},
		{"single with none", "user", func(w *wecom.ContactWayAdd) { w.Type = 1; w.User = nil }},
		{"single with a department", "party", func(w *wecom.ContactWayAdd) { w.Type = 1; w.Party = []int64{2} }},
		{"multi with nobody", "user", func(w *wecom.ContactWayAdd) { w.User = nil }},
		{"multi with a department alone", "", func(w *wecom.ContactWayAdd) { w.User = nil; w.Party = []int64{2} }},
		{"an empty member", "user", func(w *wecom.ContactWayAdd) { w.User = []string{""} }},
		{"department 0", "party", func(w *wecom.ContactWayAdd) { w.Party = []int64{0} }},
		{"100 members", "", func(w *wecom.ContactWayAdd) { w.User = many(100) }},
		{"101 members", "user", func(w *wecom.ContactWayAdd) { w.User = many(101) }},
		{"style for a QR code", "style", func(w *wecom.ContactWayAdd) { w.Style = 1 }},
		{"style 2 of a multi button", "", func(w *wecom.ContactWayAdd) { w.Scene = 1; w.Style = 2 }},
		{"style 3 of a multi button", "style", func(w *wecom.ContactWayAdd) { w.Scene = 1; w.Style = 3 }},
	}
	for _, row := range rows {
		w := good()
		row.change(&w)
		checkField(t, row.name, row.field, w.Validate())
	}
	bad := good()
	bad.Remark = thirty + "x"
	_, err := unreachable(t).ContactWays.Add(t.Context(), bad)
	if err == nil || err.Error() != "add_contact_way: remark: at most 30 characters, got 31" {
		t.Errorf("%v", err)
	}
}

func many(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint("user", i)
	}
	return list
}

func checkField(t *testing.T, name, field string, err error) {
	t.Helper()
	var broken *wx.FieldError
	switch {
	case field == "" && err != nil:
		t.Errorf("%s: %v", name, err)
	case field != "" && (!errors.As(err, &broken) || broken.Field != field):
		t.Errorf("%s: %v, want field %s", name, err, field)
	}
}

func TestWelcomeValidate(t *testing.T) {
	text := wecom.Welcome{Code: "c", Text: "hi"}
	with := func(a ...wecom.Attachment) wecom.Welcome { return wecom.Welcome{Code: "c", Attachments: a} }
	rows := []struct {
		name, field string
		welcome     wecom.Welcome
	}{
		{"text", "", text},
		{"no code", "welcome_code", wecom.Welcome{Text: "hi"}},
		{"nothing", "text", wecom.Welcome{Code: "c"}},
		{"4000 bytes", "", wecom.Welcome{Code: "c", Text: strings.Repeat("x", 4000)}},
		{"4002 bytes of 1334 characters", "text.content", wecom.Welcome{Code: "c", Text: strings.Repeat("您", 1334)}},
		{"image", "", with(wecom.ImageAttachment("m"))},
		{"image by URL", "", with(wecom.Attachment{MsgType: "image", Image: &wecom.AttachmentImage{PicURL: "http://x"}})},
		{"image without any", "attachments[0].image", with(wecom.ImageAttachment(""))},
		{"body does not match", "attachments[1].msgtype", with(wecom.ImageAttachment("m"), wecom.Attachment{MsgType: "link"})},
		{"unknown type", "attachments[0].msgtype", with(wecom.Attachment{MsgType: "voice"})},
		{"link without URL", "attachments[0].link.url", with(wecom.LinkAttachment(wecom.LinkCard{Title: "t"}))},
		{"title of 129 bytes", "attachments[0].link.title", with(wecom.LinkAttachment(wecom.LinkCard{Title: strings.Repeat("x", 129), URL: "u"}))},
		{"card without page", "attachments[0].miniprogram.page", with(wecom.MiniProgramAttachment(wecom.MiniProgramCard{Title: "t", PicMediaID: "m", AppID: "wx"}))},
		{"video without media", "attachments[0].video.media_id", with(wecom.VideoAttachment(""))},
		{"file without media", "attachments[0].file.media_id", with(wecom.FileAttachment(""))},
		{"10 attachments", "attachments", with(slices10()...)},
	}
	for _, row := range rows {
		checkField(t, row.name, row.field, row.welcome.Validate())
	}
}

func slices10() []wecom.Attachment {
	list := make([]wecom.Attachment, 10)
	for i := range list {
		list[i] = wecom.ImageAttachment("m")
	}
	return list
}

func TestMissingIDsNeverLeave(t *testing.T) {
	app, ctx := unreachable(t), context.Background()
	errs := map[string]error{"del_contact_way": app.ContactWays.Delete(ctx, "")}
	_, errs["get_contact_way"] = app.ContactWays.Get(ctx, "")
	_, errs["externalcontact_get"] = app.Customers.Get(ctx, "", "")
	_, errs["user_get"] = app.Users.Get(ctx, "")
	_, errs["list_contact_way"] = app.ContactWays.List(ctx, wecom.ContactWayList{Limit: 1001})
	_, errs["list, wrong order"] = app.ContactWays.List(ctx, wecom.ContactWayList{StartTime: time.Unix(2, 0), EndTime: time.Unix(1, 0)})
	for name, err := range errs {
		if !errors.Is(err, wx.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
