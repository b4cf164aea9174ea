package weapp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// Requests that cannot be right never leave.
func TestRefusedBeforeTheWire(t *testing.T) {
	client := setup(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was called", r.URL.Path) })
	for _, row := range []struct {
		op, field string
		call      func(context.Context) error
	}{
		{"custom_send", "touser", func(ctx context.Context) error { return client.Messages.Send(ctx, weapp.Text("", "hi")) }},
		{"custom_typing", "touser", func(ctx context.Context) error {
			return client.Messages.Typing(ctx, weapp.Typing{Command: weapp.TypingCancel})
		}},
		{"custom_typing", "command", func(ctx context.Context) error {
			return client.Messages.Typing(ctx, weapp.Typing{ToUser: "o", Command: "typing"})
		}},
		{"media_get", "media_id", func(ctx context.Context) error { _, err := client.Media.Get(ctx, ""); return err }},
		{"kfaccount_add", "kf_wx", func(ctx context.Context) error { return client.Kf.Add(ctx, weapp.KfAdd{}) }},
		{"kfaccount_del", "kf_openid", func(ctx context.Context) error { return client.Kf.Delete(ctx, "") }},
		{"work_bind", "corpid", func(ctx context.Context) error { return client.Work.Bind(ctx, "") }},
		{"work_unbind", "corpid", func(ctx context.Context) error { return client.Work.Unbind(ctx, "") }},
		{"jscode2session", "js_code", func(ctx context.Context) error { _, err := client.Auth.Session(ctx, ""); return err }},
	} {
		var broken *wx.FieldError
		if err := row.call(t.Context()); !errors.As(err, &broken) || broken.Op != row.op || broken.Field != row.field {
			t.Errorf("%s without a right %s: %v", row.op, row.field, err)
		}
	}
	if err := (weapp.KfAdd{}).Validate(); !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("%v", err)
	}
	if err := (weapp.Typing{}).Validate(); !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

// A platform that takes the deletion by POST only is obeyed; any other refusal
// stands.
func TestDeleteByPost(t *testing.T) {
	for code, want := range map[string][]string{
		"43002": {"GET kf_openid=oKf1 ", `POST  {"kf_openid":"oKf1"}`},
		"65401": {"GET kf_openid=oKf1 "},
	} {
		var got []string
		client := setup(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			query := r.URL.Query()
			query.Del("access_token")
			got = append(got, r.Method+" "+query.Encode()+" "+string(body))
			if r.Method == http.MethodGet {
				io.WriteString(w, `{"errcode":`+code+`,"errmsg":"no"}`)
				return
			}
			io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
		})
		if err := client.Kf.Delete(t.Context(), "oKf1"); (err == nil) != (len(want) == 2) {
			t.Errorf("%s: %v", code, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", code, diff)
		}
	}
}

// What came after this package was written can be read from Raw.
func TestUnknownFieldsStayReachable(t *testing.T) {
	const kf, online, work = `{"kf_id":"1001","is_admin":true}`, `{"kf_id":1002,"away":1}`, `{"errcode":0,"corpid":"ww1","bindTime":"5","new":[1]}`
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, map[string]string{
			"/cgi-bin/customservice/getkflist":       `{"kf_list":[` + kf + `]}`,
			"/cgi-bin/customservice/getonlinekflist": `{"kf_online_list":[` + online + `]}`,
			"/customservice/work/get":                work,
		}[r.URL.Path])
	})
	if list, err := client.Kf.List(t.Context()); err != nil || len(list) != 1 || list[0].ID != 1001 || string(list[0].Raw) != kf {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := client.Kf.Online(t.Context()); err != nil || len(list) != 1 || list[0].ID != 1002 || string(list[0].Raw) != online {
		t.Errorf("%+v, %v", list, err)
	}
	if got, err := client.Work.Get(t.Context()); err != nil || got.CorpID != "ww1" || got.BindTime != 5 || string(got.Raw) != work {
		t.Errorf("%+v, %v", got, err)
	}
}
