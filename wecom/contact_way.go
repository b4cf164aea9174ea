package wecom

import (
	"context"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// ContactWayService manages 「联系我」 ways.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92228
type ContactWayService service

// WayType says how many members a way leads to.
type WayType int

// The two types.
const (
	TypeSingle WayType = 1 // one member
	TypeMulti  WayType = 2 // several members and departments
)

// Scene is where a way is shown.
type Scene int

// The two scenes.
const (
	SceneMiniProgram Scene = 1 // a button in a mini program
	SceneQRCode      Scene = 2 // a QR code
)

// ContactWayAdd is a new way. Fields left out take the platform's default; a
// pointer tells false from left out.
type ContactWayAdd struct {
	Type        WayType  `json:"type"`
	Scene       Scene    `json:"scene"`
	Style       int      `json:"style,omitempty"`        // of the button, scene 1 only: 1–3 single, 1–2 multi
	Remark      string   `json:"remark,omitempty"`       // at most 30 characters
	SkipVerify  *bool    `json:"skip_verify,omitempty"`  // left out: true
	State       string   `json:"state,omitempty"`        // at most 30 characters; comes back in the add event
	User        []string `json:"user,omitempty"`         // userids; exactly one for TypeSingle
	Party       []int64  `json:"party,omitempty"`        // departments, TypeMulti only
	IsExclusive *bool    `json:"is_exclusive,omitempty"` // left out: false
	MarkSource  *bool    `json:"mark_source,omitempty"`  // left out: true; only for 营销获客 apps
}

// ContactWayAdded is what the platform made. QRCode is the picture's URL, empty
// for SceneMiniProgram.
type ContactWayAdded struct {
	ConfigID string `json:"config_id"`
	QRCode   string `json:"qr_code"`
}

// ContactWay is a way as the platform keeps it.
type ContactWay struct {
	ConfigID      string   `json:"config_id"`
	Type          WayType  `json:"type"`
	Scene         Scene    `json:"scene"`
	Style         int      `json:"style"`
	Remark        string   `json:"remark"`
	SkipVerify    bool     `json:"skip_verify"`
	State         string   `json:"state"`
	QRCode        string   `json:"qr_code"`
	User          []string `json:"user"`
	Party         []int64  `json:"party"`
	IsTemp        bool     `json:"is_temp"`
	ExpiresIn     int64    `json:"expires_in"`      // seconds, temporary ways only
	ChatExpiresIn int64    `json:"chat_expires_in"` // seconds, temporary ways only
	UnionID       string   `json:"unionid"`
	MarkSource    *bool    `json:"mark_source"`  // nil when the platform does not say
	IsExclusive   *bool    `json:"is_exclusive"` // nil when the platform does not say
}

const maxWayMembers = 100

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined.
func (w ContactWayAdd) Validate() error {
	c := wx.Check{Op: "add_contact_way"}
	c.Require(w.Type == TypeSingle || w.Type == TypeMulti, "type", "must be 1 (single) or 2 (multi)", int(w.Type))
	c.Require(w.Scene == SceneMiniProgram || w.Scene == SceneQRCode, "scene", "must be 1 (mini program) or 2 (QR code)", int(w.Scene))
	w.validateStyle(&c)
	c.Characters("remark", w.Remark, 30)
	c.Characters("state", w.State, 30)
	w.validateMembers(&c)
	return c.Err()
}

func (w ContactWayAdd) validateStyle(c *wx.Check) {
	if w.Style == 0 {
		return
	}
	c.Require(w.Scene == SceneMiniProgram, "style", "only for scene 1 (mini program)", w.Style)
	most := 3
	if w.Type == TypeMulti {
		most = 2
	}
	c.Require(w.Style >= 1 && w.Style <= most, "style", "must be 1 to 3 for single, 1 or 2 for multi", w.Style)
}

func (w ContactWayAdd) validateMembers(c *wx.Check) {
	if w.Type == TypeSingle {
		c.Require(len(w.User) == 1, "user", "must be exactly one member for type 1 (single)", len(w.User))
		c.Require(len(w.Party) == 0, "party", "only for type 2 (multi)", len(w.Party))
	} else {
		c.Require(len(w.User)+len(w.Party) > 0, "user", "members or departments must be given for type 2 (multi)", nil)
	}
	c.Items("user", len(w.User), maxWayMembers)
	for _, id := range w.User {
		c.Require(id != "", "user", "must not hold an empty userid", nil)
	}
	for _, id := range w.Party {
		c.Require(id > 0, "party", "must hold positive department ids", id)
	}
}

type contactWayAddedReply struct {
	wire.Envelope
	ContactWayAdded
}

// Add makes a way. It is invisible in the admin console: ConfigID is the only
// handle. Errors: ErrQuotaUsedUp, ErrNotPermitted, ErrNotVerified,
// ErrNotActivated, ErrNoContactRight, ErrNoSuchMember.
func (s *ContactWayService) Add(ctx context.Context, w ContactWayAdd) (ContactWayAdded, error) {
	if err := w.Validate(); err != nil {
		return ContactWayAdded{}, err
	}
	req, err := wire.Post("add_contact_way", "/cgi-bin/externalcontact/add_contact_way", w)
	if err != nil {
		return ContactWayAdded{}, err
	}
	reply, err := wire.Do[contactWayAddedReply](ctx, s.wire, req)
	return reply.ContactWayAdded, err
}

type configID struct {
	ConfigID string `json:"config_id"`
}

func (c configID) validate(op string) error {
	check := wx.Check{Op: op}
	check.Require(c.ConfigID != "", "config_id", "must not be empty", nil)
	return check.Err()
}

type contactWayReply struct {
	wire.Envelope
	ContactWay ContactWay `json:"contact_way"`
}

// Get reads a way. Error: ErrNotFound.
func (s *ContactWayService) Get(ctx context.Context, id string) (ContactWay, error) {
	body := configID{id}
	if err := body.validate("get_contact_way"); err != nil {
		return ContactWay{}, err
	}
	req, err := wire.Post("get_contact_way", "/cgi-bin/externalcontact/get_contact_way", body)
	if err != nil {
		return ContactWay{}, err
	}
	reply, err := wire.Do[contactWayReply](ctx, s.wire, req)
	return reply.ContactWay, err
}

// Delete deletes a way; its QR code stops working. Error: ErrNotFound.
func (s *ContactWayService) Delete(ctx context.Context, id string) error {
	body := configID{id}
	if err := body.validate("del_contact_way"); err != nil {
		return err
	}
	return s.wire.Post(ctx, "del_contact_way", "/cgi-bin/externalcontact/del_contact_way", body)
}
