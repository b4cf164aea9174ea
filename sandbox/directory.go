package sandbox

import (
	"net/http"
	"slices"
	"strconv"
)

var _ = serve(wecom,
	endpoint{
		path: "/cgi-bin/user/get", method: http.MethodGet, wrong: 60111, do: (*Sandbox).getUser,
		arrays: []string{"department", "order", "is_leader_in_dept", "direct_leader"},
	},
	endpoint{path: "/cgi-bin/user/simplelist", method: http.MethodGet, arrays: []string{"userlist"}, do: (*Sandbox).simpleListUsers},
	endpoint{path: "/cgi-bin/department/list", method: http.MethodGet, arrays: []string{"department"}, do: (*Sandbox).listDepartments},
	endpoint{path: "/cgi-bin/department/simplelist", method: http.MethodGet, arrays: []string{"department_id"}, do: (*Sandbox).simpleListDepartments},
)

type userAnswer struct {
	UserID         string   `json:"userid"`
	Name           string   `json:"name"`
	Department     []int    `json:"department"`
	Order          []int    `json:"order"`
	Position       string   `json:"position"`
	Gender         string   `json:"gender,omitempty"`
	Avatar         string   `json:"avatar,omitempty"`
	IsLeaderInDept []int    `json:"is_leader_in_dept"`
	DirectLeader   []string `json:"direct_leader"`
	Telephone      string   `json:"telephone"`
	Alias          string   `json:"alias"`
	Status         int      `json:"status"`
	MainDepartment int      `json:"main_department"`
	ExtAttr        extAttr  `json:"extattr"`
}

type extAttr struct {
	Attrs []struct{} `json:"attrs"`
}

// getUser reads one member (https://developer.work.weixin.qq.com/document/path/90196). New
// apps do not get avatar and gender; a switch gives them.
func (s *Sandbox) getUser(c *call) (any, error) {
	m, err := s.memberOf(c, c.q.Get("userid"))
	if err != nil {
		return nil, err
	}
	zeros := make([]int, len(m.Departments))
	a := userAnswer{
		UserID: m.UserID, Name: m.Name, Department: m.Departments, Order: zeros, Position: m.Position,
		IsLeaderInDept: zeros, DirectLeader: []string{}, Status: m.Status, MainDepartment: m.Departments[0],
		ExtAttr: extAttr{[]struct{}{}},
	}
	if c.sw.PrivateFields {
		a.Gender, a.Avatar = "0", s.memberAvatar(m)
	}
	return a, nil
}

// departmentOf reads a department id of the query.
func (s *Sandbox) departmentOf(c *call, text string) (int, error) {
	id, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return 0, fail(40035)
	case s.corp.depts[id] == nil:
		return 0, fail(60003)
	case !s.corp.seesDepartment(c.app, id):
		return 0, fail(c.sw.HiddenPartyCode)
	}
	return id, nil
}

type simpleUser struct {
	UserID     string `json:"userid"`
	Name       string `json:"name"`
	Department []int  `json:"department"`
}

// simpleListUsers lists a department's direct members
// (https://developer.work.weixin.qq.com/document/path/90200).
func (s *Sandbox) simpleListUsers(c *call) (any, error) {
	if c.q.Get("department_id") == "" {
		return nil, c.missing("department_id")
	}
	id, err := s.departmentOf(c, c.q.Get("department_id"))
	if err != nil {
		return nil, err
	}
	list := []simpleUser{}
	for i := range s.corp.Members {
		if m := &s.corp.Members[i]; slices.Contains(m.Departments, id) && s.corp.sees(c.app, m) {
			list = append(list, simpleUser{m.UserID, m.Name, m.Departments})
		}
	}
	return struct {
		UserList []simpleUser `json:"userlist"`
	}{list}, nil
}

// departmentsOf lists the visible departments below the id of the query, or all of them.
func (s *Sandbox) departmentsOf(c *call) ([]*Department, error) {
	var below []int
	if text := c.q.Get("id"); text != "" {
		id, err := s.departmentOf(c, text)
		if err != nil {
			return nil, err
		}
		below = s.corp.tree(id)
	}
	var list []*Department
	for i := range s.corp.Departments {
		d := &s.corp.Departments[i]
		if s.corp.seesDepartment(c.app, d.ID) && (below == nil || slices.Contains(below, d.ID)) {
			list = append(list, d)
		}
	}
	return list, nil
}

type departmentItem struct {
	ID       int      `json:"id"`
	Name     string   `json:"name"`
	NameEn   string   `json:"name_en"`
	Leader   []string `json:"department_leader"`
	ParentID int      `json:"parentid"`
	Order    int      `json:"order"`
}

// listDepartments: https://developer.work.weixin.qq.com/document/path/90208.
func (s *Sandbox) listDepartments(c *call) (any, error) {
	found, err := s.departmentsOf(c)
	if err != nil {
		return nil, err
	}
	list := []departmentItem{}
	for _, d := range found {
		list = append(list, departmentItem{d.ID, d.Name, d.NameEn, []string{}, d.ParentID, d.Order})
	}
	return struct {
		Department []departmentItem `json:"department"`
	}{list}, nil
}

type departmentID struct {
	ID       int `json:"id"`
	ParentID int `json:"parentid"`
	Order    int `json:"order"`
}

// simpleListDepartments: https://developer.work.weixin.qq.com/document/path/95350.
func (s *Sandbox) simpleListDepartments(c *call) (any, error) {
	found, err := s.departmentsOf(c)
	if err != nil {
		return nil, err
	}
	list := []departmentID{}
	for _, d := range found {
		list = append(list, departmentID{d.ID, d.ParentID, d.Order})
	}
	return struct {
		DepartmentID []departmentID `json:"department_id"`
	}{list}, nil
}

// memberView is a member as the control API shows one.
type memberView struct {
	Member
	Avatar string `json:"avatar"`
}

func (s *Sandbox) getMembers(*http.Request) (any, error) {
	list := make([]memberView, 0, len(s.corp.Members))
	for i := range s.corp.Members {
		list = append(list, memberView{s.corp.Members[i], s.memberAvatar(&s.corp.Members[i])})
	}
	return list, nil
}
