package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// issued are the operations that give out tokens; they have tests of their own.
var issued = map[string]bool{"gettoken": true, "get_suite_token": true, "get_corp_token": true}

func TestContract(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		if op.Platform != "wecom" || issued[op.Operation] {
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
		op.Check(t, c, r)
		op.Answer(w, c)
	})
	got, err := call(t.Context(), app, c)
	if code := c.ErrCode(); code == 84061 && op.Operation == "externalcontact_list" {
		if list, _ := generic(t, got).(map[string]any); err != nil || list["external_userid"] != nil {
			t.Errorf("a member without customers: %v, %v", got, err)
		}
		return
	} else if code != 0 {
		if refused, ok := err.(*wx.Error); !ok || refused.Code != code || refused.Op != op.Operation {
			t.Errorf("error %v, want code %d of %s", err, code, op.Operation)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if c.ReplyFile != nil {
		return // compared by the call
	}
	var want any
	if err := json.Unmarshal(c.Reply, &want); err != nil {
		t.Fatal(err)
	}
	compareKnown(t, "", want, generic(t, got))
}

// unmodelled are fields of replies that no method returns: the envelope, and what
// the samples hold to show that new fields do no harm.
var unmodelled = map[string]bool{"/errcode": true, "/errmsg": true}

func isUnmodelled(path string) bool {
	return unmodelled[path] || strings.HasSuffix(path, "/something_new") || path == "/user_ticket"
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
			if path := at + "/" + name; !isUnmodelled(path) {
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
		if shown(want) != shown(got) { // a string of digits became a number
			t.Errorf("%s is %v, want %v", at, got, want)
		}
	}
}

// shown writes out whole numbers: 1.7e+09 is how fmt prints a time.
func shown(v any) string {
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return fmt.Sprint(v)
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
	client, err := wecom.New("ww1", wecom.WithBaseURL(server.URL), wecom.WithClock(func() time.Time { return time.Unix(1_700_100_000, 0) }))
	if err != nil {
		t.Fatal(err)
	}
	return client.App("secret")
}
