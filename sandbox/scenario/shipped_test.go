package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox/scenario"
)

const shipped = "../scenarios"

// TestShipped plays every scenario that ships.
func TestShipped(t *testing.T) {
	list, err := scenario.Load(nil, shipped)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 70 {
		t.Errorf("only %d scenarios ship", len(list))
	}
	for _, s := range list {
		t.Run(strings.TrimSuffix(filepath.Base(s.File), ".yaml"), func(t *testing.T) {
			t.Parallel()
			if testing.Short() && strings.Contains(s.File, "rate-limit") {
				t.Skip("10,000 calls take their time under the race detector")
			}
			if err := s.Run(t.Context(), scenario.Options{}); err != nil {
				t.Error(err)
			}
		})
	}
}

// teeth changes one thing that people, the app or the clock do in a shipped scenario, so that the
// platform's rule is met where it was broken or the other way round. Its expectations must notice.
var teeth = []struct{ file, from, to string }{
	{"contact-way-workflow", "user: [lisi], party: []", "user: [lisi], party: [3]"},
	{"contact-way-update-wipes-members", "update_absent: clear", "update_absent: keep"},
	{"contact-way-update-keeps-what-is-absent", "update_absent: keep", "update_absent: clear"},
	{"contact-way-update-read-merge-write", "      party: ${old.party}\n", ""},
	{"contact-way-lost-config-id", "drop: after", "drop: before"},
	{"contact-way-list-default-90-days", "clock: 2d", "clock: 12h"},
	{"contact-way-over-100-members", "count: 97", "count: 98"},
	{"contact-way-members-who-cannot", "[zhangsan, zhaoliu]", "[zhangsan, lisi]"},
	{"contact-way-state-over-30", `state: "${repeat 31 x}"`, `state: "${repeat 30 x}"`},
	{"contact-way-quota-used-up", "contact_way_quota: 2", "contact_way_quota: 3"},
	{"contact-way-quota-freed-later", "clock: 1h1m", "clock: 59m"},
	{"contact-way-needs-confirmation", "skip_verify: false", "skip_verify: true"},
	{"contact-way-half-event-before-confirm", "pending_half_event: true", "pending_half_event: false"},
	{"contact-way-second-scan", "    expect: added\n  - expect_push: {change_type: add_external_contact, State: {absent: true}}", "    expect: already"},
	{"contact-way-lost-config-id", "state: intent_4711}", "state: another}"},
	{"contact-way-clean-up", "clock: 30d", "clock: 0s"},
	{"contact-way-conclusions-without-temp", "expires_in: 60", "is_temp: true, expires_in: 60"},
	{"contact-way-list-filters", "list_filters: true", "list_filters: false"},
	{"contact-way-exclusive-for-a-company", "customer: c19", "customer: c18"},
	{"temp-chat-workflow", "is_temp: true", "is_temp: false"},
	{"temp-chat-code-expires", "clock: 2m", "clock: 30s"},
	{"temp-chat-ends-by-itself", "clock: 2m", "clock: 30s"},
	{"temp-chat-bound-to-one-customer", "unionid: \"${c01.unionid}\"}\n    save", "unionid: \"${c02.unionid}\"}\n    save"},
	{"temp-chat-conclusions-priority", "        image: {media_id: \"${pic.media_id}\"}\n    save", "    save"},
	{"temp-chat-medical-only", "industry: retail", "industry: medical"},
	{"temp-chat-daily-quota", "clock: 11m", "clock: 9m"},
	{"welcome-too-late", "clock: 21s", "clock: 15s"},
	{"welcome-by-two-apps", "welcome_send_ms: 8000", "welcome_send_ms: 0"},
	{"welcome-after-the-chat-began", "  - chat: {customer: c01, userid: zhangsan, by: customer, content: 在吗}\n", ""},
	{"customer-detail-comes-late", "detail_lag_ms: 60000", "detail_lag_ms: 0"},
	{"join-way-full-group-makes-rooms", "auto_create_room: 1", "auto_create_room: 0"},
	{"join-way-full-and-no-new-room", "auto_create_room: 0", "auto_create_room: 1"},
	{"join-way-dismissed-group", "  - group_dismiss: ${g01.chat_id}\n", ""},
	{"token-expires", "clock: 61m", "clock: 50m"},
	{"call-from-untrusted-ip", "203.0.113.0/24", "127.0.0.0/8"},
	{"call-system-busy", "errcode: -1, times: 2", "errcode: -1, times: 1"},
	{"media-expires-after-3-days", "clock: 2h", "clock: 30m"},
	{"weapp-48-hour-window", "clock: 2m", "clock: 30s"},
	{"weapp-five-messages", "times: 5", "times: 4"},
	{"weapp-enter-quota", "clock: 61s", "clock: 50s"},
	{"weapp-enter-without-quota", "enter_quota: 0", "enter_quota: 1"},
	{"weapp-session-from-is-cut", "${repeat 1000 a}z", "${repeat 998 a}z"},
	{"weapp-login-code-five-minutes", "clock: 5m1s", "clock: 4m50s"},
	{"weapp-token-force-refresh", "times: 19", "times: 18"},
	{"desk-half-an-hour", "clock: 31m", "clock: 20m"},
	{"desk-transfer", "weapp: transfer", "weapp: ok"},
	{"desk-third-party-platform", "third_party_platform: true", "third_party_platform: false"},
	{"push-is-retried", "fail, weapp: fail", "fail, weapp: ok"},
	{"push-duplicated-lost-reordered", "  - push_fault: {duplicate: true}\n", ""},
}

// TestTeeth breaks shipped scenarios and wants them to say so.
func TestTeeth(t *testing.T) {
	for _, tooth := range teeth {
		t.Run(tooth.file, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(filepath.Join(shipped, tooth.file+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			changed := strings.Replace(string(data), tooth.from, tooth.to, 1)
			if changed == string(data) {
				t.Fatalf("%q is not in the scenario", tooth.from)
			}
			s, err := scenario.Parse(tooth.file, []byte("within: 300ms\n"+changed), nil)
			if err != nil {
				t.Fatal(err)
			}
			isBroken(t, s.Run(t.Context(), scenario.Options{}))
		})
	}
}
