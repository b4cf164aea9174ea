package sandbox

import "strings"

// corp is the fixture with what is looked up often already computed. It never changes.
type corp struct {
	*Fixture
	apps     map[int]*App
	members  map[string]*Member // by lower-case userid
	depts    map[int]*Department
	children map[int][]int
	people   map[int][]*Member // every member below a department
	scopes   map[int]scope
}

// scope is what an app may see.
type scope struct {
	all     bool
	members map[*Member]bool
	depts   map[int]bool
}

func indexCorp(f *Fixture) *corp {
	c := &corp{
		Fixture: f, apps: map[int]*App{}, members: map[string]*Member{}, depts: map[int]*Department{},
		children: map[int][]int{}, people: map[int][]*Member{}, scopes: map[int]scope{},
	}
	for i := range f.Departments {
		d := &f.Departments[i]
		c.depts[d.ID] = d
		c.children[d.ParentID] = append(c.children[d.ParentID], d.ID)
	}
	for i := range f.Members {
		c.members[strings.ToLower(f.Members[i].UserID)] = &f.Members[i]
	}
	for id := range c.depts {
		c.people[id] = c.below(id)
	}
	for i := range f.Apps {
		app := &f.Apps[i]
		c.apps[app.AgentID] = app
		c.scopes[app.AgentID] = c.scopeOf(app)
	}
	return c
}

// tree lists a department and every one below it.
func (c *corp) tree(id int) []int {
	list := []int{id}
	for _, child := range c.children[id] {
		list = append(list, c.tree(child)...)
	}
	return list
}

// below lists the members of a department and its sub-departments, each once.
func (c *corp) below(id int) []*Member {
	in := map[int]bool{}
	for _, d := range c.tree(id) {
		in[d] = true
	}
	var list []*Member
	for i := range c.Members {
		for _, d := range c.Members[i].Departments {
			if in[d] {
				list = append(list, &c.Members[i])
				break
			}
		}
	}
	return list
}

func (c *corp) scopeOf(app *App) scope {
	sc := scope{members: map[*Member]bool{}, depts: map[int]bool{}}
	sc.all = len(app.VisibleDepartments) == 0 && len(app.VisibleMembers) == 0
	for _, id := range app.VisibleDepartments {
		for _, d := range c.tree(id) {
			sc.depts[d] = true
		}
		for _, m := range c.below(id) {
			sc.members[m] = true
		}
	}
	for _, userid := range app.VisibleMembers {
		sc.members[c.member(userid)] = true
	}
	return sc
}

// member finds a member by userid, in any letter case.
func (c *corp) member(userid string) *Member { return c.members[strings.ToLower(userid)] }

func (c *corp) sees(app *App, m *Member) bool {
	sc := c.scopes[app.AgentID]
	return sc.all || sc.members[m]
}

// hears reports whether the app whose callback gets the events sees the member.
func (c *corp) hears(userid string) bool { return c.sees(c.apps[c.callbackApp()], c.member(userid)) }

func (c *corp) seesDepartment(app *App, id int) bool {
	sc := c.scopes[app.AgentID]
	return sc.all || sc.depts[id]
}

// is reports whether userid names the member.
func (m *Member) is(userid string) bool { return strings.EqualFold(m.UserID, userid) }

// reachable reports whether customers can add the member.
func (m *Member) reachable() bool {
	return m.Status == MemberActive && m.Verified && m.Contact
}
