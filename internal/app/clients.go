package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// clients makes the SDK view of each account once and again when its settings change.
type clients struct {
	accounts *accounts
	tokens   wx.TokenStore
	limiter  wx.Limiter // WeCom counts the calls of all accounts of a company together
	clock    crm.Clock
	log      *slog.Logger
	http     *http.Client // for our own callback URL
	observe  func(context.Context, wx.Call)

	mu    sync.Mutex
	wecom map[int64]made[*wecom.App]
	weapp map[int64]made[*weapp.Client]
}

// made is a client and the state of the settings it was made of.
type made[T any] struct {
	client T
	of     int64
}

func newClients(accounts *accounts, tokens wx.TokenStore, clock crm.Clock, log *slog.Logger, observe func(context.Context, wx.Call)) *clients {
	return &clients{
		accounts: accounts, tokens: tokens, limiter: wx.NewLimiter(clock, wx.WeComLimits), clock: clock, log: log, http: &http.Client{Timeout: 10 * time.Second}, observe: observe,
		wecom: map[int64]made[*wecom.App]{}, weapp: map[int64]made[*weapp.Client]{},
	}
}

// WeCom is the view of a WeCom account's app.
func (c *clients) WeCom(ctx context.Context, account int64) (*wecom.App, error) {
	return client(ctx, c, c.wecom, account, crm.WeCom, func(a crm.Account) (*wecom.App, error) {
		corp, err := wecom.New(a.PlatformID, wecom.WithBaseURL(a.APIBaseURL), wecom.WithTokenStore(c.tokens), wecom.WithLimiter(c.limiter), wecom.WithClock(c.clock), wecom.WithLogger(c.log),
			wecom.WithObserver(c.observe))
		if err != nil {
			return nil, err
		}
		return corp.App(a.Secret.Reveal()), nil
	})
}

// Meter is what is used of the vendor's limits by an account's company.
func (c *clients) Meter(ctx context.Context, account int64) (wx.Meter, string, error) {
	a, err := c.accounts.id(ctx, account)
	if err != nil {
		return nil, "", fmt.Errorf("account %d: %w", account, err)
	}
	meter, _ := c.limiter.(wx.Meter)
	return meter, a.PlatformID, nil
}

// Weapp is the client of a mini program.
func (c *clients) Weapp(ctx context.Context, account int64) (*weapp.Client, error) {
	return client(ctx, c, c.weapp, account, crm.Weapp, func(a crm.Account) (*weapp.Client, error) {
		return weapp.New(a.PlatformID, a.Secret.Reveal(),
			weapp.WithBaseURL(a.APIBaseURL), weapp.WithTokenStore(c.tokens), weapp.WithClock(c.clock), weapp.WithLogger(c.log), weapp.WithObserver(c.observe))
	})
}

func client[T any](ctx context.Context, c *clients, known map[int64]made[T], id int64, kind crm.AccountKind, make func(crm.Account) (T, error)) (T, error) {
	var none T
	a, err := c.accounts.id(ctx, id)
	if err != nil {
		return none, fmt.Errorf("account %d: %w", id, err)
	}
	if a.Kind != kind {
		return none, fmt.Errorf("account %d is of kind %s, not %s", id, a.Kind, kind)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if m, ok := known[id]; ok && m.of == a.UpdatedAt {
		return m.client, nil
	}
	client, err := make(a.Account)
	if err != nil {
		return none, err
	}
	known[id] = made[T]{client, a.UpdatedAt}
	return client, nil
}
