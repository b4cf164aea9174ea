package wecom

import (
	"context"
	"fmt"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
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
	MsgType     string           `json:"msgtype"`
	Image       *AttachmentImage `json:"image,omitempty"`
	Link        *LinkCard        `json:"link,omitempty"`
	MiniProgram *MiniProgramCard `json:"miniprogram,omitempty"`
	Video       *AttachmentMedia `json:"video,omitempty"`
	File        *AttachmentMedia `json:"file,omitempty"`
}

// AttachmentImage is a picture by one of the two: a media id, or a URL that
// media/uploadimg gave. The media id wins.
type AttachmentImage struct {
	MediaID string `json:"media_id,omitempty"`
	PicURL  string `json:"pic_url,omitempty"`
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
func LinkAttachment(link LinkCard) Attachment {
	return Attachment{MsgType: "link", Link: &link}
}

// MiniProgramAttachment is a mini-program card.
func MiniProgramAttachment(card MiniProgramCard) Attachment {
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
	w.check(&c)
	return c.Err()
}

func (w Welcome) check(c *wx.Check) {
	c.Require(w.Code != "", "welcome_code", "must not be empty", nil)
	c.Require(w.Text != "" || len(w.Attachments) > 0, "text", "text or attachments must be given", nil)
	c.Bytes("text.content", w.Text, maxTextBytes)
	c.Items("attachments", len(w.Attachments), 9)
	for i, a := range w.Attachments {
		a.check(c, fmt.Sprintf("attachments[%d]", i))
	}
}

func (a Attachment) check(c *wx.Check, at string) {
	bodies := map[string]bool{
		"image": a.Image != nil, "link": a.Link != nil, "miniprogram": a.MiniProgram != nil,
		"video": a.Video != nil, "file": a.File != nil,
	}
	if !bodies[a.MsgType] {
		c.Require(false, at+".msgtype", "must be image, link, miniprogram, video or file and match the body", a.MsgType)
		return
	}
	for kind, given := range bodies {
		c.Require(!given || kind == a.MsgType, at+"."+kind, "must not be given beside "+a.MsgType, nil)
	}
	switch a.MsgType {
	case "image":
		c.Require(a.Image.MediaID != "" || a.Image.PicURL != "", at+".image", "media_id or pic_url must be given", nil)
	case "link":
		a.Link.check(c, at+".link")
	case "miniprogram":
		a.MiniProgram.check(c, at+".miniprogram")
	case "video":
		c.Require(a.Video.MediaID != "", at+".video.media_id", "must not be empty", nil)
	case "file":
		c.Require(a.File.MediaID != "", at+".file.media_id", "must not be empty", nil)
	}
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
	if err := s.wire.Check(ctx, "send_welcome_msg", w.check); err != nil {
		return err
	}
	body := welcomeRequest{WelcomeCode: w.Code, Attachments: w.Attachments}
	if w.Text != "" {
		body.Text = &welcomeText{w.Text}
	}
	return s.wire.Exec(ctx, wire.Post("send_welcome_msg", "/cgi-bin/externalcontact/send_welcome_msg", body))
}
