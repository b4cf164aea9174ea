package e2e

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// balancer stands before several servers as the guide for several nodes has it: each request goes to the next one that is ready, a push
// to the next one that lives. Which take a connection is found out by trying; what was sent to one is never sent to another.
type balancer struct {
	url     string
	servers []*served
	turn    atomic.Uint32
}

type served struct {
	*victim
	isReady atomic.Bool
}

// What a connection is for, as the host of its address.
const (
	forConsoles = "ready"
	forPushes   = "lives"
)

var errNobody = errors.New("no server takes it")

// newBalancer has the servers answer at one address; they need not run yet.
func newBalancer(t *testing.T, victims []*victim) *balancer {
	b := &balancer{}
	for _, v := range victims {
		b.servers = append(b.servers, &served{victim: v})
	}
	site := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:       route,
		FlushInterval: -1,
		Transport:     &http.Transport{DialContext: b.dial, DisableKeepAlives: true},
		ErrorLog:      slog.NewLogLogger(slog.NewTextHandler(t.Output(), nil), slog.LevelDebug),
	})
	t.Cleanup(site.Close)
	b.url = site.URL
	go b.watch(t.Context())
	return b
}

func route(r *httputil.ProxyRequest) {
	r.Out.URL.Scheme, r.Out.URL.Host = "http", forConsoles
	if strings.HasPrefix(r.In.URL.Path, "/callbacks/") {
		r.Out.URL.Host = forPushes
	}
	r.SetXForwarded()
}

// watch asks all servers again and again whether they are ready.
func (b *balancer) watch(ctx context.Context) {
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for ctx.Err() == nil {
		for _, s := range b.servers {
			s.isReady.Store(s.ready())
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}

// dial connects to the next server that is right for it.
func (b *balancer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	all := strings.HasPrefix(address, forPushes)
	for range b.servers {
		s := b.servers[int(b.turn.Add(1))%len(b.servers)]
		if !all && !s.isReady.Load() {
			continue
		}
		if c, err := (&net.Dialer{}).DialContext(ctx, network, s.addr); err == nil {
			return c, nil
		}
	}
	return nil, errNobody
}
