package app

import (
	"context"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

// accountsFresh is how long an account is used without looking at the store: pushes come by the thousand, settings change
// by hand.
const accountsFresh = time.Second

// accounts keeps the accounts as the intake and the clients need them: opened, with their keys made ready.
type accounts struct {
	store *store.Store
	clock crm.Clock

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

func newAccounts(s *store.Store, clock crm.Clock) *accounts {
	return &accounts{store: s, clock: clock}
}

func (c *accounts) slug(ctx context.Context, kind crm.AccountKind, slug string) (*readyAccount, error) {
	return c.find(ctx, func() *readyAccount { return c.bySlug[slugKey{kind, slug}] })
}

func (c *accounts) id(ctx context.Context, id int64) (*readyAccount, error) {
	return c.find(ctx, func() *readyAccount { return c.byID[id] })
}

func (c *accounts) find(ctx context.Context, look func() *readyAccount) (*readyAccount, error) {
	c.mu.RLock()
	a, fresh := look(), time.Since(c.seen) < accountsFresh
	c.mu.RUnlock()
	if a != nil && fresh {
		return a, nil
	}
	if err := c.load(ctx); err != nil {
		if a != nil { // the database is away: go on with what was known
			return a, nil
		}
		return nil, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	if a := look(); a != nil {
		return a, nil
	}
	return nil, crm.ErrNotFound
}

func (c *accounts) load(ctx context.Context) error {
	list, err := c.store.Accounts(ctx)
	if err != nil {
		return err
	}
	byID, bySlug := map[int64]*readyAccount{}, map[slugKey]*readyAccount{}
	for _, a := range list {
		r, err := makeReady(a, c.clock.Ms())
		if err != nil {
			return err
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
