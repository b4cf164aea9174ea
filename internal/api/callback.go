package api

import (
	"context"
	"net/http"

	"github.com/menling/menling/internal/crm"
)

// callback hands a platform's push to the account's door.
func callback(door func(slug string) http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if door != nil {
			if h := door(r.PathValue("account")); h != nil {
				h.ServeHTTP(w, r)
				return
			}
		}
		problemOf(crm.ErrNotFound).write(w)
	}
}

// codeBytes is the largest sign-in of a mini program's customer.
const codeBytes = 4 << 10

// CodeInput is what wx.login gave the mini program.
type CodeInput struct {
	Code string `json:"code" minLength:"1" maxLength:"200"`
}

type codeInput struct {
	Account string `path:"account" maxLength:"31" doc:"The account's slug"`
	Body    CodeInput
}

func (a *API) weappSignIn(ctx context.Context, in *codeInput) (*none, error) {
	if err := a.attempt(ctx, codesInterval, codesBurst, "code "+addressOf(ctx)); err != nil {
		return nil, err
	}
	account, err := a.Ground.Store.AccountBySlug(ctx, crm.Weapp, in.Account)
	if err != nil {
		return nil, err
	}
	_, err = a.Desk.SignIn(ctx, account, in.Body.Code)
	return &none{}, err
}
