package sandbox

import (
	"net/http"
	"slices"
	"unicode/utf8"
)

// https://developer.work.weixin.qq.com/document/path/92115
var _ = serve(wecom, endpoint{
	path: "/cgi-bin/externalcontact/remark", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).remark,
})

// remarkLimits are characters.
var remarkLimits = map[string]int{"remark": 20, "description": 150, "remark_company": 20}

// remark edits what a member noted about a customer. Nobody is told.
func (s *Sandbox) remark(c *call) (any, error) {
	rel, err := s.relationOf(c)
	if err != nil {
		return nil, err
	}
	given := c.body.has("remark_pic_mediaid") || c.body.has("remark_mobiles")
	for name, limit := range remarkLimits {
		given = given || c.body.has(name)
		if utf8.RuneCountInString(c.body.str(name)) > limit {
			return nil, invalid("%s exceed max utf8 words %d", name, limit)
		}
	}
	if !given {
		return nil, c.missing("remark")
	}
	if id := c.body.str("remark_pic_mediaid"); id != "" {
		if err := s.checkMedia(c, id); err != nil {
			return nil, err
		}
	}
	c.body.read("remark", &rel.Remark)
	c.body.read("description", &rel.Description)
	if s.w.customers[rel.Customer].Type == CustomerWeChat {
		c.body.read("remark_company", &rel.RemarkCompany)
	}
	rel.Mobiles = readMobiles(c.body, rel.Mobiles)
	s.publish("relation", s.relationView(rel))
	return nil, nil
}

// readMobiles takes the numbers. One empty number, or an empty text, clears them; an empty
// list changes nothing.
func readMobiles(body *fields, old []string) []string {
	if raw, _ := body.member("remark_mobiles"); string(raw) == `""` {
		return nil
	}
	var list []string
	if !body.read("remark_mobiles", &list) || len(list) == 0 {
		return old
	}
	return slices.DeleteFunc(list, func(number string) bool { return number == "" })
}
