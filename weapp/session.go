package weapp

import (
	"context"
	"net/http"
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

// Session redeems a code of wx.login, which lives five minutes and works once.
// It takes no access token. As the first answer uses the code up, the call is
// never repeated: after an *wx.UnknownError ask the phone for another code.
//
// Errors: ErrBadCredential; ErrRateLimited after 100 codes of one user within a
// minute; ErrInvalidCode for a code that is unknown, too old or used; errcode
// 40226 for a user whom the platform blocks.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
func (s *AuthService) Session(ctx context.Context, code string) (Session, error) {
	const op = "jscode2session"
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(code != "", "js_code", "must not be empty", nil)
	}); err != nil {
		return Session{}, err
	}
	// The limit is one user's. The limiter knows operations alone and is not asked:
	// others must still be able to sign in.
	query := url.Values{"appid": {s.appID}, "secret": {s.secret}, "js_code": {code}, "grant_type": {"authorization_code"}}
	return wire.Bare[Session](ctx, s.wire, wire.Request{Op: op, Method: http.MethodGet, Path: "/sns/jscode2session", Query: query})
}
