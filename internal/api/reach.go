package api

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// sight is whose customers somebody may see; nil: everybody's.
type sight struct {
	accounts []int64
	scopes   []string // of the platforms
}

func (s sight) same(o sight) bool {
	return slices.Equal(s.accounts, o.accounts) && slices.Equal(s.scopes, o.scopes) && (s.accounts == nil) == (o.accounts == nil)
}

// reach says whose customers somebody may see. What the desk cannot say now is nobody's.
func (a *API) reach(ctx context.Context, who crm.Actor) sight {
	v, err := a.Desk.Viewer(ctx, who)
	scopes := []string(nil)
	if err == nil {
		scopes, err = a.scopes(ctx, who)
	}
	if err != nil {
		a.Log.Warn("it is not known whose customers an agent may see", "agent", who.ID, "err", err)
		return sight{[]int64{}, []string{}}
	}
	return sight{v.Accounts, scopes}
}

// sees says whether an event may be told.
func (s sight) sees(e event) bool {
	if e.kind == "customer" && !toldOf(e.row, s.scopes) {
		return false
	}
	return within(s.accounts, e.account)
}

// within says whether something of an account may be told; 0 is everybody's.
func within(accounts []int64, account int64) bool {
	return account == 0 || accounts == nil || slices.Contains(accounts, account)
}

// renew reads again what an agent may see after something about them changed. Their consoles are told to read everything anew when
// it is not what it was.
func (h *hub) renew(ctx context.Context, agent int64) {
	for s := range h.listeners() {
		if s.who.ID != agent || s.who.Kind != "agent" || h.reach == nil {
			continue
		}
		now := h.reach(ctx, s.who)
		h.mu.Lock()
		if !now.same(s.sight) {
			s.sight, s.anew = now, true
			s.stir()
		}
		h.mu.Unlock()
	}
}
