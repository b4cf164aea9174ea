package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox/scenario"
)

// problems of a file, found before anything runs. Each is what the message must begin with.
var problems = []struct{ name, file, want string }{
	{"no YAML", "name: x\nsteps: [a\n", "f.yaml:2:8: "},
	{"a tab", "name: x\nsteps:\n\t- clock: 1h\n", "f.yaml:3:1: "},
	{"a bare placeholder", "name: x\nsteps:\n  - scan: {customer: c01, config_id: ${way.id}}\n", `f.yaml:3:39: ',' or '}' must be specified; within { } and [ ] a placeholder stands in quotes`},
	{"a key twice", "name: x\nname: y\nsteps: []\n", `f.yaml:2:1: mapping key "name" already defined`},
	{"an alias", "name: &x a\nsteps: [{clock: 1h}]\n", "f.yaml:1:7: anchors, aliases and tags are not part of the language"},
	{"a list", "- a\n", "f.yaml:1:1: a scenario is a mapping with the keys about, clock, "},
	{"two documents", "name: x\nsteps: [{clock: 1h}]\n---\nname: y\n", "f.yaml:1:1: a scenario is one YAML document, this file has 2"},
	{"no name", "steps: [{clock: 1h}]\n", "f.yaml:1:1: the file needs name"},
	{"no steps", "name: x\nsteps: []\n", "f.yaml:2:8: a scenario has at least one step"},
	{"an unknown key", "name: x\nstep: []\nsteps: [{clock: 1h}]\n", `f.yaml:2:1: the file has no key "step"; did you mean steps?`},
	{"an unknown switch", "name: x\nswitches: {rate_limit: false}\nsteps: [{clock: 1h}]\n", `f.yaml:2:12: switches has no key "rate_limit"; did you mean rate_limits?`},
	{"a switch of the wrong kind", "name: x\nswitches: {rate_limits: no}\nsteps: [{clock: 1h}]\n", "f.yaml:2:25: switches.rate_limits must be true or false, not text"},
	{"a switch that cannot be so", "name: x\nswitches: {update_absent: maybe}\nsteps: [{clock: 1h}]\n", "f.yaml:2:11: switches.update_absent: maybe is not one of [keep clear]"},
	{"a switch that cannot become so", "name: x\nsteps: [{switches: {update_absent: maybe}}]\n", "f.yaml:2:20: switches.update_absent: maybe is not one of [keep clear]"},
	{"a chat and a message", "name: x\nsteps:\n  - expect_phone: {customer: c01, messages: [], content: x}\n", "f.yaml:3:49: messages is the whole chat: content belongs into it"},
	{"a count of nothing", "name: x\nsteps:\n  - expect_no_push: {count: 2}\n", `f.yaml:3:22: expect_no_push has no key "count"`},
	{"no clock at all", "name: x\nsteps:\n  - clock: \"\"\n", `f.yaml:3:12: "" is no span of time`},
	{"a bad fixture", "name: x\nfixture: {corp: {id: 5}}\nsteps: [{clock: 1h}]\n", "f.yaml:2:10: corp.id: "},
	{"a fixture that is none", "name: x\nfixture: [1]\nsteps: [{clock: 1h}]\n", "f.yaml:2:10: fixture is a mapping that is merged"},
	{"switches that are none", "name: x\nsteps: [{switches: 5}]\n", "f.yaml:2:20: switches takes a mapping"},
	{"no fixture file", "name: x\nfixture: nowhere.json\nsteps: [{clock: 1h}]\n", "f.yaml:2:10: open nowhere.json: "},
	{"a bad start", "name: x\nclock: tomorrow\nsteps: [{clock: 1h}]\n", `f.yaml:2:8: "tomorrow" is no time; write 2026-03-01T09:00:00+08:00`},
	{"an unknown verb", "name: x\nsteps:\n  - scna: {customer: c01}\n", `f.yaml:3:5: "scna" is no verb; did you mean scan?`},
	{"a far-off verb", "name: x\nsteps:\n  - sing: {customer: c01}\n", `f.yaml:3:5: "sing" is no verb; a step begins with one of approve, call, `},
	{"two verbs", "name: x\nsteps:\n  - scan: {customer: c01}\n    clock: 1h\n", "f.yaml:4:5: a step does one thing: scan and clock are two steps"},
	{"an unknown argument", "name: x\nsteps:\n  - scan: {customer: c01, config: x}\n", `f.yaml:3:27: scan has no key "config"; it may have config_id, customer, qr_code`},
	{"a missing argument", "name: x\nsteps:\n  - chat: {customer: c01, by: customer, content: hi}\n", "f.yaml:3:11: chat needs userid"},
	{"a number for a text", "name: x\nsteps:\n  - scan: {customer: 5}\n", "f.yaml:3:22: scan.customer must be text, not a number"},
	{"no span", "name: x\nsteps:\n  - clock: 2 days\n", `f.yaml:3:12: "2 days" is no span of time; write 20s, 5m, 48h, 3d or 2d12h`},
	{"two contents", "name: x\nsteps:\n  - message: {customer: c01, text: a, image: b}\n", "f.yaml:3:14: a message has one of text, image"},
	{"no path", "name: x\nsteps:\n  - call: externalcontact/get\n", "f.yaml:3:11: call names a path of the platforms"},
	{"no control call", "name: x\nsteps:\n  - do: /sandbox/v1/scan\n", "f.yaml:3:9: do names a call of the control API"},
	{"an unknown name", "name: x\nsteps:\n  - scan: {customer: c01, config_id: \"${way.config_id}\"}\n", `f.yaml:3:38: ${way.config_id}: no earlier step saves "way"`},
	{"a later name", "name: x\nsteps:\n  - scan: {customer: c01, config_id: \"${way}\"}\n    save: way\n", `f.yaml:3:38: ${way}: no earlier step saves "way"`},
	{"a wrong path of a customer", "name: x\nsteps:\n  - login: ${c01.open_id}\n", `f.yaml:3:12: ${c01.open_id}: c01 has no "open_id"; it has external_userid, id, name, openid, unionid`},
	{"no placeholder", "name: x\nsteps:\n  - login: ${now + soon}\n", "f.yaml:3:12: ${now + soon}: a placeholder is ${name}, "},
	{"an unknown operator", "name: x\nsteps:\n  - login: c01\n    expect: {code: {length: 3, size: 3}}\n", `f.yaml:4:32: an expectation by operators has no key "size"`},
	{"a bad pattern", "name: x\nsteps:\n  - login: c01\n    expect: {code: {matches: \"(\"}}\n", "f.yaml:4:30: error parsing regexp"},
	{"a key that a push has not", "name: x\nsteps:\n  - expect_push: {event: text, content: hi}\n", `f.yaml:3:32: expect_push has no key "content"; it may have answered, `},
	{"expect beside a look", "name: x\nsteps:\n  - expect_push: {event: text}\n    expect: 0\n", `f.yaml:4:5: expect_push has no key "expect"`},
	{"a name that is taken", "name: x\nsteps:\n  - login: c01\n    save: now\n", `f.yaml:4:11: "now" is no name for a value`},
	{"how often", "name: x\nsteps:\n  - call: /cgi-bin/gettoken\n    times: 0\n", "f.yaml:4:12: times is a number from 1 to 1000000"},
	{"within a repetition", "name: x\nsteps:\n  - repeat: {times: 2, steps: [{clok: 1h}]}\n", `f.yaml:3:33: "clok" is no verb; did you mean clock?`},
	{"an unknown need", "name: x\nneeds: [webhook]\nsteps: [{clock: 1h}]\n", "f.yaml:2:9: needs lists wecom, weapp or both"},
	{"two servers", "name: x\nneeds: [weapp]\nsteps: [{server: {weapp: ok}}]\n", "f.yaml:2:8: needs watches a server, and server steps play one"},
	{"an unknown answer", "name: x\nsteps:\n  - server: {wecom: transfer}\n", "f.yaml:3:21: the server answers fail, ok, slow, transfer"},
}

func TestProblems(t *testing.T) {
	for _, row := range problems {
		t.Run(row.name, func(t *testing.T) {
			_, err := scenario.Parse("f.yaml", []byte(row.file), nil)
			var p *scenario.Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v, want a problem", err)
			}
			if first, _, _ := strings.Cut(err.Error(), "\n"); !strings.HasPrefix(first, row.want) {
				t.Errorf("got  %s\nwant %s…", first, row.want)
			}
		})
	}
}

// TestAllProblems wants every mistake of a file at once, in its order.
func TestAllProblems(t *testing.T) {
	_, err := scenario.Parse("f.yaml", []byte("name: 5\nsteps:\n  - clock: soon\n  - scna: x\n"), nil)
	lines := strings.Split(err.Error(), "\n")
	for i, want := range []string{"f.yaml:1:7: ", "f.yaml:3:12: ", "f.yaml:4:5: "} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d of %q: want %s…", i+1, lines, want)
		}
	}
}
