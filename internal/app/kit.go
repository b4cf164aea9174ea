package app

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// kitHands do for a press of a button what the desk knows: who is behind a code of wx.login, and how a picture reaches them.
type kitHands struct{ *App }

// SignIn says whose code of wx.login it is.
func (h kitHands) SignIn(ctx context.Context, appID, code string) (int64, ledger.Visitor, error) {
	a, err := h.Desk.ByAppID(ctx, appID)
	if err != nil {
		return 0, ledger.Visitor{}, err
	}
	s, err := h.Desk.SignIn(ctx, a, code)
	return a.ID, ledger.Visitor{AppID: appID, OpenID: s.OpenID, UnionID: s.UnionID}, err
}

// SendCode sends the picture of a code as a customer-service message.
func (h kitHands) SendCode(ctx context.Context, account int64, v ledger.Visitor, blob []byte, key string) (bool, error) {
	return h.Desk.SendCode(ctx, account, v.AppID, v.OpenID, blob, key)
}
