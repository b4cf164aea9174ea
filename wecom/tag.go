package wecom

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// TagService reads the company's tags and puts them on customers.
type TagService service

// TagGroup is a group of company tags. Larger Order comes first.
type TagGroup struct {
	GroupID    string          `json:"group_id"`
	GroupName  string          `json:"group_name"`
	CreateTime int64           `json:"create_time"` // unix seconds
	Order      int64           `json:"order"`
	Deleted    bool            `json:"deleted"`
	Tag        []Tag           `json:"tag"`
	Raw        json.RawMessage `json:"-"` // as it came
}

// UnmarshalJSON keeps the object as it came.
func (g *TagGroup) UnmarshalJSON(data []byte) error {
	type plain TagGroup
	return wire.Keep(data, (*plain)(g), &g.Raw)
}

// Tag is one company tag.
type Tag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	CreateTime int64  `json:"create_time"` // unix seconds
	Order      int64  `json:"order"`
	Deleted    bool   `json:"deleted"`
}

// TagList says which tags to list; without ids it is all of them. GroupIDs win
// over TagIDs.
type TagList struct {
	TagIDs   []string `json:"tag_id,omitempty"`
	GroupIDs []string `json:"group_id,omitempty"`
}

// List lists the company's tags by group. Error: ErrNoSuchTag.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92117
func (s *TagService) List(ctx context.Context, l TagList) ([]TagGroup, error) {
	if err := s.wire.Check(ctx, "get_corp_tag_list", func(c *wx.Check) {
		checkTagIDs(c, "tag_id", l.TagIDs)
		checkTagIDs(c, "group_id", l.GroupIDs)
	}); err != nil {
		return nil, err
	}
	reply, err := wire.Do[struct {
		TagGroup []TagGroup `json:"tag_group"`
	}](ctx, s.wire, wire.Read("get_corp_tag_list", "/cgi-bin/externalcontact/get_corp_tag_list", l))
	return reply.TagGroup, err
}

// MaxTags is the most tags that a customer of a member may have.
const MaxTags = 3000

// TagMark puts tags on a customer of a member and takes others off; both must
// not be missing.
type TagMark struct {
	UserID         string   `json:"userid"`
	ExternalUserID string   `json:"external_userid"`
	Add            []string `json:"add_tag,omitempty"`
	Remove         []string `json:"remove_tag,omitempty"`
}

func (m *TagMark) check(c *wx.Check) {
	checkUserID(c, "userid", m.UserID)
	checkExternal(c, m.ExternalUserID)
	c.Require(len(m.Add)+len(m.Remove) > 0, "add_tag", "add_tag or remove_tag must be given", nil)
	c.Items("add_tag", len(m.Add), MaxTags)
	checkTagIDs(c, "add_tag", m.Add)
	checkTagIDs(c, "remove_tag", m.Remove)
}

func checkTagIDs(c *wx.Check, field string, ids []string) {
	for _, id := range ids {
		c.Require(id != "", field, "must not hold an empty id", nil)
	}
}

// Mark changes the tags of a customer. Two at a time for the same pair are
// ErrConflict. Errors: ErrNoSuchTag, ErrNotFollower, ErrTooMany.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92118
func (s *TagService) Mark(ctx context.Context, m TagMark) error {
	if err := s.wire.Check(ctx, "mark_tag", m.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("mark_tag", "/cgi-bin/externalcontact/mark_tag", m))
}
