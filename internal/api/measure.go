package api

import (
	"cmp"
	"net/http"
	"strings"
	"time"
)

// measured tells what was answered, by the route that it came to.
func (a *API) measured(next http.Handler) http.Handler {
	if a.Served == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen, began, ended := &watched{ResponseWriter: w}, time.Now(), false
		defer func() {
			code := cmp.Or(seen.status, http.StatusOK)
			if !ended { // it panics
				code = http.StatusInternalServerError
			}
			stream := strings.HasPrefix(seen.Header().Get("Content-Type"), "text/event-stream")
			a.Served(cmp.Or(r.Pattern, "none"), code, time.Since(began), stream)
		}()
		next.ServeHTTP(seen, r)
		ended = true
	})
}
