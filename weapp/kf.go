package weapp

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// KfService manages the people who answer in the platform's own tools
// (客服人员), at most 100 of a mini program. Whoever answers through this API need
// not be one of them.
//
// Vendor page: https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/
type KfService service

// Kf is a person who answers.
type Kf struct {
	OpenID       string          `json:"kf_openid"`
	Account      string          `json:"kf_account"` // empty for a mini program's
	Nick         string          `json:"kf_nick"`
	ID           int64           `json:"kf_id"`
	HeadImgURL   string          `json:"kf_headimgurl"`
	WX           string          `json:"kf_wx"`              // WeChat id, once bound
	InviteWX     string          `json:"invite_wx"`          // WeChat id of whom a pending invitation went to
	InviteExpire int64           `json:"invite_expire_time"` // unix seconds
	InviteStatus InviteStatus    `json:"invite_status"`      // empty without an invitation
	Raw          json.RawMessage `json:"-"`                  // as it came
}

// InviteStatus is what became of an invitation.
type InviteStatus string

// The three of them.
const (
	InviteWaiting  InviteStatus = "waiting"
	InviteRejected InviteStatus = "rejected"
	InviteExpired  InviteStatus = "expired"
)

// UnmarshalJSON accepts the numbers as numbers and as strings of digits: the
// vendor's page has the latter, what SDKs were sent the former.
func (k *Kf) UnmarshalJSON(data []byte) error {
	type plain Kf
	into := struct {
		*plain
		ID           wire.Int `json:"kf_id"`
		InviteExpire wire.Int `json:"invite_expire_time"`
	}{plain: (*plain)(k)}
	if err := wire.Keep(data, &into, &k.Raw); err != nil {
		return err
	}
	k.ID, k.InviteExpire = int64(into.ID), int64(into.InviteExpire)
	return nil
}

// OnlineKf is a person who is online in the platform's tools.
type OnlineKf struct {
	OpenID       string          `json:"kf_openid"`
	Account      string          `json:"kf_account"` // empty for a mini program's
	ID           int64           `json:"kf_id"`
	Status       int             `json:"status"`        // 0 offline, 1 online on the web
	AcceptedCase int             `json:"accepted_case"` // chats being served
	Raw          json.RawMessage `json:"-"`             // as it came
}

// UnmarshalJSON accepts the id as a number and as a string of digits.
func (k *OnlineKf) UnmarshalJSON(data []byte) error {
	type plain OnlineKf
	into := struct {
		*plain
		ID wire.Int `json:"kf_id"`
	}{plain: (*plain)(k)}
	if err := wire.Keep(data, &into, &k.Raw); err != nil {
		return err
	}
	k.ID = int64(into.ID)
	return nil
}

// List lists everybody who may answer. Error: errcode 65400 when customer
// service is not switched on.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_getkflist.html
func (s *KfService) List(ctx context.Context) ([]Kf, error) {
	reply, err := wire.Do[struct {
		List []Kf `json:"kf_list"`
	}](ctx, s.wire, wire.Get("getkflist", "/cgi-bin/customservice/getkflist", nil))
	return reply.List, err
}

// Online lists who is online.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_getonlinekflist.html
func (s *KfService) Online(ctx context.Context) ([]OnlineKf, error) {
	reply, err := wire.Do[struct {
		List []OnlineKf `json:"kf_online_list"`
	}](ctx, s.wire, wire.Get("getonlinekflist", "/cgi-bin/customservice/getonlinekflist", nil))
	return reply.List, err
}

// KfAdd is a person to add.
type KfAdd struct {
	WX         string `json:"kf_wx"`                 // their WeChat id, not an openid
	BusinessID string `json:"business_id,omitempty"` // for a sub-merchant (子商户) only
}

func (k KfAdd) check(c *wx.Check) {
	c.Require(k.WX != "", "kf_wx", "must not be empty", nil)
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError.
func (k KfAdd) Validate() error {
	c := wx.Check{Op: "kfaccount_add"}
	k.check(&c)
	return c.Err()
}

// Add lets a person answer for this mini program. The vendor's page shows the
// official accounts' fields; mini programs take the WeChat id. Errors: errcode
// 65405 when there are 100 already, 65407 when the person is one of them, 65409
// for an unknown WeChat id, 65410 when the person serves too many mini programs,
// 65408 or 65411 when an invitation is pending.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_addkfaccount.html
func (s *KfService) Add(ctx context.Context, k KfAdd) error {
	if err := s.wire.Check(ctx, "kfaccount_add", k.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("kfaccount_add", "/customservice/kfaccount/add", k))
}

type kfDelete struct {
	OpenID string `json:"kf_openid"`
}

// Delete takes a person off, by the openid that List gives. People report
// successes that changed nothing: List tells. Error: errcode 65401 when there is
// no such person.
//
// Sources disagree: the mini programs' guide has a GET with kf_openid in the
// query, the page a POST with a body of official accounts. This sends the former,
// and the latter if the platform insists on POST (errcode 43002).
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_delkfaccount.html
func (s *KfService) Delete(ctx context.Context, kfOpenID string) error {
	const op, path = "kfaccount_del", "/customservice/kfaccount/del"
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(kfOpenID != "", "kf_openid", "must not be empty", nil)
	}); err != nil {
		return err
	}
	err := s.wire.Exec(ctx, wire.Request{Op: op, Method: http.MethodGet, Path: path, Query: url.Values{"kf_openid": {kfOpenID}}})
	if errors.Is(err, mustPost) {
		return s.wire.Exec(ctx, wire.Post(op, path, kfDelete{kfOpenID}))
	}
	return err
}

var mustPost = &wx.Error{Code: 43002, Platform: wx.WeApp}
