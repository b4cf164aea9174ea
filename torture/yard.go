package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"

	"github.com/menling/menling/sandbox"
)

// yard is one installation with everything around it: the platform, what is between, what it stands on.
type yard struct {
	o        options
	mode     string
	dir      string // everything, kept when something is wrong
	say      func(format string, args ...any)
	program  string
	platform *platform
	postgres *postgres // nil: SQLite
	nats     *nats     // nil: none
	nodes    []*node
	front    *proxy // platform and people → menling
	out      *proxy // menling → platform
	store    *proxy // menling → PostgreSQL
	bus      *proxy // menling → NATS
	closers  []func(keep bool) error
	shared   []string // where the database is, for commands
	canDrain bool     // the program has spool drain
	turn     atomic.Int64
	spooled  int // pushes in the spools of nodes when they were killed
	kills    int
}

// nodesMode has several nodes on PostgreSQL; sqliteMode one.
const (
	sqliteMode = "sqlite"
	nodesMode  = "nodes"
)

// open starts everything around the nodes, and then them.
func (y *yard) open(ctx context.Context) (err error) {
	site, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if y.out, err = y.between(site.Addr().String()); err != nil {
		return errors.Join(err, site.Close())
	}
	if y.platform, err = newPlatform(site, "http://"+y.out.addr()); err != nil { // its pictures come by the proxy, too
		return err
	}
	y.closing(func(bool) error { y.platform.close(); return nil })
	if y.front, err = y.proxy(y.anyNode); err != nil {
		return err
	}
	args := []string{"--public-url", "http://" + y.front.addr()}
	count := 1
	if y.mode == nodesMode {
		more, err := y.openShared(ctx)
		if err != nil {
			return err
		}
		args, count = append(args, more...), 3
	}
	return y.openNodes(ctx, count, args)
}

func (y *yard) closing(f func(keep bool) error) { y.closers = append(y.closers, f) }

func (y *yard) proxy(dial func(context.Context) (net.Conn, error)) (*proxy, error) {
	p, err := newProxy(dial)
	if err == nil {
		y.closing(func(bool) error { p.close(); return nil })
	}
	return p, err
}

func (y *yard) between(addr string) (*proxy, error) {
	return y.proxy(func(ctx context.Context) (net.Conn, error) { return (&net.Dialer{}).DialContext(ctx, "tcp", addr) })
}

// openShared starts what several nodes share, and says how a node is told.
func (y *yard) openShared(ctx context.Context) (args []string, err error) {
	if y.postgres, err = newPostgres(); err != nil {
		return nil, err
	}
	y.closing(y.postgres.close)
	if y.store, err = y.proxy(y.postgres.dial); err != nil {
		return nil, err
	}
	args = []string{"--database-url", y.postgres.through(y.store.addr())}
	y.shared = args
	if y.canDrain = y.drains(ctx); !y.canDrain {
		y.say("no node is gone for good: this menling has no spool drain")
	}
	help, _ := exec.CommandContext(ctx, y.program, "serve", "--help").CombinedOutput()
	if !strings.Contains(string(help), "--nats-url") {
		y.say("without NATS: this menling has no --nats-url")
		return args, nil
	}
	if y.nats, err = newNATS(ctx); err != nil {
		return nil, err
	}
	y.closing(func(bool) error { y.nats.child.kill(); return nil })
	if y.bus, err = y.proxy(y.nats.dial); err != nil {
		return nil, err
	}
	return append(args, "--nats-url", "nats://"+y.bus.addr()), nil
}

// close ends everything in reverse order. What is kept, is kept for somebody to look at.
func (y *yard) close(keep bool) error {
	var errs []error
	for i := len(y.closers) - 1; i >= 0; i-- {
		errs = append(errs, y.closers[i](keep))
	}
	if !keep {
		errs = append(errs, os.RemoveAll(y.dir))
	}
	return errors.Join(errs...)
}

// accounts sets up what a first admin would: both accounts, where the platform pushes to, a channel.
func (y *yard) accounts(ctx context.Context, admin *person) (wecom, channel int64, err error) {
	f := sandbox.DefaultFixture()
	push := f.MiniProgram.Push
	for _, account := range []map[string]any{
		{"kind": "weapp", "slug": "torture", "name": f.MiniProgram.Name, "platform_id": f.MiniProgram.AppID, "secret": f.MiniProgram.Secret,
			"original_id": f.MiniProgram.OriginalID, "token": push.Token, "aes_key": push.AESKey, "api_base_url": "http://" + y.out.addr()},
		{"kind": "wecom", "slug": "torture", "name": f.Corp.Name, "platform_id": f.Corp.ID, "secret": f.Apps[0].Secret, "agent_id": fmt.Sprint(f.Apps[0].AgentID),
			"token": f.Callback.Token, "aes_key": f.Callback.AESKey, "api_base_url": "http://" + y.out.addr()},
	} {
		var saved struct {
			Account struct {
				ID          int64  `json:"id"`
				CallbackURL string `json:"callback_url"`
			} `json:"account"`
		}
		if err := admin.ask(ctx, "POST", "/accounts", account, &saved); err != nil {
			return 0, 0, err
		}
		if err := y.platform.control(ctx, "PUT", "/callbacks", map[string]any{"kind": account["kind"], "url": saved.Account.CallbackURL}, nil); err != nil {
			return 0, 0, err
		}
		wecom = saved.Account.ID
	}
	var made struct {
		ID int64 `json:"id"`
	}
	err = admin.ask(ctx, "POST", "/channels", map[string]any{"name": "门店"}, &made)
	return wecom, made.ID, err
}
