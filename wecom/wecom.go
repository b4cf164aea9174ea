// Package wecom calls the WeCom (企业微信) API: contact ways, customers, welcome
// messages, members.
//
//	client, err := wecom.New("ww1234567890abcdef")
//	app := client.App(secret)
//	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
//		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"zhangsan"}, State: "spring",
//	})
//
// Refused calls are *wx.Error, tested with errors.Is against the conditions of
// package wx; requests that break a rule known beforehand are *wx.FieldError
// and never leave; calls that were sent and not answered are *wx.UnknownError.
// Nothing is repeated by itself but one call after a dead token.
package wecom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// BaseURL is the address of WeCom.
const BaseURL = "https://qyapi.weixin.qq.com"

// Client is one company. It is safe for use by several goroutines.
type Client struct {
	corpID string
	config wire.Config
}

// Option changes a Client. One that makes no sense is an error of New.
type Option func(*wire.Config) error

// WithBaseURL points the client elsewhere, at a sandbox or a proxy.
func WithBaseURL(base string) Option {
	return func(c *wire.Config) error { return c.SetBaseURL(base) }
}

// WithHTTPClient replaces the HTTP client. The default has its own transport
// and 10 s for a call; yours keeps its own. Redirects are never followed.
func WithHTTPClient(h *http.Client) Option {
	return func(c *wire.Config) error { return c.SetHTTP(h) }
}

// WithClock replaces time.Now.
func WithClock(now func() time.Time) Option {
	return func(c *wire.Config) error { return c.SetClock(now) }
}

// WithLogger logs token renewals and the platform's warnings; the default logs
// nothing.
func WithLogger(log *slog.Logger) Option {
	return func(c *wire.Config) error { return c.SetLog(log) }
}

// WithTokenStore shares access tokens; the default keeps them in memory.
func WithTokenStore(store wx.TokenStore) Option {
	return func(c *wire.Config) error { return c.SetTokens(store) }
}

// New makes a client for the company with this corpid.
func New(corpID string, opts ...Option) (*Client, error) {
	if corpID == "" {
		return nil, errors.New("wecom: corpid is empty")
	}
	config, err := wire.Build(BaseURL, opts)
	if err != nil {
		return nil, fmt.Errorf("wecom: %w", err)
	}
	return &Client{corpID: corpID, config: config}, nil
}

// App is the view of one app: its permissions, its visible range, its token.
type App struct {
	ContactWays *ContactWayService
	Customers   *CustomerService
	Welcome     *WelcomeService
	Users       *UserService
	Departments *DepartmentService

	wire *wire.Client
}

// service is what every service shares; each is a type over it.
type service struct {
	wire *wire.Client
}

// App returns the view of the app with this secret; for a 代开发 app that is its
// permanent code. Two views with the same secret share one token.
func (c *Client) App(secret string) *App {
	w := &wire.Client{Config: c.config, Platform: wx.WeCom, Secrets: []string{secret}}
	sum := sha256.Sum256([]byte(secret))
	w.TokenKey = "wecom:" + c.corpID + ":" + hex.EncodeToString(sum[:8])
	w.Fetch = func(ctx context.Context, _ string) (wx.Token, error) {
		return fetchToken(ctx, w, c.corpID, secret)
	}
	s := &service{w}
	return &App{
		ContactWays: (*ContactWayService)(s),
		Customers:   (*CustomerService)(s),
		Welcome:     (*WelcomeService)(s),
		Users:       (*UserService)(s),
		Departments: (*DepartmentService)(s),
		wire:        w,
	}
}

// Token returns the app's live access token, fetching one if there is none. It
// is the smallest call that proves corpid and secret.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/91039
func (a *App) Token(ctx context.Context) (wx.Token, error) { return a.wire.Token(ctx) }

func fetchToken(ctx context.Context, w *wire.Client, corpID, secret string) (wx.Token, error) {
	query := url.Values{"corpid": {corpID}, "corpsecret": {secret}}
	return w.FetchToken(ctx, wire.Get("gettoken", "/cgi-bin/gettoken", query))
}
