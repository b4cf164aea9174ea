package wecom

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// UserService reads members (the platform calls them users).
type UserService service

// DepartmentService reads departments.
type DepartmentService service

// UserStatus says whether a member's account works.
type UserStatus int

// The states of a member.
const (
	UserActive       UserStatus = 1
	UserDisabled     UserStatus = 2
	UserNotActivated UserStatus = 4
	UserLeft         UserStatus = 5
)

// User is a member. SimpleList fills only UserID, Name, Department and
// OpenUserID; apps made after 2022-06-20 never get the private fields (avatar,
// gender, mobile, e-mail, QR code, address).
type User struct {
	UserID           string           `json:"userid"`
	Name             string           `json:"name"`
	Alias            string           `json:"alias"`
	Position         string           `json:"position"`
	Status           UserStatus       `json:"status"` // 0 when not given
	Gender           Gender           `json:"gender"`
	Mobile           string           `json:"mobile"`
	Telephone        string           `json:"telephone"`
	Email            string           `json:"email"`
	BizMail          string           `json:"biz_mail"`
	Address          string           `json:"address"`
	Avatar           string           `json:"avatar"`
	ThumbAvatar      string           `json:"thumb_avatar"`
	QRCode           string           `json:"qr_code"`
	OpenUserID       string           `json:"open_userid"`
	MainDepartment   int64            `json:"main_department"`
	Department       []int64          `json:"department"`
	Order            []int64          `json:"order"`             // within each department, in the same order
	IsLeaderInDept   []int            `json:"is_leader_in_dept"` // 1 or 0 for each department
	DirectLeader     []string         `json:"direct_leader"`
	ExtAttr          json.RawMessage  `json:"extattr"` // the company's own fields
	ExternalPosition string           `json:"external_position"`
	ExternalProfile  *ExternalProfile `json:"external_profile"`
	Raw              json.RawMessage  `json:"-"` // as it came
}

// UnmarshalJSON keeps the object as it came.
func (u *User) UnmarshalJSON(data []byte) error {
	type plain User
	return wire.Keep(data, (*plain)(u), &u.Raw)
}

// Get reads a member. Errors: ErrNoSuchMember, ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90196
func (s *UserService) Get(ctx context.Context, userID string) (User, error) {
	if err := s.wire.Check(ctx, "user_get", func(c *wx.Check) { checkUserID(c, "userid", userID) }); err != nil {
		return User{}, err
	}
	return wire.Do[User](ctx, s.wire, wire.Get("user_get", "/cgi-bin/user/get", url.Values{"userid": {userID}}))
}

// SimpleList lists the direct members of a department; the root is 1. Errors:
// ErrNoSuchDepartment, ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90200
func (s *UserService) SimpleList(ctx context.Context, departmentID int64) ([]User, error) {
	if err := s.wire.Check(ctx, "user_simplelist", func(c *wx.Check) {
		c.Require(departmentID > 0, "department_id", "must be a positive department id", departmentID)
	}); err != nil {
		return nil, err
	}
	query := url.Values{"department_id": {strconv.FormatInt(departmentID, 10)}}
	reply, err := wire.Do[struct {
		UserList []User `json:"userlist"`
	}](ctx, s.wire, wire.Get("user_simplelist", "/cgi-bin/user/simplelist", query))
	return reply.UserList, err
}

// Department is a department; the root is 1. A larger Order comes first.
// SimpleList leaves names and leaders out.
type Department struct {
	ID       int64           `json:"id"`
	Name     string          `json:"name"`
	NameEN   string          `json:"name_en"`
	Leaders  []string        `json:"department_leader"`
	ParentID int64           `json:"parentid"`
	Order    int64           `json:"order"`
	Raw      json.RawMessage `json:"-"` // as it came
}

// UnmarshalJSON keeps the object as it came.
func (d *Department) UnmarshalJSON(data []byte) error {
	type plain Department
	return wire.Keep(data, (*plain)(d), &d.Raw)
}

// List lists a department and all below it with their names; 0 means everything
// in the app's range. The vendor calls it slow and advises SimpleList. Errors:
// ErrNoSuchDepartment, ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90208
func (s *DepartmentService) List(ctx context.Context, id int64) ([]Department, error) {
	const op = "department_list"
	query, err := s.below(ctx, op, id)
	if err != nil {
		return nil, err
	}
	reply, err := wire.Do[struct {
		Department []Department `json:"department"`
	}](ctx, s.wire, wire.Get(op, "/cgi-bin/department/list", query))
	return reply.Department, err
}

// SimpleList lists a department and all below it without their names; 0 means
// everything in the app's range. Errors: ErrNoSuchDepartment, ErrNotPermitted.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/95350
func (s *DepartmentService) SimpleList(ctx context.Context, id int64) ([]Department, error) {
	const op = "department_simplelist"
	query, err := s.below(ctx, op, id)
	if err != nil {
		return nil, err
	}
	reply, err := wire.Do[struct {
		DepartmentID []Department `json:"department_id"`
	}](ctx, s.wire, wire.Get(op, "/cgi-bin/department/simplelist", query))
	return reply.DepartmentID, err
}

// below is the query for a department and all below it.
func (s *DepartmentService) below(ctx context.Context, op string, id int64) (url.Values, error) {
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(id >= 0, "id", "must not be negative", id)
	}); err != nil || id == 0 {
		return nil, err
	}
	return url.Values{"id": {strconv.FormatInt(id, 10)}}, nil
}
