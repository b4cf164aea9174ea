package wecom

import "github.com/menling/menling/wx"

// Conclusions (结束语) are sent when a temporary chat ends: a text, and one of
// the others as a message of its own. Of several others only the first counts,
// in the order image, link, mini program.
type Conclusions struct {
	Text        *ConclusionText  `json:"text,omitempty"`
	Image       *ConclusionImage `json:"image,omitempty"`
	Link        *LinkCard        `json:"link,omitempty"`
	MiniProgram *MiniProgramCard `json:"miniprogram,omitempty"`
}

// ConclusionText is a text of at most 4000 bytes.
type ConclusionText struct {
	Content string `json:"content"`
}

// ConclusionImage is a picture: written as MediaID, read as PicURL.
type ConclusionImage struct {
	MediaID string `json:"media_id,omitempty"`
	PicURL  string `json:"pic_url,omitempty"`
}

// LinkCard is a link with a title and a picture.
type LinkCard struct {
	Title  string `json:"title"` // at most 128 bytes
	PicURL string `json:"picurl,omitempty"`
	Desc   string `json:"desc,omitempty"` // at most 512 bytes
	URL    string `json:"url"`
}

// MiniProgramCard is a card of a mini program that is linked to the company.
type MiniProgramCard struct {
	Title      string `json:"title"`        // at most 64 bytes
	PicMediaID string `json:"pic_media_id"` // the cover, best 520×416
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

const maxTextBytes = 4000

func (x *Conclusions) check(c *wx.Check) {
	c.Require(x.Text != nil || x.Image != nil || x.Link != nil || x.MiniProgram != nil,
		"conclusions", "text, image, link or miniprogram must be given", nil)
	if x.Text != nil {
		c.Require(x.Text.Content != "", "conclusions.text.content", "must not be empty", nil)
		c.Bytes("conclusions.text.content", x.Text.Content, maxTextBytes)
	}
	if x.Image != nil {
		c.Require(x.Image.MediaID != "", "conclusions.image.media_id", "must be given: pic_url can only be read", nil)
	}
	if x.Link != nil {
		x.Link.check(c, "conclusions.link")
	}
	if x.MiniProgram != nil {
		x.MiniProgram.check(c, "conclusions.miniprogram")
	}
}

// cutToOne refuses what would be kept and never sent, or leaves it out in a copy.
func cutToOne(c *wx.Check, x **Conclusions) {
	if *x == nil {
		return
	}
	one := (*x).one()
	switch {
	case one == **x:
	case c.Clamp:
		c.Cut("conclusions", 1, "of image, link and miniprogram", **x, one)
		*x = &one
	default:
		c.Require(false, "conclusions", "only one of image, link and miniprogram: the others would never be sent", nil)
	}
}

// one is what counts of several: the text and the first of the others.
func (x *Conclusions) one() Conclusions {
	switch {
	case x.Image != nil:
		return Conclusions{Text: x.Text, Image: x.Image}
	case x.Link != nil:
		return Conclusions{Text: x.Text, Link: x.Link}
	}
	return Conclusions{Text: x.Text, MiniProgram: x.MiniProgram}
}

func (l *LinkCard) check(c *wx.Check, at string) {
	c.Require(l.Title != "", at+".title", "must not be empty", nil)
	c.Require(l.URL != "", at+".url", "must not be empty", nil)
	c.Bytes(at+".title", l.Title, 128)
	c.Bytes(at+".desc", l.Desc, 512)
}

func (m *MiniProgramCard) check(c *wx.Check, at string) {
	c.Require(m.Title != "", at+".title", "must not be empty", nil)
	c.Require(m.PicMediaID != "", at+".pic_media_id", "must not be empty", nil)
	c.Require(m.AppID != "", at+".appid", "must not be empty", nil)
	c.Require(m.Page != "", at+".page", "must not be empty", nil)
	c.Bytes(at+".title", m.Title, 64)
}
