package wecom

import (
	"context"
	"fmt"

	"github.com/menling/menling/wx"
)

// WelcomeService sends welcome messages.
type WelcomeService service

// Welcome is the message that greets a new customer. Text and attachments must
// not both be missing.
type Welcome struct {
	Code        string       // WelcomeCode of the add event: 20 s, one use
	Text        string       // at most 4000 bytes
	Attachments []Attachment // at most 9
}

// Attachment is one thing sent with a welcome. Make it with ImageAttachment,
// LinkAttachment, MiniProgramAttachment, VideoAttachment or FileAttachment.
type Attachment struct {
	MsgType     string                 `json:"msgtype"`
	Image       *AttachmentImage       `json:"image,omitempty"`
	Link        *AttachmentLink        `json:"link,omitempty"`
	MiniProgram *AttachmentMiniProgram `json:"miniprogram,omitempty"`
	Video       *AttachmentMedia       `json:"video,omitempty"`
	File        *AttachmentMedia       `json:"file,omitempty"`
}

// AttachmentImage is a picture by one of the two: a media id, or a URL that
// media/uploadimg gave. The media id wins.
type AttachmentImage struct {
	MediaID string `json:"media_id,omitempty"`
	PicURL  string `json:"pic_url,omitempty"`
}

// AttachmentLink is a link with a picture.
type AttachmentLink struct {
	Title  string `json:"title"` // at most 128 bytes
	PicURL string `json:"picurl,omitempty"`
	Desc   string `json:"desc,omitempty"` // at most 512 bytes
	URL    string `json:"url"`
}

// AttachmentMiniProgram is a card of a mini program that is linked to the
// company.
type AttachmentMiniProgram struct {
	Title      string `json:"title"` // at most 64 bytes
	PicMediaID string `json:"pic_media_id"`
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

// AttachmentMedia is a video or a file.
type AttachmentMedia struct {
	MediaID string `json:"media_id"`
}

// ImageAttachment is an uploaded picture.
func ImageAttachment(mediaID string) Attachment {
	return Attachment{MsgType: "image", Image: &AttachmentImage{MediaID: mediaID}}
}

// LinkAttachment is a link.
func LinkAttachment(link AttachmentLink) Attachment {
	return Attachment{MsgType: "link", Link: &link}
}

// MiniProgramAttachment is a mini-program card.
func MiniProgramAttachment(card AttachmentMiniProgram) Attachment {
	return Attachment{MsgType: "miniprogram", MiniProgram: &card}
}

// VideoAttachment is an uploaded video.
func VideoAttachment(mediaID string) Attachment {
	return Attachment{MsgType: "video", Video: &AttachmentMedia{mediaID}}
}

// FileAttachment is an uploaded file.
func FileAttachment(mediaID string) Attachment {
	return Attachment{MsgType: "file", File: &AttachmentMedia{mediaID}}
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined.
func (w Welcome) Validate() error {
	c := wx.Check{Op: "send_welcome_msg"}
	c.Require(w.Code != "", "welcome_code", "must not be empty", nil)
	c.Require(w.Text != "" || len(w.Attachments) > 0, "text", "text or attachments must be given", nil)
	c.Bytes("text.content", w.Text, 4000)
	c.Items("attachments", len(w.Attachments), 9)
	for i, a := range w.Attachments {
		a.validate(&c, fmt.Sprintf("attachments[%d]", i))
	}
	return c.Err()
}

func (a Attachment) validate(c *wx.Check, at string) {
	bodies := map[string]bool{
		"image": a.Image != nil, "link": a.Link != nil, "miniprogram": a.MiniProgram != nil,
		"video": a.Video != nil, "file": a.File != nil,
	}
	if !bodies[a.MsgType] {
		c.Require(false, at+".msgtype", "must be image, link, miniprogram, video or file and match the body", a.MsgType)
		return
	}
	switch a.MsgType {
	case "image":
		c.Require(a.Image.MediaID != "" || a.Image.PicURL != "", at+".image", "media_id or pic_url must be given", nil)
	case "link":
		a.Link.validate(c, at+".link")
	case "miniprogram":
		a.MiniProgram.validate(c, at+".miniprogram")
	case "video":
		c.Require(a.Video.MediaID != "", at+".video.media_id", "must not be empty", nil)
	case "file":
		c.Require(a.File.MediaID != "", at+".file.media_id", "must not be empty", nil)
	}
}

func (l AttachmentLink) validate(c *wx.Check, at string) {
	c.Require(l.Title != "", at+".title", "must not be empty", nil)
	c.Require(l.URL != "", at+".url", "must not be empty", nil)
	c.Bytes(at+".title", l.Title, 128)
	c.Bytes(at+".desc", l.Desc, 512)
}

func (m AttachmentMiniProgram) validate(c *wx.Check, at string) {
	c.Require(m.Title != "", at+".title", "must not be empty", nil)
	c.Require(m.PicMediaID != "", at+".pic_media_id", "must not be empty", nil)
	c.Require(m.AppID != "", at+".appid", "must not be empty", nil)
	c.Require(m.Page != "", at+".page", "must not be empty", nil)
	c.Bytes(at+".title", m.Title, 64)
}

type welcomeText struct {
	Content string `json:"content"`
}

type welcomeRequest struct {
	WelcomeCode string       `json:"welcome_code"`
	Text        *welcomeText `json:"text,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Send sends a welcome. Errors: ErrTooLate after 20 s, ErrAlreadyChatting when
// a welcome was delivered or the chat has begun, ErrBeingDistributed while
// another app sends its own (try again).
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92137
func (s *WelcomeService) Send(ctx context.Context, w Welcome) error {
	if err := w.Validate(); err != nil {
		return err
	}
	body := welcomeRequest{WelcomeCode: w.Code, Attachments: w.Attachments}
	if w.Text != "" {
		body.Text = &welcomeText{w.Text}
	}
	return s.wire.Post(ctx, "send_welcome_msg", "/cgi-bin/externalcontact/send_welcome_msg", body)
}
