package sandbox

import (
	"net/http"
	"slices"
)

// groupInput is the body of the /groups calls. Who is meant is a customer or a userid.
type groupInput struct {
	ChatID    string   `json:"chat_id"`
	Name      string   `json:"name"`
	Owner     string   `json:"owner"`
	Notice    string   `json:"notice"`
	Customer  string   `json:"customer"`
	UserID    string   `json:"userid"`
	Invitor   string   `json:"invitor"`
	Nickname  string   `json:"group_nickname"`
	Content   string   `json:"content"`
	JoinScene int      `json:"join_scene"`
	Status    int      `json:"status"`
	Count     int      `json:"count"`
	Admins    []string `json:"admins"`
}

// groupView is a group as the control API shows one.
type groupView struct {
	ChatID        string   `json:"chat_id"`
	Name          string   `json:"name"`
	Owner         string   `json:"owner"`
	Notice        string   `json:"notice"`
	Status        int      `json:"status"`
	Members       int      `json:"members"`
	Customers     []string `json:"customers"` // those of the sandbox, without guests
	Admins        []string `json:"admins"`
	OpenGID       string   `json:"opengid"`
	MemberVersion string   `json:"member_version"`
	Created       int64    `json:"created"` // Unix seconds
	Dismissed     bool     `json:"dismissed"`
	Full          bool     `json:"full"`
	Internal      bool     `json:"internal,omitempty"`
}

func (s *Sandbox) groupView(g *groupChat) groupView {
	v := groupView{
		ChatID: g.ChatID, Name: g.Name, Owner: g.Owner, Notice: g.Notice, Status: s.standing(g), Members: len(g.Members),
		Customers: []string{}, Admins: append([]string{}, g.Admins...), OpenGID: g.opengid(), MemberVersion: g.version(),
		Created: g.Created / 1000, Dismissed: g.Dismissed != 0, Full: s.full(g), Internal: g.Internal,
	}
	for _, m := range g.Members {
		if m.Customer != "" {
			v.Customers = append(v.Customers, m.Customer)
		}
	}
	return v
}

func (s *Sandbox) getGroups(*http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]groupView, 0, len(s.w.Groups))
	for _, g := range s.w.Groups {
		list = append(list, s.groupView(g))
	}
	return list, nil
}

// onGroup reads the body and does f with a group that is not dismissed.
func (s *Sandbox) onGroup(r *http.Request, f func(in groupInput, g *groupChat) error) (any, error) {
	var in groupInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.w.groups[in.ChatID]
	if !ok {
		return nil, notFound("no group %q", in.ChatID)
	}
	if g.Dismissed != 0 {
		return nil, conflict("the group is dismissed")
	}
	if err := f(in, g); err != nil {
		return nil, err
	}
	s.changed()
	return s.groupView(g), nil
}

// memberNamed finds a member that the control API speaks of.
func (s *Sandbox) memberNamed(userid string) (*Member, error) {
	if m := s.corp.member(userid); m != nil {
		return m, nil
	}
	return nil, notFound("no member %q", userid)
}

// postGroupCreate is a member making a group.
func (s *Sandbox) postGroupCreate(r *http.Request) (any, error) {
	var in groupInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	owner, err := s.memberNamed(in.Owner)
	if err != nil {
		return nil, err
	}
	if in.ChatID == "" {
		in.ChatID = s.newChatID()
	}
	if s.w.groups[in.ChatID] != nil {
		return nil, conflict("there is a group %s", in.ChatID)
	}
	g := s.addGroup(in.ChatID, in.Name, owner)
	s.changed()
	return s.groupView(g), nil
}

func (s *Sandbox) postGroupRename(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		g.Name = in.Name
		s.pushDetail(g, "change_name")
		return nil
	})
}

func (s *Sandbox) postGroupNotice(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		g.Notice = in.Notice
		s.pushDetail(g, "change_notice")
		return nil
	})
}

// postGroupOwner hands a group over. The one who takes it comes in if need be; status is the
// hand-over's when it is not the one that follows from who left.
func (s *Sandbox) postGroupOwner(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		next, err := s.memberNamed(in.Owner)
		if err != nil {
			return err
		}
		if in.Status < ownerPresent || in.Status > handedOver {
			return badRequest("status is 0, 1, 2 or 3")
		}
		if in.Status == ownerPresent && s.standing(g) != ownerPresent {
			in.Status = handedOver
		}
		if g.find(next.UserID) < 0 {
			s.enter(g, corpMember(next, g.Owner, s.Now()))
		}
		g.Owner, g.Status = next.UserID, in.Status
		g.Admins = slices.DeleteFunc(g.Admins, func(userid string) bool { return userid == g.Owner })
		s.pushDetail(g, "change_owner")
		return nil
	})
}

// postGroupAdmins names the administrators. The platform tells nobody.
func (s *Sandbox) postGroupAdmins(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		admins := []string{}
		for _, userid := range in.Admins {
			at := g.find(userid)
			if at < 0 || g.Members[at].Type != 1 || g.Members[at].ID == g.Owner {
				return conflict("%s cannot be an administrator of this group", userid)
			}
			admins = append(admins, g.Members[at].ID)
		}
		g.Admins = admins
		s.publish("group", groupEvent{"update", s.groupView(g)})
		return nil
	})
}

func (s *Sandbox) postGroupDismiss(r *http.Request) (any, error) {
	return s.onGroup(r, func(_ groupInput, g *groupChat) error {
		g.Dismissed = s.Now().UnixMilli()
		s.pushGroup(g, "dismiss", nil)
		return nil
	})
}
