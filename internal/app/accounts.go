package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

// accountsFresh is how long an account is used without looking at the store: pushes come by the thousand, settings change by
// hand, and a change made by this process is seen at once. accountsTime is how long a look may take: a platform waits.
const (
	accountsFresh = time.Second
	accountsTime  = 300 * time.Millisecond
)

// accounts keeps the accounts as the intake and the clients need them: opened, with their keys made ready.
type accounts struct {
	store   *store.Store
	clock   crm.Clock
	log     *slog.Logger
	changed <-chan struct{}

	loading sync.Mutex // one look at a time

	mu     sync.RWMutex
	byID   map[int64]*readyAccount
	bySlug map[slugKey]*readyAccount
	seen   time.Time // by the machine's clock
}

type slugKey struct {
	kind crm.AccountKind
	slug string
}

// readyAccount is an account with its keys made ready.
type readyAccount struct {
	crm.Account
	wecom callback.Keys
	weapp push.Config
}

func newAccounts(s *store.Store, clock crm.Clock, log *slog.Logger, b bus.Bus) *accounts {
	changed, _ := b.Listen(crm.TopicAccounts)
	return &accounts{store: s, clock: clock, log: log, changed: changed}
}

func (c *accounts) slug(ctx context.Context, kind crm.AccountKind, slug string) (*readyAccount, error) {
	return c.find(ctx, func() *readyAccount { return c.bySlug[slugKey{kind, slug}] })
}

func (c *accounts) id(ctx context.Context, id int64) (*readyAccount, error) {
	return c.find(ctx, func() *readyAccount { return c.byID[id] })
}

// find looks an account up, and reads all of them anew when they are old. When the database does not answer, what was known
// is used: a push must reach the spool in time.
func (c *accounts) find(ctx context.Context, look func() *readyAccount) (*readyAccount, error) {
	if a, fresh := c.known(look); a != nil && fresh {
		return a, nil
	}
	c.loading.Lock()
	defer c.loading.Unlock()
	a, fresh := c.known(look) // another may have looked meanwhile
	if a != nil && fresh {
		return a, nil
	}
	if err := c.load(ctx); err != nil {
		if a == nil {
			return nil, err
		}
		c.log.Warn("accounts cannot be read; going on with those known", "err", err)
		c.mu.Lock()
		c.seen = time.Now()
		c.mu.Unlock()
		return a, nil
	}
	if a, _ := c.known(look); a != nil {
		return a, nil
	}
	return nil, crm.ErrNotFound
}

func (c *accounts) known(look func() *readyAccount) (a *readyAccount, fresh bool) {
	select {
	case <-c.changed:
		c.mu.Lock()
		c.seen = time.Time{}
		c.mu.Unlock()
	default:
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	return look(), time.Since(c.seen) < accountsFresh
}

func (c *accounts) load(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), accountsTime)
	defer cancel()
	list, err := c.store.Accounts(ctx)
	if err != nil {
		return err
	}
	byID, bySlug := map[int64]*readyAccount{}, map[slugKey]*readyAccount{}
	for _, a := range list {
		r, err := makeReady(a, c.clock.Ms())
		if err != nil { // one that is broken is not the others' loss
			c.log.Error("account cannot be used", "account", a.Slug, "err", err)
			continue
		}
		byID[a.ID], bySlug[slugKey{a.Kind, a.Slug}] = r, r
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byID, c.bySlug, c.seen = byID, bySlug, time.Now()
	return nil
}

func makeReady(a crm.Account, now int64) (*readyAccount, error) {
	r := &readyAccount{Account: a}
	current, err := crypt(a, a.Keys)
	if err != nil {
		return nil, err
	}
	var previous *wx.Crypt
	if a.OldUntil > now && a.OldKeys.AESKey != "" {
		if previous, err = crypt(a, a.OldKeys); err != nil {
			return nil, err
		}
	}
	r.wecom = callback.Keys{Current: current, Previous: previous}
	r.weapp = push.Config{Current: current, Previous: previous, Token: a.Keys.Token.Reveal(), AppID: a.PlatformID, Mode: push.Mode(a.PushMode)}
	return r, nil
}

func crypt(a crm.Account, k crm.PushKeys) (*wx.Crypt, error) {
	return wx.NewCrypt(k.Token.Reveal(), k.AESKey.Reveal(), a.PlatformID)
}
