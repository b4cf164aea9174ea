package wecom

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// AuthService learns who signs in.
type AuthService service

// Visitor is who signed in: a member, or somebody from outside.
type Visitor struct {
	UserID         string `json:"userid"`          // of a member
	OpenID         string `json:"openid"`          // of somebody else
	ExternalUserID string `json:"external_userid"` // of a customer whose follower is in the app's range

	Raw json.RawMessage `json:"-"` // as it came, with a user_ticket for whom the app asked for one
}

// UnmarshalJSON keeps the object as it came.
func (v *Visitor) UnmarshalJSON(data []byte) error {
	type plain Visitor
	return wire.Keep(data, (*plain)(v), &v.Raw)
}

// Visitor redeems the code that a sign-in page came back with. A code lives five
// minutes and works once, so that a lost answer needs a new sign-in. Error:
// ErrInvalidCode.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/98177
func (s *AuthService) Visitor(ctx context.Context, code string) (Visitor, error) {
	if err := s.wire.Check(ctx, "auth_getuserinfo", func(c *wx.Check) {
		c.Require(code != "", "code", "must not be empty", nil)
		c.Bytes("code", code, 512)
	}); err != nil {
		return Visitor{}, err
	}
	req := wire.Get("auth_getuserinfo", "/cgi-bin/auth/getuserinfo", url.Values{"code": {code}})
	req.Safe = false
	return wire.Do[Visitor](ctx, s.wire, req)
}

// SignInURL is the page on which a member signs in to an app by scanning a code;
// it leads back to redirect with code and state. redirect must stand under the
// app's trusted domain.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/98152
func (c *Client) SignInURL(agentID int64, redirect, state string) string {
	query := url.Values{
		"login_type": {"CorpApp"}, "appid": {c.corpID}, "agentid": {strconv.FormatInt(agentID, 10)},
		"redirect_uri": {redirect}, "state": {state},
	}
	return "https://login.work.weixin.qq.com/wwlogin/sso/login?" + query.Encode()
}
