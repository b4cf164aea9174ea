package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/menling/menling/wx"
)

// maxAnswer is the largest answer that is read, in bytes: a ranged media
// download is at most 20 MB.
const maxAnswer = 32 << 20

var errTooLarge = errors.New("answer is larger than 32 MiB")

// Answer is what came back with HTTP status 200 or 206.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// send makes one HTTP exchange and says whether a failure left the outcome
// open: it did if the request had been written.
func (c *Client) send(ctx context.Context, req Request, token string) (*Answer, error) {
	var written atomic.Bool
	trace := &httptrace.ClientTrace{
		// A new attempt on another connection is only made while nothing
		// reached the platform.
		GetConn:      func(string) { written.Store(false) },
		WroteHeaders: func() { written.Store(true) },
	}
	httpReq, err := c.build(httptrace.WithClientTrace(ctx, trace), req, token)
	if err != nil {
		return nil, &notSent{req.Op, c.redact(err, token)}
	}
	resp, err := c.HTTP.Do(httpReq)
	if err != nil {
		err = c.redact(err, token)
		if written.Load() {
			return nil, &wx.UnknownError{Op: req.Op, Err: err}
		}
		return nil, &notSent{req.Op, err}
	}
	defer resp.Body.Close()
	return c.receive(req.Op, resp, token)
}

func (c *Client) build(ctx context.Context, req Request, token string) (*http.Request, error) {
	target := c.BaseURL + req.Path + c.query(req.Query, token)
	var body io.Reader
	if req.Body != nil {
		body = bytes.NewReader(req.Body)
	}
	httpReq, err := http.NewRequestWithContext(ctx, req.Method, target, body)
	if err != nil {
		return nil, err
	}
	for name, values := range req.Header {
		httpReq.Header[name] = values
	}
	if req.ContentType != "" {
		httpReq.Header["Content-Type"] = []string{req.ContentType}
	}
	return httpReq, nil
}

// query is the encoded query with the token, question mark included.
func (c *Client) query(values url.Values, token string) string {
	param := c.TokenParam
	if param == "" {
		param = "access_token"
	}
	switch {
	case token == "" && len(values) == 0:
		return ""
	case token == "":
		return "?" + values.Encode()
	case len(values) == 0:
		return "?" + param + "=" + url.QueryEscape(token)
	}
	return "?" + values.Encode() + "&" + param + "=" + url.QueryEscape(token)
}

// receive sorts the answer by its status. The platforms say everything of
// theirs with 200; another 4xx comes from in front of them and means that the
// call was not taken, a 5xx means nothing for sure.
func (c *Client) receive(op string, resp *http.Response, token string) (*Answer, error) {
	unknown := func(err error) error {
		return &wx.UnknownError{Op: op, Err: c.redact(err, token)}
	}
	switch {
	case resp.StatusCode >= 500:
		return nil, unknown(&wx.StatusError{Op: op, Status: resp.StatusCode})
	case resp.StatusCode >= 300:
		return nil, &wx.StatusError{Op: op, Status: resp.StatusCode}
	}
	body, err := readAnswer(resp)
	if err != nil {
		return nil, unknown(err)
	}
	return &Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

// readAnswer reads a bounded body, into just the room it needs if it says how
// long it is.
func readAnswer(resp *http.Response) (body []byte, err error) {
	switch n := resp.ContentLength; {
	case n > maxAnswer:
		return nil, errTooLarge
	case n >= 0:
		body = make([]byte, n)
		_, err = io.ReadFull(resp.Body, body)
	default:
		body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	}
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	if len(body) > maxAnswer {
		return nil, errTooLarge
	}
	return body, nil
}

// redacted is an error whose text had secrets in it.
type redacted struct {
	text string
	err  error
}

func (e *redacted) Error() string { return e.text }
func (e *redacted) Unwrap() error { return e.err }

// redact takes the URL out of an HTTP error, and every secret out of what is
// left.
func (c *Client) redact(err error, token string) error {
	var withURL *url.Error
	if errors.As(err, &withURL) {
		err = withURL.Err
	}
	text := err.Error()
	clean := c.clean(text, token)
	if clean != text {
		return &redacted{clean, scrub(err)}
	}
	return err
}

// scrub keeps only the part of a redacted error that callers test for.
func scrub(err error) error {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.ErrUnexpectedEOF, io.EOF} {
		if errors.Is(err, known) {
			return known
		}
	}
	return nil
}

// clean replaces token and secrets in text, also in their URL-encoded form.
func (c *Client) clean(text, token string) string {
	for _, secret := range append(c.Secrets[:len(c.Secrets):len(c.Secrets)], token) {
		if secret == "" {
			continue
		}
		text = strings.ReplaceAll(text, secret, "[hidden]")
		text = strings.ReplaceAll(text, url.QueryEscape(secret), "[hidden]")
	}
	return text
}
