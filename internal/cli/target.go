package cli

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/menling/menling/internal/config"
)

// withTarget speaks to the server that the flags name.
func withTarget(e env, t config.Target, do func(*operator) error) error {
	if t.Server == "" {
		return withOperator(e, t.Data, do)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	return do(&operator{http: transport, base: strings.TrimRight(t.Server, "/"), key: t.APIKey, live: true})
}

func wecomID(e env, o *operator, slug string) (int64, error) {
	a, err := wecomAccount(e, o, slug)
	return a.ID, err
}

// wecomAccount is the WeCom account of a short name, or the only one.
func wecomAccount(e env, o *operator, slug string) (account, error) {
	all, err := accountsOf(e, o)
	if err != nil {
		return account{}, err
	}
	var found []account
	for _, a := range all {
		if a.Kind == "wecom" && (slug == "" || a.Slug == slug) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case slug != "":
		return account{}, fmt.Errorf("there is no WeCom account %q (menling accounts list shows all)", slug)
	case len(found) == 0:
		return account{}, errors.New("there is no WeCom account yet: menling accounts add wecom NAME --platform-id ww…")
	}
	return account{}, usageError{errors.New("there are several WeCom accounts: say which with --account")}
}
