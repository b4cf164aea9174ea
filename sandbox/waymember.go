package sandbox

import "strings"

// readWayMembers takes user and party from the body where they are present and applies the
// rules for members: known, in sight of the app, activated, verified, with customer contact.
func (s *Sandbox) readWayMembers(c *call, w *way) error {
	if c.body.has("user") {
		w.Users = nil
		if !c.body.read("user", &w.Users) {
			return fail(60011) // what a bare string was seen to give
		}
	}
	if c.body.has("party") && w.Type == 2 {
		w.Parties = nil
		c.body.read("party", &w.Parties)
	}
	if w.Type == 1 && len(w.Users) != 1 {
		return invalid("field `user` expect array size in [1, 1]")
	}
	if len(w.Users)+len(w.Parties) == 0 {
		return c.missing("user")
	}
	users := make([]string, 0, len(w.Users))
	for _, userid := range w.Users {
		m, err := s.wayMember(c, userid)
		if err != nil {
			return err
		}
		users = append(users, m.UserID)
	}
	w.Users = users
	if err := s.checkParties(c, w.Parties); err != nil {
		return err
	}
	if len(s.membersOf(w)) > maxWayMembers {
		return fail(41041)
	}
	return nil
}

// wayMember checks one member of a way.
func (s *Sandbox) wayMember(c *call, userid string) (*Member, error) {
	if !useridForm.MatchString(userid) {
		return nil, fail(40003)
	}
	m := s.corp.member(userid)
	switch {
	case m == nil:
		return nil, fail(60111)
	case !s.corp.sees(c.app, m):
		return nil, fail(c.sw.HiddenMemberCode)
	case m.Status != MemberActive:
		return nil, fail(41054)
	case !m.Verified:
		return nil, fail(40098)
	case !m.Contact:
		return nil, fail(c.sw.NoContactCode)
	}
	return m, nil
}

func (s *Sandbox) checkParties(c *call, parties []int) error {
	for _, id := range parties {
		if s.corp.depts[id] == nil {
			return fail(c.sw.UnknownPartyCode)
		}
		if !s.corp.seesDepartment(c.app, id) {
			return fail(c.sw.HiddenPartyCode)
		}
	}
	return nil
}

// membersOf lists a way's members with its departments expanded, each once.
func (s *Sandbox) membersOf(w *way) []*Member {
	var list []*Member
	seen := map[*Member]bool{}
	add := func(m *Member) {
		if m != nil && !seen[m] {
			seen[m] = true
			list = append(list, m)
		}
	}
	for _, userid := range w.Users {
		add(s.corp.member(userid))
	}
	for _, id := range w.Parties {
		for _, m := range s.corp.people[id] {
			add(m)
		}
	}
	return list
}

// names reports whether a way names the member itself.
func (w *way) names(userid string) bool {
	for _, u := range w.Users {
		if strings.EqualFold(u, userid) {
			return true
		}
	}
	return false
}
