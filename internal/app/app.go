// Package app wires menling together and runs it: the store, the rules, the workers, HTTP. It starts in one order and stops
// in the other: intake, streams, HTTP, workers, store.
package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/api"
	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/metrics"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/thumb"
	"github.com/menling/menling/wx"
)

// Options are what a run of the server needs.
type Options struct {
	Addr        string // host:port; port 0 picks a free one
	MetricsAddr string // host:port where Prometheus may ask; empty: nowhere
	Dir         string // data folder
	DatabaseURL string // postgres://…; empty: SQLite in Dir
	MasterKey   string // base64 of 32 bytes; empty: a file in Dir
	PublicURL   string // how platforms and people reach it; empty: the address it listens at
	Version     string
	Console     fs.FS
	Log         *slog.Logger
	Clock       crm.Clock // nil: the machine's

	NatsURL string         // nats://…: what wakes the other nodes of the same PostgreSQL; empty: PostgreSQL does
	Drain   time.Duration  // how long it goes on serving, not ready, before it stops
	Proxies []netip.Prefix // where load balancers are that say who a request is from
	// NodeLease is how long a node that says nothing counts as living; 0: ten seconds.
	NodeLease time.Duration

	// PrivateBots lets bots be machines of our own network.
	PrivateBots bool

	Demo     bool
	PhoneURL func() string

	// HoldApplying keeps what is received in the journal without applying it: for measuring the intake alone, and for
	// proving that a crash between the two loses nothing.
	HoldApplying bool
	// NoLimits calls the platforms as fast as can be, whatever they publish: for measuring against the sandbox.
	NoLimits bool
}

// App is a server that is wired and listens, but does not run yet.
type App struct {
	Ground *crm.Ground
	Ledger *ledger.Ledger
	Desk   *desk.Desk
	Store  *store.Store

	o               Options
	log             *slog.Logger
	clock           crm.Clock
	bus             bus.Bus
	shared          *bus.Shared // the same, on several nodes
	node            *node       // nil on SQLite
	accounts        *accounts
	clients         *clients
	intake          *intake
	api             *api.API
	draining        atomic.Bool
	metrics         *metrics.Metrics
	lock            *store.DirLock
	listener        net.Listener
	socket          net.Listener
	metricsListener net.Listener // nil: nobody may ask
	socketDir       string       // where the socket is, when that is a folder of its own
}

// New opens the store and listens; nothing works yet. When it fails, nothing stays open.
func New(ctx context.Context, o Options) (*App, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &App{o: o, log: o.Log, clock: o.Clock}
	a.metrics = metrics.New(o.Version, a.state)
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context) (err error) {
	if a.lock, err = store.LockDir(a.o.Dir); err != nil {
		return err
	}
	a.Store, err = store.Open(ctx, store.Options{
		Dir: a.o.Dir, DatabaseURL: a.o.DatabaseURL, MasterKey: a.o.MasterKey, Version: a.o.Version, Log: a.log, Now: a.clock,
	})
	if err != nil {
		return err
	}
	a.log = newOutageLog(a.log, a.Store.Away)
	if err := a.Store.FreeLeases(ctx); err != nil {
		return err
	}
	if a.node, err = joinNodes(ctx, a.o, a.Store, a.log); err != nil {
		return err
	}
	if err := a.openBus(ctx); err != nil {
		return err
	}
	a.wire()
	return a.listen(ctx)
}

func (a *App) wire() {
	ids := crm.NewIDs(time.Now)
	if a.node != nil {
		ids = crm.NewNodeIDs(time.Now, a.node.Slot)
	}
	a.accounts = newAccounts(a.Store, a.clock, a.log, a.bus)
	a.clients = newClients(a.accounts, a.Store.Tokens(), a.clock, a.log, a.metrics.Call)
	a.Ground = crm.NewGround(crm.Ground{Store: a.Store.Ground(), Clock: a.clock, IDs: ids, Random: rand.Reader, Waker: a.bus, Log: a.log})
	a.Ledger = &ledger.Ledger{Store: a.Store.Ledger(), Clients: a.clients, Clock: a.clock, IDs: ids, Random: rand.Reader, Waker: a.bus, Log: a.log, Facts: factOf}
	a.Ledger.ReadQR = readQR
	if bulk := (wx.Limits{PerMinute: wx.WeComLimits.PerMinute * 9 / 10, PerHour: wx.WeComLimits.PerHour * 9 / 10}); !a.o.NoLimits {
		a.Ledger.Bulk, a.Ledger.BulkPerMinute = wx.NewLimiter(a.clock, bulk), bulk.PerMinute
	} else {
		a.clients.limiter = wx.NoLimit()
	}
	a.Desk = &desk.Desk{Store: a.Store.Desk(), Clients: a.clients, Clock: a.clock, IDs: ids, Waker: a.bus, Log: a.log, Bots: newBotCaller(a.o.PrivateBots), Shrink: thumb.Of}
	var others *api.Nodes
	if a.node != nil {
		a.node.bus, a.node.limiters = a.bus, []wx.Limiter{a.clients.limiter, a.Ledger.Bulk}
		a.Desk.Node = a.node.ID
		others = &api.Nodes{Wake: a.bus.Wake, Listen: a.bus.Listen}
	}
	a.Desk.Messenger = messenger{a}
	a.Ledger.Hands = kitHands{a}
	a.intake = newIntake(a.Store, a.accounts, newSharing(a.Desk, a.bus, a.clock, a.log), a.bus, a.clock, a.log, a.metrics.Push)
	a.Store.OnCommit(func() { a.bus.Wake(crm.TopicChanges) })
	a.api = api.New(api.Options{
		Ground: a.Ground, Ledger: a.Ledger, Desk: a.Desk, Feed: a.Store, Nodes: others,
		Callbacks: api.Callbacks{WeCom: a.intake.WeCom, Weapp: a.intake.Weapp, Relay: a.intake.Relay}, TestAccount: a.TestAccount,
		Console: a.o.Console, PublicURL: a.PublicURL, Proxies: a.o.Proxies, Ready: a.Ready,
		Version: a.o.Version, Demo: a.o.Demo, PhoneURL: a.o.PhoneURL,
		Clock: a.clock, Log: a.log,
		Served: a.metrics.Request,
		Spool:  a.intake, Away: a.Store.Away,
		Changes: func() (<-chan struct{}, func()) { return a.bus.Listen(crm.TopicChanges) },
	})
}

// URL is where the server listens.
func (a *App) URL() string { return urlOf(a.listener) }

func urlOf(l net.Listener) string {
	host, port, _ := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// MetricsURL is where Prometheus asks; empty: nowhere.
func (a *App) MetricsURL() string {
	if a.metricsListener == nil {
		return ""
	}
	return urlOf(a.metricsListener) + "/metrics"
}

// PublicURL is how platforms and people reach it.
func (a *App) PublicURL() string {
	if a.o.PublicURL != "" {
		return strings.TrimRight(a.o.PublicURL, "/")
	}
	return a.URL()
}

// Ready says whether the server can do its work now.
func (a *App) Ready(ctx context.Context) error {
	if a.draining.Load() {
		return errors.New("the server is about to stop")
	}
	if !a.intake.looked.Load() {
		return errors.New("it has not been looked yet whether pushes wait in the spool")
	}
	if !a.intake.ready.Load() {
		return errors.New("pushes that came in while the database was away are not brought home yet")
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if err := a.Store.Ping(ctx); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	return nil
}

// Close ends what New opened, for an App that does not run.
func (a *App) Close() error {
	var errs []error
	for _, l := range []net.Listener{a.socket, a.listener, a.metricsListener} {
		if l != nil {
			if err := l.Close(); !errors.Is(err, net.ErrClosed) {
				errs = append(errs, err)
			}
		}
	}
	if a.socketDir != "" {
		if err := os.Remove(a.socketDir); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	a.node.leave()
	if a.shared != nil {
		a.shared.Close()
	}
	if a.Store != nil {
		errs = append(errs, a.Store.Close())
	}
	if a.lock != nil {
		errs = append(errs, a.lock.Close())
	}
	return errors.Join(errs...)
}
