package sandbox

import (
	"cmp"
	"net/http"
	"slices"
)

// maxFill bounds one /groups/fill.
const maxFill = 10_000

// newcomer is who joins: a customer or a member.
func (s *Sandbox) newcomer(in groupInput) (*groupMember, error) {
	if in.UserID != "" {
		m, err := s.memberNamed(in.UserID)
		if err != nil {
			return nil, err
		}
		return corpMember(m, "", s.Now()), nil
	}
	person, err := s.person(in.Customer)
	if err != nil {
		return nil, err
	}
	return outsider(person, sceneInvited, s.Now()), nil
}

// postGroupJoin is somebody coming in without a join way: invited directly, by a link or by
// the group's own code.
func (s *Sandbox) postGroupJoin(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		m, err := s.newcomer(in)
		if err != nil {
			return err
		}
		if m.Scene = cmp.Or(in.JoinScene, sceneInvited); m.Scene < sceneInvited || m.Scene > sceneQR {
			return badRequest("join_scene is 1, 2 or 3")
		}
		m.Nickname = in.Nickname
		if m.Scene != sceneQR {
			inviter, err := s.memberNamed(cmp.Or(in.Invitor, g.Owner))
			if err != nil {
				return err
			}
			m.Invitor = inviter.UserID
		}
		return s.letIn(g, m)
	})
}

// letIn puts one more into a group that has room.
func (s *Sandbox) letIn(g *groupChat, m *groupMember) error {
	if g.find(m.ID) >= 0 {
		return conflict("%s is in the group already", m.ID)
	}
	if s.full(g) {
		return conflict("the group is full")
	}
	s.enter(g, m)
	return nil
}

// present finds the place of the customer or member that a body names.
func (s *Sandbox) present(in groupInput, g *groupChat) (int, error) {
	var at int
	if in.UserID != "" {
		at = g.find(in.UserID) // guests have nothing but this id
	} else {
		at = slices.IndexFunc(g.Members, func(m *groupMember) bool { return in.Customer != "" && m.Customer == in.Customer })
	}
	if at < 0 {
		return at, notFound("%s is not in the group", cmp.Or(in.UserID, in.Customer, "nobody"))
	}
	return at, nil
}

// postGroupLeave is somebody leaving.
func (s *Sandbox) postGroupLeave(r *http.Request) (any, error) { return s.endStay(r, 0) }

// postGroupRemove is the owner or an administrator removing somebody.
func (s *Sandbox) postGroupRemove(r *http.Request) (any, error) { return s.endStay(r, 1) }

func (s *Sandbox) endStay(r *http.Request, scene int64) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		at, err := s.present(in, g)
		if err != nil {
			return err
		}
		if g.Members[at].ID == g.Owner {
			return conflict("the owner hands the group over or dismisses it")
		}
		s.quit(g, at, scene)
		return nil
	})
}

// postGroupFill lets count strangers in at once, as far as there is room; without a count as
// many as there is room for.
func (s *Sandbox) postGroupFill(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		room := max(s.w.Switches.GroupFullAt-len(g.Members), 0)
		if in.Count < 0 || in.Count > maxFill {
			return badRequest("count is 1 to %d", maxFill)
		}
		people := make([]*groupMember, min(cmp.Or(in.Count, room), room, maxFill))
		if len(people) == 0 {
			return conflict("the group is full")
		}
		for i := range people {
			people[i] = g.guest(s.Now())
		}
		s.enter(g, people...)
		return nil
	})
}

// groupMemberView is one of a group as the control API shows them.
type groupMemberView struct {
	ID       string `json:"id"` // userid or external_userid
	Customer string `json:"customer,omitempty"`
	Type     int    `json:"type"`
	Name     string `json:"name"`
	Joined   int64  `json:"joined"`
	Scene    int    `json:"join_scene"`
	State    string `json:"state,omitempty"`
}

// getGroupMembers lists who is in a group, the owner first, then as they came.
func (s *Sandbox) getGroupMembers(r *http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	g, ok := s.w.groups[r.URL.Query().Get("chat_id")]
	if !ok {
		return nil, notFound("no group %q", r.URL.Query().Get("chat_id"))
	}
	list := make([]groupMemberView, 0, len(g.Members))
	for _, m := range g.Members {
		list = append(list, groupMemberView{m.ID, m.Customer, m.Type, m.Name, m.Joined, m.Scene, m.State})
	}
	if at := g.find(g.Owner); at > 0 {
		owner := list[at]
		list = slices.Insert(slices.Delete(list, at, at+1), 0, owner)
	}
	return list, nil
}
