// Package weapp calls the mini-program API: customer-service messages, typing,
// pictures, customer-service staff, the WeCom company behind the chat, sign-in,
// access tokens.
//
//	client, err := weapp.New("wx1234567890abcdef", secret)
//	err = client.Messages.Send(ctx, weapp.Text(openid, "你好"))
//
// # Errors
//
// Refused calls are *wx.Error, tested with errors.Is against the conditions of
// package wx, and explained by their Explain method. Requests that break a rule
// known beforehand are *wx.FieldError and never leave. Calls that were sent and
// not answered are *wx.UnknownError: they may have taken effect.
//
// # Tokens, limits, repetition
//
// The access token is fetched when it is first needed, shared through the
// TokenStore, and renewed once when the platform calls it dead; the refused call
// did nothing and is then made once more. Otherwise a message is never sent
// twice by itself. Calls that only read are made again when the platform is busy
// or the answer got lost (WithRetries). After a refusal for going too fast the
// operation rests (WithLimiter).
//
// # Fields to come
//
// What the platform sends and this package has no field for stays reachable:
// the objects it sends keep their JSON as Raw. Pages, uploaded files and sign-ins
// have none of their own.
package weapp

import (
	"context"
	"errors"
	"fmt"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// BaseURL is the address of the mini-program API.
const BaseURL = "https://api.weixin.qq.com"

// Client is one mini program. It is safe for use by several goroutines.
type Client struct {
	Messages *MessageService
	Media    *MediaService
	Kf       *KfService
	Work     *WorkService
	Auth     *AuthService

	wire *wire.Client
}

// service is what every service shares; each is a type over it, or holds it.
type service struct {
	wire *wire.Client
}

// New makes a client for the mini program with this appid and AppSecret.
func New(appID, secret string, opts ...Option) (*Client, error) {
	switch {
	case appID == "":
		return nil, errors.New("weapp: appid is empty")
	case secret == "":
		return nil, errors.New("weapp: AppSecret is empty")
	}
	o := defaults()
	for _, opt := range opts {
		if opt == nil {
			return nil, errors.New("weapp: client option: one of them is nil")
		}
		if err := opt(&o); err != nil {
			return nil, fmt.Errorf("weapp: client option: %w", err)
		}
	}
	o.Fill()
	if o.Limiter == nil {
		o.Limiter = wx.NewLimiter(o.Now, wx.Limits{})
	}
	w := &wire.Client{Config: o.Config, Platform: wx.WeApp, Who: appID, Secrets: []string{secret}}
	o.setTokens(w, appID, secret)
	s := &service{w}
	return &Client{
		Messages: newMessages(s, o.typing),
		Media:    &MediaService{*s, o.maxImage},
		Kf:       (*KfService)(s),
		Work:     (*WorkService)(s),
		Auth:     &AuthService{*s, appID, secret},
		wire:     w,
	}, nil
}

// Token returns the live access token, fetching one if there is none. It is the
// smallest call that proves appid and secret.
func (c *Client) Token(ctx context.Context) (wx.Token, error) { return c.wire.Token(ctx) }
