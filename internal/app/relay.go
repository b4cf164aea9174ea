package app

import (
	"net/http"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp/push"
)

// Relay receives the pushes of a mini program that its cloud function passes on. They go the way of all others.
func (in *intake) Relay(slug string) http.Handler {
	var a *readyAccount
	return &push.RelayHandler{
		Config: func(r *http.Request) (c push.RelayConfig, err error) {
			if a, err = in.account(r, crm.Weapp, slug); err != nil {
				return c, err
			}
			return a.relay(in.clock.Ms()), nil
		},
		Accept: in.acceptWeapp(&a),
		Log:    in.log,
		Now:    in.clock,
	}
}

// relay is what the account's cloud function signs with now.
func (a *readyAccount) relay(now int64) push.RelayConfig {
	c := push.RelayConfig{Secret: a.Relay.Current.Reveal(), AppID: a.PlatformID, OriginalID: a.OriginalID}
	if a.Relay.OldUntil > now {
		c.Previous = a.Relay.Old.Reveal()
	}
	return c
}
