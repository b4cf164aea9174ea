package sandbox

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// inboundInput is a customer's message as the control API takes it.
type inboundInput struct {
	Customer string `json:"customer"`
	MsgType  string `json:"msgtype"`
	Content  string `json:"content"`
	Title    string `json:"title"`
	PagePath string `json:"pagepath"`
	Image    string `json:"image"` // base64, with or without a data: prefix
}

// postInbound is a customer writing to the mini program's service. It opens the long window.
func (s *Sandbox) postInbound(r *http.Request) (any, error) {
	var in inboundInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	picture, err := in.picture()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	person, err := s.person(in.Customer)
	if err != nil {
		return nil, err
	}
	m, doc, err := s.compose(in, picture, person)
	if err != nil {
		return nil, err
	}
	p := s.w.phoneOf(person.ID)
	s.show(person.ID, p, m)
	p.Window.grant(s.Now(), messageQuota, messageWindow)
	s.pushWeapp(in.MsgType, person.ID, doc)
	s.changed()
	return struct {
		MsgID int64 `json:"msgid,string"`
	}{m.MsgID}, nil
}

// picture decodes the base64 of a picture.
func (in inboundInput) picture() ([]byte, error) {
	data := in.Image
	if strings.HasPrefix(data, "data:") {
		_, data, _ = strings.Cut(data, ",")
	}
	body, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, badRequest("image: %v", err)
	}
	if len(body) > 0 && !strings.HasPrefix(http.DetectContentType(body), "image/") {
		return nil, badRequest("image: not a picture")
	}
	return body, nil
}

// compose makes what the phone shows and what is pushed.
func (s *Sandbox) compose(in inboundInput, picture []byte, person *Customer) (*phoneMessage, document, error) {
	m := &phoneMessage{From: "customer", MsgType: in.MsgType}
	doc := s.weappEvent(person, in.MsgType)
	switch {
	case in.MsgType == "text" && in.Content != "":
		m.Content, m.MsgID = in.Content, s.w.nextMsgID()
		return m, append(doc, member{"Content", m.Content}, member{"MsgId", m.MsgID}), nil
	case in.MsgType == "image" && len(picture) > 0:
		s.attach(m, picture)
		m.MsgID = s.w.nextMsgID()
		return m, append(doc, member{"PicUrl", m.PicURL}, member{"MediaId", m.MediaID}, member{"MsgId", m.MsgID}), nil
	case in.MsgType == "miniprogrampage" && in.PagePath != "":
		if len(picture) == 0 {
			picture = drawTile(in.PagePath, 5)
		}
		s.attach(m, picture)
		m.MsgID, m.Title, m.PagePath, m.AppID = s.w.nextMsgID(), in.Title, in.PagePath, s.corp.MiniProgram.AppID
		return m, append(doc, member{"MsgId", m.MsgID}, member{"Title", m.Title}, member{"AppId", m.AppID},
			member{"PagePath", m.PagePath}, member{"ThumbUrl", m.PicURL}, member{"ThumbMediaId", m.MediaID}), nil
	}
	return nil, nil, badRequest("msgtype is text with content, image with image, or miniprogrampage with pagepath")
}

// attach keeps a picture that a customer sent.
func (s *Sandbox) attach(m *phoneMessage, picture []byte) {
	contentType := http.DetectContentType(picture)
	m.MediaID = s.keepMedia(&media{Platform: weapp, Type: "image", ContentType: contentType, body: picture}, s.Now())
	m.PicURL = s.pictureURL(m.MediaID)
}
