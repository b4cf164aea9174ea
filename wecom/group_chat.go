package wecom

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// GroupChatService reads customer group chats (客户群).
type GroupChatService service

// ChatStatus says whether a group changes hands.
type ChatStatus int

// The states of a group. As a filter, ChatAll means any.
const (
	ChatAll        ChatStatus = 0
	ChatOwnerLeft  ChatStatus = 1 // waits for a new owner
	ChatInheriting ChatStatus = 2
	ChatInherited  ChatStatus = 3
)

// GroupChatList says which groups to list.
type GroupChatList struct {
	Status ChatStatus // ChatAll: any
	Owners []string   // userids, at most 100; empty: every owner in the app's range
	Cursor string     // NextCursor of the page before; List only
	Limit  int        // 1 to 1000; 0 means 1000
}

// MaxGroupChatPage is the most groups of one page.
const MaxGroupChatPage = 1000

// GroupChatPage is one page. NextCursor is empty on the last.
type GroupChatPage struct {
	Chats      []GroupChatItem
	NextCursor string
}

// GroupChatItem is one group of a list.
type GroupChatItem struct {
	ChatID string     `json:"chat_id"`
	Status ChatStatus `json:"status"` // 0 is normal
}

func (l *GroupChatList) check(c *wx.Check) {
	c.Require(l.Status >= ChatAll && l.Status <= ChatInherited, "status_filter", "must be 0 to 3", int(l.Status))
	checkOwners(c, l.Owners)
	c.Require(l.Limit >= 0, "limit", "must not be negative", l.Limit)
	limit := int64(l.Limit)
	c.CutNumber("limit", &limit, MaxGroupChatPage, "items")
	l.Limit = int(limit)
	if l.Limit == 0 {
		l.Limit = MaxGroupChatPage
	}
}

func checkOwners(c *wx.Check, owners []string) {
	c.Items("owner_filter.userid_list", len(owners), 100)
	for _, id := range owners {
		checkUserID(c, "owner_filter.userid_list", id)
	}
}

type ownerFilter struct {
	UserIDs []string `json:"userid_list"`
}

func ownersOf(ids []string) *ownerFilter {
	if len(ids) == 0 {
		return nil
	}
	return &ownerFilter{ids}
}

type groupChatListRequest struct {
	Status ChatStatus   `json:"status_filter,omitempty"`
	Owner  *ownerFilter `json:"owner_filter,omitempty"`
	Cursor string       `json:"cursor,omitempty"`
	Limit  int          `json:"limit"`
}

// List reads one page. Without Owners it works only while the app's range has at
// most 1000 people. Errors: ErrInvalidCursor, ErrTooMany.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92120
func (s *GroupChatService) List(ctx context.Context, l GroupChatList) (GroupChatPage, error) {
	if err := s.wire.Check(ctx, "groupchat_list", l.check); err != nil {
		return GroupChatPage{}, err
	}
	body := groupChatListRequest{l.Status, ownersOf(l.Owners), l.Cursor, l.Limit}
	reply, err := wire.Do[struct {
		List       []GroupChatItem `json:"group_chat_list"`
		NextCursor string          `json:"next_cursor"`
	}](ctx, s.wire, wire.Read("groupchat_list", "/cgi-bin/externalcontact/groupchat/list", body))
	return GroupChatPage{reply.List, reply.NextCursor}, err
}

// All lists the groups of every page.
func (s *GroupChatService) All(ctx context.Context, l GroupChatList) iter.Seq2[GroupChatItem, error] {
	return pages(func(cursor string) ([]GroupChatItem, string, error) {
		l.Cursor = cursor
		page, err := s.List(ctx, l)
		return page.Chats, page.NextCursor, err
	})
}

// GroupChat is a group with its members.
type GroupChat struct {
	ChatID        string            `json:"chat_id"`
	Name          string            `json:"name"`
	Owner         string            `json:"owner"`
	CreateTime    int64             `json:"create_time"` // unix seconds
	Notice        string            `json:"notice"`
	MemberList    []GroupChatMember `json:"member_list"`
	AdminList     []GroupChatAdmin  `json:"admin_list"`
	MemberVersion string            `json:"member_version"` // compare with LastMemVer of the next event
	Raw           json.RawMessage   `json:"-"`              // as it came
}

// UnmarshalJSON keeps the object as it came.
func (g *GroupChat) UnmarshalJSON(data []byte) error {
	type plain GroupChat
	return wire.Keep(data, (*plain)(g), &g.Raw)
}

// GroupChatAdmin is an administrator of a group.
type GroupChatAdmin struct {
	UserID string `json:"userid"`
}

// MemberType says whether a group's member belongs to the company.
type MemberType int

// The two types.
const (
	MemberOfCorp   MemberType = 1
	MemberExternal MemberType = 2
)

// JoinScene says how somebody came into a group.
type JoinScene int

// The three scenes. Events know other numbers for them.
const (
	JoinedByInvitation JoinScene = 1
	JoinedByLink       JoinScene = 2
	JoinedByQRCode     JoinScene = 3
)

// GroupChatMember is one of a group. State is the join way's, for those who came
// through one.
type GroupChatMember struct {
	UserID        string          `json:"userid"` // userid or external_userid
	Type          MemberType      `json:"type"`
	UnionID       string          `json:"unionid"`
	JoinTime      int64           `json:"join_time"` // unix seconds
	JoinScene     JoinScene       `json:"join_scene"`
	Invitor       *GroupChatAdmin `json:"invitor"` // only if a member of the company invited
	GroupNickname string          `json:"group_nickname"`
	Name          string          `json:"name"` // only when asked for
	State         string          `json:"state"`
}

type groupChatRequest struct {
	ChatID   string `json:"chat_id"`
	NeedName Flag   `json:"need_name"`
}

// Get reads a group. Right after an event it may still be the old one: the
// vendor speaks of 2 s. Errors: ErrNoSuchGroup, ErrGroupDismissed,
// ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92122
func (s *GroupChatService) Get(ctx context.Context, chatID string, names bool) (GroupChat, error) {
	if err := s.wire.Check(ctx, "groupchat_get", func(c *wx.Check) {
		c.Require(chatID != "", "chat_id", "must not be empty", nil)
	}); err != nil {
		return GroupChat{}, err
	}
	body := groupChatRequest{ChatID: chatID}
	if names {
		body.NeedName = Yes
	}
	reply, err := wire.Do[struct {
		GroupChat GroupChat `json:"group_chat"`
	}](ctx, s.wire, wire.Read("groupchat_get", "/cgi-bin/externalcontact/groupchat/get", body))
	return reply.GroupChat, err
}

// ChatID turns the opengid that a mini program got into the group's chat_id.
// Error: ErrNoSuchGroup.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/96339
func (s *GroupChatService) ChatID(ctx context.Context, openGID string) (string, error) {
	if err := s.wire.Check(ctx, "opengid_to_chatid", func(c *wx.Check) {
		c.Require(openGID != "", "opengid", "must not be empty", nil)
	}); err != nil {
		return "", err
	}
	body := struct {
		OpenGID string `json:"opengid"`
	}{openGID}
	reply, err := wire.Do[struct {
		ChatID string `json:"chat_id"`
	}](ctx, s.wire, wire.Read("opengid_to_chatid", "/cgi-bin/externalcontact/opengid_to_chatid", body))
	return reply.ChatID, err
}
