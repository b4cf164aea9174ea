package wecom_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// calls says how each operation of the contract is called, given the request
// of a case. What comes back is compared with the reply.
var calls = map[string]func(context.Context, *wecom.App, contract.Case) (any, error){
	"add_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.ContactWays.Add(ctx, decode[wecom.ContactWayAdd](c))
	},
	"get_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		way, err := a.ContactWays.Get(ctx, decode[byID](c).ConfigID)
		return map[string]any{"contact_way": way}, err
	},
	"del_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return struct{}{}, a.ContactWays.Delete(ctx, decode[byID](c).ConfigID)
	},
	"list_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return listContactWays(ctx, a, c)
	},
	"externalcontact_get": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Customers.Get(ctx, c.Query["external_userid"], c.Query["cursor"])
	},
	"get_follow_user_list": func(ctx context.Context, a *wecom.App, _ contract.Case) (any, error) {
		list, err := a.Customers.FollowUsers(ctx)
		return map[string]any{"follow_user": list}, err
	},
	"send_welcome_msg": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[struct {
			Code string `json:"welcome_code"`
			Text struct{ Content string }
			wecom.Welcome
		}](c)
		return struct{}{}, a.Welcome.Send(ctx, wecom.Welcome{Code: body.Code, Text: body.Text.Content, Attachments: body.Attachments})
	},
	"user_get": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Users.Get(ctx, c.Query["userid"])
	},
	"user_simplelist": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		id, err := strconv.ParseInt(c.Query["department_id"], 10, 64)
		if err != nil {
			return nil, err
		}
		list, err := a.Users.SimpleList(ctx, id)
		return map[string]any{"userlist": list}, err
	},
	"department_simplelist": func(ctx context.Context, a *wecom.App, _ contract.Case) (any, error) {
		list, err := a.Departments.SimpleList(ctx)
		return map[string]any{"department_id": list}, err
	},
}

type byID struct {
	ConfigID string `json:"config_id"`
}

func listContactWays(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
	body := decode[struct {
		Start  int64 `json:"start_time"`
		End    int64 `json:"end_time"`
		Cursor string
		Limit  int
	}](c)
	list := wecom.ContactWayList{Cursor: body.Cursor, Limit: body.Limit}
	if body.Start != 0 {
		list.StartTime, list.EndTime = time.Unix(body.Start, 0), time.Unix(body.End, 0)
	}
	page, err := a.ContactWays.List(ctx, list)
	ways := []byID{}
	for _, id := range page.ConfigIDs {
		ways = append(ways, byID{id})
	}
	return map[string]any{"contact_way": ways, "next_cursor": page.NextCursor}, err
}

func decode[T any](c contract.Case) (v T) {
	if err := json.Unmarshal(c.Request, &v); err != nil {
		panic(fmt.Sprintf("case %q: %v", c.Name, err))
	}
	return v
}

func TestContract(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		if op.Platform != "wecom" || op.Operation == "gettoken" {
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
	app := setup(t, func(w http.ResponseWriter, r *http.Request) {
		checkRequest(t, op, c, r)
		w.Write(c.Reply)
	})
	got, err := call(t.Context(), app, c)
	if code := c.ErrCode(); code != 0 {
		if refused, ok := err.(*wx.Error); !ok || refused.Code != code || refused.Op != op.Operation {
			t.Errorf("error %v, want code %d of %s", err, code, op.Operation)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var want any
	if err := json.Unmarshal(c.Reply, &want); err != nil {
		t.Fatal(err)
	}
	compareKnown(t, "", want, generic(t, got))
}

func checkRequest(t *testing.T, op contract.Operation, c contract.Case, r *http.Request) {
	if r.Method != op.Method || r.URL.Path != op.Path {
		t.Errorf("%s %s, want %s %s", r.Method, r.URL.Path, op.Method, op.Path)
	}
	query := map[string]string{}
	for name, values := range r.URL.Query() {
		query[name] = values[0]
	}
	want := map[string]string{"access_token": "TOKEN"}
	for name, value := range c.Query {
		want[name] = value
	}
	if diff := cmp.Diff(want, query); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
	body, _ := io.ReadAll(r.Body)
	if c.Request == nil {
		if len(body) > 0 {
			t.Errorf("body %s", body)
		}
		return
	}
	var wantBody, gotBody any
	json.Unmarshal(c.Request, &wantBody)
	if err := json.Unmarshal(body, &gotBody); err != nil {
		t.Fatalf("body %s: %v", body, err)
	}
	if diff := cmp.Diff(wantBody, gotBody); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

// unmodelled are fields of replies that the client does not have yet.
var unmodelled = map[string]bool{
	"/errcode": true, "/errmsg": true, "/contact_way/something_new": true, "/external_contact/external_profile": true,
	"/order": true, "/is_leader_in_dept": true, "/direct_leader": true, "/extattr": true,
}

// compareKnown checks that every value of the reply is in what came back.
func compareKnown(t *testing.T, at string, want, got any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s is missing", at)
			return
		}
		for name, value := range w {
			if path := at + "/" + name; !unmodelled[path] {
				compareKnown(t, path, value, g[name])
			}
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			t.Errorf("%s has %d items, want %d", at, len(g), len(w))
			return
		}
		for i := range w {
			compareKnown(t, at, w[i], g[i])
		}
	default:
		if fmt.Sprint(want) != fmt.Sprint(got) { // a string of digits became a number
			t.Errorf("%s is %v, want %v", at, got, want)
		}
	}
}

func generic(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// setup is an app whose calls go to the handler; its token is TOKEN.
func setup(t *testing.T, handler http.HandlerFunc) *wecom.App {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cgi-bin/gettoken", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","access_token":"TOKEN","expires_in":7200}`)
	})
	mux.HandleFunc("/", handler)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	return client.App("secret")
}
