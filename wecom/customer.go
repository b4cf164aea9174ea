package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// CustomerService reads customers and the members who serve them, and edits
// what a member noted about a customer.
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
	ExternalUserID  string           `json:"external_userid"`
	Name            string           `json:"name"`
	Avatar          string           `json:"avatar"`
	Type            ContactType      `json:"type"`
	Gender          Gender           `json:"gender"`
	UnionID         string           `json:"unionid"`          // needs a bound WeChat developer account
	Position        string           `json:"position"`         // this and the next three: ContactWeCom only
	CorpName        string           `json:"corp_name"`        // short name
	CorpFullName    string           `json:"corp_full_name"`   // the short name for third-party and 代开发 apps
	ExternalProfile *ExternalProfile `json:"external_profile"` // nil when not given
	Raw             json.RawMessage  `json:"-"`                // as it came
}

// UnmarshalJSON keeps the object as it came.
func (x *ExternalContact) UnmarshalJSON(data []byte) error {
	type plain ExternalContact
	return wire.Keep(data, (*plain)(x), &x.Raw)
}

// ExternalProfile is what a member or a WeCom customer shows to others.
type ExternalProfile struct {
	ExternalCorpName string         `json:"external_corp_name"`
	ExternalAttr     []ExternalAttr `json:"external_attr"`
}

// AttrType is the kind of an ExternalAttr.
type AttrType int

// The three kinds.
const (
	AttrText        AttrType = 0
	AttrWeb         AttrType = 1
	AttrMiniProgram AttrType = 2
)

// ExternalAttr is one line of an ExternalProfile: the field of its type is set.
type ExternalAttr struct {
	Type        AttrType         `json:"type"`
	Name        string           `json:"name"`
	Text        *AttrTextValue   `json:"text"`
	Web         *AttrWebLink     `json:"web"`
	MiniProgram *AttrProgramLink `json:"miniprogram"`
}

// AttrTextValue is a text.
type AttrTextValue struct {
	Value string `json:"value"`
}

// AttrWebLink is a web page.
type AttrWebLink struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

// AttrProgramLink is a page of a mini program.
type AttrProgramLink struct {
	AppID    string `json:"appid"`
	PagePath string `json:"pagepath"`
	Title    string `json:"title"`
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
	if err := s.wire.Check(ctx, "externalcontact_get", func(c *wx.Check) { checkExternal(c, externalUserID) }); err != nil {
		return CustomerDetail{}, err
	}
	query := url.Values{"external_userid": {externalUserID}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	return wire.Do[CustomerDetail](ctx, s.wire, wire.Get("externalcontact_get", "/cgi-bin/externalcontact/get", query))
}

func checkExternal(c *wx.Check, id string) {
	c.Require(id != "", "external_userid", "must not be empty", nil)
}

// Followers lists every member who has the customer, over all pages of Get.
func (s *CustomerService) Followers(ctx context.Context, externalUserID string) iter.Seq2[FollowUser, error] {
	return pages(func(cursor string) ([]FollowUser, string, error) {
		page, err := s.Get(ctx, externalUserID, cursor)
		return page.FollowUser, page.NextCursor, err
	})
}

// List lists the customers of a member, in one answer without pages. A member
// without customers has an empty list: the platform says ErrNotFollower for it,
// and here it is none. Errors: ErrNoSuchMember, ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92113
func (s *CustomerService) List(ctx context.Context, userID string) ([]string, error) {
	if err := s.wire.Check(ctx, "externalcontact_list", func(c *wx.Check) { checkUserID(c, "userid", userID) }); err != nil {
		return nil, err
	}
	reply, err := wire.Do[struct {
		ExternalUserID []string `json:"external_userid"`
	}](ctx, s.wire, wire.Get("externalcontact_list", "/cgi-bin/externalcontact/list", url.Values{"userid": {userID}}))
	if errors.Is(err, wx.ErrNotFollower) {
		return nil, nil
	}
	return reply.ExternalUserID, err
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
