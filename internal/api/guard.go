package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// Headers of every answer. The console and the documentation are the only pages, and need nothing from elsewhere but pictures.
const policy = "default-src 'self'; img-src 'self' data: blob: https: http:; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"

// callbackPrefix is where the platforms push to.
const callbackPrefix = "/callbacks/"

// guarded puts what every answer needs around next: safe headers, and a fault that ends in an answer and not in silence.
func (a *API) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, callbackPrefix) { // platforms show no pages, and come by the thousand
			h := w.Header()
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Content-Security-Policy", policy)
		}
		seen := &watched{ResponseWriter: w}
		defer a.recovered(seen, r)
		next.ServeHTTP(seen, r)
	})
}

func (a *API) recovered(w *watched, r *http.Request) {
	fault := recover()
	if fault == nil {
		return
	}
	if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(fault)
	}
	a.Log.LogAttrs(r.Context(), slog.LevelError, "a handler panicked", slog.String("path", r.URL.Path), slog.String("stack", string(debug.Stack())))
	if w.began || strings.HasPrefix(r.URL.Path, callbackPrefix) {
		panic(http.ErrAbortHandler) // half an answer must not look like a whole one; platforms get none rather than a 5xx
	}
	a.problem(r.Context(), fmt.Errorf("panic: %v", fault)).write(w)
}

// watched knows whether an answer has begun, and how.
type watched struct {
	http.ResponseWriter
	began  bool
	status int // of the header; 0: it was not written by itself
}

func (w *watched) WriteHeader(status int) {
	w.began, w.status = true, status
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	w.began = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// fromOwnSite refuses what another site's page made a browser send. The platforms' pushes, the mini program's sign-in
// and the kit's buttons carry no cookie and come from elsewhere by nature.
func (a *API) fromOwnSite(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !foreign(r.URL.Path) {
			if err := a.own().Check(r); err != nil {
				problemOf(crm.Refuse(codeCrossOrigin)).write(w)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func foreign(path string) bool {
	return strings.HasPrefix(path, callbackPrefix) || strings.HasPrefix(path, kitBase+"/") || strings.HasPrefix(path, base+"/weapp/") && strings.HasSuffix(path, "/sign-in")
}

// protection also trusts the public address: a proxy before us may have changed the Host.
func (a *API) protection() *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	if u, err := url.Parse(a.PublicURL()); err == nil && u.Host != "" {
		if err := p.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			a.Log.Warn("the public URL is not an origin", "err", err)
		}
	}
	return p
}

// secure says whether browsers reach us by https, so that the cookie may go nowhere else.
func (a *API) secure() bool { return strings.HasPrefix(a.PublicURL(), "https://") }

func (a *API) ready(ctx context.Context) error {
	if a.Ready == nil {
		return nil
	}
	return a.Ready(ctx)
}
