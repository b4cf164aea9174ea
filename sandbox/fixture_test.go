package sandbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

func TestDefaultFixture(t *testing.T) {
	f := sandbox.DefaultFixture()
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	again, err := sandbox.ParseFixture(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, again); diff != "" {
		t.Error(diff)
	}
	for got, want := range map[string]string{
		f.Corp.ID: "ww1a2b3c4d5e6f7081", f.Groups[5].ChatID: "wrSandboxGroup00000000000000006", f.Customers[0].OpenID: openid1,
		f.Customers[0].ExternalUserID: external1, f.MiniProgram.OriginalID: "gh_0123456789ab", f.Customers[19].ID: "c20",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if len(f.Customers) != 20 || len(f.Members) != 8 || f.Customers[17].Type != sandbox.CustomerWeCom || !f.Groups[5].Dismissed {
		t.Error("the default fixture is not what it says")
	}
}

func TestFixtureErrors(t *testing.T) {
	good, err := json.Marshal(sandbox.DefaultFixture())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ old, new, want string }{
		{`"userid":"lisi","name"`, `"userid":"张","name"`, "members[1].userid"},
		{`"userid":"lisi","name"`, `"userid":"ZhangSan","name"`, `members[1].userid: "zhangsan" appears twice`},
		{`"status":4`, `"status":"4"`, "members[6].status: want an integer"},
		{`"status":4`, `"status":3`, "members[6].status"},
		{`"id":2,"name":"销售部"`, `"id":2,"nam":"销售部"`, "departments[1].nam: unknown field"},
		{`"parentid":1,"order":200`, `"parentid":7,"order":200`, "departments[1].parentid"},
		{`"kind":"suite"`, `"kind":"x"`, "apps[3].kind"},
		{`"visible_departments":[2,3]`, `"visible_departments":[2,9]`, "apps[0].visible_departments[1]"},
		{`"id":"c02"`, `"id":"c01"`, "customers[1].id"},
		{`"owner":"lisi"`, `"owner":"x"`, "groups[0].owner"},
		{`"id":"etTag0002"`, `"id":"etTag0001"`, "tag_groups[0].tags[1].id"},
		{`"id":"etGroup0002","name":"等级"`, `"id":"etGroup0002","name":""`, "tag_groups[1].name"},
		{`"mode":"secure"`, `"mode":"x"`, "mini_program.push.mode"},
		{`"aes_key":"abc`, `"aes_key":"a-c`, "callback.aes_key"},
		{`"enter_quota":2`, `"enter_quota":9`, "switches.enter_quota"},
		{`"verified":true`, `"verified":1`, "members[0].verified: want true or false"},
		{`{"corp"`, `["corp"`, "fixture"},
	} {
		_, err := sandbox.ParseFixture([]byte(strings.Replace(string(good), row.old, row.new, 1)))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %s", row.new, err, row.want)
		}
	}
	bad := sandbox.DefaultFixture()
	bad.Corp.ID = ""
	if _, err := sandbox.New(sandbox.Options{Fixture: bad}); err == nil {
		t.Error("a bad fixture was taken")
	}
}

// TestSeed shows that the same seed gives the same ids.
func TestSeed(t *testing.T) {
	made := func() string {
		w := newWorld(t, sandbox.Options{Rand: strings.NewReader(strings.Repeat("x", 32))})
		return w.way(nil)
	}
	if a, b := made(), made(); a != b {
		t.Errorf("%s, then %s", a, b)
	}
	if _, err := sandbox.New(sandbox.Options{Rand: strings.NewReader("short")}); err == nil {
		t.Error("a short seed was taken")
	}
}

func TestServe(t *testing.T) {
	sb, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- sb.Serve(ctx, ln) }()
	res, err := http.Get("http://" + ln.Addr().String() + "/sandbox/v1/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if sb.PhoneURL() != "http://"+ln.Addr().String()+"/phone" {
		t.Error(sb.PhoneURL())
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	io.Copy(io.Discard, res.Body)
}
