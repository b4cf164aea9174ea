package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/menling/menling/internal/crm"
)

// healthz says that the process answers. A node that answers takes pushes, whether its database does or not.
func (a *API) healthz(w http.ResponseWriter, _ *http.Request) { ok(w) }

// readyz says whether requests can be served. Balancers ask every second: only what is new about it is logged.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) {
	err := a.ready(r.Context())
	switch why := fmt.Sprint(err); {
	case a.unready.swap(why) == why:
	case err != nil:
		a.Log.WarnContext(r.Context(), "not ready", "err", err)
	default:
		a.Log.InfoContext(r.Context(), "ready")
	}
	if err != nil {
		problemOf(crm.Refuse(codeNotReady)).write(w)
		return
	}
	ok(w)
}

// lastSaid is what was said last.
type lastSaid struct {
	mu   sync.Mutex
	text string
}

func (l *lastSaid) swap(text string) (before string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before, l.text = l.text, text
	return before
}

func ok(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte("ok\n"))
}

// noOperation answers what no operation is at: with the methods that are, where there are some.
func (a *API) noOperation(w http.ResponseWriter, r *http.Request) {
	var possible []string
	for _, method := range []string{get, post, patch, remove} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := a.mux.Handler(other); pattern != "/api/" && pattern != kitBase+"/" {
			possible = append(possible, method)
		}
	}
	if len(possible) == 0 || slices.Contains(possible, r.Method) {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	w.Header().Set("Allow", strings.Join(possible, ", "))
	problemOf(crm.Refuse(codeMethod, "method", r.Method)).write(w)
}
