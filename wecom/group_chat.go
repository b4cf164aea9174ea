package wecom

import (
	"context"
	"encoding/json"

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

// Get reads a group; names asks for its members' too. Right after an event it may still be the old one: the
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
	body := groupChatRequest{chatID, flag(names)}
	reply, err := wire.Do[struct {
		GroupChat GroupChat `json:"group_chat"`
	}](ctx, s.wire, wire.Read("groupchat_get", "/cgi-bin/externalcontact/groupchat/get", body))
	return reply.GroupChat, err
}

// ChatID turns the opengid that a mini program got into the group's chat_id.
// Error: ErrNoSuchGroup.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/94822
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
