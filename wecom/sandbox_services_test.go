package wecom_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wecom/callback"
)

const contactSecret, customer1 = "sandbox-contact-secret", "wmSandboxCustomer000000000000001"

// scanned is an app whose member zhangsan the customer c01 has added.
func scanned(t *testing.T) (*platform, *wecom.App) {
	t.Helper()
	p := start(t)
	app := p.client.App(contactSecret)
	added, err := app.ContactWays.Add(t.Context(), wecom.ContactWayAdd{Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, User: []string{"zhangsan"}, State: "s1"})
	if err != nil {
		t.Fatal(err)
	}
	p.control("/scan", map[string]string{"customer": "c01", "config_id": added.ConfigID}, nil)
	p.next()
	return p, app
}

func TestCustomersOnTheSandbox(t *testing.T) {
	_, app := scanned(t)
	ctx := t.Context()
	if list, err := app.Customers.List(ctx, "zhangsan"); err != nil || !slices.Equal(list, []string{customer1}) {
		t.Errorf("customers %v, %v", list, err)
	}
	if list, err := app.Customers.List(ctx, "lisi"); err != nil || len(list) != 0 {
		t.Errorf("customers of a member without any: %v, %v", list, err)
	}
	tags, err := app.Tags.List(ctx, wecom.TagList{})
	if err != nil || len(tags) == 0 || len(tags[0].Tag) == 0 {
		t.Fatalf("tags %+v, %v", tags, err)
	}
	tag := tags[0].Tag[0]
	if err := app.Tags.Mark(ctx, wecom.TagMark{UserID: "zhangsan", ExternalUserID: customer1, Add: []string{tag.ID}}); err != nil {
		t.Fatal(err)
	}
	remark := wecom.Remark{UserID: "zhangsan", ExternalUserID: customer1, Remark: new("陈女士"), RemarkMobiles: []string{"13800000001"}}
	if err := app.Customers.Remark(ctx, remark); err != nil {
		t.Fatal(err)
	}
	n := 0
	for f, err := range app.Customers.Followers(ctx, customer1) {
		if n++; err != nil || f.Remark != "陈女士" || f.State != "s1" || f.AddWay != wecom.AddedByQRCode || len(f.Tags) != 1 || f.Tags[0].TagID != tag.ID || f.Tags[0].Type != wecom.TagOfCorp {
			t.Errorf("follower %+v, %v", f, err)
		}
	}
	if n != 1 {
		t.Errorf("%d followers", n)
	}
	if err := app.Customers.Remark(ctx, wecom.Remark{UserID: "zhangsan", ExternalUserID: customer1, RemarkMobiles: []string{}}); err != nil {
		t.Fatal(err)
	}
	n = 0
	for c, err := range app.Customers.Batch(ctx, []string{"zhangsan", "lisi"}) {
		if n++; err != nil || c.ExternalContact.ExternalUserID != customer1 || c.FollowInfo.UserID != "zhangsan" || len(c.FollowInfo.RemarkMobiles) != 0 || !slices.Equal(c.FollowInfo.TagID, []string{tag.ID}) {
			t.Errorf("batch %+v, %v", c, err)
		}
	}
	if n != 1 {
		t.Errorf("%d customers in the batch", n)
	}
}

func TestJoinWaysOnTheSandbox(t *testing.T) {
	p := start(t)
	ctx, app := t.Context(), p.client.App(contactSecret)
	var chats []string
	for chat, err := range app.GroupChats.All(ctx, wecom.GroupChatList{Owners: []string{"lisi"}, Limit: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		chats = append(chats, chat.ChatID)
	}
	if len(chats) != 5 {
		t.Fatalf("groups %v", chats)
	}
	added, err := app.JoinWays.Add(ctx, wecom.JoinWayAdd{
		Scene: wecom.SceneQRCode, ChatIDList: chats[:1], State: "j1", RoomBaseName: "销售群", RoomBaseID: new(int64(10)),
	})
	if err != nil {
		t.Fatal(err)
	}
	way, err := app.JoinWays.Modify(ctx, added.ConfigID, func(u *wecom.JoinWayUpdate) { u.Remark = new("活动") })
	if err != nil || way.Remark != "活动" || way.State != "j1" || way.AutoCreateRoom != wecom.Yes || way.RoomBaseID != 10 || way.QRCode == "" {
		t.Fatalf("way %+v, %v", way, err)
	}
	if err := app.JoinWays.Update(ctx, wecom.JoinWayUpdate{
		ConfigID: added.ConfigID, Scene: way.Scene, ChatIDList: chats[:1], Remark: new("活动二"), State: new("j1"),
	}); err != nil {
		t.Fatal(err)
	}
	for way, err := range app.JoinWays.GetMany(ctx, []string{added.ConfigID}, wecom.Bulk{}) {
		if err != nil || way.Remark != "活动二" || way.State != "j1" {
			t.Errorf("way %+v, %v", way, err)
		}
	}
	p.control("/scan", map[string]string{"customer": "c02", "config_id": added.ConfigID}, nil)
	push := p.next()
	update, ok := push.Event.(callback.ChatUpdate)
	if !ok || update.ChatID != chats[0] || update.UpdateDetail != callback.ChatAddMember || update.JoinScene != 3 || len(update.MemChangeList) != 1 {
		t.Fatalf("event %+v", push.Event)
	}
	group, err := app.GroupChats.Get(ctx, update.ChatID, true)
	if err != nil || group.MemberVersion != update.CurMemVer {
		t.Fatalf("group %+v, %v", group, err)
	}
	came := group.MemberList[len(group.MemberList)-1]
	if came.State != "j1" || came.JoinScene != wecom.JoinedByQRCode || came.Type != wecom.MemberExternal || came.Name == "" {
		t.Errorf("member %+v", came)
	}
	var groups []struct {
		ChatID  string `json:"chat_id"`
		OpenGID string
	}
	p.list("/groups", &groups)
	if id, err := app.GroupChats.ChatID(ctx, groups[1].OpenGID); err != nil || id != groups[1].ChatID {
		t.Errorf("opengid leads to %q, %v", id, err)
	}
	if err := app.JoinWays.Delete(ctx, added.ConfigID); err != nil {
		t.Error(err)
	}
	for id, err := range app.JoinWays.DeleteMany(ctx, []string{added.ConfigID}, wecom.Bulk{}) {
		if err != nil || id != added.ConfigID {
			t.Errorf("deleting %s again: %v", id, err)
		}
	}
}

// A way is changed; what was not touched stays.
func TestModifyOnTheSandbox(t *testing.T) {
	p := start(t)
	ctx, app := t.Context(), p.client.App(contactSecret)
	picture := uploaded(t, app)
	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"zhangyisheng"}, IsTemp: true, ExpiresIn: 86400, Remark: "夜间",
		Conclusions: &wecom.Conclusions{Text: &wecom.ConclusionText{Content: "再见"}, Image: &wecom.ConclusionImage{MediaID: picture}},
	})
	if err != nil {
		t.Fatal(err)
	}
	way, err := app.ContactWays.Modify(ctx, added.ConfigID, func(u *wecom.ContactWayUpdate) { u.State = new("t2") }, wecom.WithImage(wecom.Picture{MediaID: picture}))
	if err != nil || way.State != "t2" || way.Remark != "夜间" || way.ExpiresIn != 86400 || way.Conclusions == nil || way.Conclusions.Image == nil || way.Conclusions.Text.Content != "再见" {
		t.Fatalf("way %+v, %v", way, err)
	}
	p.control("/scan", map[string]string{"customer": "c01", "config_id": added.ConfigID}, nil)
	p.next()
	if err := app.ContactWays.CloseTempChat(ctx, "zhangyisheng", customer1); err != nil {
		t.Error(err)
	}
	var deleted int
	for _, err := range app.ContactWays.DeleteMany(ctx, []string{added.ConfigID, added.ConfigID}, wecom.Bulk{Concurrency: 1}) {
		if err == nil {
			deleted++
		}
	}
	if deleted != 2 {
		t.Errorf("%d deleted", deleted)
	}
}

func uploaded(t *testing.T, app *wecom.App) string {
	t.Helper()
	media, err := app.Media.Upload(t.Context(), wecom.Upload{Name: "p.png", Body: bytes.NewReader(drawing(t))})
	if err != nil {
		t.Fatal(err)
	}
	return media.ID
}

func drawing(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMediaOnTheSandbox(t *testing.T) {
	p := start(t)
	ctx, app := t.Context(), p.client.App(contactSecret)
	data := drawing(t)
	id := uploaded(t, app)
	if file, err := app.Media.Get(ctx, id); err != nil || !bytes.Equal(file.Data, data) || file.ContentType != "image/png" {
		t.Errorf("file %q of %d bytes, %v", file.ContentType, len(file.Data), err)
	}
	if part, size, err := app.Media.GetRange(ctx, id, 16, 31); err != nil || size != int64(len(data)) || !bytes.Equal(part.Data, data[16:32]) {
		t.Errorf("part of %d bytes of %d, %v", len(part.Data), size, err)
	}
	var whole bytes.Buffer
	var told int64
	if err := app.Media.Download(ctx, id, &whole, func(done, size int64) { told = done * 1000 / size }); err != nil || !bytes.Equal(whole.Bytes(), data) || told != 1000 {
		t.Errorf("downloaded %d bytes, told %d, %v", whole.Len(), told, err)
	}
	if at, err := app.Media.UploadPicture(ctx, wecom.Upload{Name: "p.png", Body: bytes.NewReader(data)}); err != nil || !strings.HasPrefix(at, p.url) {
		t.Errorf("picture at %q, %v", at, err)
	}
}

func TestMembersOnTheSandbox(t *testing.T) {
	p := start(t)
	ctx, app := t.Context(), p.client.App(contactSecret)
	departments, err := app.Departments.List(ctx, 2)
	if err != nil || len(departments) != 1 || departments[0].Name != "销售部" || departments[0].NameEN != "Sales" {
		t.Errorf("departments %+v, %v", departments, err)
	}
	sent, err := app.Messages.Send(ctx, wecom.AppMessage{To: wecom.Recipients{UserIDs: []string{"zhangsan", "Nobody"}}, AgentID: 1000002, Text: "新客户"})
	if err != nil || sent.MsgID == "" || !slices.Equal(sent.InvalidUsers, []string{"nobody"}) {
		t.Errorf("sent %+v, %v", sent, err)
	}
	signIn := p.client.SignInURL(1000002, "https://example.com/back", "st")
	query := address(t, signIn).Query()
	var answer struct{ Location string }
	p.control("/wecom/sign-in", map[string]any{"userid": "lisi", "agentid": 1000002, "redirect_uri": query.Get("redirect_uri"), "state": query.Get("state")}, &answer)
	back := address(t, answer.Location).Query()
	visitor, err := app.Auth.Visitor(ctx, back.Get("code"))
	if err != nil || visitor.UserID != "lisi" || back.Get("state") != "st" || query.Get("appid") != corpID {
		t.Errorf("visitor %+v, %v", visitor, err)
	}
}

func address(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestStatisticsOnTheSandbox(t *testing.T) {
	p, _ := scanned(t)
	p.control("/clock", map[string]string{"advance": "24h"}, nil)
	client, err := wecom.New(corpID, wecom.WithBaseURL(p.url), wecom.WithClock(func() time.Time { return time.Now().Add(24 * time.Hour) }))
	if err != nil {
		t.Fatal(err)
	}
	ctx, app, yesterday := t.Context(), client.App(contactSecret), wecom.Days{First: time.Now()}
	days, err := app.Statistics.Behavior(ctx, wecom.Behavior{UserIDs: []string{"zhangsan"}, Days: yesterday})
	if err != nil || len(days) != 1 || days[0].NewContactCnt != 1 || days[0].ReplyPercentage != nil {
		t.Errorf("behaviour %+v, %v", days, err)
	}
	n := 0
	for owner, err := range app.Statistics.AllGroups(ctx, wecom.GroupStatistics{Days: yesterday, Owners: []string{"lisi"}, Limit: 1}) {
		if n++; err != nil || owner.Owner != "lisi" || owner.Data.ChatTotal != 5 {
			t.Errorf("groups %+v, %v", owner, err)
		}
	}
	byDay, err := app.Statistics.GroupsByDay(ctx, wecom.GroupStatistics{Days: yesterday, Owners: []string{"lisi"}})
	if n != 1 || err != nil || len(byDay) != 1 || byDay[0].Data.ChatTotal != 5 {
		t.Errorf("%d owners, by day %+v, %v", n, byDay, err)
	}
}

func TestSuiteOnTheSandbox(t *testing.T) {
	p := start(t)
	suite, err := wecom.NewSuite("ww9f8e7d6c5b4a3021", "sandbox-suite-secret",
		func(context.Context) (string, error) { return "sandbox-suite-ticket", nil }, wecom.WithBaseURL(p.url))
	if err != nil {
		t.Fatal(err)
	}
	users, err := suite.App(corpID, "sandbox-suite-permanent-code").Customers.FollowUsers(t.Context())
	if err != nil || !slices.Contains(users, "zhangsan") {
		t.Errorf("follow users %v, %v", users, err)
	}
}
