package ledger

import (
	"encoding/hex"

	"github.com/menling/menling/internal/crm"
)

// Conclusions (结束语) are what the platform sends when a temporary chat ends: a text, and one of the attachments as a message
// of its own. Of several attachments the platform sends the first only, in the order image, link, mini program.
type Conclusions struct {
	Text        string      `json:"text,omitempty" doc:"At most 4000 bytes"`
	Image       string      `json:"image,omitempty" doc:"Hash of a kept picture"`
	Link        *Attachment `json:"link,omitempty"`
	MiniProgram *Attachment `json:"miniprogram,omitempty"`
}

// Validate refuses what the platform would refuse, and what it would keep and never send.
func (c Conclusions) Validate() error {
	others := 0
	for _, given := range []bool{c.Image != "", c.Link != nil, c.MiniProgram != nil} {
		if given {
			others++
		}
	}
	hash, err := hex.DecodeString(c.Image)
	switch {
	case c.Text == "" && others == 0:
		return crm.Invalid("conclusions", "结束语至少要有一项内容", "conclusions need a text, a picture, a link or a card")
	case len(c.Text) > maxWelcome:
		return crm.Invalid("conclusions.text", "结束语最多 4000 字节", "the text of the conclusions takes 4000 bytes")
	case others > 1:
		return crm.Invalid("conclusions", "图片、链接、小程序只能选一个：平台只会发送其中第一个", "choose one of picture, link and card: the platform sends the first only")
	case c.Image != "" && (err != nil || len(hash) != 32):
		return crm.Invalid("conclusions.image", "请先上传图片", "upload the picture first")
	case c.Link != nil && c.Link.Kind != "link", c.MiniProgram != nil && c.MiniProgram.Kind != "miniprogram":
		return crm.Invalid("conclusions", "附件类型不对", "the kind of the attachment does not match")
	case c.Link != nil:
		return c.Link.validate("conclusions.link")
	case c.MiniProgram != nil:
		return c.MiniProgram.validate("conclusions.miniprogram")
	}
	return nil
}
