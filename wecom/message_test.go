package wecom_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
)

func TestMessagesAtTheirLimits(t *testing.T) {
	to := wecom.Recipients{UserIDs: many(1000), PartyIDs: many(100), TagIDs: many(100)}
	for name, m := range map[string]wecom.AppMessage{
		"text":     {Text: strings.Repeat("x", 2048), OncePer: 4 * time.Hour, Safe: true},
		"markdown": {Markdown: strings.Repeat("您", 682)},
		"card": {TextCard: &wecom.TextCard{
			Title: strings.Repeat("标", 128), Description: strings.Repeat("述", 512), URL: strings.Repeat("u", 2048), ButtonText: "查看更多",
		}},
	} {
		r := record(t, false, done)
		m.To, m.AgentID = to, 1
		if _, err := r.app.Messages.Send(t.Context(), m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := r.bodies[0]["touser"]; got != strings.Join(many(1000), "|") {
			t.Errorf("%s: to %v", name, got)
		}
	}
}

// What was not given does not go out: the platform's defaults hold.
func TestMessagesSendNothingUnasked(t *testing.T) {
	r := record(t, false, done)
	if _, err := r.app.Messages.Send(t.Context(), wecom.AppMessage{To: wecom.Recipients{All: true}, AgentID: 1, Text: "x"}); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"touser": "@all", "msgtype": "text", "agentid": 1.0, "text": map[string]any{"content": "x"}}
	if diff := cmp.Diff(want, r.bodies[0]); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}
