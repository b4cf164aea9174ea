package sandbox_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/menling/menling/sandbox"
)

// A test of a program that answers customers: the sandbox plays the platform and the customer.
func Example() {
	sb, err := sandbox.New(sandbox.Options{})
	if err != nil {
		panic(err)
	}
	srv := httptest.NewServer(sb)
	defer srv.Close()
	defer sb.Close()
	sb.SetBaseURL(srv.URL)
	post := func(path, body string) string {
		res, err := http.Post(srv.URL+path, "application/json", strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		defer res.Body.Close()
		text, _ := io.ReadAll(res.Body)
		return string(text)
	}
	token := func() string {
		answer := post("/cgi-bin/stable_token", `{"grant_type":"client_credential","appid":"wx1a2b3c4d5e6f7081","secret":"sandbox-weapp-secret"}`)
		return strings.Split(answer, `"`)[3]
	}
	send := func() string {
		answer := post("/cgi-bin/message/custom/send?access_token="+token(), `{"touser":"oSandboxOpenid00000000000001","msgtype":"text","text":{"content":"您好"}}`)
		return strings.Split(answer, ",")[0]
	}

	fmt.Println("before the customer wrote:", send())
	post("/sandbox/v1/weapp/messages", `{"customer":"c01","msgtype":"text","content":"在吗"}`)
	fmt.Println("after:", send())
	post("/sandbox/v1/clock", `{"advance":"48h"}`)
	fmt.Println("two days later:", send())
	// Output:
	// before the customer wrote: {"errcode":45015
	// after: {"errcode":0
	// two days later: {"errcode":45015
}
