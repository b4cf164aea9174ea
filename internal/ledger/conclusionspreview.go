package ledger

import (
	"errors"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// ConclusionsPreview is what a customer will see when the chat ends.
type ConclusionsPreview struct {
	Messages []ConclusionMessage `json:"messages" nullable:"false" doc:"In the order they arrive"`
	Warnings []FieldNote         `json:"warnings" nullable:"false"`
	Bytes    []ByteCount         `json:"bytes" nullable:"false" doc:"What the platform counts, and what it takes"`
	Sendable bool                `json:"sendable" doc:"They can be given to a visit as they are"`
}

// ConclusionMessage is one message of conclusions.
type ConclusionMessage struct {
	Kind  string `json:"kind" enum:"text,image,link,miniprogram"`
	Text  string `json:"text,omitempty"`
	Image string `json:"image,omitempty" doc:"Hash of the kept picture; of a card its cover"`
	Title string `json:"title,omitempty"`
	Desc  string `json:"desc,omitempty"`
	URL   string `json:"url,omitempty"`
	Pic   string `json:"pic,omitempty"`
	AppID string `json:"appid,omitempty"`
	Page  string `json:"page,omitempty"`
}

// FieldNote is a word about a field in both languages.
type FieldNote struct {
	Field string `json:"field"`
	ZH    string `json:"zh"`
	EN    string `json:"en"`
}

// ByteCount is how much of its room a field takes.
type ByteCount struct {
	Field string `json:"field"`
	Bytes int    `json:"bytes"`
	Most  int    `json:"most"`
}

// Preview shows conclusions as the platform sends them: the text, and one more message at most. Of several it keeps picture, link
// and card in that order and says nothing of the others.
func (c Conclusions) Preview() ConclusionsPreview {
	p := ConclusionsPreview{Messages: []ConclusionMessage{}, Warnings: []FieldNote{}, Bytes: c.bytes()}
	if c.Text != "" {
		p.Messages = append(p.Messages, ConclusionMessage{Kind: "text", Text: c.Text})
	}
	others := c.attached()
	for i, m := range others {
		if i == 0 {
			p.Messages = append(p.Messages, m)
			continue
		}
		sent := others[0].Kind
		p.Warnings = append(p.Warnings, FieldNote{m.Kind, kindZH[m.Kind] + "不会发送：平台只发送" + kindZH[sent], "the " + kindEN[m.Kind] + " is not sent: the platform sends the " + kindEN[sent] + " only"})
	}
	if err := c.Validate(); err != nil {
		p.warn(err, len(others) > 1)
		return p
	}
	p.Sendable = true
	return p
}

var (
	kindZH = map[string]string{"image": "图片", "link": "链接", "miniprogram": "小程序卡片"}
	kindEN = map[string]string{"image": "picture", "link": "link", "miniprogram": "mini-program card"}
)

func (c Conclusions) attached() (list []ConclusionMessage) {
	if c.Image != "" {
		list = append(list, ConclusionMessage{Kind: "image", Image: c.Image})
	}
	if l := c.Link; l != nil {
		list = append(list, ConclusionMessage{Kind: "link", Title: l.Title, Desc: l.Desc, URL: l.URL, Pic: l.Pic})
	}
	if m := c.MiniProgram; m != nil {
		list = append(list, ConclusionMessage{Kind: "miniprogram", Title: m.Title, AppID: m.AppID, Page: m.Page, Image: m.Media})
	}
	return list
}

func (c Conclusions) bytes() []ByteCount {
	list := []ByteCount{{"text", len(c.Text), maxWelcome}}
	if c.Link != nil {
		list = append(list, ByteCount{"link.title", len(c.Link.Title), 128}, ByteCount{"link.desc", len(c.Link.Desc), 512})
	}
	if c.MiniProgram != nil {
		list = append(list, ByteCount{"miniprogram.title", len(c.MiniProgram.Title), 64})
	}
	return list
}

// warn adds why a visit would not take the conclusions. That there are several attachments is said already.
func (p *ConclusionsPreview) warn(err error, several bool) {
	var e *crm.Error
	if !errors.As(err, &e) {
		return
	}
	field, _ := e.Params["field"].(string)
	zh, _ := e.Params["zh"].(string)
	en, _ := e.Params["en"].(string)
	if several && field == "conclusions" {
		return
	}
	p.Warnings = append(p.Warnings, FieldNote{strings.TrimPrefix(field, "conclusions."), zh, en})
}
