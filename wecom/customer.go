package wecom

import (
	"context"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// CustomerService reads customers and the members who serve them.
type CustomerService service

// ContactType says where a customer is from.
type ContactType int

// The two kinds of customer.
const (
	ContactWeChat ContactType = 1
	ContactWeCom  ContactType = 2 // a WeCom user of another company
)

// Gender is 0 unknown, 1 male, 2 female.
type Gender int

// UnmarshalJSON accepts a number or a string of digits; members come with the
// latter.
func (g *Gender) UnmarshalJSON(data []byte) error {
	var n wire.Int
	err := n.UnmarshalJSON(data)
	*g = Gender(n)
	return err
}

// ExternalContact is a customer. Third-party and 代开发 apps never get Avatar,
// UnionID and Gender.
type ExternalContact struct {
	ExternalUserID string      `json:"external_userid"`
	Name           string      `json:"name"`
	Avatar         string      `json:"avatar"`
	Type           ContactType `json:"type"`
	Gender         Gender      `json:"gender"`
	UnionID        string      `json:"unionid"` // needs a bound WeChat developer account
	Position       string      `json:"position"`
	CorpName       string      `json:"corp_name"`
	CorpFullName   string      `json:"corp_full_name"`
}

// FollowUser is the relation of one member with the customer.
type FollowUser struct {
	UserID         string      `json:"userid"`
	Remark         string      `json:"remark"`
	Description    string      `json:"description"`
	CreateTime     int64       `json:"createtime"` // unix seconds
	Tags           []FollowTag `json:"tags"`
	RemarkCorpName string      `json:"remark_corp_name"`
	RemarkMobiles  []string    `json:"remark_mobiles"`
	OperUserID     string      `json:"oper_userid"` // who added: a userid or the external_userid
	AddWay         int         `json:"add_way"`     // 1 is by QR code; the vendor page lists the rest
	State          string      `json:"state"`       // of the way, only if it was added through one
}

// FollowTag is a tag that a member put on the customer. TagID is empty for a
// personal tag (Type 2).
type FollowTag struct {
	GroupName string `json:"group_name"`
	TagName   string `json:"tag_name"`
	TagID     string `json:"tag_id"`
	Type      int    `json:"type"` // 1 company, 2 personal, 3 rule group
}

// CustomerDetail is a customer with one page of at most 500 followers.
type CustomerDetail struct {
	ExternalContact ExternalContact `json:"external_contact"`
	FollowUser      []FollowUser    `json:"follow_user"`
	NextCursor      string          `json:"next_cursor"` // empty on the last page
}

// Get reads a customer; cursor is empty for the first page of followers.
// Errors: ErrNotFollower when no member has the customer, or has not confirmed
// yet; ErrInvalidUser; ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92114
func (s *CustomerService) Get(ctx context.Context, externalUserID, cursor string) (CustomerDetail, error) {
	if err := s.wire.Check(ctx, "externalcontact_get", func(c *wx.Check) {
		c.Require(externalUserID != "", "external_userid", "must not be empty", nil)
	}); err != nil {
		return CustomerDetail{}, err
	}
	query := url.Values{"external_userid": {externalUserID}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	return wire.Do[CustomerDetail](ctx, s.wire, wire.Get("externalcontact_get", "/cgi-bin/externalcontact/get", query))
}

// FollowUsers lists the userids in the app's range that may serve customers.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92571
func (s *CustomerService) FollowUsers(ctx context.Context) ([]string, error) {
	req := wire.Get("get_follow_user_list", "/cgi-bin/externalcontact/get_follow_user_list", nil)
	reply, err := wire.Do[struct {
		FollowUser []string `json:"follow_user"`
	}](ctx, s.wire, req)
	return reply.FollowUser, err
}
