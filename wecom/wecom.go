// Package wecom calls the WeCom (企业微信) API: contact ways and join ways,
// customers and their tags, group chats, welcome messages, media, members,
// messages to members, statistics.
//
//	client, err := wecom.New("ww1234567890abcdef")
//	app := client.App(secret)
//	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
//		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"zhangsan"}, State: "spring",
//	})
//
// # Errors
//
// Refused calls are *wx.Error, tested with errors.Is against the conditions of
// package wx, and explained by their Explain method. Requests that break a rule
// known beforehand are *wx.FieldError and never leave; see WithClamp for cutting
// them instead. Calls that were sent and not answered are *wx.UnknownError: they
// may have taken effect.
//
// # Tokens, limits, repetition
//
// Each App has its own access token, fetched when it is first needed, shared
// through the TokenStore, and renewed once when the platform calls it dead.
// Calls keep below the platform's published limits by waiting (WithLimiter).
// Calls that only read are made again when the platform is busy or the answer
// got lost, and any call that was refused because too many ran at the same time;
// nothing else is repeated by itself (WithRetries).
//
// # Fields to come
//
// What the platform sends and this package has no field for stays reachable:
// the objects it sends keep their JSON as Raw. Pages, uploaded files and sign-ins
// have none of their own.
package wecom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
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

// Option changes a Client or a Suite. One that makes no sense is an error of
// New.
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

// WithLogger logs token renewals, repetitions and the platform's warnings; the
// default logs nothing.
func WithLogger(log *slog.Logger) Option {
	return func(c *wire.Config) error { return c.SetLog(log) }
}

// WithTokenStore shares access tokens; the default keeps them in memory.
func WithTokenStore(store wx.TokenStore) Option {
	return func(c *wire.Config) error { return c.SetTokens(store) }
}

// WithLimiter shares or changes the limits of calls. The default is
// wx.WeComLimits, kept by each Client for its company: the platform counts all
// apps of a company together, so several Clients of one company should share a
// limiter.
func WithLimiter(limiter wx.Limiter) Option {
	return func(c *wire.Config) error { return c.SetLimiter(limiter) }
}

// WithRetries says how often a call that can do no harm is made again; the
// default is 3, as the vendor advises, and 0 switches it off.
func WithRetries(n int) Option {
	return func(c *wire.Config) error { return c.SetRetries(n) }
}

// WithClamp cuts what is too long instead of refusing it: remark and state to
// 30 characters, lifetimes to 14 days, groups to the first 5, pages to the most
// that one may hold.
// report is told every cut, before the call is made.
func WithClamp(report func(context.Context, wx.Clamped)) Option {
	return func(c *wire.Config) error { return c.SetClamp(report) }
}

// WithObserver tells every call that went out, the fetching of tokens and
// repetitions among them, once it is over: to count and to time them.
func WithObserver(observe func(context.Context, wx.Call)) Option {
	return func(c *wire.Config) error { return c.SetObserver(observe) }
}

// New makes a client for the company with this corpid.
func New(corpID string, opts ...Option) (*Client, error) {
	if corpID == "" {
		return nil, errors.New("wecom: corpid is empty")
	}
	config, err := build(opts)
	if err != nil {
		return nil, err
	}
	return &Client{corpID: corpID, config: config}, nil
}

func build(opts []Option) (wire.Config, error) {
	config, err := wire.Build(BaseURL, opts)
	if err != nil {
		return wire.Config{}, fmt.Errorf("wecom: %w", err)
	}
	if config.Limiter == nil {
		config.Limiter = wx.NewLimiter(config.Now, wx.WeComLimits)
	}
	return config, nil
}

// App is the view of one app: its permissions, its visible range, its token.
type App struct {
	ContactWays *ContactWayService
	JoinWays    *JoinWayService
	Customers   *CustomerService
	Tags        *TagService
	GroupChats  *GroupChatService
	Statistics  *StatisticsService
	Welcome     *WelcomeService
	Media       *MediaService
	Messages    *MessageService
	Users       *UserService
	Departments *DepartmentService
	Auth        *AuthService

	wire *wire.Client
}

// service is what every service shares; each is a type over it.
type service struct {
	wire *wire.Client
}

// App returns the view of the app with this secret; for a 代开发 app that is its
// permanent code. Two views with the same secret share one token.
func (c *Client) App(secret string) *App { return c.AppFrom(c.secretSource(secret)) }

// AppFrom returns the view of an app whose tokens come from elsewhere, such as
// a token server that the company runs already.
func (c *Client) AppFrom(source TokenSource) *App {
	w := &wire.Client{
		Config: c.config, Platform: wx.WeCom, Who: c.corpID,
		TokenKey: "wecom:" + c.corpID + ":" + source.Key(), Fetch: source.Fetch,
	}
	if s, ok := source.(interface{ secrets() []string }); ok {
		w.Secrets = s.secrets()
	}
	s := &service{w}
	return &App{
		ContactWays: (*ContactWayService)(s),
		JoinWays:    (*JoinWayService)(s),
		Customers:   (*CustomerService)(s),
		Tags:        (*TagService)(s),
		GroupChats:  (*GroupChatService)(s),
		Statistics:  (*StatisticsService)(s),
		Welcome:     (*WelcomeService)(s),
		Media:       (*MediaService)(s),
		Messages:    (*MessageService)(s),
		Users:       (*UserService)(s),
		Departments: (*DepartmentService)(s),
		Auth:        (*AuthService)(s),
		wire:        w,
	}
}

// Token returns the app's live access token, fetching one if there is none. It
// is the smallest call that proves corpid and secret.
func (a *App) Token(ctx context.Context) (wx.Token, error) { return a.wire.Token(ctx) }
