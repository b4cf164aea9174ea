package desk

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// CardLink is where a page of the mini program opens for an agent, such as the product in the shop's back office.
type CardLink struct {
	Page string `json:"page" maxLength:"1024" doc:"A page of the mini program without its parameters, such as pages/goods/detail"`
	URL  string `json:"url" maxLength:"1024" doc:"An address that opens it in a browser: {id} stands for the page's parameter id"`
}

// CardLinksSetting is where the cards open that customers send.
type CardLinksSetting struct {
	Links []CardLink `json:"links" maxItems:"50" nullable:"false"`
}

// SectionCardLinks is where cards open.
const SectionCardLinks Section = "card_links"

// DefaultCardLinks opens none.
var DefaultCardLinks = CardLinksSetting{Links: []CardLink{}}

const cardLinksMost = 50

func (s CardLinksSetting) validate() error {
	if len(s.Links) > cardLinksMost {
		return crm.Invalid("links", "最多 50 条", "there may be at most 50 links")
	}
	seen := map[string]bool{}
	for _, l := range s.Links {
		page := l.plain()
		switch {
		case page == "" || len(l.Page) > 1024 || strings.ContainsAny(l.Page, "?#& "):
			return crm.Invalid("page", "请填写页面路径，不带参数，例如 pages/goods/detail", "give the page's path without parameters, such as pages/goods/detail")
		case seen[page]:
			return crm.Invalid("page", "这个页面已经有了："+page, "this page has a link already: "+page)
		case !l.opens():
			return crm.Invalid("url", "请填写 http 或 https 开头的网址，{参数} 只能写在域名之后", "give an http or https address; {parameters} may stand only after its host")
		}
		seen[page] = true
	}
	return nil
}

// plain is the page as cards name it, whose paths may begin with a slash or end with .html.
func (l CardLink) plain() string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(l.Page), "/"), ".html")
}

var cardPlace = regexp.MustCompile(`\{[A-Za-z0-9_.-]+\}`)

// opens says that the address is one of the web whose host no customer chooses.
func (l CardLink) opens() bool {
	u, err := url.Parse(cardPlace.ReplaceAllString(l.URL, "0"))
	if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(l.URL) > 1024 || strings.ContainsAny(cardPlace.ReplaceAllString(l.URL, ""), "{} \t\n") {
		return false
	}
	first := cardPlace.FindStringIndex(l.URL)
	return first == nil || first[0] > len(u.Scheme)+len("://")+len(u.Host)
}

// CardLinks is the setting of an account; that of account 0 is for all.
func (k *Desk) CardLinks(ctx context.Context, account int64) (Setting[CardLinksSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionCardLinks, DefaultCardLinks)
}

// SetCardLinks stores it; nil has the account follow what is set for all.
func (k *Desk) SetCardLinks(ctx context.Context, who crm.Actor, account int64, s *CardLinksSetting) (Setting[CardLinksSetting], error) {
	if err := setSection(ctx, k, who, account, SectionCardLinks, s); err != nil {
		return Setting[CardLinksSetting]{}, err
	}
	return k.CardLinks(ctx, account)
}
