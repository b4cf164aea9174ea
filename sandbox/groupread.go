package sandbox

import (
	"encoding/base64"
	"net/http"
	"slices"
)

var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/groupchat/list", method: http.MethodPost, contact: true, arrays: []string{"group_chat_list"}, do: (*Sandbox).listGroupChat},
	endpoint{path: "/cgi-bin/externalcontact/groupchat/get", method: http.MethodPost, wrong: 40050, contact: true, do: (*Sandbox).getGroupChat},
	endpoint{path: "/cgi-bin/externalcontact/opengid_to_chatid", method: http.MethodPost, contact: true, do: (*Sandbox).opengidToChatID},
)

const (
	maxListedGroups = 1000
	maxGroupOwners  = 100
	maxUnfiltered   = 1000 // people in range from which on owner_filter is needed
)

// chatOf finds a customer group whose owner the app may see.
func (s *Sandbox) chatOf(c *call, id string) (*groupChat, error) {
	g, ok := s.w.groups[id]
	switch {
	case !ok:
		return nil, fail(40050)
	case g.Internal:
		return nil, fail(90501)
	case !s.ownedInSight(c, g):
		return nil, fail(60011)
	case g.Dismissed != 0:
		return nil, fail(49008)
	}
	return g, nil
}

func (s *Sandbox) ownedInSight(c *call, g *groupChat) bool {
	return s.corp.sees(c.app, s.corp.member(g.Owner))
}

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
		m, err := s.memberOf(c, userid)
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

// userID is a reference to one member.
type userID struct {
	UserID string `json:"userid"`
}

type groupMemberItem struct {
	UserID        string  `json:"userid"`
	Type          int     `json:"type"`
	UnionID       string  `json:"unionid,omitempty"`
	JoinTime      int64   `json:"join_time"`
	JoinScene     int     `json:"join_scene"`
	Invitor       *userID `json:"invitor,omitempty"`
	GroupNickname string  `json:"group_nickname"`
	Name          string  `json:"name,omitempty"`
	State         string  `json:"state,omitempty"`
}

// groupAnswer is group_chat as groupchat/get returns it.
type groupAnswer struct {
	ChatID        string            `json:"chat_id"`
	Name          string            `json:"name"`
	Owner         string            `json:"owner"`
	CreateTime    int64             `json:"create_time"`
	Notice        string            `json:"notice"`
	MemberList    []groupMemberItem `json:"member_list"`
	AdminList     []userID          `json:"admin_list"`
	MemberVersion string            `json:"member_version"`
}

// getGroupChat answers a group with everybody in it
// (https://developer.work.weixin.qq.com/document/path/92122).
func (s *Sandbox) getGroupChat(c *call) (any, error) {
	g, err := s.chatOf(c, c.body.str("chat_id"))
	if err != nil {
		return nil, err
	}
	a := groupAnswer{
		ChatID: g.ChatID, Name: g.Name, Owner: g.Owner, CreateTime: g.Created / 1000, Notice: g.Notice,
		MemberList: make([]groupMemberItem, 0, len(g.Members)), AdminList: []userID{}, MemberVersion: g.version(),
	}
	named, united := c.body.num("need_name") == 1, c.sw.DeveloperBound && !c.app.foreign()
	for _, m := range g.Members {
		a.MemberList = append(a.MemberList, m.item(named, united))
	}
	for _, userid := range g.Admins {
		a.AdminList = append(a.AdminList, userID{userid})
	}
	return struct {
		GroupChat groupAnswer `json:"group_chat"`
	}{a}, nil
}

func (m *groupMember) item(named, united bool) groupMemberItem {
	item := groupMemberItem{
		UserID: m.ID, Type: m.Type, JoinTime: m.Joined / 1000, JoinScene: m.Scene, GroupNickname: m.Nickname, State: m.State,
	}
	if m.Invitor != "" {
		item.Invitor = &userID{m.Invitor}
	}
	if named {
		item.Name = m.Name
	}
	if united {
		item.UnionID = m.UnionID
	}
	return item
}

// opengidToChatID says which group a mini program was opened from
// (https://developer.work.weixin.qq.com/document/path/94828).
func (s *Sandbox) opengidToChatID(c *call) (any, error) {
	opengid := c.body.str("opengid")
	if opengid == "" {
		return nil, invalid("missing field opengid")
	}
	at := slices.IndexFunc(s.w.Groups, func(g *groupChat) bool { return g.opengid() == opengid })
	if at < 0 {
		return nil, fail(90511)
	}
	g, err := s.chatOf(c, s.w.Groups[at].ChatID)
	if err != nil {
		return nil, err
	}
	return struct {
		ChatID string `json:"chat_id"`
	}{g.ChatID}, nil
}
