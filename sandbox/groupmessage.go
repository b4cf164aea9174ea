package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// groupMessage is one text that somebody said in a group. From is a userid or an
// external_userid. No API reads them: the statistics count them.
type groupMessage struct {
	MsgID    int64  `json:"msgid,string"`
	ChatID   string `json:"chat_id"`
	From     string `json:"from"`
	Customer string `json:"customer,omitempty"`
	Name     string `json:"name"`
	Time     int64  `json:"time"`
	Content  string `json:"content"`
}

func (s *Sandbox) getGroupMessages(r *http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	g, ok := s.w.groups[r.URL.Query().Get("chat_id")]
	if !ok {
		return nil, notFound("no group %q", r.URL.Query().Get("chat_id"))
	}
	return append([]groupMessage{}, g.Chat...), nil
}

// postGroupMessage is somebody in the group saying something.
func (s *Sandbox) postGroupMessage(r *http.Request) (any, error) {
	return s.onGroup(r, func(in groupInput, g *groupChat) error {
		at, err := s.present(in, g)
		if err != nil {
			return err
		}
		if strings.TrimSpace(in.Content) == "" {
			return badRequest("content is missing")
		}
		m := g.Members[at]
		said := groupMessage{s.w.nextMsgID(), g.ChatID, m.ID, m.Customer, m.Name, s.Now().UnixMilli(), in.Content}
		g.Chat = append(g.Chat, said)
		s.publish("message", messageEvent{"group", m.Customer, said})
		return nil
	})
}

// speakers counts who has said something before a time, and how much.
func (g *groupChat) speakers(before int64) (people, texts int) {
	var seen []string
	for _, m := range g.Chat {
		if m.Time < before {
			texts++
			if !slices.Contains(seen, m.From) {
				seen = append(seen, m.From)
			}
		}
	}
	return len(seen), texts
}
