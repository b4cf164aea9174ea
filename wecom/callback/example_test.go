package callback_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

// The address of a company, checked with the vendor's published sample.
func ExampleHandler() {
	crypt, err := wx.NewCrypt("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
	if err != nil {
		log.Fatal(err)
	}
	handler := &callback.Handler{
		Keys: func(*http.Request) (callback.Keys, error) { return callback.Keys{Current: crypt}, nil },
		Accept: func(_ context.Context, p *callback.Push) error {
			switch e := p.Event.(type) {
			case callback.AddExternalContact:
				log.Print(e.ExternalUserID, " came through ", e.State)
			case callback.ChatUpdate:
				log.Print("group ", e.ChatID, ": ", e.UpdateDetail)
			}
			return nil // only once the push is safely kept
		},
	}

	query := url.Values{
		"msg_signature": {"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"}, "timestamp": {"1409659589"}, "nonce": {"263014780"},
		"echostr": {"P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="},
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET", "/callbacks/wecom?"+query.Encode(), nil))
	fmt.Println(answer.Code, answer.Body)
	// Output: 200 1616140317555161061
}
