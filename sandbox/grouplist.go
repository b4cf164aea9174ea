package sandbox

import (
	"encoding/base64"
	"net/http"
	"slices"
)

var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/groupchat/list", method: http.MethodPost, contact: true, arrays: []string{"group_chat_list"}, do: (*Sandbox).listGroupChat},
)

const (
	maxListedGroups = 1000
	maxGroupOwners  = 100
	maxUnfiltered   = 1000 // people in range from which on owner_filter is needed
)

type groupListItem struct {
	ChatID string `json:"chat_id"`
	Status int    `json:"status"`
}

type groupListAnswer struct {
	GroupChatList []groupListItem `json:"group_chat_list"`
	NextCursor    string          `json:"next_cursor"`
}

// listGroupChat pages through the customer groups in sight, oldest first
// (https://developer.work.weixin.qq.com/document/path/92120).
func (s *Sandbox) listGroupChat(c *call) (any, error) {
	limit, status := c.body.num("limit"), c.body.num("status_filter")
	switch {
	case limit < 1 || limit > maxListedGroups:
		return nil, invalid("limit expect a number in [1, %d]", maxListedGroups)
	case status < ownerPresent || status > handedOver:
		return nil, invalid("status_filter expect a number in [0, 3]")
	}
	owners, err := s.ownerFilter(c)
	if err != nil {
		return nil, err
	}
	if owners == nil && s.inSight(c.app) > maxUnfiltered {
		return nil, fail(81017)
	}
	from, err := s.groupCursor(c.body.str("cursor"))
	if err != nil {
		return nil, err
	}
	answer := groupListAnswer{GroupChatList: []groupListItem{}}
	for i, g := range s.w.Groups[from:] {
		standing := s.standing(g)
		if g.Internal || g.Dismissed != 0 || status != 0 && standing != status || !s.ownedBy(c, g, owners) {
			continue
		}
		if len(answer.GroupChatList) == limit {
			answer.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(s.w.Groups[from+i].ChatID))
			break
		}
		answer.GroupChatList = append(answer.GroupChatList, groupListItem{g.ChatID, standing})
	}
	return answer, nil
}

// groupCursor finds where a page begins. Groups are never taken off the list, so a cursor
// stays valid.
func (s *Sandbox) groupCursor(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	at := slices.IndexFunc(s.w.Groups, func(g *groupChat) bool { return g.ChatID == string(raw) })
	if err != nil || at < 0 {
		return 0, fail(50100)
	}
	return at, nil
}

// ownerFilter reads owner_filter; nil is everybody in sight.
func (s *Sandbox) ownerFilter(c *call) ([]string, error) {
	var userids, owners []string
	c.body.object("owner_filter").read("userid_list", &userids)
	if len(userids) > maxGroupOwners {
		return nil, invalid("field `owner_filter.userid_list` expect array size in [1, %d]", maxGroupOwners)
	}
	for _, userid := range userids {
		m, err := s.listedMember(c, userid)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(owners, m.UserID) {
			owners = append(owners, m.UserID)
		}
	}
	return owners, nil
}

// ownedBy applies the filter, or without one the app's range.
func (s *Sandbox) ownedBy(c *call, g *groupChat, owners []string) bool {
	if owners == nil {
		return s.ownedInSight(c, g)
	}
	return slices.Contains(owners, g.Owner)
}

// inSight counts the members in an app's range.
func (s *Sandbox) inSight(app *App) int {
	n := 0
	for i := range s.corp.Members {
		if s.corp.sees(app, &s.corp.Members[i]) {
			n++
		}
	}
	return n
}
