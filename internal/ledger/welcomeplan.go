package ledger

import (
	"encoding/hex"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// WelcomePlan is what new customers are greeted with: a text, up to nine attachments, and others for some hours of the day.
type WelcomePlan struct {
	Greeting
	Hours []WelcomeHours `json:"hours,omitempty" nullable:"false" doc:"Other greetings for parts of the day, in the account's time zone; the first that holds wins"`
}

// Greeting is one message with what is sent beside it.
type Greeting struct {
	Text        string       `json:"text,omitempty" doc:"At most 4000 bytes; {customer}, {member}, {channel}, {way}, {greeting} and {date} are filled in. {customer|friend} is friend where the name is not known"`
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

// Limits of the platform, in bytes where nothing else is said.
const (
	maxWelcome     = 4000
	maxAttachments = 9
	maxURL         = 2048
	maxHours       = 24  // ours: parts of a day
	maxFileName    = 100 // ours: characters
)

// IsZero says that there is no welcome at all.
func (p WelcomePlan) IsZero() bool { return p.Greeting.IsZero() && len(p.Hours) == 0 }

// IsZero says that there is nothing to send.
func (g Greeting) IsZero() bool { return g.Text == "" && len(g.Attachments) == 0 }

// At is the greeting of a moment, told where the account is; hours says which part of the day it is for, empty for the rest of it.
func (p WelcomePlan) At(t time.Time) (g Greeting, hours string) {
	now := t.Format("15:04")
	for _, h := range p.Hours {
		if h.hold(now) {
			return h.Greeting, h.From + "–" + h.To
		}
	}
	return p.Greeting, ""
}

// hold says whether a time of day, written like theirs, is within the hours.
func (h WelcomeHours) hold(now string) bool {
	if h.From < h.To {
		return h.From <= now && now < h.To
	}
	return h.From <= now || now < h.To
}

// all are the greetings of all parts of the day.
func (p WelcomePlan) all() []Greeting {
	all := []Greeting{p.Greeting}
	for _, h := range p.Hours {
		all = append(all, h.Greeting)
	}
	return all
}

// Validate says what is wrong with a plan; at is the field that holds it.
func (p WelcomePlan) Validate(at string) error {
	if err := p.Greeting.validate(at); err != nil {
		return err
	}
	if len(p.Hours) > maxHours {
		return crm.Invalid(at+".hours", "最多 24 个时段", "at most 24 parts of the day")
	}
	for i, h := range p.Hours {
		here := at + ".hours[" + strconv.Itoa(i) + "]"
		if !dayTime.MatchString(h.From) || !dayTime.MatchString(h.To) || h.From == h.To || h.From == "24:00" {
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
	if g.Text != "" && strings.TrimSpace(Filling{UserID: "m", Channel: "c", Way: "w"}.fill(g.Text)) == "" {
		return crm.Invalid(at+".text", "客户没有名字时，这段欢迎语会是空的", "this welcome would be empty for a customer without a name")
	}
	if err := validVariables(at+".text", g.Text); err != nil {
		return err
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
	switch a.Kind {
	case "link":
		return a.validateLink(at)
	case "miniprogram", "image", "video", "file":
	default:
		return crm.Invalid(at+".kind", "附件类型只能是图片、视频、文件、链接、小程序", "kind must be image, video, file, link or miniprogram")
	}
	if hash, err := hex.DecodeString(a.Media); err != nil || len(hash) != 32 {
		return crm.Invalid(at+".media", "请先上传文件", "upload the file first")
	}
	switch {
	case a.Kind == "file" && (strings.TrimSpace(a.Name) == "" || utf8.RuneCountInString(a.Name) > maxFileName || strings.ContainsAny(a.Name, "/\\\n\r\"")):
		return crm.Invalid(at+".name", "请填写文件名（最多 100 个字，不含 / \\ 和引号）", "a file needs a name of at most 100 characters, without slashes and quotes")
	case a.Kind == "miniprogram" && (a.Title == "" || a.AppID == "" || a.Page == ""):
		return crm.Invalid(at+".title", "小程序卡片需要标题、AppID 和页面", "a mini-program card needs a title, an appid and a page")
	case a.Kind == "miniprogram" && len(a.Title) > 64:
		return crm.Invalid(at+".title", "小程序卡片标题最多 64 字节", "a card's title takes 64 bytes")
	}
	return nil
}

func (a Attachment) validateLink(at string) error {
	switch {
	case a.Title == "" || a.URL == "":
		return crm.Invalid(at+".url", "链接需要标题和网址", "a link needs a title and an address")
	case len(a.Title) > 128 || len(a.Desc) > 512:
		return crm.Invalid(at+".title", "链接标题最多 128 字节，描述最多 512 字节", "a link's title takes 128 bytes, its description 512")
	case !webAddress(a.URL), a.Pic != "" && !webAddress(a.Pic):
		return crm.Invalid(at+".url", "网址须以 http:// 或 https:// 开头，最多 2048 字节", "an address begins with http:// or https:// and takes 2048 bytes")
	}
	return nil
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxURL && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}
