package sandbox

import (
	"net/http"
	"slices"
)

// Join ways 「加入群聊」: https://developer.work.weixin.qq.com/document/path/92229.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/groupchat/add_join_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).addJoinWay},
	endpoint{path: "/cgi-bin/externalcontact/groupchat/get_join_way", method: http.MethodPost, contact: true, do: (*Sandbox).getJoinWay},
	endpoint{path: "/cgi-bin/externalcontact/groupchat/update_join_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).updateJoinWay},
	endpoint{path: "/cgi-bin/externalcontact/groupchat/del_join_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).delJoinWay},
)

// joinWay is what a way has that leads into groups.
type joinWay struct {
	AutoCreate int      `json:"auto_create_room"`
	BaseName   string   `json:"room_base_name,omitempty"`
	BaseID     int      `json:"room_base_id,omitempty"`
	Named      int      `json:"named,omitempty"` // rooms made since the base was set
	Chats      []string `json:"chats"`           // as the app gave them
	Made       []string `json:"made,omitempty"`  // rooms that the way made
}

// rooms lists the groups that the way leads into, in the order in which they are tried.
func (j *joinWay) rooms() []string { return slices.Concat(j.Chats, j.Made) }

// newJoinWay is a join way with nothing but defaults.
func newJoinWay() *way { return &way{MarkSource: true, Join: &joinWay{AutoCreate: 1}} }

func (s *Sandbox) addJoinWay(c *call) (any, error) {
	w := newJoinWay()
	if err := c.mayJoin(); err != nil {
		return nil, err
	}
	if err := s.readJoinWay(c, w); err != nil {
		return nil, err
	}
	if s.quotaUsed(c.now) >= c.sw.ContactWayQuota {
		return nil, fail(41045)
	}
	w.ConfigID, w.AgentID, w.Created = s.dice.hex(16), c.app.AgentID, c.now.Unix()
	s.w.ways.add(w)
	s.publishWay("added", w)
	answer := addWayAnswer{ConfigID: w.ConfigID}
	if c.sw.QRCodeInAddJoin && w.Scene == 2 {
		answer.QRCode = s.qrURL(w)
	}
	return answer, nil
}

// mayJoin refuses providers that have not bought the API.
func (c *call) mayJoin() error {
	if c.app.foreign() && !c.sw.ProviderJoinWays {
		return fail(48002)
	}
	return nil
}

// findJoinWay finds the way of config_id. Only the app that made it may use it.
func (s *Sandbox) findJoinWay(c *call) (*way, error) {
	if err := c.mayJoin(); err != nil {
		return nil, err
	}
	id := c.body.str("config_id")
	if id == "" {
		return nil, fail(41043)
	}
	w := s.w.ways.find(id)
	if w == nil || w.Join == nil || w.AgentID != c.app.AgentID {
		return nil, fail(41044)
	}
	return w, nil
}

// joinWayAnswer is join_way as get_join_way returns it.
type joinWayAnswer struct {
	ConfigID       string   `json:"config_id"`
	Scene          int8     `json:"scene"`
	Remark         string   `json:"remark"`
	AutoCreateRoom int      `json:"auto_create_room"`
	RoomBaseName   string   `json:"room_base_name"`
	RoomBaseID     int      `json:"room_base_id"`
	ChatIDList     []string `json:"chat_id_list"`
	QRCode         string   `json:"qr_code"`
	State          string   `json:"state"`
	MarkSource     bool     `json:"mark_source"`
}

// getJoinWay answers a way; qr_code is there for both scenes, since the mini-program plugin
// takes it as its address.
func (s *Sandbox) getJoinWay(c *call) (any, error) {
	w, err := s.findJoinWay(c)
	if err != nil {
		return nil, err
	}
	j, chats := w.Join, w.Join.Chats
	if c.sw.JoinListsCreated {
		chats = j.rooms()
	}
	return struct {
		JoinWay joinWayAnswer `json:"join_way"`
	}{joinWayAnswer{
		ConfigID: w.ConfigID, Scene: w.Scene, Remark: w.Remark, AutoCreateRoom: j.AutoCreate, RoomBaseName: j.BaseName,
		RoomBaseID: j.BaseID, ChatIDList: append([]string{}, chats...), QRCode: s.qrURL(w), State: w.State, MarkSource: w.MarkSource,
	}}, nil
}

// updateJoinWay replaces scene and groups and whatever else the body names. What it leaves
// out is kept, or goes back to its default when the switch says so.
func (s *Sandbox) updateJoinWay(c *call) (any, error) {
	old, err := s.findJoinWay(c)
	if err != nil {
		return nil, err
	}
	next, rooms := *old, *old.Join
	if c.sw.JoinUpdateAbsent == "reset" {
		fresh := newJoinWay()
		next.Remark, next.State, next.MarkSource = fresh.Remark, fresh.State, fresh.MarkSource
		rooms = joinWay{AutoCreate: fresh.Join.AutoCreate, Named: rooms.Named, Made: rooms.Made}
	}
	next.Join = &rooms
	if err := s.readJoinWay(c, &next); err != nil {
		return nil, err
	}
	if rooms.BaseName != old.Join.BaseName || rooms.BaseID != old.Join.BaseID {
		rooms.Named = 0 // another base counts from its own beginning
	}
	s.w.ways.replace(old, &next)
	s.publishWay("updated", &next)
	return nil, nil
}

func (s *Sandbox) delJoinWay(c *call) (any, error) {
	w, err := s.findJoinWay(c)
	if err != nil {
		return nil, err
	}
	s.dropWay(w, c.now)
	return nil, nil
}
