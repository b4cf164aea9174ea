package sandbox

import (
	"net/http"
	"time"
)

// https://developer.work.weixin.qq.com/document/path/92228
var _ = serve(wecom, endpoint{
	path: "/cgi-bin/externalcontact/close_temp_chat", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).closeTempChat,
})

// startTempChat begins a temporary chat: its code is used up, its end is known.
func (s *Sandbox) startTempChat(rel *relation, w *way, now time.Time) {
	next, used := *w, *w.Temp
	next.Temp, used.UsedBy = &used, rel.Customer
	s.w.ways.replace(w, &next)
	rel.Conclusions = used.Conclusions
	rel.TempUntil = now.Add(time.Duration(used.ChatExpiresIn) * time.Second).UnixMilli()
	s.publishWay("used", &next)
	s.watchTempChat(rel)
}

// watchTempChat ends a temporary chat when its time comes.
func (s *Sandbox) watchTempChat(rel *relation) {
	out, until := s.out, rel.TempUntil
	out.wg.Go(func() {
		if s.clock.wait(out.ctx, time.UnixMilli(until)) != nil {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if rel.TempUntil == until && out == s.out {
			s.endTempChat(rel)
			s.changed()
		}
	})
}

func (s *Sandbox) resumeTempChats() {
	for _, rel := range s.w.Relations {
		if rel.TempUntil != 0 {
			s.watchTempChat(rel)
		}
	}
}

// endTempChat says the conclusions and ends the relation. No event is known for it.
func (s *Sandbox) endTempChat(rel *relation) {
	if x := rel.Conclusions; x != nil {
		for _, m := range s.conclude(x) {
			s.say(rel, m)
		}
	}
	rel.TempUntil, rel.Conclusions, rel.Status = 0, nil, statusEnded
	s.publish("relation", s.relationView(rel))
}

// conclude makes the one or two messages of conclusions.
func (s *Sandbox) conclude(x *conclusions) []*chatMessage {
	var list []*chatMessage
	if x.Text != "" {
		list = append(list, &chatMessage{By: "conclusion", MsgType: "text", Content: x.Text})
	}
	m := &chatMessage{By: "conclusion"}
	switch {
	case x.Image != "":
		m.MsgType, m.PicURL = "image", s.pictureURL(x.Image)
	case x.Link != nil:
		m.MsgType, m.Title, m.Description, m.URL, m.PicURL = "link", x.Link.Title, x.Link.Desc, x.Link.URL, x.Link.PicURL
	case x.Page != nil:
		m.MsgType, m.Title, m.AppID, m.PagePath = "miniprogram", x.Page.Title, x.Page.AppID, x.Page.Page
		m.PicURL = s.pictureURL(x.Page.PicMediaID)
	default:
		return list
	}
	return append(list, m)
}

// closeTempChat ends a temporary chat early; other relations cannot be ended so.
func (s *Sandbox) closeTempChat(c *call) (any, error) {
	userid, external := c.body.str("userid"), c.body.str("external_userid")
	switch {
	case userid == "":
		return nil, fail(41009)
	case external == "":
		return nil, fail(41035)
	}
	if _, err := s.memberOf(c, userid); err != nil {
		return nil, err
	}
	person := s.w.externals[external]
	if person == nil {
		return nil, unknownPerson(external)
	}
	rel := s.w.pairs[pairOf(userid, person.ID)]
	if rel == nil || rel.TempUntil == 0 {
		return nil, fail(84061)
	}
	s.endTempChat(rel)
	return nil, nil
}

// postExpire ends a temporary chat as time would.
func (s *Sandbox) postExpire(r *http.Request) (any, error) {
	return s.onRelation(r, func(_ relationInput, rel *relation) error {
		if rel.TempUntil == 0 {
			return conflict("no temporary chat")
		}
		s.endTempChat(rel)
		return nil
	})
}
