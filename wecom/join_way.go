package wecom

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// JoinWayService manages 「加入群聊」 ways. An app sees only the ways that it
// made itself, and nothing lists them: their config_id must be kept.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92229
type JoinWayService service

// What the platform allows.
const (
	MaxJoinChats    = 5  // groups of one way
	MaxRoomBaseName = 40 // characters
)

// JoinWayAdd is a new join way. Fields left out take the platform's default.
type JoinWayAdd struct {
	Scene          Scene    `json:"scene"`
	Remark         string   `json:"remark,omitempty"`           // at most 30 characters; the platform cuts a longer one silently
	AutoCreateRoom *Flag    `json:"auto_create_room,omitempty"` // left out: Yes, a new group is made when the others are full
	RoomBaseName   string   `json:"room_base_name,omitempty"`   // of new groups, at most 40 characters
	RoomBaseID     *int64   `json:"room_base_id,omitempty"`     // number of the first new group; the next ones count on
	ChatIDList     []string `json:"chat_id_list"`               // 1 to 5 groups
	State          string   `json:"state,omitempty"`            // at most 30 characters; comes back as a group member's state
	MarkSource     *bool    `json:"mark_source,omitempty"`      // left out: true; only for 营销获客 apps
}

// Flag is a yes or no that the platform writes as 1 or 0.
type Flag int

// The two flags.
const (
	No  Flag = 0
	Yes Flag = 1
)

// UnmarshalJSON accepts a number, a string of digits, and true or false.
func (f *Flag) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true":
		*f = Yes
		return nil
	case "false":
		*f = No
		return nil
	}
	var n wire.Int
	err := n.UnmarshalJSON(data)
	*f = Flag(n)
	return err
}

// JoinWayAdded is what the platform made. QRCode is empty as a rule: only one
// source says that the platform returns it here. Get gives it for sure.
type JoinWayAdded struct {
	ConfigID string          `json:"config_id"`
	QRCode   string          `json:"qr_code"`
	Raw      json.RawMessage `json:"-"` // the answer as it came
}

// UnmarshalJSON keeps the answer as it came.
func (w *JoinWayAdded) UnmarshalJSON(data []byte) error {
	type plain JoinWayAdded
	return wire.Keep(data, (*plain)(w), &w.Raw)
}

// JoinWay is a join way as the platform keeps it. QRCode is the picture's URL,
// or for SceneMiniProgram what the group plugin takes as its url.
type JoinWay struct {
	ConfigID       string          `json:"config_id"`
	Scene          Scene           `json:"scene"`
	Remark         string          `json:"remark"`
	AutoCreateRoom Flag            `json:"auto_create_room"` // Yes too when the platform does not say: its default
	RoomBaseName   string          `json:"room_base_name"`
	RoomBaseID     int64           `json:"room_base_id"`
	ChatIDList     []string        `json:"chat_id_list"`
	QRCode         string          `json:"qr_code"`
	State          string          `json:"state"`
	MarkSource     *bool           `json:"mark_source"` // nil when the platform does not say
	Raw            json.RawMessage `json:"-"`           // as it came
}

// UnmarshalJSON keeps the object as it came.
func (w *JoinWay) UnmarshalJSON(data []byte) error {
	type plain JoinWay
	into := struct {
		*plain
		RoomBaseID wire.Int `json:"room_base_id"`
	}{plain: (*plain)(w)}
	w.AutoCreateRoom = Yes
	err := wire.Keep(data, &into, &w.Raw)
	w.RoomBaseID = int64(into.RoomBaseID)
	return err
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined.
func (w JoinWayAdd) Validate() error {
	c := wx.Check{Op: "add_join_way"}
	w.check(&c)
	return c.Err()
}

func (w *JoinWayAdd) check(c *wx.Check) {
	c.Require(validScene(w.Scene), "scene", sceneRule, int(w.Scene))
	c.CutCharacters("remark", &w.Remark, MaxWayText)
	c.CutCharacters("state", &w.State, MaxWayText)
	if w.AutoCreateRoom != nil {
		checkFlag(c, *w.AutoCreateRoom)
	}
	if w.AutoCreateRoom != nil && *w.AutoCreateRoom == No {
		checkNoRoom(c, w.RoomBaseName, w.RoomBaseID)
	}
	checkRoom(c, w.RoomBaseName, w.RoomBaseID)
	checkChats(c, &w.ChatIDList)
}

func checkFlag(c *wx.Check, f Flag) {
	c.Require(f == No || f == Yes, "auto_create_room", "must be 0 or 1", int(f))
}

func checkRoom(c *wx.Check, name string, id *int64) {
	c.Characters("room_base_name", name, MaxRoomBaseName)
	if id != nil {
		c.Require(*id >= 0, "room_base_id", "must not be negative", *id)
	}
}

// checkNoRoom refuses what names rooms that are not made.
func checkNoRoom(c *wx.Check, name string, id *int64) {
	const rule = "only with auto_create_room"
	c.Require(name == "", "room_base_name", rule, name)
	c.Require(id == nil, "room_base_id", rule, nil)
}

func checkChats(c *wx.Check, chats *[]string) {
	c.Require(len(*chats) > 0, "chat_id_list", "must name 1 to 5 groups", nil)
	c.CutItems("chat_id_list", chats, MaxJoinChats)
	for _, id := range *chats {
		c.Require(id != "", "chat_id_list", "must not hold an empty chat_id", nil)
	}
}

// Add makes a join way. Errors: ErrQuotaUsedUp (500,000, shared with contact
// ways), ErrNotPermitted.
func (s *JoinWayService) Add(ctx context.Context, w JoinWayAdd) (JoinWayAdded, error) {
	if err := s.wire.Check(ctx, "add_join_way", w.check); err != nil {
		return JoinWayAdded{}, err
	}
	return wire.Do[JoinWayAdded](ctx, s.wire, wire.Post("add_join_way", "/cgi-bin/externalcontact/groupchat/add_join_way", w))
}

// Get reads a join way. Error: ErrNotFound.
func (s *JoinWayService) Get(ctx context.Context, id string) (JoinWay, error) {
	body := configID{id}
	if err := s.wire.Check(ctx, "get_join_way", body.check); err != nil {
		return JoinWay{}, err
	}
	reply, err := wire.Do[struct {
		JoinWay JoinWay `json:"join_way"`
	}](ctx, s.wire, wire.Read("get_join_way", "/cgi-bin/externalcontact/groupchat/get_join_way", body))
	return reply.JoinWay, err
}

// Delete deletes a join way; its QR code stops working. Error: ErrNotFound.
func (s *JoinWayService) Delete(ctx context.Context, id string) error {
	body := configID{id}
	if err := s.wire.Check(ctx, "del_join_way", body.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("del_join_way", "/cgi-bin/externalcontact/groupchat/del_join_way", body))
}
