package api

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestAddressesBehindLoadBalancers(t *testing.T) {
	a := &API{Options: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("fd00::/8")}}}
	for _, c := range []struct {
		peer      string
		forwarded []string
		want      string
	}{
		{"10.0.0.5:1234", []string{"203.0.113.7"}, "203.0.113.7"},
		{"[::ffff:10.0.0.5]:1234", []string{"203.0.113.7"}, "203.0.113.7"},
		{"[fd00::1]:1234", []string{"2001:db8::7"}, "2001:db8::7"},
		{"10.0.0.5:1234", []string{"198.51.100.1, 203.0.113.7", "10.0.0.9"}, "203.0.113.7"}, // two of ours, and a client's claim
		{"10.0.0.5:1234", []string{"10.0.0.9"}, "10.0.0.9"},
		{"10.0.0.5:1234", []string{"203.0.113.7, nonsense"}, "10.0.0.5"},
		{"10.0.0.5:1234", nil, "10.0.0.5"},
		{"192.0.2.1:1234", []string{"203.0.113.7"}, "192.0.2.1"}, // none of ours
	} {
		var got string
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		r.Header["X-Forwarded-For"] = c.forwarded
		a.behindProxies(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = address(r) })).ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%s, forwarded for %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}
