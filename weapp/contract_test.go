package weapp_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// calls says how each operation of the contract is called, given a case. The
// answer is compared with the reply's fields of the same names.
var calls = map[string]func(context.Context, *weapp.Client, contract.Case) (map[string]any, error){
	"custom_send": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Messages.Send(ctx, decode[weapp.Message](s))
	},
	"custom_typing": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Messages.Typing(ctx, decode[weapp.Typing](s))
	},
	"media_upload": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		media, err := c.Media.Upload(ctx, weapp.Upload{Name: s.File.Name, ContentType: s.File.ContentType, Body: bytes.NewReader(s.File.Data)})
		return map[string]any{"media_id": media.ID, "created_at": media.CreatedAt.Unix()}, err
	},
	"media_get": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		file, err := c.Media.Get(ctx, s.Query["media_id"])
		if err == nil && (file.Name != s.ReplyFile.Name || file.ContentType != s.ReplyFile.ContentType || !bytes.Equal(file.Data, s.ReplyFile.Data)) {
			err = fmt.Errorf("file %q %q of %d bytes", file.Name, file.ContentType, len(file.Data))
		}
		return nil, err
	},
	"jscode2session": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		session, err := c.Auth.Session(ctx, s.Query["js_code"])
		return map[string]any{"openid": session.OpenID}, err
	},
	"getkflist": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		list, err := c.Kf.List(ctx)
		return nil, samePeople(s, "kf_list", list, err)
	},
	"getonlinekflist": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		list, err := c.Kf.Online(ctx)
		return nil, samePeople(s, "kf_online_list", list, err)
	},
	"kfaccount_add": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Kf.Add(ctx, decode[weapp.KfAdd](s))
	},
	"kfaccount_del": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Kf.Delete(ctx, s.Query["kf_openid"])
	},
	"work_bind": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Work.Bind(ctx, decode[map[string]string](s)["corpid"])
	},
	"work_unbind": func(ctx context.Context, c *weapp.Client, s contract.Case) (map[string]any, error) {
		return nil, c.Work.Unbind(ctx, decode[map[string]string](s)["corpid"])
	},
	"work_get": func(ctx context.Context, c *weapp.Client, _ contract.Case) (map[string]any, error) {
		work, err := c.Work.Get(ctx)
		return map[string]any{"corpid": work.CorpID, "entityName": work.EntityName, "bindTime": work.BindTime}, err
	},
}

// listed is one person of a reply, ids as numbers or strings.
type listed map[string]any

func (l listed) text(name string) string {
	switch v := l[name].(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return v
	}
	return ""
}

func people(c contract.Case, name string) (list []listed) {
	var reply map[string]json.RawMessage
	json.Unmarshal(c.Reply, &reply)
	json.Unmarshal(reply[name], &list)
	return list
}

// samePeople compares what was read with every value of the reply that it has a
// field for.
func samePeople[T any](c contract.Case, name string, got []T, err error) error {
	want := people(c, name)
	if err != nil || len(got) != len(want) {
		return cmp.Or(err, fmt.Errorf("%d people, want %d", len(got), len(want)))
	}
	for i, p := range want {
		data, err := json.Marshal(got[i])
		if err != nil {
			return err
		}
		var read listed
		if err := json.Unmarshal(data, &read); err != nil {
			return err
		}
		for field := range p {
			if field != "something_new" && read.text(field) != p.text(field) {
				return fmt.Errorf("%s of person %d is %q, want %q", field, i, read.text(field), p.text(field))
			}
		}
	}
	return nil
}

func decode[T any](c contract.Case) (v T) {
	if err := json.Unmarshal(c.Request, &v); err != nil {
		panic(fmt.Sprintf("case %q: %v", c.Name, err))
	}
	return v
}

func operations(t *testing.T) []contract.Operation {
	t.Helper()
	all, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	var own []contract.Operation
	for _, op := range all {
		if op.Platform == "weapp" {
			own = append(own, op)
		}
	}
	return own
}

func TestContract(t *testing.T) {
	for _, op := range operations(t) {
		if op.Operation == "token" || op.Operation == "stable_token" {
			continue
		}
		for _, c := range op.Cases {
			t.Run(op.Operation+"/"+c.Name, func(t *testing.T) { checkCase(t, op, c) })
		}
	}
}

func checkCase(t *testing.T, op contract.Operation, c contract.Case) {
	call := calls[op.Operation]
	if call == nil {
		t.Fatal("no method")
	}
	client := setupAs(t, c.Query["appid"], c.Query["secret"], func(w http.ResponseWriter, r *http.Request) {
		op.Check(t, c, r)
		op.Answer(w, c)
	})
	got, err := call(t.Context(), client, c)
	if code := c.ErrCode(); code != 0 {
		if refused, ok := err.(*wx.Error); !ok || refused.Code != code || refused.Op != op.Operation || refused.Hint == "" {
			t.Errorf("error %#v, want code %d of %s", err, code, op.Operation)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var reply map[string]any
	json.Unmarshal(c.Reply, &reply) // a file is no JSON
	for name, value := range got {
		want := reply[name]
		if number, ok := want.(float64); ok {
			want = int64(number)
		}
		if fmt.Sprint(value) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", name, value, want)
		}
	}
}

// setup is a client whose calls go to the handler; its token is TOKEN.
func setup(t *testing.T, handler http.HandlerFunc, opts ...weapp.Option) *weapp.Client {
	t.Helper()
	return setupAs(t, "", "", handler, opts...)
}

func setupAs(t *testing.T, appID, secret string, handler http.HandlerFunc, opts ...weapp.Option) *weapp.Client {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /cgi-bin/stable_token", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"access_token":"TOKEN","expires_in":7200}`)
	})
	mux.HandleFunc("/", handler)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client, err := weapp.New(cmp.Or(appID, "wx1"), cmp.Or(secret, "secret"), append(opts, weapp.WithBaseURL(server.URL))...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}
