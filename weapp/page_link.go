package weapp

import (
	"fmt"
	"strings"
)

// PageLink is a link that opens a page of this mini program from within a text
// message.
type PageLink struct {
	Label string // what the customer reads
	AppID string // of this mini program; no other is opened
	Path  string // as in app.json, parameters allowed: pages/order/order?id=7
	URL   string // a web page instead, for WeChat before 6.5.16; may be empty
}

// String is the link as it stands in MessageText.Content. Whatever the fields
// hold, it stays one link: nobody says whether phones read HTML's character
// references, so none are written. What would end an attribute is
// percent-encoded, and the label's angle brackets become full-width ones, as
// Chinese text has them.
func (l PageLink) String() string {
	return fmt.Sprintf(`<a href="%s" data-miniprogram-appid="%s" data-miniprogram-path="%s">%s</a>`,
		attribute(l.URL), attribute(l.AppID), attribute(l.Path), label.Replace(l.Label))
}

var label = strings.NewReplacer("<", "＜", ">", "＞")

// attribute percent-encodes what may not stand in a quoted attribute, and white
// space; text in other scripts may.
func attribute(s string) string {
	var out strings.Builder
	for i := range len(s) {
		if b := s[i]; b <= ' ' || b == '"' || b == '\'' || b == '<' || b == '>' || b == 0x7f {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}
