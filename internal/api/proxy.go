package api

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// behindProxies has a request that comes through a load balancer of ours be from whom it names: the last address that is none of ours.
// What a client claims by itself stands before that and is not believed.
func (a *API) behindProxies(next http.Handler) http.Handler {
	if len(a.Proxies) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && a.isProxy(from.Addr()) {
			if client, ok := a.client(r.Header.Values("X-Forwarded-For")); ok {
				named := *r
				named.RemoteAddr = net.JoinHostPort(client.String(), "0")
				r = &named
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (a *API) client(forwarded []string) (client netip.Addr, ok bool) {
	for _, text := range slices.Backward(strings.Split(strings.Join(forwarded, ","), ",")) {
		named, err := netip.ParseAddr(strings.TrimSpace(text))
		if err != nil {
			return client, ok
		}
		if client, ok = named, true; !a.isProxy(named) {
			break
		}
	}
	return client, ok
}

func (a *API) isProxy(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	return slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}
