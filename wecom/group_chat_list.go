package wecom

import (
	"context"
	"iter"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
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
		one := l
		one.Cursor = cursor
		page, err := s.List(ctx, one)
		return page.Chats, page.NextCursor, err
	})
}
