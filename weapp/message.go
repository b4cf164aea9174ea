package weapp

import (
	"context"
	"html"
	"strings"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MessageService sends customer-service messages.
type MessageService struct {
	service
	typing typingPath
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

// MessageLink is a link with a picture (JPG or PNG).
type MessageLink struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	ThumbURL    string `json:"thumb_url"`
}

// MessageMiniProgramPage is a card of this mini program. PagePath stands as in
// app.json, parameters allowed; the cover is an uploaded picture.
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

// PageLink is a link to a page of this mini program, for the content of a text:
// path stands as in app.json, parameters allowed. WeChat before 6.5.16 follows
// href instead.
func PageLink(appID, path, href, label string) string {
	return `<a href="` + html.EscapeString(href) + `" data-miniprogram-appid="` + html.EscapeString(appID) +
		`" data-miniprogram-path="` + html.EscapeString(path) + `">` + html.EscapeString(label) + `</a>`
}

// Validate checks every rule that needs no server. The platform publishes no
// limit for the length of a text.
func (m Message) Validate() error {
	c := wx.Check{Op: "custom_send"}
	c.Require(m.ToUser != "", "touser", "must not be empty", nil)
	switch {
	case m.MsgType == "text" && m.Text != nil:
		c.Require(strings.TrimSpace(m.Text.Content) != "", "text.content", "must not be empty", nil)
	case m.MsgType == "image" && m.Image != nil:
		c.Require(m.Image.MediaID != "", "image.media_id", "must not be empty", nil)
	case m.MsgType == "link" && m.Link != nil:
		c.Require(m.Link.Title != "", "link.title", "must not be empty", nil)
		c.Require(m.Link.URL != "", "link.url", "must not be empty", nil)
	case m.MsgType == "miniprogrampage" && m.MiniProgramPage != nil:
		c.Require(m.MiniProgramPage.Title != "", "miniprogrampage.title", "must not be empty", nil)
		c.Require(m.MiniProgramPage.PagePath != "", "miniprogrampage.pagepath", "must not be empty", nil)
		c.Require(m.MiniProgramPage.ThumbMediaID != "", "miniprogrampage.thumb_media_id", "must not be empty", nil)
	default:
		c.Require(false, "msgtype", "must be text, image, link or miniprogrampage and match the body", m.MsgType)
	}
	return c.Err()
}

// Send sends a message. The platform gives no id for it and no receipt. Errors:
// ErrWindowClosed when the customer has not written for 48 h, ErrWindowUsedUp
// after 5 messages without an answer, ErrUserRefused, ErrInvalidMedia,
// ErrInvalidUser. After an *wx.UnknownError the message may have arrived.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
func (s *MessageService) Send(ctx context.Context, m Message) error {
	if err := m.Validate(); err != nil {
		return err
	}
	return s.wire.Exec(ctx, wire.Post("custom_send", "/cgi-bin/message/custom/send", m))
}
