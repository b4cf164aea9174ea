package sandbox

import "regexp"

const (
	maxTextBytes      = 4000
	maxLinkTitleBytes = 128
	maxLinkDescBytes  = 512
	maxPageTitleBytes = 64
)

var appidForm = regexp.MustCompile(`^wx[0-9a-zA-Z]{16}$`)

// conclusions (结束语) are sent when a temporary chat ends.
type conclusions struct {
	Text  string       `json:"text,omitempty"`
	Image string       `json:"image,omitempty"` // media_id
	Link  *linkContent `json:"link,omitempty"`
	Page  *pageContent `json:"page,omitempty"`
}

type linkContent struct {
	Title  string `json:"title"`
	PicURL string `json:"picurl"`
	Desc   string `json:"desc"`
	URL    string `json:"url"`
}

type pageContent struct {
	Title      string `json:"title"`
	PicMediaID string `json:"pic_media_id"`
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

// conclusionsView is conclusions as get_contact_way shows them: pictures by address.
type conclusionsView struct {
	Text *struct {
		Content string `json:"content"`
	} `json:"text,omitempty"`
	Image *struct {
		PicURL string `json:"pic_url"`
	} `json:"image,omitempty"`
	Link        *linkContent `json:"link,omitempty"`
	MiniProgram *pageContent `json:"miniprogram,omitempty"`
}

// readConclusions checks lengths, media and the linked mini program. Of picture, link and
// page only the first counts. Empty conclusions count as none.
func (s *Sandbox) readConclusions(c *call, f *fields) (*conclusions, error) {
	read := &conclusions{Text: f.object("text").str("content"), Image: f.object("image").str("media_id")}
	if len(read.Text) > maxTextBytes {
		return nil, invalid("text.content exceed max length %d", maxTextBytes)
	}
	link, page := f.object("link"), f.object("miniprogram")
	var err error
	switch {
	case read.Image != "":
		err = s.checkMedia(c, read.Image)
	case link.str("url") != "" || link.str("title") != "":
		read.Link, err = readLink(link)
	case page.str("appid") != "":
		read.Page, err = s.readPage(c, page)
	case read.Text == "":
		return nil, nil
	}
	return read, err
}

func readLink(f *fields) (*linkContent, error) {
	l := &linkContent{Title: f.str("title"), PicURL: f.str("picurl"), Desc: f.str("desc"), URL: f.str("url")}
	if name := f.firstMissing("title", "url"); name != "" {
		return nil, invalid("missing field %s", name)
	}
	if len(l.Title) > maxLinkTitleBytes {
		return nil, invalid("link.title exceed max length %d", maxLinkTitleBytes)
	}
	if len(l.Desc) > maxLinkDescBytes {
		return nil, invalid("link.desc exceed max length %d", maxLinkDescBytes)
	}
	return l, nil
}

func (s *Sandbox) readPage(c *call, f *fields) (*pageContent, error) {
	p := &pageContent{Title: f.str("title"), PicMediaID: f.str("pic_media_id"), AppID: f.str("appid"), Page: f.str("page")}
	if name := f.firstMissing("title", "pic_media_id", "appid", "page"); name != "" {
		return nil, invalid("missing field %s", name)
	}
	if len(p.Title) > maxPageTitleBytes {
		return nil, invalid("miniprogram.title exceed max length %d", maxPageTitleBytes)
	}
	if !appidForm.MatchString(p.AppID) {
		return nil, fail(90207)
	}
	linked := false
	for _, id := range c.sw.LinkedAppIDs {
		linked = linked || id == p.AppID
	}
	if !linked {
		return nil, fail(90206)
	}
	return p, s.checkMedia(c, p.PicMediaID)
}

func (s *Sandbox) viewConclusions(x *conclusions) *conclusionsView {
	v := &conclusionsView{Link: x.Link, MiniProgram: x.Page}
	if x.Text != "" {
		v.Text = &struct {
			Content string `json:"content"`
		}{x.Text}
	}
	if x.Image != "" {
		v.Image = &struct {
			PicURL string `json:"pic_url"`
		}{s.pictureURL(x.Image)}
	}
	return v
}
