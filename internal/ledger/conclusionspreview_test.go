package ledger

import (
	"fmt"
	"strings"
	"testing"
)

// Of several attachments the platform sends the first only, in an order of its own; a preview says so.
func TestConclusionsAreShownAsThePlatformSendsThem(t *testing.T) {
	link := &Attachment{Kind: "link", Title: "须知", URL: "https://example.com"}
	card := &Attachment{Kind: "miniprogram", Title: "病历", AppID: "wx1", Page: "p", Media: strings.Repeat("ab", 32)}
	picture := strings.Repeat("0f", 32)
	for _, c := range []struct {
		name     string
		in       Conclusions
		messages string
		warned   string
		sendable bool
	}{
		{"a text", Conclusions{Text: "再见"}, "[text]", "[]", true},
		{"text and link", Conclusions{Text: "再见", Link: link}, "[text link]", "[]", true},
		{"all four", Conclusions{Text: "再见", Image: picture, Link: link, MiniProgram: card}, "[text image]", "[link miniprogram]", false},
		{"link before card", Conclusions{Link: link, MiniProgram: card}, "[link]", "[miniprogram]", false},
		{"nothing", Conclusions{}, "[]", "[conclusions]", false},
		{"too long", Conclusions{Text: strings.Repeat("长", 1400)}, "[text]", "[text]", false},
	} {
		p := c.in.Preview()
		kinds, fields := []string{}, []string{}
		for _, m := range p.Messages {
			kinds = append(kinds, m.Kind)
		}
		for _, w := range p.Warnings {
			fields = append(fields, w.Field)
			if w.ZH == "" || w.EN == "" {
				t.Errorf("%s: a warning without words: %+v", c.name, w)
			}
		}
		if fmt.Sprint(kinds) != c.messages || fmt.Sprint(fields) != c.warned || p.Sendable != c.sendable {
			t.Errorf("%s: messages %v, warnings %v, sendable %v", c.name, kinds, fields, p.Sendable)
		}
		if p.Bytes[0].Bytes != len(c.in.Text) || p.Bytes[0].Most != 4000 {
			t.Errorf("%s: bytes %+v", c.name, p.Bytes)
		}
	}
}
