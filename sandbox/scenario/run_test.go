package scenario_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/sandbox/scenario"
)

func parse(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("f.yaml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func isBroken(t *testing.T, err error) *scenario.Broken {
	t.Helper()
	var b *scenario.Broken
	if !errors.As(err, &b) {
		t.Fatalf("got %v, want a broken expectation", err)
	}
	return b
}

// breaks are scenarios whose last step does not hold, and what the report must say.
var breaks = []struct {
	name, file string
	line       int
	says       []string
}{
	{"another code", "name: x\nsteps:\n  - message: {customer: c01, text: 在吗}\n" +
		"  - call: /cgi-bin/message/custom/send\n    body: {touser: \"${c01.openid}\", msgtype: text, text: {content: 您好}}\n    expect: 45015\n",
		4, []string{"call /cgi-bin/message/custom/send → 45015", "expected  errcode: 45015", "seen      errcode: 0", `"Content":"在吗"`}},
	{"an error that nobody expected", "name: x\nsteps:\n  - call: /cgi-bin/user/get?userid=nobody\n",
		3, []string{"expected  errcode: 0", "seen      errcode: 60111", "userid not found"}},
	{"an error in spite of other wishes", "name: x\nsteps:\n  - call: /cgi-bin/user/get?userid=nobody\n    expect: {department: []}\n",
		3, []string{"seen      errcode: 60111"}},
	{"a nested member", "name: x\nsteps:\n  - call: /cgi-bin/externalcontact/get_follow_user_list\n    expect: {follow_user: {contains: nobody}}\n",
		3, []string{"expected  follow_user: contains nobody", `seen      follow_user: ["zhangsan"`}},
	{"a list of another length", "name: x\nsteps:\n  - do: GET /sandbox/v1/pushes\n    within: 10ms\n    expect: {length: 1}\n",
		3, []string{"expected  length 1", "seen      []"}},
	{"a member that is not there", "name: x\nsteps:\n  - login: c01\n    expect: {token: x}\n", 3, []string{"expected  token: x", "seen      token: absent"}},
	{"a value to save", "name: x\nsteps:\n  - login: c01\n    save: {t: token}\n", 3, []string{"a value at token, to be saved"}},
	{"a refusal of the control API", "name: x\nsteps:\n  - login: c99\n", 3, []string{"http_status: 200", "http_status: 404", "c99"}},
	{"no such push", "name: x\nwithin: 50ms\nsteps:\n  - enter: {customer: c01, session_from: abc}\n" +
		"  - expect_push: {event: user_enter_tempsession, SessionFrom: xyz}\n",
		5, []string{"0 such within 50ms", `(SessionFrom: "abc" instead of "xyz")`}},
	{"a push that the server refuses", "name: x\nwithin: 5s\nswitches: {weapp_push_attempts: 1}\nsteps:\n  - server: {weapp: fail}\n  - enter: c01\n" +
		"  - expect_push: {status: failed}\n  - expect_push: {status: delivered}\n    within: 50ms\n",
		8, []string{`(attempt 1: HTTP 500 "", which counts as failed)`}},
	{"a push counts once", "name: x\nwithin: 50ms\nsteps:\n  - enter: c01\n  - expect_push: {event: user_enter_tempsession}\n" +
		"  - expect_push: {event: user_enter_tempsession}\n", 6, []string{"(met an earlier expectation)"}},
	{"too many pushes", "name: x\nwithin: 50ms\nsteps:\n  - enter: c01\n  - enter: c01\n  - expect_push: {event: user_enter_tempsession, count: 1}\n",
		6, []string{"1 of: a push with", "2 such within 50ms"}},
	{"a push all the same", "name: x\nsteps:\n  - enter: c01\n  - expect_no_push: {customer: c01}\n", 4, []string{"none with {customer: c01}"}},
	{"a chat of other words", "name: x\nwithin: 50ms\nsteps:\n  - message: {customer: c01, text: a}\n" +
		"  - expect_phone: {customer: c01, messages: [{from: customer, content: b}]}\n", 5, []string{"0.content: \"b\"", "0.content: \"a\""}},
	{"a state", "name: x\nwithin: 50ms\nsteps:\n  - expect_state: {ways: 3}\n", 4, []string{"ways: 3", "ways: 0"}},
	{"no call of a server", "name: x\nwithin: 50ms\nsteps:\n  - call: /cgi-bin/user/get?userid=lisi\n  - expect_call: /cgi-bin/user/get\n",
		5, []string{"a call with {path: /cgi-bin/user/get}", "0 such"}},
	{"within a repetition", "name: x\nsteps:\n  - repeat:\n      times: 3\n      steps:\n        - call: /cgi-bin/nothing\n", 6, []string{"http_status: 404"}},
	{"no token", "name: x\nsteps:\n  - fault: {path: /cgi-bin/gettoken, errcode: -1}\n  - call: /cgi-bin/user/get?userid=lisi\n",
		4, []string{"no access_token for the app", "system busy"}},
}

func TestBroken(t *testing.T) {
	for _, row := range breaks {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b := isBroken(t, parse(t, row.file).Run(t.Context(), scenario.Options{}))
			if b.Line != row.line {
				t.Errorf("broken in line %d, want %d", b.Line, row.line)
			}
			for _, says := range row.says {
				if !strings.Contains(b.Error(), says) {
					t.Errorf("the report does not say %q:\n%v", says, b)
				}
			}
		})
	}
}

// TestHeld wants every step named as it is done.
func TestHeld(t *testing.T) {
	var lines []string
	s := parse(t, "name: x\nsteps:\n  - clock: 48h\n  - login: c01\n    save: me\n  - repeat: {times: 2, steps: [{clock: 1s}]}\n")
	err := s.Run(t.Context(), scenario.Options{Held: func(_ int, words string) { lines = append(lines, words) }})
	if got, want := strings.Join(lines, "|"), "clock 48h|login c01|repeat 1 steps, 2 times"; err != nil || got != want {
		t.Errorf("got %q and %v, want %q", got, err, want)
	}
}

// TestClock moves and sets the clock, and reads it in placeholders.
func TestClock(t *testing.T) {
	s := parse(t, "name: x\nclock: 2026-03-01T00:00:00Z\nsteps:\n  - clock: 1d12h\n    expect: {now: {at_least: 1772452800, at_most: 1772452860}}\n"+
		"  - clock: {set: 1700000000}\n    expect: {now: {at_least: 1700000000, at_most: 1700000060}}\n"+
		"  - do: GET /sandbox/v1/clock\n    expect: {now: {at_least: \"${now - 5s}\", at_most: \"${now + 1m}\"}}\n")
	if err := s.Run(t.Context(), scenario.Options{}); err != nil {
		t.Error(err)
	}
}

// TestRepeatable wants the same ids in every run.
func TestRepeatable(t *testing.T) {
	s := parse(t, "name: x\nsteps:\n  - login: c01\n    expect: {code: nothing}\n")
	first, second := isBroken(t, s.Run(t.Context(), scenario.Options{})), isBroken(t, s.Run(t.Context(), scenario.Options{}))
	if first.Error() != second.Error() {
		t.Errorf("two runs differ:\n%v\n%v", first, second)
	}
}

// TestBaseFixture lays the file's fixture over the one that is given.
func TestBaseFixture(t *testing.T) {
	base := sandbox.DefaultFixture()
	base.Corp.Name = "另一家"
	base.Customers = base.Customers[:1]
	s, err := scenario.Parse("f.yaml", []byte("name: x\nfixture: {mini_program: {name: 小店}}\nsteps:\n"+
		"  - do: GET /sandbox/v1/customers\n    expect: {length: 1}\n"), base)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(t.Context(), scenario.Options{}); err != nil {
		t.Error(err)
	}
}

const watched = `name: The server answers each message
needs: [weapp]
fixture: {mini_program: {push: {mode: plain}}}
steps:
  - message: {customer: c01, text: 在吗}
  - expect_push: {event: text, status: delivered, answered: ok}
  - expect_call: {path: /cgi-bin/message/custom/send, errcode: 0, request: {touser: "${c01.openid}"}}
  - expect_phone: {customer: c01, from: api, content: 收到}
  - expect_no_call: {path: /cgi-bin/message/custom/send}
`

// TestWatchedServer watches a server that answers a push by a call of its own.
func TestWatchedServer(t *testing.T) {
	platform := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			t.Error(err)
		}
		if r.Method == http.MethodGet { // the verification of its address
			return
		}
		go answerCustomer(t, <-platform)
	}))
	defer server.Close()
	o := scenario.Options{WeappCallback: server.URL, Ready: func(url string) { platform <- url }}
	s := parse(t, watched)
	if !s.NeedsWeapp || s.NeedsWeCom {
		t.Error("it needs the mini program's callback and no other")
	}
	if err := s.Run(t.Context(), o); err != nil {
		t.Error(err)
	}
}

// answerCustomer is what the server does later: fetch a token, send a message.
func answerCustomer(t *testing.T, platform string) {
	post := func(path, body string) []byte {
		res, err := http.Post(platform+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return nil
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil {
			t.Error(err)
		}
		return raw
	}
	raw := post("/cgi-bin/stable_token", `{"grant_type":"client_credential","appid":"wx1a2b3c4d5e6f7081","secret":"sandbox-weapp-secret"}`)
	_, rest, _ := bytes.Cut(raw, []byte(`"access_token":"`))
	token, _, _ := bytes.Cut(rest, []byte(`"`))
	post("/cgi-bin/message/custom/send?access_token="+string(token),
		`{"touser":"oSandboxOpenid00000000000001","msgtype":"text","text":{"content":"收到"}}`)
}
