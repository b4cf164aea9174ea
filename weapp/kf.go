package weapp

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// KfService manages the people who answer in the official customer-service
// tools (客服人员), at most 100 of them.
type KfService service

// InviteStatus says what became of an invitation to be one of them.
type InviteStatus string

// The states of an invitation; it is empty for who accepted.
const (
	InviteWaiting  InviteStatus = "waiting"
	InviteRejected InviteStatus = "rejected"
	InviteExpired  InviteStatus = "expired"
)

// KfAgent is one of them. Account is empty for those who were added in the mini
// program's console, as all are there.
type KfAgent struct {
	Account      string
	Nick         string
	ID           string // digits
	HeadImageURL string
	WeChatID     string
	OpenID       string
	InvitedID    string // WeChat id that was invited
	InviteStatus InviteStatus
	InviteUntil  time.Time // zero without an invitation
	Raw          json.RawMessage
}

// UnmarshalJSON accepts ids as numbers and as strings.
func (a *KfAgent) UnmarshalJSON(data []byte) error {
	var in struct {
		Account      string       `json:"kf_account"`
		Nick         string       `json:"kf_nick"`
		ID           digits       `json:"kf_id"`
		HeadImageURL string       `json:"kf_headimgurl"`
		WeChatID     string       `json:"kf_wx"`
		OpenID       string       `json:"kf_openid"`
		InvitedID    string       `json:"invite_wx"`
		InviteStatus InviteStatus `json:"invite_status"`
		InviteUntil  wire.Int     `json:"invite_expire_time"`
	}
	if err := wire.Keep(data, &in, &a.Raw); err != nil {
		return err
	}
	a.Account, a.Nick, a.ID, a.HeadImageURL = in.Account, in.Nick, string(in.ID), in.HeadImageURL
	a.WeChatID, a.OpenID, a.InvitedID, a.InviteStatus = in.WeChatID, in.OpenID, in.InvitedID, in.InviteStatus
	if in.InviteUntil > 0 {
		a.InviteUntil = time.Unix(int64(in.InviteUntil), 0).UTC()
	}
	return nil
}

// digits is an id that comes as a number or as a string.
type digits string

// UnmarshalJSON implements json.Unmarshaler.
func (d *digits) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, (*string)(d))
	}
	var n json.Number
	err := json.Unmarshal(data, &n)
	*d = digits(n)
	return err
}

// List lists everybody who answers, and who was invited to.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_getkflist.html
func (s *KfService) List(ctx context.Context) ([]KfAgent, error) {
	reply, err := wire.Do[struct {
		List []KfAgent `json:"kf_list"`
	}](ctx, s.wire, wire.Get("getkflist", "/cgi-bin/customservice/getkflist", nil))
	return reply.List, err
}

// KfOnline is somebody who is online. Status 1 is the web tool.
type KfOnline struct {
	Account      string
	Status       int
	ID           string
	OpenID       string
	AcceptedCase int // conversations that they are answering
}

// UnmarshalJSON accepts ids as numbers and as strings.
func (o *KfOnline) UnmarshalJSON(data []byte) error {
	var in struct {
		Account      string   `json:"kf_account"`
		Status       wire.Int `json:"status"`
		ID           digits   `json:"kf_id"`
		OpenID       string   `json:"kf_openid"`
		AcceptedCase wire.Int `json:"accepted_case"`
	}
	err := json.Unmarshal(data, &in)
	*o = KfOnline{in.Account, int(in.Status), string(in.ID), in.OpenID, int(in.AcceptedCase)}
	return err
}

// Online lists who is online.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_getonlinekflist.html
func (s *KfService) Online(ctx context.Context) ([]KfOnline, error) {
	reply, err := wire.Do[struct {
		List []KfOnline `json:"kf_online_list"`
	}](ctx, s.wire, wire.Get("getonlinekflist", "/cgi-bin/customservice/getonlinekflist", nil))
	return reply.List, err
}

type kfAdd struct {
	WeChatID   string `json:"kf_wx"`
	BusinessID string `json:"business_id,omitempty"`
}

// Add makes the person with this WeChat id one of those who answer. businessID
// is empty but for a sub-merchant's.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_addkfaccount.html
func (s *KfService) Add(ctx context.Context, weChatID, businessID string) error {
	if err := s.wire.Check(ctx, "kfaccount_add", func(c *wx.Check) {
		c.Require(weChatID != "", "kf_wx", "must not be empty", nil)
	}); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("kfaccount_add", "/customservice/kfaccount/add", kfAdd{weChatID, businessID}))
}

// Delete takes somebody off, by the OpenID of List. The vendor's guide asks with
// GET; there are reports that it answers success without deleting, so look at
// List afterwards.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/server/API/kf-mgnt/kf-message/api_delkfaccount.html
func (s *KfService) Delete(ctx context.Context, openID string) error {
	if err := s.wire.Check(ctx, "kfaccount_del", func(c *wx.Check) {
		c.Require(openID != "", "kf_openid", "must not be empty", nil)
	}); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Request{
		Op: "kfaccount_del", Method: http.MethodGet, Path: "/customservice/kfaccount/del", Query: url.Values{"kf_openid": {openID}},
	})
}
