package ledger

import (
	"encoding/hex"
	"regexp"
	"strconv"

	"github.com/menling/menling/internal/crm"
)

// WelcomePlan is what new customers are greeted with: a text, up to nine attachments, and others for some hours of the day.
type WelcomePlan struct {
	Greeting
	Hours []WelcomeHours `json:"hours,omitempty" nullable:"false" doc:"Other greetings for parts of the day, in the account's time zone; the first that holds wins"`
}

// Greeting is one message with what is sent beside it.
type Greeting struct {
	Text        string       `json:"text,omitempty" doc:"At most 4000 bytes; {customer}, {member}, {channel} and {way} are filled in"`
	Attachments []Attachment `json:"attachments,omitempty" nullable:"false" doc:"At most 9"`
}

// WelcomeHours is a greeting for a part of the day; one that ends before it begins goes over midnight.
type WelcomeHours struct {
	From string `json:"from" doc:"HH:MM"`
	To   string `json:"to" doc:"HH:MM, 24:00 at most"`
	Greeting
}

// Attachment is a picture, video or file that we keep, a link, or a mini-program card.
type Attachment struct {
	Kind  string `json:"kind" enum:"image,video,file,link,miniprogram"`
	Media string `json:"media,omitempty" doc:"Hash of the kept picture, video or file; of a card its cover"`
	Name  string `json:"name,omitempty" doc:"Of a file, as the customer sees it"`
	Title string `json:"title,omitempty" doc:"Of a link (128 bytes) or card (64 bytes)"`
	Desc  string `json:"desc,omitempty" doc:"Of a link, at most 512 bytes"`
	URL   string `json:"url,omitempty" doc:"Of a link"`
	Pic   string `json:"pic,omitempty" doc:"Of a link: its picture's address"`
	AppID string `json:"appid,omitempty" doc:"Of a card"`
	Page  string `json:"page,omitempty" doc:"Of a card"`
}

// Greet is a plan of one text.
func Greet(text string) WelcomePlan { return WelcomePlan{Greeting: Greeting{Text: text}} }

const (
	maxWelcome     = 4000 // bytes
	maxAttachments = 9
)

// IsZero says that there is no welcome at all.
func (p WelcomePlan) IsZero() bool { return p.Greeting.IsZero() && len(p.Hours) == 0 }

// IsZero says that there is nothing to send.
func (g Greeting) IsZero() bool { return g.Text == "" && len(g.Attachments) == 0 }

// Validate says what is wrong with a plan; at is the field that holds it.
func (p WelcomePlan) Validate(at string) error {
	if err := p.Greeting.validate(at); err != nil {
		return err
	}
	for i, h := range p.Hours {
		here := at + ".hours[" + strconv.Itoa(i) + "]"
		if !dayTime.MatchString(h.From) || !dayTime.MatchString(h.To) || h.From == h.To {
			return crm.Invalid(here+".from", "时段须写作 HH:MM，且起止不同", "hours are written HH:MM and must differ")
		}
		if h.Greeting.IsZero() {
			return crm.Invalid(here+".text", "请填写这个时段的欢迎语", "the greeting of these hours is missing")
		}
		if err := h.Greeting.validate(here); err != nil {
			return err
		}
	}
	return nil
}

var dayTime = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$|^24:00$`)

func (g Greeting) validate(at string) error {
	if len(g.Text) > maxWelcome {
		return crm.Invalid(at+".text", "欢迎语最多 4000 字节（约 1300 个汉字）", "welcome: at most 4000 bytes")
	}
	if len(g.Attachments) > maxAttachments {
		return crm.Invalid(at+".attachments", "最多 9 个附件", "at most 9 attachments")
	}
	for i, a := range g.Attachments {
		if err := a.validate(at + ".attachments[" + strconv.Itoa(i) + "]"); err != nil {
			return err
		}
	}
	return nil
}

func (a Attachment) validate(at string) error {
	hash, err := hex.DecodeString(a.Media)
	kept := err == nil && len(hash) == 32
	switch {
	case a.Kind == "link" && (a.Title == "" || a.URL == ""):
		return crm.Invalid(at+".url", "链接需要标题和网址", "a link needs a title and an address")
	case a.Kind == "link" && (len(a.Title) > 128 || len(a.Desc) > 512):
		return crm.Invalid(at+".title", "链接标题最多 128 字节，描述最多 512 字节", "a link's title takes 128 bytes, its description 512")
	case a.Kind == "link":
		return nil
	case !kept:
		return crm.Invalid(at+".media", "请先上传文件", "upload the file first")
	case a.Kind == "miniprogram" && (a.Title == "" || a.AppID == "" || a.Page == ""):
		return crm.Invalid(at+".title", "小程序卡片需要标题、AppID 和页面", "a mini-program card needs a title, an appid and a page")
	case a.Kind == "miniprogram" && len(a.Title) > 64:
		return crm.Invalid(at+".title", "小程序卡片标题最多 64 字节", "a card's title takes 64 bytes")
	}
	return nil
}
