package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

const (
	maxToUsers  = 1000
	maxToGroups = 100 // departments, and tags
)

// recipients are the members of touser, toparty and totag that the app sees.
func (s *Sandbox) recipients(c *call) ([]*Member, appMessageAnswer, error) {
	users, parties, tags := bars(c.body.str("touser")), bars(c.body.str("toparty")), bars(c.body.str("totag"))
	switch {
	case len(users)+len(parties)+len(tags) == 0:
		return nil, appMessageAnswer{}, fail(82001)
	case len(users) > maxToUsers || len(parties) > maxToGroups || len(tags) > maxToGroups:
		return nil, appMessageAnswer{}, fail(40032)
	}
	members, badUsers := s.named(c.app, users)
	var badParties []string
	for _, text := range parties {
		id, err := strconv.Atoi(text)
		if err != nil || s.corp.depts[id] == nil || !s.corp.seesDepartment(c.app, id) {
			badParties = append(badParties, text)
			continue
		}
		members = append(members, s.corp.people[id]...)
	}
	// A tag of members is not the sandbox's: none exists.
	members = distinct(slices.DeleteFunc(members, func(m *Member) bool { return !s.gets(c.app, m) }))
	if len(members) == 0 {
		return nil, appMessageAnswer{}, fail(81013)
	}
	join := func(ids []string) string { return strings.Join(ids, "|") }
	return members, appMessageAnswer{InvalidUser: join(badUsers), InvalidParty: join(badParties), InvalidTag: join(tags)}, nil
}

// gets reports whether an app's message reaches the member.
func (s *Sandbox) gets(app *App, m *Member) bool {
	return m != nil && m.Status == MemberActive && s.corp.sees(app, m)
}

// named are the members of touser, and the names of those who are not reached.
func (s *Sandbox) named(app *App, users []string) (members []*Member, bad []string) {
	for _, id := range users {
		m := s.corp.member(id)
		switch {
		case id == "@all":
			for i := range s.corp.Members {
				members = append(members, &s.corp.Members[i])
			}
		case s.gets(app, m):
			members = append(members, m)
		default:
			bad = append(bad, strings.ToLower(id))
		}
	}
	return members, bad
}

func distinct(members []*Member) []*Member {
	seen := map[*Member]bool{}
	return slices.DeleteFunc(members, func(m *Member) bool {
		again := seen[m]
		seen[m] = true
		return again
	})
}

func bars(list string) []string {
	return slices.DeleteFunc(strings.Split(list, "|"), func(id string) bool { return id == "" })
}
