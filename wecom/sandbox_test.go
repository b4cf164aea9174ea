package wecom_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

const corpID = "ww1a2b3c4d5e6f7081"

// platform is a sandbox that pushes to our handler.
type platform struct {
	t      *testing.T
	url    string
	client *wecom.Client
	pushes chan *callback.Push
}

func start(t *testing.T) *platform {
	t.Helper()
	p := &platform{t: t, pushes: make(chan *callback.Push, 16)}
	crypt, err := wx.NewCrypt("sandboxWecomToken", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", corpID)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(&callback.Handler{
		Keys:   func(*http.Request) (callback.Keys, error) { return callback.Keys{Current: crypt}, nil },
		Accept: func(_ context.Context, push *callback.Push) error { p.pushes <- push; return nil },
	})
	t.Cleanup(receiver.Close)
	sb, err := sandbox.New(sandbox.Options{WeComCallback: receiver.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sb.Close() })
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	sb.SetBaseURL(server.URL)
	p.url = server.URL
	if p.client, err = wecom.New(corpID, wecom.WithBaseURL(server.URL)); err != nil {
		t.Fatal(err)
	}
	return p
}

// control posts to the sandbox's control API.
func (p *platform) control(path string, body, answer any) {
	p.t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := http.Post(p.url+"/sandbox/v1"+path, "application/json", bytes.NewReader(data))
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		p.t.Fatalf("%s: status %d", path, resp.StatusCode)
	}
	if answer != nil {
		if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
			p.t.Fatal(err)
		}
	}
}

// list reads a list of the control API.
func (p *platform) list(path string, into any) {
	p.t.Helper()
	resp, err := http.Get(p.url + "/sandbox/v1" + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		p.t.Fatal(err)
	}
}

func (p *platform) next() *callback.Push {
	p.t.Helper()
	select {
	case push := <-p.pushes:
		return push
	case <-time.After(10 * time.Second):
		p.t.Fatal("no push came")
		return nil
	}
}

// A customer scans a code, is found, greeted, and the way is deleted.
func TestRingOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	app := p.client.App("sandbox-contact-secret")
	began := time.Now()
	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"zhangsan", "lisi"}, State: "spring-a1", Remark: "展会 <A&B>",
	})
	if err != nil {
		t.Fatal(err)
	}
	way, err := app.ContactWays.Get(ctx, added.ConfigID)
	if err != nil || way.State != "spring-a1" || way.Remark != "展会 <A&B>" || !way.SkipVerify || way.QRCode != added.QRCode || !slices.Equal(way.User, []string{"zhangsan", "lisi"}) {
		t.Fatalf("way %+v, %v", way, err)
	}
	var listed []string
	for id, err := range app.ContactWays.All(ctx, wecom.ContactWayList{StartTime: began.Add(-time.Hour), EndTime: began.Add(time.Hour)}) {
		if err != nil {
			t.Fatal(err)
		}
		listed = append(listed, id)
	}
	if !slices.Contains(listed, added.ConfigID) {
		t.Errorf("listed %v", listed)
	}

	var scan struct{ Result, UserID string }
	p.control("/scan", map[string]string{"customer": "c01", "config_id": added.ConfigID}, &scan)
	event, ok := p.next().Event.(callback.AddExternalContact)
	if scan.Result != "added" || !ok || event.State != "spring-a1" || event.UserID != scan.UserID || event.WelcomeCode == "" {
		t.Fatalf("scan %+v, event %+v", scan, event)
	}
	detail, err := app.Customers.Get(ctx, event.ExternalUserID, "")
	if err != nil || detail.ExternalContact.Name == "" || len(detail.FollowUser) != 1 || detail.FollowUser[0].State != "spring-a1" {
		t.Fatalf("customer %+v, %v", detail, err)
	}
	welcome := wecom.Welcome{Code: event.WelcomeCode, Text: "您好"}
	if err := app.Welcome.Send(ctx, welcome); err != nil {
		t.Fatal(err)
	}
	if err := app.Welcome.Send(ctx, welcome); !errors.Is(err, wx.ErrAlreadyChatting) {
		t.Errorf("second welcome: %v", err)
	}
	if err := app.ContactWays.Delete(ctx, added.ConfigID); err != nil {
		t.Fatal(err)
	}
	if _, err := app.ContactWays.Get(ctx, added.ConfigID); !errors.Is(err, wx.ErrNotFound) {
		t.Errorf("deleted way: %v", err)
	}
}

func TestDirectoryOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	app := p.client.App("sandbox-contact-secret")
	users, err := app.Customers.FollowUsers(ctx)
	if err != nil || !slices.Contains(users, "zhangsan") {
		t.Errorf("follow users %v, %v", users, err)
	}
	departments, err := app.Departments.SimpleList(ctx, 0)
	if err != nil || len(departments) < 2 {
		t.Errorf("departments %v, %v", departments, err)
	}
	members, err := app.Users.SimpleList(ctx, 2)
	if err != nil || len(members) == 0 || members[0].Name == "" {
		t.Errorf("members %v, %v", members, err)
	}
	user, err := app.Users.Get(ctx, "zhangsan")
	if err != nil || user.Name == "" || user.Status != wecom.UserActive {
		t.Errorf("member %+v, %v", user, err)
	}
}

func TestRefusalsOfTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	app := p.client.App("sandbox-contact-secret")
	of := func(user string) wecom.ContactWayAdd {
		return wecom.ContactWayAdd{Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{user}}
	}
	for user, want := range map[string]error{
		"zhaoliu": wx.ErrNotVerified, "sunqi": wx.ErrNoContactRight, "zhouba": wx.ErrNotActivated,
		"wujiu": wx.ErrNotPermitted, "nobody": wx.ErrNoSuchMember,
	} {
		if _, err := app.ContactWays.Add(ctx, of(user)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", user, err, want)
		}
	}
	if _, err := p.client.App("sandbox-other-secret").ContactWays.Add(ctx, of("lisi")); !errors.Is(err, wx.ErrNotPermitted) {
		t.Errorf("app without the permission: %v", err)
	}
	if _, err := p.client.App("wrong").Token(ctx); !errors.Is(err, wx.ErrBadCredential) {
		t.Errorf("wrong secret: %v", err)
	}
}

// A dropped answer is an unknown outcome, and the way may be there.
func TestUnknownOutcomeOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	app := p.client.App("sandbox-contact-secret")
	p.control("/faults", map[string]any{"path": "/cgi-bin/externalcontact/add_contact_way", "times": 1, "drop": "after"}, nil)
	_, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"lisi"}, State: "lost"})
	if !wx.IsUnknown(err) {
		t.Fatalf("%v", err)
	}
	page, err := app.ContactWays.List(ctx, wecom.ContactWayList{})
	if err != nil || len(page.ConfigIDs) != 1 {
		t.Errorf("page %+v, %v", page, err)
	}
}
