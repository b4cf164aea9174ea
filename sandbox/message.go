package sandbox

import (
	"net/http"
	"regexp"
)

var _ = serve(weapp,
	endpoint{path: "/cgi-bin/message/custom/send", method: http.MethodPost, write: true, do: (*Sandbox).sendCustom},
	endpoint{path: "/cgi-bin/message/custom/business/send", method: http.MethodPost, write: true, do: (*Sandbox).sendBusiness},
)

// sendBusiness is the path that some pages name; it works for sub-merchants only.
func (s *Sandbox) sendBusiness(c *call) (any, error) {
	if !c.sw.SubMerchants {
		return nil, failWeapp(40101)
	}
	return s.sendCustom(c)
}

// sendCustom delivers a customer-service message inside the reply window. Nothing is spent
// when the message itself is wrong.
func (s *Sandbox) sendCustom(c *call) (any, error) {
	person, err := s.touser(c)
	if err != nil {
		return nil, err
	}
	m, err := s.readCustom(c)
	if err != nil {
		return nil, err
	}
	p := s.w.phoneOf(person.ID)
	if err := p.Window.spend(c.now); err != nil {
		return nil, err
	}
	m.From, m.MsgID = "api", s.w.nextMsgID()
	s.show(person.ID, p, m)
	return nil, nil
}

// touser finds the customer by openid.
func (s *Sandbox) touser(c *call) (*Customer, error) {
	person, ok := s.w.openids[c.body.str("touser")]
	if !ok {
		return nil, failWeapp(40003)
	}
	return person, nil
}

// readCustom checks the four types of message that a mini program may send.
func (s *Sandbox) readCustom(c *call) (*phoneMessage, error) {
	kind := c.body.str("msgtype")
	f := c.body.object(kind)
	m := &phoneMessage{MsgType: kind}
	var err error
	switch kind {
	case "text":
		if m.Content, err = need(f, "content"); err == nil && len(m.Content) > c.sw.TextMaxBytes {
			err = failWeapp(45002)
		}
	case "image":
		if err = failWeapp(41006); f.str("media_id") != "" {
			err = s.usePicture(c, f.str("media_id"), m)
		}
	case "link":
		m.Title, m.Description, m.PicURL = f.str("title"), f.str("description"), f.str("thumb_url")
		m.URL, err = need(f, "url")
	case "miniprogrampage":
		m.Title, m.AppID = f.str("title"), s.corp.MiniProgram.AppID
		if m.PagePath, err = need(f, "pagepath"); err == nil {
			err = s.usePicture(c, f.str("thumb_media_id"), m)
		}
	default:
		err = failWeapp(40008)
	}
	return m, err
}

func need(f *fields, name string) (string, error) {
	if f.str(name) == "" {
		return "", failWeapp(47001)
	}
	return f.str(name), nil
}

func (s *Sandbox) usePicture(c *call, id string, m *phoneMessage) error {
	x, ok := s.w.Media[id]
	if !ok || x.Platform != weapp || x.expired(c.now) {
		return failWeapp(40007)
	}
	m.MediaID, m.PicURL = id, s.pictureURL(id)
	return nil
}

var escapeForm = regexp.MustCompile(`\\.`)

// unicodeEscapes treats \uXXXX in a request as the switch says: shown as typed, refused or
// decoded.
func unicodeEscapes(raw []byte, how string) ([]byte, error) {
	found := false
	fixed := escapeForm.ReplaceAllFunc(raw, func(m []byte) []byte {
		if len(m) == 2 && m[1] == 'u' {
			found = true
			return []byte(`\\u`)
		}
		return m
	})
	switch {
	case !found || how == "decode":
		return raw, nil
	case how == "reject":
		return nil, failWeapp(40033)
	default:
		return fixed, nil
	}
}
