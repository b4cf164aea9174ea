package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// How somebody came into a group, as groupchat/get says it.
const (
	sceneInvited = 1
	sceneLink    = 2
	sceneQR      = 3
)

// Status of a group's hand-over.
const (
	ownerPresent = iota
	ownerLeft    // nobody has taken over yet
	handingOver
	handedOver
)

// groupChat is a customer group chat (客户群). An internal one has members only, and the
// customer-contact API refuses it.
type groupChat struct {
	ChatID    string         `json:"chat_id"`
	Name      string         `json:"name"`
	Owner     string         `json:"owner"`
	Notice    string         `json:"notice,omitempty"`
	Internal  bool           `json:"internal,omitempty"`
	Status    int            `json:"status,omitempty"`
	Created   int64          `json:"created"`
	Dismissed int64          `json:"dismissed,omitempty"`
	Admins    []string       `json:"admins,omitempty"`
	Members   []*groupMember `json:"members"`
	Changes   int            `json:"changes"` // of its members so far
	Guests    int            `json:"guests,omitempty"`
	Gone      []stay         `json:"gone,omitempty"`
	Chat      []groupMessage `json:"chat,omitempty"`
}

// groupMember is one person in a group. ID is a userid or an external_userid; Customer is
// empty for members of the corp and for guests.
type groupMember struct {
	ID       string `json:"id"`
	Customer string `json:"customer,omitempty"`
	Type     int    `json:"type"` // 1 member, 2 anybody else
	Name     string `json:"name"`
	Nickname string `json:"nickname,omitempty"`
	UnionID  string `json:"unionid,omitempty"`
	Joined   int64  `json:"joined"`
	Scene    int    `json:"scene"`
	Invitor  string `json:"invitor,omitempty"`
	State    string `json:"state,omitempty"`
}

// stay is how long somebody was in a group who has left it.
type stay struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// fixtureGroups makes the groups that a sandbox starts with.
func fixtureGroups(c *corp, now time.Time) []*groupChat {
	list := make([]*groupChat, 0, len(c.Groups))
	for _, in := range c.Groups {
		g := newGroup(in.ChatID, in.Name, c.member(in.Owner), now)
		g.Internal = in.Internal
		if in.Dismissed {
			g.Dismissed = g.Created
		}
		list = append(list, g)
	}
	return list
}

// newGroup makes a group with nobody in it but its owner.
func newGroup(chatID, name string, owner *Member, now time.Time) *groupChat {
	return &groupChat{
		ChatID: chatID, Name: name, Owner: owner.UserID, Created: now.UnixMilli(),
		Members: []*groupMember{corpMember(owner, "", now)},
	}
}

// corpMember is a member of the corp as one of a group.
func corpMember(m *Member, invitor string, now time.Time) *groupMember {
	return &groupMember{ID: m.UserID, Type: 1, Name: m.Name, Joined: now.UnixMilli(), Scene: sceneInvited, Invitor: invitor}
}

// outsider is a customer as one of a group.
func outsider(person *Customer, scene int, now time.Time) *groupMember {
	m := &groupMember{ID: person.ExternalUserID, Customer: person.ID, Type: 2, Name: person.Name, Joined: now.UnixMilli(), Scene: scene}
	if person.Type == CustomerWeChat {
		m.UnionID = person.UnionID
	}
	return m
}

const guestPrefix = "wmSandboxGuest"

// guest makes one more stranger, who is in the group and in nobody's contacts.
func (g *groupChat) guest(now time.Time) *groupMember {
	g.Guests++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/guest/%d", g.ChatID, g.Guests))
	return &groupMember{
		ID: guestPrefix + hex.EncodeToString(sum[:9]), Type: 2, Name: fmt.Sprintf("群友%d", g.Guests),
		UnionID: "oSandboxGuest" + hex.EncodeToString(sum[9:17])[:15], Joined: now.UnixMilli(), Scene: sceneLink, Invitor: g.Owner,
	}
}

// unknownPerson is the error for an id that is no customer's. Guests exist, but are nobody's.
func unknownPerson(externalUserID string) error {
	if strings.HasPrefix(externalUserID, guestPrefix) {
		return fail(84061)
	}
	return fail(40096)
}

// find is the place of an id among the members, or -1. Userids have no letter case.
func (g *groupChat) find(id string) int {
	return slices.IndexFunc(g.Members, func(m *groupMember) bool {
		return m.ID == id || m.Type == 1 && strings.EqualFold(m.ID, id)
	})
}

// version names the present list of members in 32 hexadecimal digits.
func (g *groupChat) version() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", g.ChatID, g.Changes))
	return hex.EncodeToString(sum[:16])
}

// opengid is what a mini program learns when it is opened from the group.
func (g *groupChat) opengid() string {
	sum := sha256.Sum256([]byte(g.ChatID + "/opengid"))
	return "oG" + base64.RawURLEncoding.EncodeToString(sum[:])[:26]
}

// standing is the hand-over status: an owner who left the corp leaves the group waiting.
func (s *Sandbox) standing(g *groupChat) int {
	if g.Status == ownerPresent && s.corp.member(g.Owner).Status == MemberLeft {
		return ownerLeft
	}
	return g.Status
}

func (s *Sandbox) full(g *groupChat) bool { return len(g.Members) >= s.w.Switches.GroupFullAt }

// addGroup makes a group and tells the corp.
func (s *Sandbox) addGroup(chatID, name string, owner *Member, people ...*groupMember) *groupChat {
	g := newGroup(chatID, name, owner, s.Now())
	g.Members = append(g.Members, people...)
	s.w.Groups = append(s.w.Groups, g)
	s.w.groups[chatID] = g
	s.pushGroup(g, "create", nil)
	return g
}

// newChatID makes the id of a new group.
func (s *Sandbox) newChatID() string { return "wr" + s.dice.word(30) }

// enter puts people into a group.
func (s *Sandbox) enter(g *groupChat, people ...*groupMember) {
	last := g.version()
	g.Members = append(g.Members, people...)
	g.Changes++
	s.pushMembers(g, "add_member", last, joinScenes(people[0].Scene), people)
}

// quit takes the member at a place out of a group. Scene is 0 for leaving and 1 for being
// removed.
func (s *Sandbox) quit(g *groupChat, at int, scene int64) {
	last, m := g.version(), g.Members[at]
	g.Members = slices.Delete(g.Members, at, at+1)
	g.Admins = slices.DeleteFunc(g.Admins, func(userid string) bool { return userid == m.ID })
	g.Gone = append(g.Gone, stay{m.Joined, s.Now().UnixMilli()})
	g.Changes++
	s.pushMembers(g, "del_member", last, document{{"QuitScene", scene}}, []*groupMember{m})
}
