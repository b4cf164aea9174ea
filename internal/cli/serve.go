package cli

import (
	"errors"
	"fmt"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/store"
)

type serveCommand struct{ config.Serve }

// Run serves until it is told to stop.
func (c serveCommand) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	proxies, err := c.ProxyRanges()
	if err != nil {
		return usageError{err}
	}
	app.TuneMemory()
	a, err := app.New(e.ctx, app.Options{
		PrivateBots: c.PrivateBots, NatsURL: c.NatsURL, Drain: c.Drain, Proxies: proxies,
		Addr: c.Addr, MetricsAddr: c.MetricsAddr, Dir: c.Data.Data, DatabaseURL: c.DatabaseURL, MasterKey: c.MasterKey, PublicURL: c.PublicURL,
		Version: version, Console: console.Files(), Log: e.log(c.LogLevel),
	})
	if err != nil {
		return startError(c.Data.Data, err)
	}
	e.say("门铃 menling %s · %s", version, a.PublicURL())
	if url := a.MetricsURL(); url != "" {
		e.say("Prometheus · %s", url)
	}
	if err := inviteFirstAdmin(e, a); err != nil && e.ctx.Err() == nil {
		return errors.Join(err, a.Close())
	}
	return a.Run(e.ctx)
}

// inviteFirstAdmin prints the link that makes the first admin, once for each start on an empty store.
func inviteFirstAdmin(e env, a *app.App) error {
	token, err := a.Ground.InviteFirstAdmin(e.ctx)
	if err != nil || token == "" {
		return err
	}
	e.say("还没有管理员。打开下面的链接创建第一个管理员（7 天内有效，只能用一次）：")
	e.say("There is no admin yet. Open this link to become the first one (works once, within 7 days):")
	e.say("  %s/invitation?token=%s", a.PublicURL(), token)
	return nil
}

// startError says what to do about the mistakes people make at the start.
func startError(dir string, err error) error {
	if errors.Is(err, store.ErrInUse) {
		return fmt.Errorf("the data folder %s is in use by another menling: stop it first, or choose another folder with --data", dir)
	}
	return err
}
