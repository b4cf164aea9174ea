package weapp_test

import (
	"strings"
	"testing"

	"github.com/menling/menling/weapp"
)

func TestPageLink(t *testing.T) {
	rows := []struct {
		name string
		link weapp.PageLink
		want string
	}{
		{
			"plain", weapp.PageLink{Label: "看看 & 买", AppID: "wx1", Path: "pages/i/i?x=1&y=二", URL: "http://example.com/?a=1&b=2"},
			`<a href="http://example.com/?a=1&b=2" data-miniprogram-appid="wx1" data-miniprogram-path="pages/i/i?x=1&y=二">看看 & 买</a>`,
		},
		{
			"a label that would be markup", weapp.PageLink{Label: `</a><a href="x">`, AppID: "wx1", Path: "p"},
			`<a href="" data-miniprogram-appid="wx1" data-miniprogram-path="p">＜/a＞＜a href="x"＞</a>`,
		},
		{
			"values that would end their attribute", weapp.PageLink{Label: "x", AppID: `w"1`, Path: "p?a=\" b='\n<c>", URL: `"x`},
			`<a href="%22x" data-miniprogram-appid="w%221" data-miniprogram-path="p?a=%22%20b=%27%0A%3Cc%3E">x</a>`,
		},
	}
	for _, row := range rows {
		got := row.link.String()
		if got != row.want {
			t.Errorf("%s: %s", row.name, got)
		}
		if strings.Count(got, "<") != 2 || strings.Count(got, `="`) != 3+strings.Count(row.link.Label, `="`) {
			t.Errorf("%s is not one link: %s", row.name, got)
		}
	}
}
