// Package weapp calls the mini-program API: customer-service messages, typing,
// media, sign-in, the official agents, access tokens.
//
//	client, err := weapp.New("wx1234567890abcdef", secret)
//	err = client.Messages.Send(ctx, weapp.Text(openid, "你好"))
//
// Refused calls are *wx.Error, tested with errors.Is against the conditions of
// package wx; requests that break a rule known beforehand are *wx.FieldError
// and never leave; calls that were sent and not answered are *wx.UnknownError.
// A message is never sent twice by itself, but once more after the platform
// refused it because of a dead token.
package weapp

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

// BaseURL is the address of the mini-program API.
const BaseURL = "https://api.weixin.qq.com"

// Client is one mini program. It is safe for use by several goroutines.
type Client struct {
	Messages *MessageService
	Media    *MediaService
	Auth     *AuthService
	Kf       *KfService
	Work     *WorkService

	wire *wire.Client
}

type options struct {
	wire.Config
	mode TokenMode
}

// Option changes a Client. One that makes no sense is an error of New.
type Option func(*options) error

// WithBaseURL points the client elsewhere, at a sandbox or a proxy.
func WithBaseURL(base string) Option {
	return func(o *options) error { return o.SetBaseURL(base) }
}

// WithHTTPClient replaces the HTTP client. The default has its own transport
// and 10 s for a call; yours keeps its own. Redirects are never followed.
func WithHTTPClient(h *http.Client) Option {
	return func(o *options) error { return o.SetHTTP(h) }
}

// WithClock replaces time.Now.
func WithClock(now func() time.Time) Option {
	return func(o *options) error { return o.SetClock(now) }
}

// WithLogger logs token renewals and the platform's warnings; the default logs
// nothing.
func WithLogger(log *slog.Logger) Option {
	return func(o *options) error { return o.SetLog(log) }
}

// WithTokenStore shares access tokens; the default keeps them in memory.
func WithTokenStore(store wx.TokenStore) Option {
	return func(o *options) error { return o.SetTokens(store) }
}

// WithLimiter shares or changes the limits of calls. The platform publishes none
// for messages; the default lets an operation rest for a minute after it was
// refused for going too fast.
func WithLimiter(limiter wx.Limiter) Option {
	return func(o *options) error { return o.SetLimiter(limiter) }
}

// WithRetries says how often a call that only reads is made again when the
// platform is busy or its answer got lost; the default is 3, and 0 switches it
// off.
func WithRetries(n int) Option {
	return func(o *options) error { return o.SetRetries(n) }
}

// TokenMode is the endpoint that tokens come from. The tokens of the two are
// independent of each other.
type TokenMode string

// The two endpoints.
const (
	Stable  TokenMode = "stable"  // stable_token: asking again gives the same token
	Classic TokenMode = "classic" // token: asking again kills the one before
)

// WithTokenMode chooses the endpoint of tokens; the default is Stable.
func WithTokenMode(mode TokenMode) Option {
	return func(o *options) error {
		if mode != Stable && mode != Classic {
			return errors.New("token mode must be stable or classic")
		}
		o.mode = mode
		return nil
	}
}

// service is what every service shares; each is a type over it.
type service struct {
	wire *wire.Client
}

// New makes a client for the mini program with this appid and AppSecret.
func New(appID, secret string, opts ...Option) (*Client, error) {
	if appID == "" {
		return nil, errors.New("weapp: appid is empty")
	}
	o := options{mode: Stable}
	o.BaseURL, o.Retries = BaseURL, wire.DefaultRetries
	for _, opt := range opts {
		if err := opt(&o); err != nil {
			return nil, fmt.Errorf("weapp: client option: %w", err)
		}
	}
	o.Fill()
	if o.Limiter == nil {
		o.Limiter = wx.NewLimiter(o.Now, wx.Limits{})
	}
	w := &wire.Client{Config: o.Config, Platform: wx.WeApp, Who: appID, Secrets: []string{secret}}
	sum := sha256.Sum256([]byte(secret))
	w.TokenKey = "weapp:" + appID + ":" + string(o.mode) + ":" + hex.EncodeToString(sum[:8])
	w.Fetch = func(ctx context.Context, dead string) (wx.Token, error) {
		if o.mode == Classic {
			return fetchClassic(ctx, w, appID, secret)
		}
		return fetchStable(ctx, w, appID, secret, dead)
	}
	s := &service{w}
	return &Client{
		Messages: &MessageService{service: *s}, Media: (*MediaService)(s), Auth: &AuthService{*s, appID, secret},
		Kf: (*KfService)(s), Work: (*WorkService)(s), wire: w,
	}, nil
}

// Token returns the live access token, fetching one if there is none. It is the
// smallest call that proves appid and secret.
func (c *Client) Token(ctx context.Context) (wx.Token, error) { return c.wire.Token(ctx) }

// fetchClassic asks the old endpoint.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getAccessToken.html
func fetchClassic(ctx context.Context, w *wire.Client, appID, secret string) (wx.Token, error) {
	query := url.Values{"grant_type": {"client_credential"}, "appid": {appID}, "secret": {secret}}
	return w.FetchToken(ctx, wire.Get("token", "/cgi-bin/token", query))
}

type stableRequest struct {
	GrantType    string `json:"grant_type"`
	AppID        string `json:"appid"`
	Secret       string `json:"secret"`
	ForceRefresh bool   `json:"force_refresh"`
}

// fetchStable asks the stable endpoint. It goes on giving a token that was
// found dead, so when that happens it is forced to make a new one. That works
// 20 times a day, so it is not the first thing tried.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
func fetchStable(ctx context.Context, w *wire.Client, appID, secret, dead string) (wx.Token, error) {
	body := stableRequest{"client_credential", appID, secret, false}
	token, err := askStable(ctx, w, body)
	if err != nil || dead == "" || token.Value != dead {
		return token, err
	}
	body.ForceRefresh = true
	return askStable(ctx, w, body)
}

func askStable(ctx context.Context, w *wire.Client, body stableRequest) (wx.Token, error) {
	return w.FetchToken(ctx, wire.Post("stable_token", "/cgi-bin/stable_token", body))
}
