package examples

import (
	"net"
	"os"
	"slices"
	"strings"
	"testing"
)

var tenCalls = []string{
	"add_contact_way", "get_contact_way", "list_contact_way", "update_contact_way", "del_contact_way", "close_temp_chat",
	"add_join_way", "get_join_way", "update_join_way", "del_join_way",
}

// whole names what an update must send, lest the platform empties it.
var whole = map[string][]string{
	"update_contact_way": {"config_id", "remark", "skip_verify", "state", "user", "party"},
	"update_join_way":    {"config_id", "scene", "chat_id_list", "remark", "auto_create_room", "room_base_name", "room_base_id", "state"},
}

// All of them on one sandbox, one after the other, as somebody tries them who compares.
func TestEveryExampleMakesAllTenCalls(t *testing.T) {
	p := newPlatform(t)
	for _, l := range languages {
		t.Run(l.name, func(t *testing.T) {
			before := p.lastCall()
			got := l.run(t, p.setting())
			if got.status != 0 || got.stderr != "" {
				t.Fatalf("status %d, stderr %q, stdout:\n%s", got.status, got.stderr, got.stdout)
			}
			t.Logf("\n%s", got.stdout)
			seen, said := p.calls(before), got.lines()
			for _, name := range tenCalls {
				if !slices.ContainsFunc(seen, func(c call) bool { return c.name() == name }) {
					t.Errorf("%s was not called", name)
				}
				if !said[name] {
					t.Errorf("no line about %s", name)
				}
			}
			for _, c := range seen {
				checkCall(t, c)
			}
		})
	}
	p.onlyUsedTemporaryWaysStay()
}

func checkCall(t *testing.T, c call) {
	t.Helper()
	if c.Errcode != 0 {
		t.Errorf("%s was refused with %d", c.name(), c.Errcode)
	}
	for _, field := range whole[c.name()] {
		if _, sent := c.Request[field]; !sent {
			t.Errorf("%s left out %s", c.name(), field)
		}
	}
}

// Everything was deleted again but the temporary ways, which end by themselves.
func (p platform) onlyUsedTemporaryWaysStay() {
	p.t.Helper()
	var ways []way
	p.control("GET", "/ways", "", &ways)
	for _, w := range ways {
		if w.Kind != "temp" || w.UsedBy != "c01" {
			p.t.Errorf("a way is left: %+v", w)
		}
	}
}

// Every example ends with status 1 and says which call was refused, or that nobody is there.
func TestExampleSaysWhatWentWrong(t *testing.T) {
	p := newPlatform(t)
	for _, l := range languages {
		t.Run(l.name+"/a wrong secret", func(t *testing.T) {
			l.fails(t, []string{p.setting(), "MENLING_SECRET=nonsense"}, "gettoken: errcode 40001: invalid credential")
		})
		t.Run(l.name+"/a call is refused", func(t *testing.T) {
			tools(t, l.folder, l.probe, l.lacks)
			before := p.lastCall()
			p.control("POST", "/faults", `{"path":"/cgi-bin/externalcontact/groupchat/add_join_way","errcode":48002}`, new(any))
			l.fails(t, []string{p.setting()}, "add_join_way: errcode 48002: api forbidden")
			calls := p.calls(before)
			if last := calls[len(calls)-1]; last.name() != "add_join_way" {
				t.Errorf("it went on to %s", last.name())
			}
		})
		t.Run(l.name+"/nobody there", func(t *testing.T) {
			nobody := unusedAddress(t)
			l.fails(t, []string{"MENLING_SANDBOX=http://" + nobody}, nobody)
		})
	}
}

func (l language) fails(t *testing.T, environment []string, why string) {
	t.Helper()
	got := l.run(t, environment...)
	if got.status != 1 || !strings.Contains(got.stderr, why) || strings.Count(got.stderr, "\n") > 2 { // go run adds a line of its own
		t.Errorf("status %d, stderr %q; want 1 and %q in one line", got.status, got.stderr, why)
	}
}

// unusedAddress is one where nobody listens any more.
func unusedAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// The page says how to run each as it is run here.
func TestThePageSaysHowToRunThem(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		row := strings.Index(string(page), "\n| "+l.name+" | ["+l.folder+"/")
		if row < 0 {
			t.Errorf("README.md has no row for %s", l.name)
			continue
		}
		line, _, _ := strings.Cut(string(page[row+1:]), "\n")
		if command := strings.Join(l.command, " ") + "`"; !strings.Contains(line, command) {
			t.Errorf("README.md does not say %s: %s", command, line)
		}
	}
}
