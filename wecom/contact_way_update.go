package wecom

import (
	"context"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// ContactWayUpdate changes a way. A field that is nil is left out, an empty one
// clears. What the platform does with a field left out is disputed: it may keep
// it or clear it. Change ways with Modify, which sends all of them. Type, scene,
// is_temp and is_exclusive cannot be changed.
type ContactWayUpdate struct {
	ConfigID      string       `json:"config_id"`
	Remark        *string      `json:"remark,omitempty"`
	SkipVerify    *bool        `json:"skip_verify,omitempty"`
	Style         *int         `json:"style,omitempty"` // scene 1 only
	State         *string      `json:"state,omitempty"`
	User          []string     `json:"user,omitzero"`
	Party         []int64      `json:"party,omitzero"`            // TypeMulti only
	ExpiresIn     *int64       `json:"expires_in,omitempty"`      // this and the next three: temporary ways only
	ChatExpiresIn *int64       `json:"chat_expires_in,omitempty"` // seconds, as the one before
	UnionID       *string      `json:"unionid,omitempty"`
	Conclusions   *Conclusions `json:"conclusions,omitempty"`
	MarkSource    *bool        `json:"mark_source,omitempty"` // only by the app that made the way
}

// check applies the rules that hold for every way.
func (u *ContactWayUpdate) check(c *wx.Check) {
	configID{u.ConfigID}.check(c)
	cutText(c, "remark", &u.Remark)
	cutText(c, "state", &u.State)
	c.Items("user", len(u.User), MaxWayMembers)
	for _, id := range u.User {
		checkUserID(c, "user", id)
	}
	for _, id := range u.Party {
		c.Require(id > 0, "party", "must hold positive department ids", id)
	}
	cutLife(c, "expires_in", &u.ExpiresIn)
	cutLife(c, "chat_expires_in", &u.ChatExpiresIn)
	if u.Conclusions != nil {
		u.Conclusions.check(c)
	}
}

// cutLife limits an optional lifetime, in a copy of its own.
func cutLife(c *wx.Check, field string, seconds **int64) {
	if *seconds == nil {
		return
	}
	own := **seconds
	checkLife(c, field, &own)
	*seconds = &own
}

// checkFor applies the rules that depend on the way which is changed.
func (u *ContactWayUpdate) checkFor(c *wx.Check, w ContactWay) {
	u.check(c)
	checkMembers(c, w.Type, u.User, u.Party)
	if u.Style != nil && *u.Style != 0 {
		checkStyle(c, w.Type, w.Scene, *u.Style)
	}
	if !w.IsTemp {
		const rule = "only for temporary ways (is_temp)"
		c.Require(u.ExpiresIn == nil, "expires_in", rule, nil)
		c.Require(u.ChatExpiresIn == nil, "chat_expires_in", rule, nil)
		c.Require(u.UnionID == nil, "unionid", rule, nil)
		c.Require(u.Conclusions == nil, "conclusions", rule, nil)
	}
}

// checkAlone applies every rule that can be told without knowing the way.
func (u *ContactWayUpdate) checkAlone(c *wx.Check) {
	u.check(c)
	cutToOne(c, &u.Conclusions)
	if u.Style != nil {
		c.Require(*u.Style >= 1 && *u.Style <= 3, "style", "must be 1 to 3", *u.Style)
	}
}

// Update sends u as it is. Modify is safer. A temporary way that has expired
// cannot be changed. Error: ErrNotFound.
func (s *ContactWayService) Update(ctx context.Context, u ContactWayUpdate) error {
	if err := s.wire.Check(ctx, "update_contact_way", u.checkAlone); err != nil {
		return err
	}
	return s.update(ctx, u)
}

func (s *ContactWayService) update(ctx context.Context, u ContactWayUpdate) error {
	return s.wire.Exec(ctx, wire.Post("update_contact_way", "/cgi-bin/externalcontact/update_contact_way", u))
}
