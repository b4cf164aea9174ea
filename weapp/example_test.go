package weapp_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

func ExampleMessageService_Send() {
	client, err := weapp.New("wx1234567890abcdef", "AppSecret")
	if err != nil {
		log.Fatal(err)
	}
	switch err := client.Messages.Send(context.Background(), weapp.Text("openid", "您好")); {
	case errors.Is(err, wx.ErrWindowClosed):
		log.Print("the customer has not written for 48 hours")
	case errors.Is(err, wx.ErrWindowUsedUp):
		log.Print("five messages were sent without an answer")
	case wx.IsUnknown(err):
		log.Print("it may have arrived: do not send it again")
	}
}

func ExampleMessageService_Typing() {
	var client *weapp.Client
	err := client.Messages.Typing(context.Background(), weapp.Typing{ToUser: "openid", Command: weapp.TypingStart})
	log.Print(err)
}

func ExampleMediaService_Upload() {
	var client *weapp.Client
	media, err := client.Media.Upload(context.Background(), weapp.Upload{Name: "p.png", Body: strings.NewReader("…")})
	log.Print(media.ID, err)
}

func ExampleAuthService_Session() {
	var client *weapp.Client
	session, err := client.Auth.Session(context.Background(), "code of wx.login")
	log.Print(session.OpenID, err)
}

func ExampleKfService_List() {
	var client *weapp.Client
	people, err := client.Kf.List(context.Background())
	log.Print(len(people), err)
}

func ExampleWorkService_Get() {
	var client *weapp.Client
	binding, err := client.Work.Get(context.Background())
	log.Print(binding.CorpID, err)
}

func ExamplePageLink() {
	fmt.Println(weapp.PageLink{Label: "您的订单", AppID: "wx1234567890abcdef", Path: "pages/order/order?id=7"})
	// Output:
	// <a href="" data-miniprogram-appid="wx1234567890abcdef" data-miniprogram-path="pages/order/order?id=7">您的订单</a>
}
