// Package api is the HTTP surface of menling: operations under /api/v1, the platforms' callbacks, the stream of changes,
// the console's files and the documentation. Handlers are thin: they read what was asked, call a rule or a reader, and
// answer with the rows that the domain declares. routes.go is the list of all of them.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// Options are what the API stands on.
type Options struct {
	Ground *crm.Ground
	Ledger *ledger.Ledger
	Desk   *desk.Desk
	// Feed is the table of changes, read once per node.
	Feed crm.Feed
	// Changes subscribes to wake-ups about new changes; the second function ends the subscription. nil: only the slow poll.
	Changes func() (<-chan struct{}, func())
	// Nodes are the others that serve from the same store; nil: there are none.
	Nodes *Nodes
	// Callbacks are the doors for the platforms' pushes.
	Callbacks Callbacks
	// TestAccount tries an account against its platform. nil: the operation answers not_found.
	TestAccount func(ctx context.Context, a crm.Account) []TestStep
	// Spool is this node's; nil: it has none.
	Spool Spool
	// Served is told every request that was answered; nil: nobody is.
	Served func(route string, code int, took time.Duration, stream bool)
	// Away says whether an error means that the database does not answer; nil: none does.
	Away func(error) bool
	// Console holds index.html and what it refers to as ./name.
	Console fs.FS
	// PublicURL is where the outside reaches us, without a slash at its end: for callback URLs and one-time links.
	PublicURL func() string
	// PhoneURL is the sandbox's phone page; nil or empty: there is none.
	PhoneURL func() string
	// Proxies are where load balancers of ours are: who they say a request is from is believed.
	Proxies []netip.Prefix
	// Ready says whether requests can be served; nil: always.
	Ready   func(context.Context) error
	Version string
	Demo    bool
	Clock   crm.Clock
	Log     *slog.Logger
}

// Callbacks give the handler of an account's pushes by the account's slug, for known and unknown accounts alike.
type Callbacks struct {
	WeCom, Weapp func(slug string) http.Handler
	// Relay takes what a mini program's cloud function passes on.
	Relay func(slug string) http.Handler
}

// API answers HTTP. Its methods may be called from many goroutines.
type API struct {
	Options
	mux     *http.ServeMux
	doc     *huma.OpenAPI
	hub     *hub
	there   *there
	present *present
	unready lastSaid // why it was not ready when somebody asked
	limits  *limits
	files   *site
	own     func() *http.CrossOriginProtection

	kitPages kitPages
	kitWays  kitWays
	services services
}

// New makes the API. Streams of changes wait until [API.Run] has begun.
func New(o Options) *API {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.PublicURL == nil {
		o.PublicURL = func() string { return "" }
	}
	a := &API{Options: o, mux: http.NewServeMux(), limits: newLimits(time.Now), files: newSite(o.Console)}
	a.hub = newHub(a, o.Feed, o.Changes, o.Log)
	a.hub.reach, a.hub.tell = a.reach, a.ping
	a.hub.wayChanged = a.kitWays.forget
	a.there = newThere(o.Desk.Seen, o.Desk.Gone, a.hub.over)
	a.present = newPresent()
	if o.Nodes != nil {
		a.present.news = map[place]desk.Viewing{}
	}
	a.own = sync.OnceValue(a.protection)
	a.routes()
	return a
}

// Handler is everything the outside may reach.
func (a *API) Handler() http.Handler {
	return a.behindProxies(a.guarded(a.fromOwnSite(a.measured(a.mux))))
}

// Streams is how many consoles are connected.
func (a *API) Streams() int { return a.hub.count() }

// Operator is the same operations with the machine's own operator as the actor, for the unix socket of the command line:
// who can open the socket needs no session.
func (a *API) Operator() http.Handler {
	own := http.NewServeMux()
	own.HandleFunc("GET "+spoolPath, a.getSpool)
	own.HandleFunc("POST "+spoolPath, a.takeSpooled)
	own.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		a.mux.ServeHTTP(w, r.WithContext(withActor(r.Context(), crm.Operator())))
	})
	return a.guarded(own)
}

// Run reads the feed of changes for this node and hands them to the streams, until ctx ends; then all streams end.
func (a *API) Run(ctx context.Context) error {
	var present sync.WaitGroup
	defer present.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	present.Go(func() { a.keepPresent(ctx) })
	present.Go(func() { a.heedNodes(ctx) })
	return a.hub.run(ctx)
}
