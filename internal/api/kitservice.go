package api

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/menling/menling/internal/desk"
)

// servicesFresh is how long a desk's state is answered without looking: a page with a button asks each time it is shown.
const servicesFresh = 10 * time.Second

// services are the desks of mini programs as they were a moment ago, by appid.
type services struct {
	mu sync.Mutex
	by map[string]knownService
}

type knownService struct {
	desk.ServiceState
	seen time.Time
}

// of is how the desk of a mini program is. One asks for all: the others wait for the answer.
func (s *services) of(ctx context.Context, a *API, appid string) (desk.ServiceState, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := a.Clock()
	if k, ok := s.by[appid]; ok && now.Sub(k.seen) < servicesFresh && !now.Before(k.seen) {
		return k.ServiceState, nil
	}
	account, err := a.Desk.ByAppID(ctx, appid)
	if err != nil {
		delete(s.by, appid) // it may have been removed
		return desk.ServiceState{}, err
	}
	state, err := a.Desk.Service(ctx, account)
	if err != nil {
		return state, err
	}
	if s.by == nil {
		s.by = map[string]knownService{}
	}
	s.by[appid] = knownService{state, now}
	return state, nil
}

func (a *API) getService(w http.ResponseWriter, r *http.Request) error {
	if err := a.limits.attempt(codesInterval, codesBurst, "service "+address(r)); err != nil {
		return err
	}
	state, err := a.services.of(r.Context(), a, r.URL.Query().Get("appid"))
	if err != nil {
		return err
	}
	b, err := json.Marshal(state)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=10")
	w.Write(b)
	return nil
}
