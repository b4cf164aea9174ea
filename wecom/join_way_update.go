package wecom

import (
	"context"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// JoinWayUpdate changes a join way. Scene and ChatIDList must be given. What the
// platform does with a field left out is not documented, so change ways with
// Modify, which sends all that the platform says.
type JoinWayUpdate struct {
	ConfigID       string   `json:"config_id"`
	Scene          Scene    `json:"scene"`
	ChatIDList     []string `json:"chat_id_list"`
	Remark         *string  `json:"remark,omitempty"`
	AutoCreateRoom *Flag    `json:"auto_create_room,omitempty"`
	RoomBaseName   *string  `json:"room_base_name,omitempty"`
	RoomBaseID     *int64   `json:"room_base_id,omitempty"`
	State          *string  `json:"state,omitempty"`
	MarkSource     *bool    `json:"mark_source,omitempty"` // only by the app that made the way
}

func (u *JoinWayUpdate) check(c *wx.Check) {
	checkChats(c, &u.ChatIDList)
	u.checkRest(c)
}

// checkRest applies every rule but those of the groups.
func (u *JoinWayUpdate) checkRest(c *wx.Check) {
	configID{u.ConfigID}.check(c)
	c.Require(validScene(u.Scene), "scene", sceneRule, int(u.Scene))
	cutText(c, "remark", &u.Remark)
	cutText(c, "state", &u.State)
	if u.AutoCreateRoom != nil {
		checkFlag(c, *u.AutoCreateRoom)
	}
	checkRoom(c, valueOf(u.RoomBaseName), u.RoomBaseID)
}

// checkAlone applies the rules of an update that is sent as it is. Modify keeps the
// room's name for the day when rooms are made again.
func (u *JoinWayUpdate) checkAlone(c *wx.Check) {
	u.check(c)
	if u.AutoCreateRoom != nil && *u.AutoCreateRoom == No {
		checkNoRoom(c, valueOf(u.RoomBaseName), u.RoomBaseID)
	}
}

// cutText limits an optional text, in a copy of its own.
func cutText(c *wx.Check, field string, text **string) {
	if *text == nil {
		return
	}
	own := **text
	c.CutCharacters(field, &own, MaxWayText)
	*text = &own
}

func valueOf[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// Update sends u as it is. Modify is safer.
func (s *JoinWayService) Update(ctx context.Context, u JoinWayUpdate) error {
	if err := s.wire.Check(ctx, "update_join_way", u.checkAlone); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("update_join_way", "/cgi-bin/externalcontact/groupchat/update_join_way", u))
}

// Modify reads a join way, lets change edit what can be changed, sends all of
// it, reads it back, and returns it. It writes nothing when nothing was changed.
// When the platform then holds something else the error is a *MismatchError.
// Two at a time for one way may undo each other.
//
// Only the app that made a join way can read it, so mark_source is sent too.
func (s *JoinWayService) Modify(ctx context.Context, id string, change func(*JoinWayUpdate)) (JoinWay, error) {
	now, err := s.Get(ctx, id)
	if err != nil {
		return JoinWay{}, err
	}
	before := now.update()
	want := now.update()
	change(&want)
	want.ConfigID, want.Scene = before.ConfigID, before.Scene // they cannot be changed
	fill(&want.Remark, before.Remark)
	fill(&want.AutoCreateRoom, before.AutoCreateRoom)
	fill(&want.RoomBaseName, before.RoomBaseName)
	fill(&want.RoomBaseID, before.RoomBaseID)
	fill(&want.State, before.State)
	fill(&want.MarkSource, before.MarkSource)
	sameChats := sameIDs(want.ChatIDList, now.ChatIDList)
	if sameChats && len(want.differs(now)) == 0 {
		return now, nil
	}
	rules := want.check
	if sameChats {
		// Groups that the platform made may stand among them, more than 5 in all:
		// what nobody changed goes back as it came.
		want.ChatIDList, rules = before.ChatIDList, want.checkRest
	}
	if err := s.wire.Check(ctx, "update_join_way", rules); err != nil {
		return now, err
	}
	if err := s.wire.Exec(ctx, wire.Post("update_join_way", "/cgi-bin/externalcontact/groupchat/update_join_way", want)); err != nil {
		return now, err
	}
	after, err := s.Get(ctx, id)
	if err != nil {
		return now, &ReadBackError{"update_join_way", id, err}
	}
	d := differences(want.differs(after))
	for _, chat := range now.ChatIDList {
		if !contains(want.ChatIDList, chat) && contains(after.ChatIDList, chat) {
			d.add("chat_id_list", want.ChatIDList, after.ChatIDList) // it was taken out
			break
		}
	}
	if len(d) > 0 {
		return after, &MismatchError{"update_join_way", id, d}
	}
	return after, nil
}

// fill gives a field that was left out the value it has.
func fill[T any](field **T, has *T) {
	if *field == nil {
		*field = has
	}
}

// copyOf is a pointer to the same value that changes for itself.
func copyOf[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}

// update is the way as an update that changes nothing.
func (w JoinWay) update() JoinWayUpdate {
	return JoinWayUpdate{
		ConfigID: w.ConfigID, Scene: w.Scene, ChatIDList: append([]string{}, w.ChatIDList...),
		Remark: said(w.Raw, "remark", w.Remark), State: said(w.Raw, "state", w.State), MarkSource: copyOf(w.MarkSource),
		AutoCreateRoom: said(w.Raw, "auto_create_room", w.AutoCreateRoom),
		RoomBaseName:   said(w.Raw, "room_base_name", w.RoomBaseName), RoomBaseID: said(w.Raw, "room_base_id", w.RoomBaseID),
	}
}

// differs lists where the platform's way is not what was asked for. Groups that
// the platform made itself may stand in it beside those that were named.
func (u *JoinWayUpdate) differs(w JoinWay) []Difference {
	var d differences
	for _, id := range u.ChatIDList {
		if !contains(w.ChatIDList, id) {
			d.add("chat_id_list", u.ChatIDList, w.ChatIDList)
			break
		}
	}
	compare(&d, "remark", u.Remark, w.Remark)
	compare(&d, "auto_create_room", u.AutoCreateRoom, w.AutoCreateRoom)
	compare(&d, "room_base_name", u.RoomBaseName, w.RoomBaseName)
	compare(&d, "room_base_id", u.RoomBaseID, w.RoomBaseID)
	compare(&d, "state", u.State, w.State)
	if w.MarkSource != nil {
		compare(&d, "mark_source", u.MarkSource, *w.MarkSource)
	}
	return d
}
