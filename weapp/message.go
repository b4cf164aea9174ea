package weapp

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MessageService sends customer-service messages.
type MessageService struct {
	service
	typing   TypingPath
	business atomic.Bool // Typing takes the other path
}

func newMessages(s *service, path TypingPath) *MessageService {
	m := &MessageService{service: *s, typing: path}
	m.business.Store(path == TypingBusiness)
	return m
}

// Message is one message to one customer. Make it with Text, Image, Link or
// MiniProgramPage.
type Message struct {
	ToUser          string                  `json:"touser"` // openid
	MsgType         string                  `json:"msgtype"`
	Text            *MessageText            `json:"text,omitempty"`
	Image           *MessageImage           `json:"image,omitempty"`
	Link            *MessageLink            `json:"link,omitempty"`
	MiniProgramPage *MessageMiniProgramPage `json:"miniprogrampage,omitempty"`
	BusinessID      string                  `json:"businessid,omitempty"` // of a registered sub-merchant
}

// MessageText may hold links into this mini program, made with PageLink.
type MessageText struct {
	Content string `json:"content"`
}

// MessageImage is an uploaded picture.
type MessageImage struct {
	MediaID string `json:"media_id"`
}

// MessageLink is a link with a picture: JPG or PNG, best 640×320 pixels, or 80×80
// for a small one.
type MessageLink struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	ThumbURL    string `json:"thumb_url"`
}

// MessageMiniProgramPage is a card of this mini program. PagePath stands as in
// app.json, parameters allowed; the cover is an uploaded picture, best 520×416
// pixels.
type MessageMiniProgramPage struct {
	Title        string `json:"title"`
	PagePath     string `json:"pagepath"`
	ThumbMediaID string `json:"thumb_media_id"`
}

// Text is a text message.
func Text(openID, content string) Message {
	return Message{ToUser: openID, MsgType: "text", Text: &MessageText{content}}
}

// Image is a picture message.
func Image(openID, mediaID string) Message {
	return Message{ToUser: openID, MsgType: "image", Image: &MessageImage{mediaID}}
}

// Link is a link message.
func Link(openID string, link MessageLink) Message {
	return Message{ToUser: openID, MsgType: "link", Link: &link}
}

// MiniProgramPage is a card message.
func MiniProgramPage(openID string, page MessageMiniProgramPage) Message {
	return Message{ToUser: openID, MsgType: "miniprogrampage", MiniProgramPage: &page}
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined. The platform publishes no limit for the
// length of a text.
func (m Message) Validate() error {
	c := wx.Check{Op: "custom_send"}
	m.check(&c)
	return c.Err()
}

func (m Message) check(c *wx.Check) {
	given := func(field, value string) { c.Require(strings.TrimSpace(value) != "", field, "must not be empty", nil) }
	given("touser", m.ToUser)
	switch {
	case m.MsgType == "text" && m.Text != nil:
		given("text.content", m.Text.Content)
	case m.MsgType == "image" && m.Image != nil:
		given("image.media_id", m.Image.MediaID)
	case m.MsgType == "link" && m.Link != nil:
		given("link.title", m.Link.Title)
		given("link.url", m.Link.URL)
	case m.MsgType == "miniprogrampage" && m.MiniProgramPage != nil:
		given("miniprogrampage.title", m.MiniProgramPage.Title)
		given("miniprogrampage.pagepath", m.MiniProgramPage.PagePath)
		given("miniprogrampage.thumb_media_id", m.MiniProgramPage.ThumbMediaID)
	default:
		c.Require(false, "msgtype", "must be text, image, link or miniprogrampage and match the body", m.MsgType)
	}
}

// Send sends a message. The platform gives no id for it and no receipt. It is
// never repeated by itself: after an *wx.UnknownError or ErrBusy the message may
// have arrived.
//
// Errors: ErrWindowClosed when the customer has not written for 48 h,
// ErrWindowUsedUp after 5 messages without an answer, ErrUserRefused,
// ErrInvalidMedia, ErrInvalidUser, ErrNotPermitted, ErrRateLimited; errcode 45002
// for a text that is too long.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
func (s *MessageService) Send(ctx context.Context, m Message) error {
	if err := s.wire.Check(ctx, "custom_send", m.check); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("custom_send", "/cgi-bin/message/custom/send", m))
}
