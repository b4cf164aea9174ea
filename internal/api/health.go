package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// healthz says that the process answers. A node that answers takes pushes, whether its database does or not.
func (a *API) healthz(w http.ResponseWriter, _ *http.Request) { ok(w) }

// readyz says whether requests can be served.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) {
	if err := a.ready(r.Context()); err != nil {
		a.Log.WarnContext(r.Context(), "not ready", "err", err)
		problemOf(crm.Refuse(codeNotReady)).write(w)
		return
	}
	ok(w)
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
