package sandbox

import (
	"cmp"
	"strconv"
)

// defaultRoomName begins the names of rooms whose way has no room_base_name.
const defaultRoomName = "群聊"

// nextName names the next room: base and number, counting on from room_base_id.
func (j *joinWay) nextName() string {
	n := max(j.BaseID, 1) + j.Named
	j.Named++
	return cmp.Or(j.BaseName, defaultRoomName) + strconv.Itoa(n)
}

// scanJoin lets a customer scan a join way: into the first group with room, or into a new
// one when all are full and the way makes rooms.
func (s *Sandbox) scanJoin(person *Customer, w *way) scanAnswer {
	var free, last *groupChat
	for _, id := range w.Join.rooms() {
		g := s.w.groups[id]
		if last = g; g.Dismissed != 0 {
			continue
		}
		if g.find(person.ExternalUserID) >= 0 {
			return scanAnswer{Result: "already", ChatID: g.ChatID}
		}
		if free == nil && !s.full(g) {
			free = g
		}
	}
	if free == nil && w.Join.AutoCreate == 1 {
		free = s.makeRoom(w, last)
	}
	if free == nil {
		return scanAnswer{Result: "full"}
	}
	m := outsider(person, sceneQR, s.Now())
	m.State = w.State
	s.enter(free, m)
	return scanAnswer{Result: "joined", ChatID: free.ChatID}
}

// makeRoom makes the way's next group. Its owner is the one of the group before.
func (s *Sandbox) makeRoom(w *way, last *groupChat) *groupChat {
	next, rooms := *w, *w.Join
	g := s.addGroup(s.newChatID(), rooms.nextName(), s.corp.member(last.Owner))
	next.Join, rooms.Made = &rooms, append(rooms.Made, g.ChatID)
	s.w.ways.replace(w, &next)
	s.publishWay("updated", &next)
	return g
}
