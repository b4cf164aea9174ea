package sandbox

import (
	"slices"
	"unicode/utf8"
)

const (
	maxRoomNameChars = 40
	maxJoinGroups    = 5
)

// readJoinWay takes the body into w: what is required, then ranges, then groups. Optional
// members that are absent stay as they are in w.
func (s *Sandbox) readJoinWay(c *call, w *way) error {
	var chats []string
	scene := 0
	switch {
	case !c.body.read("scene", &scene):
		return c.missing("scene")
	case !c.body.read("chat_id_list", &chats) || len(chats) == 0:
		return c.missing("chat_id_list")
	case scene != 1 && scene != 2:
		return fail(41040)
	}
	w.Scene = int8(scene)
	if c.body.read("remark", &w.Remark) && utf8.RuneCountInString(w.Remark) > maxRemarkChars {
		w.Remark = string([]rune(w.Remark)[:maxRemarkChars])
	}
	if c.body.read("state", &w.State) && utf8.RuneCountInString(w.State) > maxStateChars {
		return invalid("state exceed max length %d", maxStateChars)
	}
	w.MarkSource = c.markSource(w.MarkSource)
	if err := w.Join.readRooms(c.body); err != nil {
		return err
	}
	return s.readChats(c, w.Join, chats)
}

// readRooms takes how new groups are made.
func (j *joinWay) readRooms(body *fields) error {
	body.read("auto_create_room", &j.AutoCreate)
	body.read("room_base_name", &j.BaseName)
	body.read("room_base_id", &j.BaseID)
	switch {
	case j.AutoCreate != 0 && j.AutoCreate != 1:
		return invalid("auto_create_room expect 0 or 1")
	case utf8.RuneCountInString(j.BaseName) > maxRoomNameChars:
		return invalid("room_base_name exceed max length %d", maxRoomNameChars)
	case j.BaseID < 0:
		return invalid("room_base_id expect a positive number")
	}
	return nil
}

// readChats takes the groups. Rooms that the way made, which it lists by switch, may be sent
// back and do not count; left out of the list they no longer belong to the way.
func (s *Sandbox) readChats(c *call, j *joinWay, chats []string) error {
	var given, made []string
	for _, id := range chats {
		switch {
		case slices.Contains(given, id) || slices.Contains(made, id): // named twice
		case c.sw.JoinListsCreated && slices.Contains(j.Made, id):
			made = append(made, id)
		default:
			given = append(given, id)
		}
	}
	if len(given) > maxJoinGroups {
		return fail(41091)
	}
	for _, id := range chats {
		if _, err := s.chatOf(c, id); err != nil {
			return err
		}
	}
	if !c.sw.JoinListsCreated {
		made = slices.DeleteFunc(slices.Clone(j.Made), func(id string) bool { return slices.Contains(given, id) })
	}
	j.Chats, j.Made = given, made
	return nil
}
