package weapp

import (
	"context"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// AuthService learns who a user of the mini program is.
type AuthService struct {
	service
	appID, secret string
}

// Session is who a code of wx.login belongs to. The platform's session_key is
// not kept: it must never leave the server, and nothing here needs it.
type Session struct {
	OpenID  string `json:"openid"`
	UnionID string `json:"unionid"` // only of a mini program bound to an open-platform account
}

// Session redeems a code of wx.login, which lives five minutes and works once:
// 40029 for an unknown or old one, 40163 for a used one.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
func (s *AuthService) Session(ctx context.Context, code string) (Session, error) {
	c := wx.Check{Op: "jscode2session"}
	c.Require(code != "", "js_code", "must not be empty", nil)
	if err := c.Err(); err != nil {
		return Session{}, err
	}
	query := url.Values{"appid": {s.appID}, "secret": {s.secret}, "js_code": {code}, "grant_type": {"authorization_code"}}
	return wire.Bare[Session](ctx, s.wire, wire.Get("jscode2session", "/sns/jscode2session", query))
}
