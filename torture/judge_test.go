package main

import (
	"fmt"
	"testing"
)

const chatter = `{"FromUserName":"o1","CreateTime":%d,"MsgType":"text","Content":%q,"MsgId":%d}`

// aGoodDay is a history in which everything held.
func aGoodDay() (h history, f facts) {
	for i := range 3 {
		text := fmt.Sprint("m-", i)
		plain := fmt.Sprintf(chatter, 1000+i, text, i)
		id := int64(i + 1)
		h.pushes = append(h.pushes, pushed{ID: id, Kind: "weapp", Event: "text", Customer: "c01", Plaintext: plain})
		f.journal = append(f.journal, journaled{ID: id, Lane: "o1", Body: plain, State: journalApplied, AppliedAt: 5000 + id})
		f.messages = append(f.messages, messaged{Identity: 7, Direction: "in", Text: text, PushID: id})
	}
	added := func(code string) string {
		return "<xml><UserID>z</UserID><WelcomeCode>" + code + "</WelcomeCode></xml>"
	}
	for _, code := range []string{"first", "second"} {
		h.pushes = append(h.pushes, pushed{ID: 9, Kind: "wecom", Event: "add_external_contact", Plaintext: added(code)})
	}
	f.journal = append(f.journal, journaled{ID: 9, Lane: "w1", Body: added("first"), State: journalApplied, AppliedAt: 5000})
	f.told = map[int64]bool{9: true}
	h.replies = []reply{{"r-1"}}
	h.phones = []onPhone{{"c01", "r-1"}}
	f.messages = append(f.messages, messaged{Identity: 7, Direction: "out", Text: "r-1", State: "sent"})
	h.held = []platformWay{{"k1", "contact", "s1"}, {"k2", "join", "s2"}}
	f.ways = []ledgerWay{{1, "contact", "confirmed", "k1", []string{"s1"}}, {2, "join", "unknown", "", []string{"s2"}}}
	h.changes = []change{{"way.create", "way", 1}}
	f.audit = map[change]int{{"way.create", "way", 1}: 1}
	return h, f
}

// The judge tells each thing that may go wrong, and nothing else.
func TestEachFaultIsTold(t *testing.T) {
	const none = "acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1"
	for _, c := range []struct {
		name  string
		spoil func(h *history, f *facts)
		want  string
		more  int // holes in the audit log, and what took too long
	}{
		{"a good day", func(*history, *facts) {}, none, 0},
		{"a push is not there", func(_ *history, f *facts) { f.journal = f.journal[1:] },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a push is parked", func(_ *history, f *facts) { f.journal[1].State = journalParked },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a message left no trace", func(_ *history, f *facts) { f.messages = f.messages[1:] },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"an addition left no trace", func(_ *history, f *facts) { f.told = nil },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a push is kept twice", func(_ *history, f *facts) { f.journal = append(f.journal, f.journal[3]) },
			"acknowledged=5 lost=0 duplicated=1 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a message took effect twice", func(_ *history, f *facts) { f.messages = append(f.messages, f.messages[2]) },
			"acknowledged=5 lost=0 duplicated=1 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a later push was applied first", func(_ *history, f *facts) { f.journal[1].AppliedAt = 1 },
			"acknowledged=5 lost=0 duplicated=0 reordered=1 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"messages are shown in another order", func(_ *history, f *facts) { f.messages[0], f.messages[1] = f.messages[1], f.messages[0] },
			"acknowledged=5 lost=0 duplicated=0 reordered=1 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"messages of one second, another order, an answer between", func(h *history, f *facts) {
			h.pushes[0].Plaintext, f.journal[0].Body = fmt.Sprintf(chatter, 1001, "m-0", 0), fmt.Sprintf(chatter, 1001, "m-0", 0)
			m := f.messages
			f.messages = []messaged{m[1], m[3], m[0], m[2]}
		}, none, 0},
		{"a reply came twice", func(h *history, _ *facts) { h.phones = append(h.phones, h.phones[0]) },
			"acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=0 double_sends=1 unknown_ways=1", 0},
		{"a reply called sent came to nobody", func(h *history, _ *facts) { h.phones = nil },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a reply was taken and forgotten", func(h *history, _ *facts) { h.replies = append(h.replies, reply{"r-2"}) },
			"acknowledged=5 lost=1 duplicated=0 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a reply is kept twice", func(_ *history, f *facts) { f.messages = append(f.messages, f.messages[3]) },
			"acknowledged=5 lost=0 duplicated=1 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"a way is nobody's", func(h *history, _ *facts) { h.held = append(h.held, platformWay{"k3", "contact", "s3"}) },
			"acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=1 double_sends=0 unknown_ways=1", 0},
		{"a contact way was not found again", func(_ *history, f *facts) { f.ways[0].Phase, f.ways[0].ConfigID = "unknown", "" },
			"acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=1 double_sends=0 unknown_ways=2", 0},
		{"a join way is there and called failed", func(_ *history, f *facts) { f.ways[1].Phase = "failed" },
			"acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=1 double_sends=0 unknown_ways=0", 0},
		{"a deleted way is still there", func(_ *history, f *facts) { f.ways[0].Phase = "deleted" },
			"acknowledged=5 lost=0 duplicated=0 reordered=0 orphan_ways=1 double_sends=0 unknown_ways=1", 0},
		{"a way was made twice", func(h *history, f *facts) {
			h.held = append(h.held, platformWay{"k3", "contact", "s1"})
			f.ways = append(f.ways, ledgerWay{3, "contact", "confirmed", "k3", nil})
		}, "acknowledged=5 lost=0 duplicated=1 reordered=0 orphan_ways=0 double_sends=0 unknown_ways=1", 0},
		{"nobody knows who did it", func(_ *history, f *facts) { f.audit = nil }, none, 1},
		{"a node did not recover", func(h *history, _ *facts) { h.recovery.late = []string{"node1 is not ready"} }, none, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, f := aGoodDay()
			c.spoil(&h, &f)
			v := judge(h, f)
			if v.String() != c.want || v.auditHoles+v.late != c.more {
				t.Errorf("told\n%s, %d holes, %d late, want\n%s, %d in all", v, v.auditHoles, v.late, c.want, c.more)
			}
			if good := c.want == none && c.more == 0; v.good() != good || (len(v.offences) == 0) != good {
				t.Errorf("good: %v, in words: %q", v.good(), v.offences)
			}
		})
	}
}
