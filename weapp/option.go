package weapp

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// Option changes a Client. One that makes no sense is an error of New.
type Option func(*options) error

type options struct {
	wire.Config
	mode     TokenMode
	typing   TypingPath
	maxImage int
}

func defaults() options {
	return options{
		Config: wire.Config{BaseURL: BaseURL, Retries: wire.DefaultRetries},
		mode:   Stable, typing: TypingAuto, maxImage: SafeImage,
	}
}

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

// WithLogger logs token renewals, repetitions and the platform's warnings; the
// default logs nothing.
func WithLogger(log *slog.Logger) Option {
	return func(o *options) error { return o.SetLog(log) }
}

// WithTokenStore shares access tokens; the default keeps them in memory.
func WithTokenStore(store wx.TokenStore) Option {
	return func(o *options) error { return o.SetTokens(store) }
}

// WithLimiter shares or changes the limits of calls. The platform shows each
// mini program its own limits and publishes few, so the default sets none: it
// only lets an operation rest after it was refused for going too fast.
func WithLimiter(limiter wx.Limiter) Option {
	return func(o *options) error { return o.SetLimiter(limiter) }
}

// WithRetries says how often a call that only reads is made again; the default
// is 3, and 0 switches it off.
func WithRetries(n int) Option {
	return func(o *options) error { return o.SetRetries(n) }
}

// WithObserver tells every call that went out, the fetching of tokens and
// repetitions among them, once it is over: to count and to time them.
func WithObserver(observe func(context.Context, wx.Call)) Option {
	return func(o *options) error { return o.SetObserver(observe) }
}

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

// WithTypingPath chooses the path of MessageService.Typing, about which the
// vendor's pages disagree; the default is TypingAuto.
func WithTypingPath(path TypingPath) Option {
	return func(o *options) error {
		if path != TypingAuto && path != TypingPlain && path != TypingBusiness {
			return errors.New("typing path must be auto, plain or business")
		}
		o.typing = path
		return nil
	}
}

// WithMaxImage sets the largest picture that MediaService.Upload takes, in
// bytes, up to MaxImage; the default is SafeImage.
func WithMaxImage(bytes int) Option {
	return func(o *options) error {
		if bytes < 1 || bytes > MaxImage {
			return errors.New("largest picture must be 1 byte to 10 MiB")
		}
		o.maxImage = bytes
		return nil
	}
}
