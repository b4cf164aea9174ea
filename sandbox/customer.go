package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/get", method: http.MethodGet, contact: true, arrays: []string{"follow_user"}, do: (*Sandbox).getExternalContact},
	endpoint{path: "/cgi-bin/externalcontact/list", method: http.MethodGet, contact: true, arrays: []string{"external_userid"}, do: (*Sandbox).listExternalContact},
	endpoint{path: "/cgi-bin/externalcontact/get_follow_user_list", method: http.MethodGet, contact: true, arrays: []string{"follow_user"}, do: (*Sandbox).getFollowUserList},
)

const followersPerPage = 500

type externalContact struct {
	ExternalUserID string `json:"external_userid"`
	Name           string `json:"name"`
	Position       string `json:"position,omitempty"`
	Avatar         string `json:"avatar,omitempty"`
	CorpName       string `json:"corp_name,omitempty"`
	CorpFullName   string `json:"corp_full_name,omitempty"`
	Type           int    `json:"type"`
	Gender         int    `json:"gender"`
	UnionID        string `json:"unionid,omitempty"`
}

type followTag struct {
	GroupName string `json:"group_name"`
	TagName   string `json:"tag_name"`
	TagID     string `json:"tag_id,omitempty"`
	Type      int    `json:"type"`
}

// followed is what both shapes of a relation show.
type followed struct {
	UserID         string    `json:"userid"`
	Remark         string    `json:"remark"`
	Description    string    `json:"description"`
	CreateTime     int64     `json:"createtime"`
	RemarkCorpName string    `json:"remark_corp_name,omitempty"`
	RemarkMobiles  *[]string `json:"remark_mobiles,omitempty"`
	OperUserID     string    `json:"oper_userid"`
	AddWay         int       `json:"add_way"`
	State          string    `json:"state,omitempty"`
}

// followUser is a relation in the answer about one customer.
type followUser struct {
	followed
	Tags []followTag `json:"tags"`
}

type externalContactAnswer struct {
	ExternalContact externalContact `json:"external_contact"`
	FollowUser      []followUser    `json:"follow_user"`
	NextCursor      string          `json:"next_cursor,omitempty"`
}

// getExternalContact answers a customer and who has added them
// (https://developer.work.weixin.qq.com/document/path/92114). A customer whom nobody in the
// app's range has, or who is not confirmed yet, is 84061.
func (s *Sandbox) getExternalContact(c *call) (any, error) {
	id := c.q.Get("external_userid")
	if id == "" {
		return nil, fail(41035)
	}
	person := s.w.externals[id]
	if person == nil {
		return nil, unknownPerson(id)
	}
	from, err := followCursor(c.q.Get("cursor"))
	if err != nil {
		return nil, err
	}
	answer := externalContactAnswer{ExternalContact: s.externalContact(c.app, person), FollowUser: []followUser{}}
	list := s.followers(c, person)
	if len(list) == 0 {
		return nil, fail(84061)
	}
	for i := from; i < len(list) && i < from+followersPerPage; i++ {
		answer.FollowUser = append(answer.FollowUser, followUser{s.followed(c.app, list[i]), s.tagsOf(list[i])})
	}
	answer.NextCursor = nextFollow(from+followersPerPage, len(list))
	return answer, nil
}

// nextFollow is the cursor of the page that begins with the nth relation, "" when there is none.
func nextFollow(n, of int) string {
	if n >= of {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(n)))
}

func followCursor(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	n, errNumber := strconv.Atoi(string(raw))
	if err != nil || errNumber != nil || n < 0 {
		return 0, fail(50100)
	}
	return n, nil
}

// followers lists the relations that the app may see, as far as they are visible yet.
func (s *Sandbox) followers(c *call, person *Customer) []*relation {
	var list []*relation
	for _, rel := range s.w.byPerson[person.ID] {
		m := s.corp.member(rel.UserID)
		ripe := c.now.UnixMilli() >= rel.Created+int64(c.sw.DetailLagMS)
		if rel.knownTo(c.app) && ripe && m != nil && s.corp.sees(c.app, m) {
			list = append(list, rel)
		}
	}
	return list
}

// foreign reports whether an app belongs to a provider, which sees less of a person.
func (a *App) foreign() bool { return a.Kind == AppDelegated || a.Kind == AppSuite }

func (s *Sandbox) externalContact(app *App, person *Customer) externalContact {
	x := externalContact{
		ExternalUserID: person.ExternalUserID, Name: person.Name, Type: person.Type,
		Position: person.Position, CorpName: person.CorpName, CorpFullName: person.CorpFullName,
	}
	if app.foreign() {
		x.CorpFullName = person.CorpName
		return x
	}
	x.Avatar, x.Gender = s.customerAvatar(person), person.Gender
	if person.Type == CustomerWeChat && s.w.Switches.DeveloperBound {
		x.UnionID = person.UnionID
	}
	return x
}

func (s *Sandbox) followed(app *App, rel *relation) followed {
	f := followed{
		UserID: rel.UserID, Remark: rel.Remark, Description: rel.Description, CreateTime: rel.Created / 1000,
		RemarkCorpName: rel.RemarkCompany, OperUserID: rel.Oper, AddWay: rel.AddWay, State: rel.State,
	}
	if !app.foreign() {
		mobiles := append([]string{}, rel.Mobiles...)
		f.RemarkMobiles = &mobiles
	}
	return f
}

// listExternalContact lists a member's customers; a member without any is 84061
// (https://developer.work.weixin.qq.com/document/path/92113).
func (s *Sandbox) listExternalContact(c *call) (any, error) {
	m, err := s.memberOf(c, c.q.Get("userid"))
	if err != nil {
		return nil, err
	}
	if !m.Contact {
		return nil, fail(c.sw.NoContactCode)
	}
	list := []string{}
	for _, rel := range s.w.byMember[strings.ToLower(m.UserID)] {
		if rel.knownTo(c.app) {
			list = append(list, s.w.customers[rel.Customer].ExternalUserID)
		}
	}
	if len(list) == 0 {
		return nil, fail(84061)
	}
	return struct {
		ExternalUserID []string `json:"external_userid"`
	}{list}, nil
}

// memberOf finds a member that the app may see.
func (s *Sandbox) memberOf(c *call, userid string) (*Member, error) {
	if userid == "" {
		return nil, fail(41009)
	}
	m := s.corp.member(userid)
	if m == nil {
		return nil, fail(60111)
	}
	if !s.corp.sees(c.app, m) {
		return nil, fail(c.sw.HiddenMemberCode)
	}
	return m, nil
}

// listedMember is memberOf for one of a list: there a malformed userid has a code of its own.
func (s *Sandbox) listedMember(c *call, userid string) (*Member, error) {
	if !useridForm.MatchString(userid) {
		return nil, fail(40031)
	}
	return s.memberOf(c, userid)
}

// getFollowUserList lists the members with customer contact in the app's range
// (https://developer.work.weixin.qq.com/document/path/92571).
func (s *Sandbox) getFollowUserList(c *call) (any, error) {
	return struct {
		FollowUser []string `json:"follow_user"`
	}{s.followUsers(c)}, nil
}

func (s *Sandbox) followUsers(c *call) []string {
	list := []string{}
	for i := range s.corp.Members {
		if m := &s.corp.Members[i]; m.Contact && s.corp.sees(c.app, m) {
			list = append(list, m.UserID)
		}
	}
	return list
}

// customerView is a customer as the control API shows one.
type customerView struct {
	Customer
	Avatar    string         `json:"avatar"`
	Relations []relationView `json:"relations"`
}

func (s *Sandbox) customerView(person *Customer) customerView {
	v := customerView{Customer: *person, Avatar: s.customerAvatar(person), Relations: []relationView{}}
	for _, rel := range s.w.byPerson[person.ID] {
		v.Relations = append(v.Relations, s.relationView(rel))
	}
	return v
}

// person finds a customer by the sandbox's id.
func (s *Sandbox) person(id string) (*Customer, error) {
	if id == "" {
		return nil, badRequest("customer is missing")
	}
	if person, ok := s.w.customers[id]; ok {
		return person, nil
	}
	return nil, notFound("no customer %q", id)
}

func (s *Sandbox) getCustomers(*http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]customerView, 0, len(s.w.Customers))
	for _, person := range s.w.Customers {
		list = append(list, s.customerView(person))
	}
	return list, nil
}

// postCustomers makes a new WeChat user.
func (s *Sandbox) postCustomers(r *http.Request) (any, error) {
	var in struct {
		Name string `json:"name"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	if strings.TrimSpace(in.Name) == "" {
		return nil, badRequest("name is missing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.w.Customers) + 1
	for s.w.customers[fmt.Sprintf("c%02d", n)] != nil {
		n++
	}
	person := newCustomer(n, in.Name)
	s.w.Customers = append(s.w.Customers, &person)
	s.w.indexCustomer(&person)
	s.changed()
	view := s.customerView(&person)
	s.publish("customer", view)
	return view, nil
}
