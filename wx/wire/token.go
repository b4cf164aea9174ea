package wire

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/menling/menling/wx"
)

type tokenReply struct {
	AccessToken      string `json:"access_token"`
	SuiteAccessToken string `json:"suite_access_token"` // instead, of a suite
	ExpiresIn        Int    `json:"expires_in"`         // seconds
}

// FetchToken makes the call that issues a token, without a token of its own. Its life is counted from
// before the call, so that it is never believed longer than it lives.
func (c *Client) FetchToken(ctx context.Context, req Request) (wx.Token, error) {
	if c.Limiter != nil {
		if err := c.Limiter.Wait(ctx, c.Who, req.Op); err != nil {
			return wx.Token{}, err
		}
	}
	asked := c.Now()
	reply, err := Bare[tokenReply](ctx, c, req)
	if err != nil {
		c.tell(req.Op, err)
		return wx.Token{}, err
	}
	return reply.token(req.Op, asked)
}

// FetchTokenWithToken is FetchToken for a call that itself takes a token.
func (c *Client) FetchTokenWithToken(ctx context.Context, req Request) (wx.Token, error) {
	asked := c.Now()
	reply, err := Do[tokenReply](ctx, c, req)
	if err != nil {
		return wx.Token{}, err
	}
	return reply.token(req.Op, asked)
}

func (r tokenReply) token(op string, asked time.Time) (wx.Token, error) {
	value := cmp.Or(r.AccessToken, r.SuiteAccessToken)
	if value == "" || r.ExpiresIn <= 0 {
		return wx.Token{}, &wx.UnknownError{Op: op, Err: errors.New("the answer holds no token")}
	}
	life := time.Duration(min(r.ExpiresIn, maxTokenLife)) * time.Second
	return wx.Token{Value: value, ExpiresAt: asked.Add(life)}, nil
}

// maxTokenLife bounds what is believed, in seconds. Both platforms give 7200.
const maxTokenLife = 24 * 3600
