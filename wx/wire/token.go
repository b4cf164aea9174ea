package wire

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/wx"
)

type tokenReply struct {
	Envelope
	AccessToken string `json:"access_token"`
	ExpiresIn   Int    `json:"expires_in"` // seconds
}

// FetchToken makes the call that issues a token. Its life is counted from
// before the call, so that it is never believed longer than it lives.
func (c *Client) FetchToken(ctx context.Context, req Request) (wx.Token, error) {
	asked := c.Now()
	reply, err := Bare[tokenReply](ctx, c, req, "")
	if err != nil {
		return wx.Token{}, err
	}
	if reply.AccessToken == "" || reply.ExpiresIn <= 0 {
		return wx.Token{}, &wx.UnknownError{Op: req.Op, Err: errors.New("the answer holds no token")}
	}
	life := time.Duration(min(reply.ExpiresIn, maxTokenLife)) * time.Second
	return wx.Token{Value: reply.AccessToken, ExpiresAt: asked.Add(life)}, nil
}

// maxTokenLife bounds what is believed, in seconds. Both platforms give 7200.
const maxTokenLife = 24 * 3600
