package api

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// kitPagesFresh is how long the allowed origins are used without looking. Another node that has changed them says so; should that be
// lost, this is how long an origin goes on that was taken away.
const kitPagesFresh = 5 * time.Second

// kitPages are the origins whose pages may use the kit.
type kitPages struct {
	mu   sync.Mutex
	s    ledger.KitSettings
	seen time.Time
}

func (k *kitPages) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen = time.Time{}
}

func (k *kitPages) allows(ctx context.Context, l *ledger.Ledger, origin string) (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if time.Since(k.seen) > kitPagesFresh {
		s, err := l.KitSettings(ctx)
		if err != nil {
			return false, err
		}
		k.s, k.seen = s, time.Now()
	}
	return k.s.Allows(origin), nil
}

// fromKitPage lets mini programs in, our own pages, and those of allowed origins; a browser on another page is refused without a
// header that would let the page read why.
func (a *API) fromKitPage(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Origin")
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // the code's picture stands on other sites' pages
		if origin := r.Header.Get("Origin"); origin != "" {
			ok, err := a.kitAllows(r.Context(), origin)
			if err != nil {
				a.problem(r.Context(), err).write(w)
				return
			}
			if !ok {
				problemOf(crm.Refuse(codeKitOrigin)).write(w)
				return
			}
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Expose-Headers", "ETag, Retry-After")
		}
		next(w, r)
	}
}

func (a *API) kitAllows(ctx context.Context, origin string) (bool, error) {
	if u, err := url.Parse(a.PublicURL()); err == nil && origin == u.Scheme+"://"+u.Host {
		return true, nil
	}
	return a.kitPages.allows(ctx, a.Ledger, origin)
}

// preflight tells a browser what an allowed page may send.
func preflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}
