package sandbox

import (
	"net/http"
	"time"
)

// https://developer.work.weixin.qq.com/document/path/92137
var _ = serve(wecom, endpoint{
	path: "/cgi-bin/externalcontact/send_welcome_msg", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).sendWelcome,
})

const (
	welcomeLife    = 20 * time.Second
	maxAttachments = 9
)

// welcome is one welcome code: new, being sent, delivered or expired.
type welcome struct {
	UserID   string `json:"userid"`
	Customer string `json:"customer"`
	Created  int64  `json:"created"`
	Sent     int64  `json:"sent,omitempty"`
}

// newWelcome makes a code for a relation that has just come about; "" where the platform
// withholds it.
func (s *Sandbox) newWelcome(rel *relation, now time.Time) string {
	if s.w.Switches.AdminWelcome || rel.spoken() || s.w.customers[rel.Customer].Type == CustomerWeCom {
		return ""
	}
	old := now.Add(-24 * time.Hour).UnixMilli()
	prune(s.w.Welcomes, &s.w.welcomeMark, func(w *welcome) bool { return w.Created < old })
	code := s.dice.word(43)
	s.w.Welcomes[code] = &welcome{UserID: rel.UserID, Customer: rel.Customer, Created: now.UnixMilli()}
	return code
}

// sendWelcome delivers the first message of a new relation, once.
func (s *Sandbox) sendWelcome(c *call) (any, error) {
	code := c.body.str("welcome_code")
	if code == "" {
		return nil, fail(41049)
	}
	list, err := s.readWelcome(c)
	if err != nil {
		return nil, err
	}
	w, ok := s.w.Welcomes[code]
	if !ok {
		return nil, fail(41050)
	}
	rel := s.w.pairs[pairOf(w.UserID, w.Customer)]
	if err := w.usable(c, rel); err != nil {
		return nil, err
	}
	if m := s.corp.member(w.UserID); m == nil || !s.corp.sees(c.app, m) {
		return nil, fail(c.sw.HiddenMemberCode)
	}
	w.Sent = c.now.UnixMilli()
	for _, m := range list {
		s.say(rel, m)
	}
	return nil, nil
}

// usable applies the four states of a code.
func (w *welcome) usable(c *call, rel *relation) error {
	now := c.now.UnixMilli()
	switch {
	case w.Sent != 0 && now < w.Sent+int64(c.sw.WelcomeSendMS):
		return fail(41096)
	case w.Sent != 0:
		return fail(41051)
	case now > w.Created+welcomeLife.Milliseconds():
		return fail(41050)
	case rel.spoken():
		return fail(41051)
	case c.sw.ArchivingConsent && !rel.Approved:
		return fail(41053)
	}
	return nil
}

// readWelcome checks text and attachments and makes the messages they become.
func (s *Sandbox) readWelcome(c *call) ([]*chatMessage, error) {
	text, attachments := c.body.object("text").str("content"), c.body.objects("attachments")
	switch {
	case text == "" && len(attachments) == 0:
		return nil, fail(41088)
	case len(text) > maxTextBytes:
		return nil, invalid("text.content exceed max length %d", maxTextBytes)
	case len(attachments) > maxAttachments:
		return nil, fail(41064)
	}
	var list []*chatMessage
	if text != "" {
		list = append(list, &chatMessage{By: "welcome", MsgType: "text", Content: text})
	}
	for _, a := range attachments {
		m, err := s.readAttachment(c, a)
		if err != nil {
			return nil, err
		}
		m.By = "welcome"
		list = append(list, m)
	}
	return list, nil
}

func (s *Sandbox) readAttachment(c *call, f *fields) (*chatMessage, error) {
	kind := f.str("msgtype")
	sub := f.object(kind)
	if len(sub.members) == 0 {
		return nil, fail(41065)
	}
	m := &chatMessage{MsgType: kind}
	switch kind {
	case "image":
		return s.readImage(c, sub, m)
	case "link":
		l, err := readLink(sub)
		if err == nil {
			m.Title, m.Description, m.URL, m.PicURL = l.Title, l.Desc, l.URL, l.PicURL
		}
		return m, err
	case "miniprogram":
		p, err := s.readPage(c, sub)
		if err == nil {
			m.Title, m.AppID, m.PagePath, m.PicURL = p.Title, p.AppID, p.Page, s.pictureURL(p.PicMediaID)
		}
		return m, err
	case "video", "file":
		id := sub.str("media_id")
		m.URL = s.pictureURL(id)
		return m, s.checkMedia(c, id)
	default:
		return nil, fail(41065)
	}
}

// readImage prefers media_id to pic_url.
func (s *Sandbox) readImage(c *call, f *fields, m *chatMessage) (*chatMessage, error) {
	if id := f.str("media_id"); id != "" {
		m.PicURL = s.pictureURL(id)
		return m, s.checkMedia(c, id)
	}
	if m.PicURL = f.str("pic_url"); m.PicURL == "" {
		return nil, fail(41065)
	}
	return m, nil
}
