package wecom

import (
	"context"
	"encoding/json"

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

// What the platform allows.
const (
	MaxWayText     = 30                // characters of remark and of state
	MaxWayMembers  = 100               // members of one way, departments expanded
	MaxTempSeconds = 14 * 24 * 60 * 60 // seconds that a temporary way or chat may live
)

// ContactWayAdd is a new way. Fields left out take the platform's default; a
// pointer tells false from left out.
type ContactWayAdd struct {
	Type       WayType  `json:"type"`
	Scene      Scene    `json:"scene"`
	Style      int      `json:"style,omitempty"`       // of the button, scene 1 only: 1–3 single, 1–2 multi
	Remark     string   `json:"remark,omitempty"`      // at most 30 characters
	SkipVerify *bool    `json:"skip_verify,omitempty"` // left out: true, added without the member's approval
	State      string   `json:"state,omitempty"`       // at most 30 characters; comes back in the add event
	User       []string `json:"user,omitempty"`        // userids; exactly one for TypeSingle
	Party      []int64  `json:"party,omitempty"`       // departments, TypeMulti only

	// IsExclusive leads customers of the same outside company to the same
	// member. One source says that only self-built apps may set it.
	IsExclusive *bool `json:"is_exclusive,omitempty"` // left out: false
	MarkSource  *bool `json:"mark_source,omitempty"`  // left out: true; only for 营销获客 apps

	// A temporary way is for companies of the medical industry and TypeSingle.
	// Its QR code serves one customer. The fields below need it.
	IsTemp        bool         `json:"is_temp,omitempty"`
	ExpiresIn     int64        `json:"expires_in,omitempty"`      // seconds the QR code lives; left out: 7 days, at most 14
	ChatExpiresIn int64        `json:"chat_expires_in,omitempty"` // seconds the chat lives from the add on; left out: 24 h, at most 14 days
	UnionID       string       `json:"unionid,omitempty"`         // only this customer may use it
	Conclusions   *Conclusions `json:"conclusions,omitempty"`     // sent when the chat ends
}

// ContactWayAdded is what the platform made. QRCode is the picture's URL, empty
// for SceneMiniProgram.
type ContactWayAdded struct {
	ConfigID string          `json:"config_id"`
	QRCode   string          `json:"qr_code"`
	Raw      json.RawMessage `json:"-"` // the answer as it came
}

// UnmarshalJSON keeps the answer as it came.
func (w *ContactWayAdded) UnmarshalJSON(data []byte) error {
	type plain ContactWayAdded
	return wire.Keep(data, (*plain)(w), &w.Raw)
}

// ContactWay is a way as the platform keeps it.
type ContactWay struct {
	ConfigID      string          `json:"config_id"`
	Type          WayType         `json:"type"`
	Scene         Scene           `json:"scene"`
	Style         int             `json:"style"` // scene 1 only
	Remark        string          `json:"remark"`
	SkipVerify    bool            `json:"skip_verify"` // true too when the platform does not say: its default
	State         string          `json:"state"`
	QRCode        string          `json:"qr_code"` // scene 2 only
	User          []string        `json:"user"`
	Party         []int64         `json:"party"`
	IsTemp        bool            `json:"is_temp"`
	ExpiresIn     int64           `json:"expires_in"`      // seconds, temporary ways only
	ChatExpiresIn int64           `json:"chat_expires_in"` // seconds, temporary ways only
	UnionID       string          `json:"unionid"`
	MarkSource    *bool           `json:"mark_source"`  // nil when the platform does not say
	IsExclusive   *bool           `json:"is_exclusive"` // nil when the platform does not say, as its page has it
	Conclusions   *Conclusions    `json:"conclusions"`  // temporary ways only
	Raw           json.RawMessage `json:"-"`            // as it came
}

// UnmarshalJSON accepts departments as numbers and as strings of digits.
func (w *ContactWay) UnmarshalJSON(data []byte) error {
	type plain ContactWay
	into := struct {
		*plain
		Party []wire.Int `json:"party"`
	}{plain: (*plain)(w)}
	w.SkipVerify = true
	if err := wire.Keep(data, &into, &w.Raw); err != nil {
		return err
	}
	w.Party = nil
	for _, id := range into.Party {
		w.Party = append(w.Party, int64(id))
	}
	return nil
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined.
func (w ContactWayAdd) Validate() error {
	c := wx.Check{Op: "add_contact_way"}
	w.check(&c)
	return c.Err()
}

func (w *ContactWayAdd) check(c *wx.Check) {
	c.Require(w.Type == TypeSingle || w.Type == TypeMulti, "type", "must be 1 (single) or 2 (multi)", int(w.Type))
	c.Require(validScene(w.Scene), "scene", sceneRule, int(w.Scene))
	if w.Style != 0 {
		checkStyle(c, w.Type, w.Scene, w.Style)
	}
	c.CutCharacters("remark", &w.Remark, MaxWayText)
	c.CutCharacters("state", &w.State, MaxWayText)
	checkMembers(c, w.Type, w.User, w.Party)
	if w.IsTemp {
		w.checkTemp(c)
		return
	}
	const rule = "only for temporary ways (is_temp)"
	c.Require(w.ExpiresIn == 0, "expires_in", rule, w.ExpiresIn)
	c.Require(w.ChatExpiresIn == 0, "chat_expires_in", rule, w.ChatExpiresIn)
	c.Require(w.UnionID == "", "unionid", rule, nil)
	c.Require(w.Conclusions == nil, "conclusions", rule, nil)
}

func (w *ContactWayAdd) checkTemp(c *wx.Check) {
	c.Require(w.Type == TypeSingle, "is_temp", "only for type 1 (single)", int(w.Type))
	checkLife(c, "expires_in", &w.ExpiresIn)
	checkLife(c, "chat_expires_in", &w.ChatExpiresIn)
	cutToOne(c, &w.Conclusions)
	if w.Conclusions != nil {
		w.Conclusions.check(c)
	}
}

const sceneRule = "must be 1 (mini program) or 2 (QR code)"

func validScene(s Scene) bool { return s == SceneMiniProgram || s == SceneQRCode }

func checkLife(c *wx.Check, field string, seconds *int64) {
	c.Require(*seconds >= 0, field, "must not be negative", *seconds)
	c.CutNumber(field, seconds, MaxTempSeconds, "seconds")
}

func checkStyle(c *wx.Check, t WayType, s Scene, style int) {
	c.Require(s == SceneMiniProgram, "style", "only for scene 1 (mini program)", style)
	most := 3
	if t == TypeMulti {
		most = 2
	}
	c.Require(style >= 1 && style <= most, "style", "must be 1 to 3 for single, 1 or 2 for multi", style)
}

func checkMembers(c *wx.Check, t WayType, user []string, party []int64) {
	if t == TypeSingle {
		c.Require(len(user) == 1, "user", "must be exactly one member for type 1 (single)", len(user))
		c.Require(len(party) == 0, "party", "only for type 2 (multi)", len(party))
	} else {
		c.Require(len(user)+len(party) > 0, "user", "members or departments must be given for type 2 (multi)", nil)
	}
	c.Items("user", len(user), MaxWayMembers)
	for _, id := range user {
		checkUserID(c, "user", id)
	}
	for _, id := range party {
		c.Require(id > 0, "party", "must hold positive department ids", id)
	}
}

// checkUserID checks the length of a userid. Its characters are left to the
// platform, whose pages disagree about them.
func checkUserID(c *wx.Check, field, id string) {
	c.Require(id != "", field, "must not be an empty userid", nil)
	c.Bytes(field, id, 64)
}

// Add makes a way. It is invisible in the admin console: ConfigID is the only
// handle, and must be kept. Errors: ErrQuotaUsedUp, ErrNotPermitted (also for a
// temporary way of a company that is not medical), ErrNotVerified,
// ErrNotActivated, ErrNoContactRight, ErrNoSuchMember.
func (s *ContactWayService) Add(ctx context.Context, w ContactWayAdd) (ContactWayAdded, error) {
	if err := s.wire.Check(ctx, "add_contact_way", w.check); err != nil {
		return ContactWayAdded{}, err
	}
	return wire.Do[ContactWayAdded](ctx, s.wire, wire.Post("add_contact_way", "/cgi-bin/externalcontact/add_contact_way", &w))
}

// configID is the request of every call that is about one way.
type configID struct {
	ConfigID string `json:"config_id"`
}

func (id configID) check(c *wx.Check) {
	c.Require(id.ConfigID != "", "config_id", "must not be empty", nil)
}

// Get reads a way, a temporary one too. Error: ErrNotFound.
func (s *ContactWayService) Get(ctx context.Context, id string) (ContactWay, error) {
	body := configID{id}
	if err := s.wire.Check(ctx, "get_contact_way", body.check); err != nil {
		return ContactWay{}, err
	}
	reply, err := wire.Do[struct {
		ContactWay ContactWay `json:"contact_way"`
	}](ctx, s.wire, wire.Read("get_contact_way", "/cgi-bin/externalcontact/get_contact_way", body))
	return reply.ContactWay, err
}

// Delete deletes a way; its QR code stops working. Error: ErrNotFound.
func (s *ContactWayService) Delete(ctx context.Context, id string) error {
	body := configID{id}
	if err := s.wire.Check(ctx, "del_contact_way", body.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("del_contact_way", "/cgi-bin/externalcontact/del_contact_way", body))
}

type tempChat struct {
	UserID         string `json:"userid"`
	ExternalUserID string `json:"external_userid"`
}

// CloseTempChat ends a temporary chat before its time; its conclusions are sent
// first. Relations that did not come through a temporary way cannot be ended.
// Errors: ErrNotFollower, ErrInvalidUser.
func (s *ContactWayService) CloseTempChat(ctx context.Context, userID, externalUserID string) error {
	body := tempChat{userID, externalUserID}
	if err := s.wire.Check(ctx, "close_temp_chat", func(c *wx.Check) {
		checkUserID(c, "userid", userID)
		c.Require(externalUserID != "", "external_userid", "must not be empty", nil)
	}); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("close_temp_chat", "/cgi-bin/externalcontact/close_temp_chat", body))
}
