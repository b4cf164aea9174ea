package sandbox

import (
	"net/http"
	"slices"
)

var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/groupchat/get", method: http.MethodPost, wrong: 40050, contact: true, do: (*Sandbox).getGroupChat},
	endpoint{path: "/cgi-bin/externalcontact/opengid_to_chatid", method: http.MethodPost, contact: true, do: (*Sandbox).opengidToChatID},
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
		return nil, c.missing("opengid")
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
