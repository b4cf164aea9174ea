package weapp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

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
					op.Check(t, c, r)
					op.Answer(w, c)
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

// issuer issues tokens t1, t2 and so on, as the two endpoints do: the stable one
// gives the same until it is forced, the other a new one each time.
type issuer struct {
	mu     sync.Mutex
	newest int
	dead   int    // tokens up to this one are dead
	stuck  bool   // force refreshes nothing
	busy   bool   // asking for a token is answered -1
	asked  []bool // each time a token was asked for: by force or not
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	switch {
	case r.URL.Path == "/cgi-bin/stable_token":
		var body struct {
			ForceRefresh bool `json:"force_refresh"`
		}
		json.NewDecoder(r.Body).Decode(&body)
		i.issue(w, body.ForceRefresh, body.ForceRefresh && !i.stuck)
	case r.URL.Path == "/cgi-bin/token":
		i.issue(w, false, len(i.asked) > 0)
	case i.isDead(r.URL.Query().Get("access_token")):
		io.WriteString(w, `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest rid: 1"}`)
	default:
		io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
	}
}

func (i *issuer) issue(w io.Writer, forced, another bool) {
	i.asked = append(i.asked, forced)
	if i.busy {
		io.WriteString(w, `{"errcode":-1,"errmsg":"system error"}`)
		return
	}
	if another {
		i.newest++
	}
	fmt.Fprintf(w, `{"access_token":"t%d","expires_in":7200}`, i.newest)
}

func (i *issuer) isDead(token string) bool {
	var n int
	fmt.Sscanf(token, "t%d", &n)
	return n <= i.dead
}

// set changes what the platform does.
func (i *issuer) set(change func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change()
}

// issuing is a platform whose first token has been fetched.
func issuing(t *testing.T, opts ...weapp.Option) (*issuer, *weapp.Client) {
	t.Helper()
	i := &issuer{newest: 1}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	client, err := weapp.New("wx1", "secret", append(opts, weapp.WithBaseURL(server.URL))...)
	if err != nil {
		t.Fatal(err)
	}
	if err := send(t, client); err != nil {
		t.Fatal(err)
	}
	return i, client
}

func send(t *testing.T, client *weapp.Client) error {
	return client.Messages.Send(t.Context(), weapp.Text("o", "hi"))
}

func TestDeadStableTokenIsForced(t *testing.T) {
	i, client := issuing(t)
	i.set(func() { i.dead = 1 })
	if err := send(t, client); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{false, false, true}, i.asked); diff != "" {
		t.Errorf("force_refresh (-want +got):\n%s", diff)
	}
}

func TestReplacedStableTokenIsNotForced(t *testing.T) {
	i, client := issuing(t)
	i.set(func() { i.dead, i.newest = 1, 2 }) // another program had it forced
	if err := send(t, client); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{false, false}, i.asked); diff != "" {
		t.Errorf("force_refresh (-want +got):\n%s", diff)
	}
}

// Within 30 seconds of a forced refresh another one would refresh nothing, and
// only use up one of the day's 20.
func TestForceIsSpared(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	i, client := issuing(t, weapp.WithClock(func() time.Time { return now }))
	i.set(func() { i.dead = 1 })
	if err := send(t, client); err != nil {
		t.Fatal(err)
	}
	i.set(func() { i.dead = 2 })
	now = now.Add(29 * time.Second)
	if err := send(t, client); !errors.Is(err, wx.ErrTokenChurn) || !errors.Is(err, wx.ErrTokenDead) || wx.IsUnknown(err) {
		t.Errorf("%v", err)
	}
	now = now.Add(time.Second)
	if err := send(t, client); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]bool{false, false, true, false, false, true}, i.asked); diff != "" {
		t.Errorf("force_refresh (-want +got):\n%s", diff)
	}
}

// A token known to be dead is never taken for a new one.
func TestForceThatRefreshesNothing(t *testing.T) {
	i, client := issuing(t)
	i.set(func() { i.dead, i.stuck = 1, true })
	if err := send(t, client); !errors.Is(err, wx.ErrTokenChurn) || !errors.Is(err, wx.ErrTokenDead) {
		t.Errorf("%v", err)
	}
}

// The old endpoint ends the token before with each answer, so a lost one is not
// asked for again by itself.
func TestClassicTokenIsAskedOnce(t *testing.T) {
	i, client := issuing(t, weapp.WithTokenMode(weapp.Classic))
	i.set(func() { i.dead, i.busy = 1, true })
	if err := send(t, client); !errors.Is(err, wx.ErrBusy) || len(i.asked) != 2 {
		t.Errorf("asked %d times, %v", len(i.asked), err)
	}
}

// A token that dies under many callers is renewed once, whatever the endpoint.
func TestDyingTokenMakesOneRefresh(t *testing.T) {
	for mode, want := range map[weapp.TokenMode][]bool{weapp.Stable: {false, false, true}, weapp.Classic: {false, false}} {
		i, client := issuing(t, weapp.WithTokenMode(mode))
		i.set(func() { i.dead = 1 })
		var callers sync.WaitGroup
		for range 64 {
			callers.Go(func() {
				if err := send(t, client); err != nil {
					t.Errorf("%s: %v", mode, err)
				}
			})
		}
		callers.Wait()
		if diff := cmp.Diff(want, i.asked); diff != "" {
			t.Errorf("%s: asked for tokens (-want +got):\n%s", mode, diff)
		}
	}
}
