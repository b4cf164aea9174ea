package wecom

import (
	"context"
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
	UserID         string     `json:"userid"`
	Name           string     `json:"name"`
	Department     []int64    `json:"department"`
	Position       string     `json:"position"`
	Gender         Gender     `json:"gender"`
	Avatar         string     `json:"avatar"`
	ThumbAvatar    string     `json:"thumb_avatar"`
	Alias          string     `json:"alias"`
	MainDepartment int64      `json:"main_department"`
	OpenUserID     string     `json:"open_userid"`
	Status         UserStatus `json:"status"` // 0 when not given
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

// SimpleList lists the direct members of a department.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90200
func (s *UserService) SimpleList(ctx context.Context, departmentID int64) ([]User, error) {
	query := url.Values{"department_id": {strconv.FormatInt(departmentID, 10)}}
	req := wire.Get("user_simplelist", "/cgi-bin/user/simplelist", query)
	reply, err := wire.Do[struct {
		UserList []User `json:"userlist"`
	}](ctx, s.wire, req)
	return reply.UserList, err
}

// Department is a department; the root is 1. A larger Order comes first.
type Department struct {
	ID       int64 `json:"id"`
	ParentID int64 `json:"parentid"`
	Order    int64 `json:"order"`
}

// SimpleList lists every department in the app's range.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/95350
func (s *DepartmentService) SimpleList(ctx context.Context) ([]Department, error) {
	req := wire.Get("department_simplelist", "/cgi-bin/department/simplelist", nil)
	reply, err := wire.Do[struct {
		DepartmentID []Department `json:"department_id"`
	}](ctx, s.wire, req)
	return reply.DepartmentID, err
}
