package wecom_test

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// A code works once: asking again could only be told that it was used.
func TestACodeIsRedeemedOnce(t *testing.T) {
	for name, answer := range map[string]func(http.ResponseWriter){
		"busy": func(w http.ResponseWriter) { io.WriteString(w, `{"errcode":-1,"errmsg":"system busy"}`) },
		"lost": func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) },
	} {
		calls := 0
		app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
			calls++
			answer(w)
		})
		_, err := app.Auth.Visitor(t.Context(), "code")
		if calls != 1 || !errors.Is(err, wx.ErrBusy) && !wx.IsUnknown(err) {
			t.Errorf("%s: %d calls, %v", name, calls, err)
		}
	}
}

func TestVisitorKeepsItsJSON(t *testing.T) {
	const answer = `{"errcode":0,"errmsg":"ok","userid":"zhangsan","user_ticket":"T"}`
	app := setup(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, answer) })
	visitor, err := app.Auth.Visitor(t.Context(), "code")
	if err != nil || visitor.UserID != "zhangsan" || string(visitor.Raw) != answer {
		t.Errorf("%+v, %v", visitor, err)
	}
}

func TestSignInURL(t *testing.T) {
	client, err := wecom.New("ww1")
	if err != nil {
		t.Fatal(err)
	}
	page := address(t, client.SignInURL(1000002, "https://example.com/back?a=1&b=2", "s&t"))
	got := map[string]string{"page": page.Scheme + "://" + page.Host + page.Path}
	for name, values := range page.Query() {
		got[name] = values[0]
	}
	want := map[string]string{
		"page": "https://login.work.weixin.qq.com/wwlogin/sso/login", "login_type": "CorpApp", "appid": "ww1",
		"agentid": "1000002", "redirect_uri": "https://example.com/back?a=1&b=2", "state": "s&t",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sign-in page (-want +got):\n%s", diff)
	}
}
