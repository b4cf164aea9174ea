package weapp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

func TestTokenContract(t *testing.T) {
	modes := map[string]weapp.TokenMode{"token": weapp.Classic, "stable_token": weapp.Stable}
	for _, op := range operations(t) {
		mode, issues := modes[op.Operation]
		if !issues {
			continue
		}
		for _, c := range op.Cases {
			t.Run(op.Operation+"/"+c.Name, func(t *testing.T) {
				body := map[string]any{}
				json.Unmarshal(c.Request, &body)
				if body["force_refresh"] == true {
					t.Skip("the client forces only after a dead token: see TestDeadStableTokenIsForced")
				}
				secret, appID := c.Query["secret"], c.Query["appid"]
				if secret == "" {
					secret, appID = body["secret"].(string), body["appid"].(string)
				}
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					got := map[string]any{}
					json.NewDecoder(r.Body).Decode(&got)
					if diff := cmp.Diff(body, got); diff != "" {
						t.Errorf("body (-want +got):\n%s", diff)
					}
					for name, value := range c.Query {
						if r.URL.Query().Get(name) != value {
							t.Errorf("query %s", r.URL.RawQuery)
						}
					}
					if r.Method != op.Method || r.URL.Path != op.Path || len(r.URL.Query()) != len(c.Query) {
						t.Errorf("%s %s", r.Method, r.URL)
					}
					w.Write(c.Reply)
				}))
				defer server.Close()
				client, err := weapp.New(appID, secret, weapp.WithBaseURL(server.URL), weapp.WithTokenMode(mode))
				if err != nil {
					t.Fatal(err)
				}
				token, err := client.Token(t.Context())
				if c.ErrCode() != 0 {
					if !errors.Is(err, wx.ErrBadCredential) || errors.Is(err, wx.ErrTokenDead) {
						t.Errorf("%v", err)
					}
				} else if err != nil || token.Value == "" {
					t.Errorf("%q, %v", token.Value, err)
				}
			})
		}
	}
}

// issuer is a stable_token endpoint: the same token until it is forced.
type issuer struct {
	t       *testing.T
	version int
	dead    int // tokens up to this one are dead
	forced  []bool
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/cgi-bin/stable_token" {
		var body struct {
			ForceRefresh bool `json:"force_refresh"`
		}
		json.NewDecoder(r.Body).Decode(&body)
		i.forced = append(i.forced, body.ForceRefresh)
		if body.ForceRefresh {
			i.version++
		}
		fmt.Fprintf(w, `{"access_token":"t%d","expires_in":7200}`, i.version)
		return
	}
	var used int
	fmt.Sscanf(r.URL.Query().Get("access_token"), "t%d", &used)
	if used <= i.dead {
		io.WriteString(w, `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest rid: 1"}`)
		return
	}
	io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
}

func stable(t *testing.T) (*issuer, *weapp.Client) {
	i := &issuer{t: t, version: 1}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	client, err := weapp.New("wx1", "secret", weapp.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	return i, client
}

func TestDeadStableTokenIsForced(t *testing.T) {
	i, client := stable(t)
	if err := client.Messages.Send(t.Context(), weapp.Text("o", "1")); err != nil {
		t.Fatal(err)
	}
	i.dead = 1
	if err := client.Messages.Send(t.Context(), weapp.Text("o", "2")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{false, false, true}, i.forced); diff != "" {
		t.Errorf("force_refresh (-want +got):\n%s", diff)
	}
}

func TestReplacedStableTokenIsNotForced(t *testing.T) {
	i, client := stable(t)
	if err := client.Messages.Send(t.Context(), weapp.Text("o", "1")); err != nil {
		t.Fatal(err)
	}
	i.dead, i.version = 1, 2 // another program had it forced
	if err := client.Messages.Send(t.Context(), weapp.Text("o", "2")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{false, false}, i.forced); diff != "" {
		t.Errorf("force_refresh (-want +got):\n%s", diff)
	}
}
