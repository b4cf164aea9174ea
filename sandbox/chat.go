package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// chatMessage is one message between a customer and a member in WeCom. By is "customer",
// "member", "welcome" or "conclusion". The platform never shows these to an app.
type chatMessage struct {
	MsgID       int64  `json:"msgid,string"`
	Customer    string `json:"customer"`
	UserID      string `json:"userid"`
	By          string `json:"by"`
	Time        int64  `json:"time"`
	MsgType     string `json:"msgtype"`
	Content     string `json:"content,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
	PicURL      string `json:"pic_url,omitempty"`
	AppID       string `json:"appid,omitempty"`
	PagePath    string `json:"pagepath,omitempty"`
}

// say puts a message into the chat of a relation.
func (s *Sandbox) say(rel *relation, m *chatMessage) {
	m.MsgID, m.Time = s.w.nextMsgID(), s.Now().UnixMilli()
	m.Customer, m.UserID = rel.Customer, rel.UserID
	rel.Chat = append(rel.Chat, m)
	s.publish("message", messageEvent{"wecom", rel.Customer, m})
}

// messageEvent announces a message of either chat.
type messageEvent struct {
	Chat     string `json:"chat"` // "wecom", "weapp" or "group"
	Customer string `json:"customer"`
	Message  any    `json:"message"`
}

// getChat lists what was said, to one member or to all of them.
func (s *Sandbox) getChat(r *http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	person, err := s.person(r.URL.Query().Get("customer"))
	if err != nil {
		return nil, err
	}
	userid := r.URL.Query().Get("userid")
	list := []*chatMessage{}
	for _, rel := range s.w.byPerson[person.ID] {
		if userid == "" || strings.EqualFold(rel.UserID, userid) {
			list = append(list, rel.Chat...)
		}
	}
	slices.SortStableFunc(list, func(a, b *chatMessage) int { return int(a.MsgID - b.MsgID) })
	return copies(list), nil
}

// postChat lets one of two friends say something.
func (s *Sandbox) postChat(r *http.Request) (any, error) {
	var in struct {
		Customer string `json:"customer"`
		UserID   string `json:"userid"`
		By       string `json:"by"`
		Content  string `json:"content"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.person(in.Customer); err != nil {
		return nil, err
	}
	rel := s.w.pairs[pairOf(in.UserID, in.Customer)]
	switch {
	case in.By != "customer" && in.By != "member":
		return nil, badRequest(`by is "customer" or "member"`)
	case in.Content == "":
		return nil, badRequest("content is missing")
	case !rel.talking():
		return nil, conflict("%s and %s are not friends", in.Customer, in.UserID)
	}
	m := &chatMessage{By: in.By, MsgType: "text", Content: in.Content}
	s.say(rel, m)
	s.changed()
	return *m, nil
}

// copies takes values out of pointers, to be encoded without the lock.
func copies[T any](list []*T) []T {
	out := make([]T, 0, len(list))
	for _, p := range list {
		out = append(out, *p)
	}
	return out
}
