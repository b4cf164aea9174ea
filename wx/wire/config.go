// Package wire is the round trip under packages wecom and weapp: it writes a
// request, adds the access token, reads the answer and says what happened. See
// package wx for why it is exported.
package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/menling/menling/wx"
)

const (
	callTimeout = 10 * time.Second // for one call, answer included
	idleTimeout = 20 * time.Second // of a kept connection
)

// Config is what both clients let their user choose.
type Config struct {
	BaseURL string // without a slash at the end
	HTTP    *http.Client
	Now     func() time.Time
	Log     *slog.Logger
	Tokens  wx.TokenStore
	Limiter wx.Limiter // nil lets every call go out at once

	// Retries is how often a call that can do no harm is made again when the
	// platform is busy or its answer got lost.
	Retries int

	// Clamp is told what was cut off a request to fit a limit. Nil means that
	// such a request is refused.
	Clamp func(context.Context, wx.Clamped)

	// Observe is told every call that went out. Nil tells nobody.
	Observe func(context.Context, wx.Call)
}

// SetBaseURL takes the address of the platform, or of a sandbox.
func (c *Config) SetBaseURL(base string) error {
	u, err := url.Parse(base)
	if err != nil {
		return errors.New("base URL cannot be read")
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("base URL must begin with http:// or https:// and name a host")
	}
	if u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return errors.New("base URL must not hold a user, a query or a fragment")
	}
	c.BaseURL = strings.TrimRight(base, "/")
	return nil
}

// SetHTTP takes an HTTP client. Its redirects are switched off in a copy.
func (c *Config) SetHTTP(client *http.Client) error {
	if client == nil {
		return errors.New("HTTP client is nil")
	}
	c.HTTP = client
	return nil
}

// SetClock takes the source of time.
func (c *Config) SetClock(now func() time.Time) error {
	if now == nil {
		return errors.New("clock is nil")
	}
	c.Now = now
	return nil
}

// SetLog takes the logger.
func (c *Config) SetLog(log *slog.Logger) error {
	if log == nil {
		return errors.New("logger is nil")
	}
	c.Log = log
	return nil
}

// SetTokens takes the store of tokens.
func (c *Config) SetTokens(store wx.TokenStore) error {
	if store == nil {
		return errors.New("token store is nil")
	}
	c.Tokens = store
	return nil
}

// SetLimiter takes the limiter of calls.
func (c *Config) SetLimiter(limiter wx.Limiter) error {
	if limiter == nil {
		return errors.New("limiter is nil; use wx.NoLimit() for none")
	}
	c.Limiter = limiter
	return nil
}

// SetRetries takes how often a call is made again.
func (c *Config) SetRetries(n int) error {
	if n < 0 || n > 10 {
		return errors.New("retries must be 0 to 10")
	}
	c.Retries = n
	return nil
}

// SetClamp lets requests be cut to their limits.
func (c *Config) SetClamp(report func(context.Context, wx.Clamped)) error {
	if report == nil {
		return errors.New("clamping needs a function that is told what was cut")
	}
	c.Clamp = report
	return nil
}

// SetObserver has every call told that went out.
func (c *Config) SetObserver(observe func(context.Context, wx.Call)) error {
	if observe == nil {
		return errors.New("observer is nil")
	}
	c.Observe = observe
	return nil
}

// Fill puts the defaults where nothing was chosen.
func (c *Config) Fill() {
	if c.HTTP == nil {
		c.HTTP = newHTTPClient()
	}
	c.HTTP = withoutRedirects(c.HTTP)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Tokens == nil {
		c.Tokens = wx.NewMemoryTokens(c.Now)
	}
}

// newHTTPClient has a transport of its own with short-lived idle connections.
//
// Go's transport sends a request a second time by itself when a kept
// connection turns out dead. For a POST it does so only if not one byte was
// written, or if the request carries an Idempotency-Key. The first is harmless,
// the second would send a message twice: nothing here ever sets that header.
// Short idle times keep dead connections rare.
func newHTTPClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.IdleConnTimeout = idleTimeout
	t.MaxIdleConnsPerHost = 32
	return &http.Client{Transport: t, Timeout: callTimeout}
}

// withoutRedirects copies the client: following a redirect would carry the
// token to wherever it points.
func withoutRedirects(c *http.Client) *http.Client {
	own := *c
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

var errNilOption = errors.New("client option: one of them is nil")

// Build applies options in order and names the first that makes no sense.
func Build[O ~func(*Config) error](base string, options []O) (Config, error) {
	c := Config{BaseURL: base, Retries: DefaultRetries}
	for _, option := range options {
		if option == nil {
			return Config{}, errNilOption
		}
		if err := option(&c); err != nil {
			return Config{}, fmt.Errorf("client option: %w", err)
		}
	}
	c.Fill()
	return c, nil
}
