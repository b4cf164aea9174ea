package push_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/menling/menling/weapp/push"
)

// The address of a mini program, checked with the vendor's published sample.
func ExampleHandler() {
	handler := &push.Handler{
		Config: func(*http.Request) (push.Config, error) {
			return push.Config{Token: "AAAAA", AppID: "wx1234567890abcdef", Mode: push.Plain}, nil
		},
		Accept: func(_ context.Context, p *push.Push) (push.Reply, error) {
			switch e := p.Event.(type) {
			case push.Text:
				log.Print(e.From, " writes ", e.Content)
			case push.EnterTempSession:
				log.Print(e.From, " opened the chat from ", e.SessionFrom)
			}
			return push.Reply{}, nil // only once the push is safely kept
		},
	}

	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET",
		"/callbacks/weapp?signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249", nil))
	fmt.Println(answer.Code, answer.Body)
	// Output: 200 4375120948345356249
}
