package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/menling/menling/wx"
)

// Client makes the calls of one platform identity: one app of a company, or
// one mini program.
type Client struct {
	Config
	Platform wx.Platform
	TokenKey string // names this identity's token in the store

	// Fetch asks the platform for a token; dead is the value that was found
	// dead, or empty.
	Fetch func(ctx context.Context, dead string) (wx.Token, error)

	// Secrets are cut out of every error.
	Secrets []string
}

// Request is one call.
type Request struct {
	Op          string // how errors and logs name it, such as "get_contact_way"
	Method      string
	Path        string
	Query       url.Values
	Body        []byte
	ContentType string
}

// Get is a request without a body.
func Get(op, path string, query url.Values) Request {
	return Request{Op: op, Method: http.MethodGet, Path: path, Query: query}
}

// Post is a request with a JSON body.
func Post(op, path string, body any) (Request, error) {
	data, err := Marshal(body)
	if err != nil {
		return Request{}, err
	}
	return Request{Op: op, Method: http.MethodPost, Path: path, Body: data, ContentType: "application/json"}, nil
}

// Do makes a call with the access token and reads the JSON answer into a new
// T. When the platform says that the token is dead it is renewed once and the
// call made once more: a refused call did nothing. Nothing else is repeated.
func Do[T any, P Reply[T]](ctx context.Context, c *Client, req Request) (T, error) {
	return withToken(ctx, c, req.Op, func(token string) (T, error) {
		return Bare[T, P](ctx, c, req, token)
	})
}

// Bare makes a call once, with the token given or without one if it is empty.
func Bare[T any, P Reply[T]](ctx context.Context, c *Client, req Request, token string) (T, error) {
	var zero T
	answer, err := c.send(ctx, req, token)
	if err != nil {
		return zero, err
	}
	value, err := read[T, P](c, req.Op, answer.Body, token)
	if err != nil {
		return zero, err
	}
	return value, nil
}

// Post makes a JSON call whose answer is nothing but the envelope.
func (c *Client) Post(ctx context.Context, op, path string, body any) error {
	req, err := Post(op, path, body)
	if err != nil {
		return err
	}
	_, err = Do[Envelope](ctx, c, req)
	return err
}

// Token returns the live access token, fetching one if needed.
func (c *Client) Token(ctx context.Context) (wx.Token, error) {
	return c.renew(ctx, wx.Token{})
}

func (c *Client) renew(ctx context.Context, dead wx.Token) (wx.Token, error) {
	return c.Tokens.Renew(ctx, c.TokenKey, dead.Version, func(ctx context.Context) (wx.Token, error) {
		reason := "none or expired"
		if dead.Version != 0 {
			reason = "dead"
		}
		c.Log.InfoContext(ctx, "fetching access token", "platform", string(c.Platform), "reason", reason)
		return c.Fetch(ctx, dead.Value)
	})
}

// withToken runs call with a live token, and once more after a dead one.
func withToken[T any](ctx context.Context, c *Client, op string, call func(token string) (T, error)) (T, error) {
	var zero T
	token, err := c.renew(ctx, wx.Token{})
	if err != nil {
		return zero, &tokenError{op, err}
	}
	value, err := call(token.Value)
	if err == nil || !errors.Is(err, wx.ErrTokenDead) {
		return value, err
	}
	renewed, renewErr := c.renew(ctx, token)
	if renewErr != nil {
		return zero, fmt.Errorf("%w; renewing: %w", err, renewErr)
	}
	return call(renewed.Value)
}

// tokenError is a call that never went out because there was no token. The
// call itself did nothing, so it hides that fetching the token may have had an
// unknown outcome.
type tokenError struct {
	op  string
	err error
}

func (e *tokenError) Error() string { return e.op + ": no access token: " + e.err.Error() }

// Unwrap gives what the token fetch met, with an unknown outcome taken off.
func (e *tokenError) Unwrap() error {
	var unknown *wx.UnknownError
	if errors.As(e.err, &unknown) {
		return unknown.Err
	}
	return e.err
}
