package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// welcomes walks what happens right after a scan.
func (k *walker) welcomes(way ledger.WayRow) {
	var tags TagList
	k.call("list-tags", get, fmt.Sprintf("/accounts/%d/tags", k.wecom.ID), nil, 200, &tags)
	if len(tags.Items) != 2 || tags.Items[0].Tags[0].ID != "etTag0001" || tags.SyncedAt == 0 {
		k.Errorf("tags %+v", tags)
	}
	k.do(get, fmt.Sprintf("%s/accounts/%d/tags", base, k.weapp.ID), nil).refused(k, 422, "invalid")
	var c ledger.ChannelRow
	k.call("edit-channel", patch, fmt.Sprintf("/channels/%d", way.ChannelID), map[string]any{
		"welcome": map[string]any{"text": "{customer}，您好，我是{member}"}, "tags": []string{"etTag0001"}, "remark_rule": "{channel}",
	}, 200, &c)
	if c.Welcome.Text == "" || !slices.Equal(c.Tags, []string{"etTag0001"}) || c.RemarkRule != "{channel}" {
		k.Errorf("channel %+v", c)
	}
	var p ledger.WelcomePreview
	k.call("preview-welcome", post, fmt.Sprintf("/ways/%d/welcome/preview", way.ID), map[string]any{}, 200, &p)
	if p.From != "channel" || p.Text != "小雨，您好，我是张三" || p.Attachments == nil || p.Bytes != len(p.Text) || p.Cut {
		k.Errorf("preview %+v", p)
	}
	k.do(post, fmt.Sprintf("%s/ways/%d/welcome/preview", base, way.ID), map[string]any{"customer": "", "welcome": map[string]any{"text": strings.Repeat("{member}", 500)}}).want(k, 200, &p)
	if p.From != "given" || p.Bytes > 4000 || p.Cut {
		k.Errorf("preview of a given plan %+v", p)
	}
	k.scans("wmSandboxCustomer000000000000002", "zhangsan", way.State)
	k.scans("wmSandboxCustomer000000000000003", "zhangsan", way.State)
	var first, second Page[ledger.WelcomeRow]
	list := fmt.Sprintf("/welcomes?limit=1&outcome=taken&channel=%d", way.ChannelID)
	k.call("list-welcomes", get, list, nil, 200, &first)
	k.do(get, base+list+"&after="+url.QueryEscape(first.Next), nil).want(k, 200, &second)
	if len(first.Items) != 1 || len(second.Items) != 1 || second.Next != "" || first.Items[0].ID <= second.Items[0].ID || first.Items[0].TakenBy != "console" || first.Items[0].Problem == nil {
		k.Errorf("welcomes %+v, then %+v", first, second)
	}
	k.do(get, base+"/welcomes?outcome=sent", nil).want(k, 200, &first)
	if len(first.Items) != 0 || first.Items == nil {
		k.Errorf("sent welcomes %+v", first)
	}
	var days List[ledger.WelcomeDay]
	k.call("welcome-days", get, "/welcomes/days", nil, 200, &days)
	if len(days.Items) != 14 || days.Items[13].Taken != 2 {
		k.Errorf("days %+v", days)
	}
}

// What would be refused within the 20 seconds is refused when it is stored.
func TestWelcomesAreCheckedBeforeTheyAreStored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		c := w.agent()
		keep := func(as string, data []byte) string {
			var m desk.MediaRow
			c.header = http.Header{"Content-Type": {"application/octet-stream"}}
			c.do(post, base+"/media?as="+as, data).want(t, 200, &m)
			c.header = nil
			return m.ID
		}
		mp4 := append([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"), make([]byte, 32)...)
		file, film, drawing := keep("file", []byte("<script>alert(1)</script>")), keep("video", mp4), keep("image", pictureBytes(t))
		r := c.do(get, base+"/media/"+file, nil).want(t, 200, nil)
		if r.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("a file is served as %v", r.Header)
		}
		for as, data := range map[string][]byte{
			"image": mp4, "video": pictureBytes(t), "file": {1}, "picture": bytes.Repeat([]byte{1}, 3<<20), "song": mp4,
		} {
			c.header = http.Header{"Content-Type": {"application/octet-stream"}}
			c.do(post, base+"/media?as="+as, data).refused(t, 422, crm.CodeInvalid)
			c.header = nil
		}
		attached := func(a map[string]any) map[string]any {
			return map[string]any{"text": "您好", "attachments": []map[string]any{a}}
		}
		for field, welcome := range map[string]map[string]any{
			"welcome.text":                          {"text": "{custmer}"},
			"welcome.attachments[0].media":          attached(map[string]any{"kind": "image", "media": strings.Repeat("0", 64)}),
			"welcome.hours[0].from":                 {"text": "您好", "hours": []map[string]any{{"from": "9", "to": "18:00", "text": "早"}}},
			"welcome.hours[0].attachments[0].media": {"hours": []map[string]any{{"from": "09:00", "to": "18:00", "text": "早", "attachments": []map[string]any{{"kind": "video", "media": drawing}}}}},
			"welcome.attachments[0].url":            attached(map[string]any{"kind": "link", "title": "坏链接", "url": "javascript:alert(1)"}),
			"welcome.attachments[0].name":           attached(map[string]any{"kind": "file", "media": file}),
			"welcome.attachments[0].title":          attached(map[string]any{"kind": "miniprogram", "media": drawing, "title": strings.Repeat("长", 30), "appid": "wx1", "page": "p"}),
			"welcome.attachments[0].kind":           attached(map[string]any{"kind": "song", "media": film}),
		} {
			p := c.do(post, base+"/channels", map[string]any{"name": "渠道", "welcome": welcome}).refused(t, 422, crm.CodeInvalid)
			if p.Params["field"] != field {
				t.Errorf("%v: the field is %v, want %s", welcome, p.Params["field"], field)
			}
		}
		for field, more := range map[string]map[string]any{
			"remark_rule": {"remark_rule": "{nobody}"},
			"tags":        {"tags": []string{""}},
		} {
			more["name"] = "渠道"
			if p := c.do(post, base+"/channels", more).refused(t, 422, crm.CodeInvalid); p.Params["field"] != field {
				t.Errorf("%v: the field is %v", more, p.Params["field"])
			}
		}
		var channel ledger.ChannelRow
		good := []map[string]any{{"kind": "image", "media": drawing}, {"kind": "video", "media": film}, {"kind": "file", "media": file, "name": "报价.html"}}
		c.do(post, base+"/channels", map[string]any{"name": "渠道", "welcome": map[string]any{"attachments": good}}).want(t, 200, &channel)
		if len(channel.Welcome.Attachments) != 3 {
			t.Errorf("stored %+v", channel)
		}
	})
}
