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
	Image    string `json:"image"`       // base64, with or without a data: prefix
	Business int64  `json:"business_id"` // 子商户, of sub-merchants
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
	if in.Business != 0 && !s.w.Switches.SubMerchants {
		return nil, badRequest("business_id: there are no sub-merchants; switch sub_merchants on")
	}
	m, err := s.compose(in, picture)
	if err != nil {
		return nil, err
	}
	p := s.w.phoneOf(person.ID)
	m.From = "customer"
	s.show(person.ID, p, m)
	p.Window.grant(s.Now(), messageQuota, messageWindow)
	p.DeskWindow.grant(s.Now(), messageQuota, messageWindow)
	doc := s.told(person, m)
	if in.Business != 0 {
		doc = append(doc, member{"BusinessId", in.Business})
	}
	s.route(person, m, doc)
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

// compose makes the message that the phone shows.
func (s *Sandbox) compose(in inboundInput, picture []byte) (*phoneMessage, error) {
	m := &phoneMessage{MsgType: in.MsgType}
	switch {
	case in.MsgType == "text" && in.Content != "":
		m.Content = in.Content
	case in.MsgType == "image" && len(picture) > 0:
		s.attach(m, picture)
	case in.MsgType == "miniprogrampage" && in.PagePath != "":
		if len(picture) == 0 {
			picture = drawTile(in.PagePath, 5)
		}
		s.attach(m, picture)
		m.Title, m.PagePath, m.AppID = in.Title, in.PagePath, s.corp.MiniProgram.AppID
	default:
		return nil, badRequest("msgtype is text with content, image with image, or miniprogrampage with pagepath")
	}
	m.MsgID = s.w.nextMsgID()
	return m, nil
}

// told is what the mini program's server is told of a customer's message.
func (s *Sandbox) told(person *Customer, m *phoneMessage) document {
	doc := s.weappEvent(person, m.MsgType)
	switch m.MsgType {
	case "text":
		return append(doc, member{"Content", m.Content}, member{"MsgId", m.MsgID})
	case "image":
		return append(doc, member{"PicUrl", m.PicURL}, member{"MediaId", m.MediaID}, member{"MsgId", m.MsgID})
	default:
		return append(doc, member{"MsgId", m.MsgID}, member{"Title", m.Title}, member{"AppId", m.AppID},
			member{"PagePath", m.PagePath}, member{"ThumbUrl", m.PicURL}, member{"ThumbMediaId", m.MediaID})
	}
}

// attach keeps a picture that a customer sent.
func (s *Sandbox) attach(m *phoneMessage, picture []byte) {
	contentType := http.DetectContentType(picture)
	m.MediaID = s.keepMedia(&media{Platform: weapp, Type: "image", ContentType: contentType, body: picture}, s.Now())
	m.PicURL = s.pictureURL(m.MediaID)
}
