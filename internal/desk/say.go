package desk

import (
	"bytes"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Reply is what an agent wants to say.
type Reply struct {
	ClientKey string      `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string: the same key is the same message"`
	Kind      MessageKind `json:"kind" enum:"text,image,link,miniprogrampage"`
	Text      string      `json:"text,omitempty" doc:"At most 2048 bytes. A link into the mini program is <a href=… data-miniprogram-appid=… data-miniprogram-path=…>"`
	MediaID   string      `json:"media_id,omitempty" doc:"The id that POST /media gave: of a picture, or of a page's cover"`
	Card      *Card       `json:"card,omitempty" doc:"Of a link: title, description, url, thumb_url; of a page: title and path"`

	MaterialID int64 `json:"material_id,omitempty" doc:"The material this was made of, whose use is counted"`
}

// The platform publishes no figures for most of these; what is longer is refused before it would be. Bytes, and characters.
const (
	maxText        = 2048
	maxTitle       = 64
	maxDescription = 120
	maxAddress     = 1024
)

func (r *Reply) validate() error {
	if len(r.ClientKey) < 8 || len(r.ClientKey) > 64 {
		return crm.Invalid("client_key", "client_key 须为 8 到 64 个字符", "client_key must be 8 to 64 characters")
	}
	return r.content()
}

// content checks what would reach the customer.
func (r *Reply) content() error {
	switch r.Kind {
	case KindText:
		r.Card = nil
		return checkText(r.Text)
	case KindImage:
		r.Card, r.Text = nil, ""
		return checkMedia(r.MediaID, "请选择图片", "choose a picture")
	case KindLink:
		r.Text = ""
		return r.Card.checkLink()
	case KindPage:
		r.Text = ""
		if err := r.Card.checkPage(); err != nil {
			return err
		}
		return checkMedia(r.MediaID, "请选择封面图片", "choose a cover")
	}
	return crm.Invalid("kind", "只能发送文字、图片、链接和小程序卡片", "only texts, pictures, links and pages can be sent")
}

func checkText(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return crm.Invalid("text", "请输入内容", "there is nothing to send")
	case len(text) > maxText:
		return crm.Invalid("text", "一条消息最多 2048 字节（约 680 个汉字）", "a message holds at most 2048 bytes")
	}
	return nil
}

func checkMedia(id, zh, en string) error {
	if id == "" {
		return crm.Invalid("media_id", zh, en)
	}
	if b, err := hex.DecodeString(id); err != nil || len(b) != 32 {
		return crm.Invalid("media_id", "图片编号不对", "this is not the id of a picture")
	}
	return nil
}

func (c *Card) checkLink() error {
	if err := c.checkTitle(); err != nil {
		return err
	}
	switch {
	case utf8.RuneCountInString(c.Description) > maxDescription:
		return crm.Invalid("card.description", "描述最多 120 个字", "a description has at most 120 characters")
	case !isWebAddress(c.URL):
		return crm.Invalid("card.url", "请填写以 http:// 或 https:// 开头的链接", "a link begins with http:// or https://")
	case c.ThumbURL != "" && !isWebAddress(c.ThumbURL):
		return crm.Invalid("card.thumb_url", "图片地址须以 http:// 或 https:// 开头", "the picture's address begins with http:// or https://")
	}
	*c = Card{Title: c.Title, Description: strings.TrimSpace(c.Description), URL: c.URL, ThumbURL: c.ThumbURL}
	return nil
}

func (c *Card) checkPage() error {
	if err := c.checkTitle(); err != nil {
		return err
	}
	path := strings.TrimPrefix(strings.TrimSpace(c.Path), "/")
	if path == "" || len(path) > maxAddress || strings.ContainsAny(path, " \t\r\n") {
		return crm.Invalid("card.path", "请填写小程序页面路径，如 pages/index/index?id=7", "the path of a page is needed, such as pages/index/index?id=7")
	}
	*c = Card{Title: c.Title, Path: path}
	return nil
}

func (c *Card) checkTitle() error {
	if c == nil {
		return crm.Invalid("card", "请填写卡片", "a card is needed")
	}
	c.Title = strings.TrimSpace(c.Title)
	if n := utf8.RuneCountInString(c.Title); n == 0 || n > maxTitle {
		return crm.Invalid("card.title", "请填写标题，最多 64 个字", "a title of 1 to 64 characters is needed")
	}
	return nil
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(s) <= maxAddress
}

// blob is the hash of the picture or cover; nil: there is none. The reply was checked.
func (r Reply) blob() []byte {
	if r.Kind != KindImage && r.Kind != KindPage {
		return nil
	}
	h, _ := hex.DecodeString(r.MediaID)
	return h
}

// is says whether the message is what was to be said.
func (r Reply) is(m Message, blob []byte) bool {
	same := r.Card == nil && m.Card == nil || r.Card != nil && m.Card != nil && *r.Card == *m.Card
	return m.Kind == r.Kind && m.Text == r.Text && same && bytes.Equal(m.Blob, blob)
}
