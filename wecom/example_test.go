package wecom_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// laptop is an app on a sandbox in this process. Against the real platform leave
// WithBaseURL out and use your own corpid and secret.
func laptop() (app *wecom.App, control func(path, body string), stop func()) {
	platform, err := sandbox.New(sandbox.Options{})
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(platform)
	platform.SetBaseURL(server.URL)
	client, err := wecom.New("ww1a2b3c4d5e6f7081", wecom.WithBaseURL(server.URL))
	if err != nil {
		log.Fatal(err)
	}
	control = func(path, body string) {
		resp, err := http.Post(server.URL+"/sandbox/v1"+path, "application/json", strings.NewReader(body))
		if err != nil || resp.StatusCode != http.StatusOK {
			log.Fatal(path, resp, err)
		}
		resp.Body.Close()
	}
	return client.App("sandbox-contact-secret"), control, func() { server.Close(); platform.Close() }
}

// A channel code: a QR code of several members that says where customers come
// from. It is made, looked at, changed without losing a field, and deleted.
func Example_channelCode() {
	app, scan, stop := laptop()
	defer stop()
	ctx := context.Background()

	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode,
		User: []string{"zhangsan", "lisi"}, State: "channel_poster3", Remark: "3号店海报",
	})
	if err != nil {
		log.Fatal(err)
	}
	// Keep added.ConfigID: nothing else leads back to the way.

	way, err := app.ContactWays.Modify(ctx, added.ConfigID, func(u *wecom.ContactWayUpdate) {
		u.User = []string{"lisi", "wangwu"} // zhangsan has left
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(way.Remark, way.State, way.User)

	scan("/scan", fmt.Sprintf(`{"customer":"c01","config_id":%q}`, added.ConfigID))
	for follower, err := range app.Customers.Followers(ctx, "wmSandboxCustomer000000000000001") {
		fmt.Println("came through", follower.State, err)
	}

	fmt.Println(app.ContactWays.Delete(ctx, added.ConfigID))
	_, err = app.ContactWays.Get(ctx, added.ConfigID)
	fmt.Println(errors.Is(err, wx.ErrNotFound))
	// Output:
	// 3号店海报 channel_poster3 [lisi wangwu]
	// came through channel_poster3 <nil>
	// <nil>
	// true
}

// Many ways: all of them are listed and read, and those of a member who left are
// deleted. Results come in order, so an interrupted run goes on where it stopped.
func Example_bulkManagement() {
	app, _, stop := laptop()
	defer stop()
	ctx := context.Background()
	for i, user := range []string{"zhangsan", "lisi", "zhangsan"} {
		way := wecom.ContactWayAdd{Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{user}, Remark: fmt.Sprint("门店", i)}
		if _, err := app.ContactWays.Add(ctx, way); err != nil {
			log.Fatal(err)
		}
	}

	var gone []string
	for way, err := range app.ContactWays.Details(ctx, wecom.ContactWayList{UserID: "zhangsan"}, wecom.Bulk{Concurrency: 8}) {
		if err != nil {
			log.Fatal(err)
		}
		gone = append(gone, way.ConfigID)
	}
	progress := func(done, total int) { fmt.Printf("%d of %d deleted\n", done, total) }
	for _, err := range app.ContactWays.DeleteMany(ctx, gone, wecom.Bulk{Progress: progress}) {
		if err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// 1 of 2 deleted
	// 2 of 2 deleted
}

// A group code: customers join the first group with room, and a new group is made
// when all are full.
func Example_groupCode() {
	app, control, stop := laptop()
	defer stop()
	ctx := context.Background()
	const group1, group2 = "wrSandboxGroup00000000000000001", "wrSandboxGroup00000000000000002"

	added, err := app.JoinWays.Add(ctx, wecom.JoinWayAdd{
		Scene: wecom.SceneQRCode, ChatIDList: []string{group1}, State: "campaign_spring",
		AutoCreateRoom: new(wecom.Yes), RoomBaseName: "销售群", RoomBaseID: new(int64(10)),
	})
	if err != nil {
		log.Fatal(err)
	}
	way, err := app.JoinWays.Modify(ctx, added.ConfigID, func(u *wecom.JoinWayUpdate) { u.ChatIDList = append(u.ChatIDList, group2) })
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(way.ChatIDList), "groups, picture:", way.QRCode != "")

	control("/scan", fmt.Sprintf(`{"customer":"c02","config_id":%q}`, added.ConfigID))
	group, err := app.GroupChats.Get(ctx, group1, true) // the event of joining names no state, the group does
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range group.MemberList {
		if m.Type == wecom.MemberExternal {
			fmt.Println(m.Name, m.State)
		}
	}
	fmt.Println(app.JoinWays.Delete(ctx, added.ConfigID))
	// Output:
	// 2 groups, picture: true
	// 李雷 campaign_spring
	// <nil>
}

// A temporary chat, for companies of the medical industry: the code serves one
// customer, and conclusions are sent when the chat ends.
func Example_temporaryChat() {
	app, control, stop := laptop()
	defer stop()
	ctx := context.Background()

	added, err := app.ContactWays.Add(ctx, wecom.ContactWayAdd{
		Type: wecom.TypeSingle, Scene: wecom.SceneQRCode, User: []string{"zhangyisheng"},
		IsTemp: true, ExpiresIn: 86400, ChatExpiresIn: 86400,
		Conclusions: &wecom.Conclusions{Text: &wecom.ConclusionText{Content: "会话结束"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	control("/scan", fmt.Sprintf(`{"customer":"c01","config_id":%q}`, added.ConfigID))
	fmt.Println(app.ContactWays.CloseTempChat(ctx, "zhangyisheng", "wmSandboxCustomer000000000000001"))

	// Only temporary chats can be ended so, and only once.
	err = app.ContactWays.CloseTempChat(ctx, "zhangyisheng", "wmSandboxCustomer000000000000001")
	fmt.Println(errors.Is(err, wx.ErrNotFollower))
	// Output:
	// <nil>
	// true
}

func ExampleContactWayService_Modify() {
	var app *wecom.App // client.App(secret)
	_, err := app.ContactWays.Modify(context.Background(), "42b34949e138eb6e027c123cba77fad7",
		func(u *wecom.ContactWayUpdate) { u.Remark = new("总店") },
		wecom.WithImage(wecom.Picture{Upload: func(context.Context) (string, error) { return "media id of the kept picture", nil }}))
	var mismatch *wecom.MismatchError
	if errors.As(err, &mismatch) {
		log.Print("the platform holds something else: ", mismatch.Fields)
	}
}

func ExampleJoinWayService_Add() {
	var app *wecom.App
	added, err := app.JoinWays.Add(context.Background(), wecom.JoinWayAdd{Scene: wecom.SceneQRCode, ChatIDList: []string{"wr…"}})
	log.Print(added.ConfigID, err)
}

func ExampleCustomerService_Batch() {
	var app *wecom.App
	for customer, err := range app.Customers.Batch(context.Background(), []string{"zhangsan", "lisi"}) {
		if err != nil {
			log.Fatal(err)
		}
		log.Print(customer.ExternalContact.Name, customer.FollowInfo.State)
	}
}

func ExampleTagService_Mark() {
	var app *wecom.App
	err := app.Tags.Mark(context.Background(), wecom.TagMark{UserID: "zhangsan", ExternalUserID: "wm…", Add: []string{"et…"}})
	log.Print(err)
}

func ExampleGroupChatService_All() {
	var app *wecom.App
	for chat, err := range app.GroupChats.All(context.Background(), wecom.GroupChatList{Owners: []string{"lisi"}}) {
		log.Print(chat.ChatID, err)
	}
}

func ExampleStatisticsService_Behavior() {
	var app *wecom.App
	days, err := app.Statistics.Behavior(context.Background(), wecom.Behavior{UserIDs: []string{"zhangsan"}})
	log.Print(days, err)
}

func ExampleWelcomeService_Send() {
	var app *wecom.App
	err := app.Welcome.Send(context.Background(), wecom.Welcome{Code: "of the add event", Text: "您好", Attachments: []wecom.Attachment{wecom.ImageAttachment("media id")}})
	if errors.Is(err, wx.ErrBeingDistributed) {
		log.Print("another app is greeting: try again shortly")
	}
}

func ExampleMediaService_Upload() {
	var app *wecom.App
	media, err := app.Media.Upload(context.Background(), wecom.Upload{Type: wecom.MediaFile, Name: "价目表.txt", Body: strings.NewReader("…")})
	log.Print(media.ID, err)
}

func ExampleMessageService_Send() {
	var app *wecom.App
	sent, err := app.Messages.Send(context.Background(), wecom.AppMessage{To: wecom.Recipients{UserIDs: []string{"zhangsan"}}, AgentID: 1000002, Text: "有客户在等待"})
	log.Print(sent.InvalidUsers, err)
}

func ExampleUserService_Get() {
	var app *wecom.App
	user, err := app.Users.Get(context.Background(), "zhangsan")
	log.Print(user.Status == wecom.UserActive, err)
}

func ExampleDepartmentService_List() {
	var app *wecom.App
	departments, err := app.Departments.List(context.Background(), 1)
	log.Print(departments, err)
}

func ExampleAuthService_Visitor() {
	var app *wecom.App
	visitor, err := app.Auth.Visitor(context.Background(), "code of the redirect")
	log.Print(visitor.UserID, err)
}

func Example_refused() {
	err := error(&wx.Error{Op: "add_contact_way", Code: 41045, Msg: "contact way count exceeds limit", Platform: wx.WeCom})
	var refused *wx.Error
	if errors.As(err, &refused) && errors.Is(err, wx.ErrQuotaUsedUp) {
		why, _ := refused.Explain()
		fmt.Println(why.EN)
	}
	// Output:
	// The quota of ways is used up
}
