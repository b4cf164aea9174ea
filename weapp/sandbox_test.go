package weapp_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wx"
)

// platform is a sandbox that pushes to our handler.
type platform struct {
	t      *testing.T
	url    string
	client *weapp.Client
	pushes chan *push.Push
}

func start(t *testing.T) *platform {
	t.Helper()
	const appID, token = "wx1a2b3c4d5e6f7081", "sandboxWeappToken"
	p := &platform{t: t, pushes: make(chan *push.Push, 16)}
	crypt, err := wx.NewCrypt(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq", appID)
	if err != nil {
		t.Fatal(err)
	}
	config := push.Config{Current: crypt, Token: token, AppID: appID, Mode: push.Secure}
	receiver := httptest.NewServer(&push.Handler{
		Config: func(*http.Request) (push.Config, error) { return config, nil },
		Accept: func(_ context.Context, got *push.Push) (push.Reply, error) { p.pushes <- got; return push.Reply{}, nil },
	})
	t.Cleanup(receiver.Close)
	sb, err := sandbox.New(sandbox.Options{WeappCallback: receiver.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sb.Close() })
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	sb.SetBaseURL(server.URL)
	p.url = server.URL
	if p.client, err = weapp.New(appID, "sandbox-weapp-secret", weapp.WithBaseURL(server.URL)); err != nil {
		t.Fatal(err)
	}
	return p
}

// control posts to the sandbox's control API and returns the answer.
func (p *platform) control(path string, body any) []byte {
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
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		p.t.Fatalf("%s: status %d, %v", path, resp.StatusCode, err)
	}
	return answer
}

func (p *platform) next() *push.Push {
	p.t.Helper()
	select {
	case got := <-p.pushes:
		return got
	case <-time.After(10 * time.Second):
		p.t.Fatal("no push came")
		return nil
	}
}

var picture, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")

// A customer opens the chat, writes, sends a picture, and is answered until the
// window is used up.
func TestChatOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	p.control("/weapp/enter", map[string]string{"customer": "c01", "session_from": "from=首页&x=<1>"})
	enter, ok := p.next().Event.(push.EnterTempSession)
	if !ok || enter.SessionFrom != "from=首页&x=<1>" {
		t.Fatalf("event %+v", enter)
	}
	p.control("/weapp/messages", map[string]string{"customer": "c01", "msgtype": "text", "content": "在吗"})
	text := p.next()
	if got, ok := text.Event.(push.Text); !ok || got.Content != "在吗" || text.MsgID == "" || text.Subject != enter.From {
		t.Fatalf("push %+v", text)
	}
	p.control("/weapp/messages", map[string]string{"customer": "c01", "msgtype": "image", "image": base64.StdEncoding.EncodeToString(picture)})
	image, ok := p.next().Event.(push.Image)
	if !ok {
		t.Fatalf("event %+v", image)
	}
	file, err := p.client.Media.Get(ctx, image.MediaID)
	if err != nil || len(file.Data) == 0 || file.ContentType != "image/png" {
		t.Fatalf("file %q of %d bytes, %v", file.ContentType, len(file.Data), err)
	}

	if err := p.client.Messages.Typing(ctx, weapp.Typing{ToUser: enter.From, Command: weapp.TypingStart}); err != nil {
		t.Errorf("typing: %v", err)
	}
	media, err := p.client.Media.Upload(ctx, weapp.Upload{Name: "p.png", Body: bytes.NewReader(picture)})
	if err != nil || media.ID == "" {
		t.Fatalf("media %+v, %v", media, err)
	}
	answers := []weapp.Message{
		weapp.Text(enter.From, "在的 <b>&"), weapp.Image(enter.From, media.ID), weapp.Text(enter.From, "3"),
		weapp.Text(enter.From, "4"), weapp.Text(enter.From, "5"),
	}
	for i, m := range answers {
		if err := p.client.Messages.Send(ctx, m); err != nil {
			t.Fatalf("message %d: %v", i+1, err)
		}
	}
	if err := p.client.Messages.Send(ctx, weapp.Text(enter.From, "6")); !errors.Is(err, wx.ErrWindowUsedUp) {
		t.Errorf("sixth message: %v", err)
	}
	p.control("/clock", map[string]string{"advance": "48h1m"})
	if err := p.client.Messages.Send(ctx, weapp.Text(enter.From, "7")); !errors.Is(err, wx.ErrWindowClosed) {
		t.Errorf("after 48 h: %v", err)
	}
}

func TestRefusalsOfTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	if err := p.client.Messages.Send(ctx, weapp.Text("oNobody", "x")); !errors.Is(err, wx.ErrInvalidUser) {
		t.Errorf("unknown openid: %v", err)
	}
	if _, err := p.client.Media.Get(ctx, "GONE"); !errors.Is(err, wx.ErrInvalidMedia) {
		t.Errorf("unknown media: %v", err)
	}
	if _, err := p.client.Media.Upload(ctx, weapp.Upload{Name: "p.png", Body: bytes.NewReader([]byte("not a picture"))}); err == nil {
		t.Error("a text is taken as a picture")
	}
	other, err := weapp.New("wx1a2b3c4d5e6f7081", "wrong", weapp.WithBaseURL(p.url))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Token(ctx); !errors.Is(err, wx.ErrBadCredential) {
		t.Errorf("wrong secret: %v", err)
	}
	for _, mode := range []weapp.TokenMode{weapp.Stable, weapp.Classic} {
		c, err := weapp.New("wx1a2b3c4d5e6f7081", "sandbox-weapp-secret", weapp.WithBaseURL(p.url), weapp.WithTokenMode(mode))
		if err != nil {
			t.Fatal(err)
		}
		if token, err := c.Token(ctx); err != nil || token.Value == "" {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

// The kinds of message that the chat above leaves out, and typing on either path.
func TestMessagesOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	business, err := weapp.New("wx1a2b3c4d5e6f7081", "sandbox-weapp-secret", weapp.WithBaseURL(p.url), weapp.WithTypingPath(weapp.TypingBusiness))
	if err != nil {
		t.Fatal(err)
	}
	p.control("/weapp/messages", map[string]string{"customer": "c01", "msgtype": "text", "content": "在吗"})
	to := p.next().From
	if err := p.client.Messages.Typing(ctx, weapp.Typing{ToUser: to, Command: weapp.TypingStart}); err != nil {
		t.Errorf("typing: %v", err)
	}
	if err := business.Messages.Typing(ctx, weapp.Typing{ToUser: to, Command: weapp.TypingStart}); !errors.Is(err, &wx.Error{Code: 45081, Platform: wx.WeApp}) {
		t.Errorf("typing twice: %v", err)
	}
	if err := business.Messages.Typing(ctx, weapp.Typing{ToUser: to, Command: weapp.TypingCancel}); err != nil {
		t.Errorf("cancelled: %v", err)
	}
	cover, err := p.client.Media.Upload(ctx, weapp.Upload{Name: "c.png", Body: bytes.NewReader(picture)})
	if err != nil {
		t.Fatal(err)
	}
	order := weapp.PageLink{Label: "订单", AppID: "wx1a2b3c4d5e6f7081", Path: "pages/order/order?id=7"}
	for _, m := range []weapp.Message{
		weapp.Link(to, weapp.MessageLink{Title: "t", Description: "d", URL: "https://example.com", ThumbURL: "https://example.com/t.png"}),
		weapp.MiniProgramPage(to, weapp.MessageMiniProgramPage{Title: "t", PagePath: order.Path, ThumbMediaID: cover.ID}),
		weapp.Text(to, "请看"+order.String()),
	} {
		if err := p.client.Messages.Send(ctx, m); err != nil {
			t.Errorf("%s: %v", m.MsgType, err)
		}
	}
}

// A code of wx.login tells who its user is, once.
func TestSignInOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	p.control("/weapp/messages", map[string]string{"customer": "c01", "msgtype": "text", "content": "在吗"})
	openID := p.next().From
	var login struct{ Code string }
	if err := json.Unmarshal(p.control("/weapp/login", map[string]string{"customer": "c01"}), &login); err != nil {
		t.Fatal(err)
	}
	if session, err := p.client.Auth.Session(ctx, login.Code); err != nil || session.OpenID != openID {
		t.Errorf("%+v, %v", session, err)
	}
	if _, err := p.client.Auth.Session(ctx, login.Code); !errors.Is(err, wx.ErrInvalidCode) {
		t.Errorf("used twice: %v", err)
	}
}

func TestUnknownOutcomeOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	p.control("/weapp/messages", map[string]string{"customer": "c02", "msgtype": "text", "content": "hi"})
	from := p.next().From
	for _, drop := range []string{"before", "after"} {
		p.control("/faults", map[string]any{"path": "/cgi-bin/message/custom/send", "times": 1, "drop": drop})
		if err := p.client.Messages.Send(ctx, weapp.Text(from, drop)); !wx.IsUnknown(err) {
			t.Errorf("dropped %s: %v", drop, err)
		}
	}
}

// The official agents and the bound company.
func TestAgentsAndCompanyOnTheSandbox(t *testing.T) {
	p, ctx := start(t), t.Context()
	if err := p.client.Kf.Add(ctx, weapp.KfAdd{WX: "zhang_wx"}); err != nil {
		t.Fatal(err)
	}
	if err := p.client.Kf.Add(ctx, weapp.KfAdd{WX: "zhang_wx"}); !errors.Is(err, &wx.Error{Code: 65407, Platform: wx.WeApp}) {
		t.Errorf("added twice: %v", err)
	}
	people, err := p.client.Kf.List(ctx)
	if err != nil || len(people) != 1 || people[0].WX != "zhang_wx" || people[0].ID == 0 {
		t.Fatalf("people %+v, %v", people, err)
	}
	if online, err := p.client.Kf.Online(ctx); err != nil || len(online) != 0 {
		t.Errorf("online %+v, %v", online, err)
	}
	p.control("/desk/online", map[string]any{"kf_openid": people[0].OpenID, "online": true})
	if online, err := p.client.Kf.Online(ctx); err != nil || len(online) != 1 || online[0].ID != people[0].ID || online[0].Status != 1 {
		t.Errorf("online %+v, %v", online, err)
	}
	if err := p.client.Kf.Delete(ctx, people[0].OpenID); err != nil {
		t.Error(err)
	}
	if people, err = p.client.Kf.List(ctx); err != nil || len(people) != 0 {
		t.Errorf("people %+v, %v", people, err)
	}

	if work, err := p.client.Work.Get(ctx); err != nil || work.CorpID != "" {
		t.Errorf("before: %+v, %v", work, err)
	}
	if err := p.client.Work.Bind(ctx, "ww1a2b3c4d5e6f7081"); err != nil {
		t.Error(err)
	}
	if work, err := p.client.Work.Get(ctx); err != nil || work.CorpID != "ww1a2b3c4d5e6f7081" || work.EntityName == "" || work.BindTime == 0 {
		t.Errorf("bound: %+v, %v", work, err)
	}
	if err := p.client.Work.Unbind(ctx, "ww1a2b3c4d5e6f7081"); err != nil {
		t.Error(err)
	}
}
