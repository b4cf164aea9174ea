package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx"
)

// Client makes the calls of one platform identity: one app of a company, one
// suite, or one mini program.
type Client struct {
	Config
	Platform   wx.Platform
	Who        string // whose calls the platform counts together: corpid or appid
	TokenKey   string // names this identity's token in the store
	TokenParam string // the token's name in the query; empty means access_token

	// Fetch asks the platform for a token; dead is the value that was found
	// dead, or empty.
	Fetch func(ctx context.Context, dead string) (wx.Token, error)

	// Secrets are cut out of every error.
	Secrets []string
}

// Request is one call. Its body is either JSON, marshalled when it is sent, or
// Body.
type Request struct {
	Op          string // how errors and logs name it, such as "get_contact_way"
	Method      string
	Path        string
	Query       url.Values
	Header      http.Header
	JSON        any
	Body        []byte
	ContentType string

	// Safe says that the call changes nothing, so that it may be made again
	// when nobody knows what became of it.
	Safe bool
}

// Get is a call that reads, without a body.
func Get(op, path string, query url.Values) Request {
	return Request{Op: op, Method: http.MethodGet, Path: path, Query: query, Safe: true}
}

// Read is a POST that changes nothing: the platforms ask many questions so.
func Read(op, path string, body any) Request {
	return Request{Op: op, Method: http.MethodPost, Path: path, JSON: body, Safe: true}
}

// Post is a call that changes something.
func Post(op, path string, body any) Request {
	return Request{Op: op, Method: http.MethodPost, Path: path, JSON: body}
}

// marshal turns JSON into the body. It is done once, however often the call is
// made.
func (r Request) marshal() (Request, error) {
	if r.JSON == nil {
		return r, nil
	}
	data, err := Marshal(r.JSON)
	if err != nil {
		return r, fmt.Errorf("%s: %w", r.Op, err)
	}
	r.Body, r.ContentType = data, "application/json"
	return r, nil
}

// Empty is the T of a call whose answer is nothing but the envelope.
type Empty struct{}

// Do makes a call with the access token and reads the JSON answer into a new
// T. A dead token is renewed once and the call made once more. Calls wait for
// the limiter, and those that can do no harm are repeated; see Config.Retries.
func Do[T any](ctx context.Context, c *Client, req Request) (T, error) {
	answer, err := c.run(ctx, req, accepted)
	if err != nil {
		var zero T
		return zero, err
	}
	return decode[T](c, req.Op, answer.Body)
}

// Exec makes a call whose answer is nothing but the envelope.
func (c *Client) Exec(ctx context.Context, req Request) error {
	_, err := Do[Empty](ctx, c, req)
	return err
}

// Raw makes a call as Do does and returns the file that came back.
func (c *Client) Raw(ctx context.Context, req Request) (*Answer, error) {
	return c.run(ctx, req, aFile)
}

// Bare makes a call once, without any token.
func Bare[T any](ctx context.Context, c *Client, req Request) (T, error) {
	var zero T
	req, err := req.marshal()
	if err != nil {
		return zero, err
	}
	answer, err := c.exchange(ctx, req, "", accepted)
	if err != nil {
		return zero, err
	}
	return decode[T](c, req.Op, answer.Body)
}

// verdict says whether an answer is a refusal.
type verdict func(c *Client, op string, answer *Answer, token string) error

// exchange makes one call and judges the answer.
func (c *Client) exchange(ctx context.Context, req Request, token string, judge verdict) (answer *Answer, err error) {
	if c.Observe != nil {
		began := time.Now()
		defer func() { c.Observe(ctx, wx.Call{Platform: c.Platform, Op: req.Op, Took: time.Since(began), Err: err}) }()
	}
	if answer, err = c.send(ctx, req, token); err != nil {
		return nil, err
	}
	if err = judge(c, req.Op, answer, token); err != nil {
		return nil, err
	}
	return answer, nil
}

// Check applies the rules of one request. What they cut, if this client cuts
// rather than refuses, is reported.
func (c *Client) Check(ctx context.Context, op string, rules func(*wx.Check)) error {
	check := wx.Check{Op: op, Clamp: c.Clamp != nil}
	rules(&check)
	if err := check.Err(); err != nil {
		return err
	}
	for _, x := range check.Clamped() {
		c.Clamp(ctx, x)
	}
	return nil
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

// withToken makes the call with a live token, and once more after a dead one: a
// refused call did nothing.
func (c *Client) withToken(ctx context.Context, req Request, judge verdict) (*Answer, error) {
	token, err := c.renew(ctx, wx.Token{})
	if err != nil {
		return nil, &tokenError{req.Op, err}
	}
	answer, err := c.exchange(ctx, req, token.Value, judge)
	if err == nil || !errors.Is(err, wx.ErrTokenDead) {
		return answer, err
	}
	renewed, renewErr := c.renew(ctx, token)
	if renewErr != nil {
		return nil, fmt.Errorf("%w; renewing: %w", err, &tokenError{req.Op, renewErr})
	}
	return c.exchange(ctx, req, renewed.Value, judge)
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
