package wecom_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wecom"
)

// rule is a request and the fields for which it must not leave.
type rule struct {
	name   string
	fields []string
	call   func(context.Context, *wecom.App) error
}

func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	app := unreachable(t)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) { refused(t, r.call(t.Context(), app), r.fields...) })
	}
}

func TestCustomerRules(t *testing.T) {
	list := func(userID string) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Customers.List(ctx, userID); return err }
	}
	batch := func(b wecom.CustomerBatch) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Customers.BatchPage(ctx, b); return err }
	}
	checkRules(t, []rule{
		{"get nobody", []string{"external_userid"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.Customers.Get(ctx, "", "")
			return err
		}},
		{"customers of nobody", []string{"userid"}, list("")},
		{"customers of 65 bytes", []string{"userid"}, list(strings.Repeat("x", 65))},
		{"batch of nobody", []string{"userid_list"}, batch(wecom.CustomerBatch{})},
		{"batch of 101", []string{"userid_list"}, batch(wecom.CustomerBatch{UserIDs: many(101)})},
		{"batch with an empty userid", []string{"userid_list"}, batch(wecom.CustomerBatch{UserIDs: []string{""}})},
		{"pages of 101", []string{"limit"}, batch(wecom.CustomerBatch{UserIDs: many(1), Limit: 101})},
		{"pages of -1", []string{"limit"}, batch(wecom.CustomerBatch{UserIDs: many(1), Limit: -1})},
	})
}

func TestRemarkRules(t *testing.T) {
	remark := func(change func(*wecom.Remark)) func(context.Context, *wecom.App) error {
		r := wecom.Remark{UserID: "zhangsan", ExternalUserID: "wm1", Remark: new("x")}
		change(&r)
		return func(ctx context.Context, a *wecom.App) error { return a.Customers.Remark(ctx, r) }
	}
	checkRules(t, []rule{
		{"of no member", []string{"userid"}, remark(func(r *wecom.Remark) { r.UserID = "" })},
		{"of no customer", []string{"external_userid"}, remark(func(r *wecom.Remark) { r.ExternalUserID = "" })},
		{"nothing given", []string{"remark"}, remark(func(r *wecom.Remark) { r.Remark = nil })},
		{"21 characters", []string{"remark"}, remark(func(r *wecom.Remark) { r.Remark = new(strings.Repeat("陈", 21)) })},
		{"151 characters", []string{"description"}, remark(func(r *wecom.Remark) { r.Description = new(strings.Repeat("陈", 151)) })},
		{"a company of 21", []string{"remark_company"}, remark(func(r *wecom.Remark) { r.RemarkCompany = new(strings.Repeat("x", 21)) })},
	})
}

func TestTagRules(t *testing.T) {
	mark := func(m wecom.TagMark) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { return a.Tags.Mark(ctx, m) }
	}
	list := func(l wecom.TagList) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Tags.List(ctx, l); return err }
	}
	checkRules(t, []rule{
		{"nobody and nothing", []string{"userid", "external_userid", "add_tag"}, mark(wecom.TagMark{})},
		{"neither on nor off", []string{"add_tag"}, mark(wecom.TagMark{UserID: "a", ExternalUserID: "wm1"})},
		{"an empty id on", []string{"add_tag"}, mark(wecom.TagMark{UserID: "a", ExternalUserID: "wm1", Add: []string{""}})},
		{"an empty id off", []string{"remove_tag"}, mark(wecom.TagMark{UserID: "a", ExternalUserID: "wm1", Remove: []string{""}})},
		{"3001 tags", []string{"add_tag"}, mark(wecom.TagMark{UserID: "a", ExternalUserID: "wm1", Add: many(3001)})},
		{"list an empty tag", []string{"tag_id"}, list(wecom.TagList{TagIDs: []string{""}})},
		{"list an empty group", []string{"group_id"}, list(wecom.TagList{GroupIDs: []string{""}})},
	})
}

func TestGroupChatRules(t *testing.T) {
	list := func(l wecom.GroupChatList) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error { _, err := a.GroupChats.List(ctx, l); return err }
	}
	const owners = "owner_filter.userid_list"
	checkRules(t, []rule{
		{"status 4", []string{"status_filter"}, list(wecom.GroupChatList{Status: 4})},
		{"status -1", []string{"status_filter"}, list(wecom.GroupChatList{Status: -1})},
		{"101 owners", []string{owners}, list(wecom.GroupChatList{Owners: many(101)})},
		{"an empty owner", []string{owners}, list(wecom.GroupChatList{Owners: []string{""}})},
		{"pages of 1001", []string{"limit"}, list(wecom.GroupChatList{Limit: 1001})},
		{"pages of -1", []string{"limit"}, list(wecom.GroupChatList{Limit: -1})},
		{"get no group", []string{"chat_id"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.GroupChats.Get(ctx, "", false)
			return err
		}},
		{"no opengid", []string{"opengid"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.GroupChats.ChatID(ctx, "")
			return err
		}},
	})
}

func TestMemberRules(t *testing.T) {
	checkRules(t, []rule{
		{"get nobody", []string{"userid"}, func(ctx context.Context, a *wecom.App) error { _, err := a.Users.Get(ctx, ""); return err }},
		{"members of department 0", []string{"department_id"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.Users.SimpleList(ctx, 0)
			return err
		}},
		{"department -1", []string{"id"}, func(ctx context.Context, a *wecom.App) error { _, err := a.Departments.List(ctx, -1); return err }},
		{"no code", []string{"code"}, func(ctx context.Context, a *wecom.App) error { _, err := a.Auth.Visitor(ctx, ""); return err }},
		{"a code of 513 bytes", []string{"code"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.Auth.Visitor(ctx, strings.Repeat("x", 513))
			return err
		}},
	})
}

func TestMessageRules(t *testing.T) {
	send := func(change func(*wecom.AppMessage)) func(context.Context, *wecom.App) error {
		m := wecom.AppMessage{To: wecom.Recipients{UserIDs: []string{"zhangsan"}}, AgentID: 1000002, Text: "x"}
		change(&m)
		return func(ctx context.Context, a *wecom.App) error { _, err := a.Messages.Send(ctx, m); return err }
	}
	card := func(change func(*wecom.TextCard)) func(context.Context, *wecom.App) error {
		c := wecom.TextCard{Title: "t", Description: "d", URL: "https://example.com/"}
		change(&c)
		return send(func(m *wecom.AppMessage) { m.Text, m.TextCard = "", &c })
	}
	const interval = "duplicate_check_interval"
	checkRules(t, []rule{
		{"to nobody", []string{"touser"}, send(func(m *wecom.AppMessage) { m.To = wecom.Recipients{} })},
		{"to everybody and one", []string{"touser"}, send(func(m *wecom.AppMessage) { m.To.All = true })},
		{"to 1001 members", []string{"touser"}, send(func(m *wecom.AppMessage) { m.To.UserIDs = many(1001) })},
		{"to 101 departments", []string{"toparty"}, send(func(m *wecom.AppMessage) { m.To.PartyIDs = many(101) })},
		{"to 101 tags", []string{"totag"}, send(func(m *wecom.AppMessage) { m.To.TagIDs = many(101) })},
		{"two members in one", []string{"touser"}, send(func(m *wecom.AppMessage) { m.To.UserIDs = []string{"a|b"} })},
		{"an empty tag", []string{"totag"}, send(func(m *wecom.AppMessage) { m.To.TagIDs = []string{""} })},
		{"of no app", []string{"agentid"}, send(func(m *wecom.AppMessage) { m.AgentID = 0 })},
		{"no body", []string{"msgtype"}, send(func(m *wecom.AppMessage) { m.Text = "" })},
		{"two bodies", []string{"msgtype"}, send(func(m *wecom.AppMessage) { m.Markdown = "x" })},
		{"text of 2049 bytes", []string{"text.content"}, send(func(m *wecom.AppMessage) { m.Text = strings.Repeat("x", 2049) })},
		{"markdown of 683 characters", []string{"markdown.content"}, send(func(m *wecom.AppMessage) { m.Text, m.Markdown = "", strings.Repeat("您", 683) })},
		{"safe markdown", []string{"safe"}, send(func(m *wecom.AppMessage) { m.Text, m.Markdown, m.Safe = "", "x", true })},
		{"once per half a second", []string{interval}, send(func(m *wecom.AppMessage) { m.OncePer = time.Second / 2 })},
		{"once per 4 h and a second", []string{interval}, send(func(m *wecom.AppMessage) { m.OncePer = 4*time.Hour + time.Second })},
		{"an empty card", []string{"textcard.title", "textcard.description", "textcard.url"}, card(func(c *wecom.TextCard) { *c = wecom.TextCard{} })},
		{"title of 129", []string{"textcard.title"}, card(func(c *wecom.TextCard) { c.Title = strings.Repeat("标", 129) })},
		{"description of 513", []string{"textcard.description"}, card(func(c *wecom.TextCard) { c.Description = strings.Repeat("述", 513) })},
		{"url of 2049 bytes", []string{"textcard.url"}, card(func(c *wecom.TextCard) { c.URL = strings.Repeat("u", 2049) })},
		{"button of 5", []string{"textcard.btntxt"}, card(func(c *wecom.TextCard) { c.ButtonText = "查看更多吧" })},
	})
}

// zeros is a file of n bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zero{}, n) }

type zero struct{}

func (zero) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestMediaRules(t *testing.T) {
	upload := func(kind wecom.MediaType, body io.Reader) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error {
			_, err := a.Media.Upload(ctx, wecom.Upload{Type: kind, Name: "f", Body: body})
			return err
		}
	}
	part := func(id string, first, last int64) func(context.Context, *wecom.App) error {
		return func(ctx context.Context, a *wecom.App) error {
			_, _, err := a.Media.GetRange(ctx, id, first, last)
			return err
		}
	}
	const mb = 1 << 20
	checkRules(t, []rule{
		{"a kind that there is not", []string{"type"}, upload("gif", zeros(6))},
		{"nothing", []string{"media"}, upload(wecom.MediaImage, nil)},
		{"5 bytes", []string{"media"}, upload(wecom.MediaImage, zeros(5))},
		{"a picture above 10 MB", []string{"media"}, upload("", zeros(10*mb+1))},
		{"a voice above 2 MB", []string{"media"}, upload(wecom.MediaVoice, zeros(2*mb+1))},
		{"a video above 10 MB", []string{"media"}, upload(wecom.MediaVideo, zeros(10*mb+1))},
		{"a file above 20 MB", []string{"media"}, upload(wecom.MediaFile, zeros(20*mb+1))},
		{"a kept picture above 2 MB", []string{"media"}, func(ctx context.Context, a *wecom.App) error {
			_, err := a.Media.UploadPicture(ctx, wecom.Upload{Body: zeros(2*mb + 1)})
			return err
		}},
		{"get nothing", []string{"media_id"}, func(ctx context.Context, a *wecom.App) error { _, err := a.Media.Get(ctx, ""); return err }},
		{"a part of nothing", []string{"media_id"}, part("", 0, 15)},
		{"a part from -1", []string{"Range"}, part("m", -1, 15)},
		{"a part that ends before it begins", []string{"Range"}, part("m", 16, 15)},
		{"a part above 20 MB", []string{"Range"}, part("m", 0, 20*mb)},
		{"a part without end", []string{"Range"}, part("m", 0, 1<<62)},
	})
}
