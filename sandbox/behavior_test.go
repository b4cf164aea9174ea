package sandbox_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const behaviorData = "externalcontact/get_user_behavior_data"

func behaved(at, contacts, chats, messages, lost int, more object) any {
	day := object{
		"stat_time": float64(at), "new_apply_cnt": 0., "new_contact_cnt": float64(contacts), "chat_cnt": float64(chats),
		"message_cnt": float64(messages), "negative_feedback_cnt": float64(lost),
	}
	maps.Copy(day, more)
	return map[string]any(day)
}

// TestBehavior lives two days: on the first c01 asks zhangsan and hears back after six
// minutes, c02 asks lisi in vain and leaves; on the second c01 and c02 are added again.
func TestBehavior(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	say := func(customer, userid, by string) {
		w.control("POST", "/wecom/messages", object{"customer": customer, "userid": userid, "by": by, "content": "在"})
	}
	leave := func(customer, userid, by string) {
		w.control("POST", "/relations/delete", object{"customer": customer, "userid": userid, "by": by})
	}
	mine, theirs := w.way(nil), w.way(object{"user": []string{"lisi"}})
	w.scan("c01", mine)
	w.scan("c02", theirs)
	say("c01", "zhangsan", "customer")
	say("c01", "zhangsan", "customer")
	say("c02", "lisi", "customer")
	w.sb.Advance(6 * time.Minute)
	say("c01", "zhangsan", "member")
	say("c01", "zhangsan", "member")
	leave("c02", "lisi", "customer")
	leave("c01", "zhangsan", "member")
	leave("c01", "zhangsan", "customer")
	w.sb.Advance(24 * time.Hour)
	w.scan("c01", mine)
	w.scan("c02", theirs) // whom lisi never lost
	say("c01", "zhangsan", "member")
	say("c01", "zhangsan", "customer") // who did not begin

	ask := func(more object) any {
		body := object{"userid": []string{"ZhangSan", "lisi"}, "start_time": firstDay + 5000, "end_time": firstDay + 2*aDay}
		maps.Copy(body, more)
		return w.wecom(behaviorData, body)["behavior_data"]
	}
	for _, row := range []struct {
		name string
		body object
		want []any
	}{
		{"both members, today the last day", nil, []any{
			behaved(firstDay, 2, 1, 2, 2, object{"reply_percentage": 50., "avg_reply_time": 6.}),
			behaved(firstDay+aDay, 1, 1, 1, 0, nil),
		}},
		{"one member, one day", object{"userid": []string{"lisi"}, "end_time": firstDay}, []any{
			behaved(firstDay, 1, 0, 0, 1, object{"reply_percentage": 0., "avg_reply_time": 0.}),
		}},
		{"a department and one of its members count once", object{"userid": []string{"lisi"}, "partyid": []int{2}, "end_time": firstDay}, []any{
			behaved(firstDay, 2, 1, 2, 2, object{"reply_percentage": 50., "avg_reply_time": 6.}),
		}},
	} {
		if diff := cmp.Diff(any(row.want), ask(row.body)); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
	}
}

func TestBehaviorErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	for _, row := range []struct {
		name string
		body object
		code int
	}{
		{"nobody", object{"userid": []string{}}, 40058},
		{"101 members", object{"userid": strings.Fields(strings.Repeat("lisi ", 101))}, 40058},
		{"no such member", object{"userid": []string{"nobody"}}, 60111},
		{"out of range", object{"userid": []string{"wujiu"}}, 60011},
		{"no such department", object{"partyid": []int{99}}, 40066},
		{"a department out of range", object{"partyid": []int{1}}, 60011},
		{"the end before the start", object{"end_time": firstDay - aDay}, 40058},
		{"31 days", object{"start_time": firstDay - 30*aDay}, 40058},
		{"30 days", object{"start_time": firstDay - 29*aDay}, 0},
		{"181 days ago", object{"start_time": firstDay - 181*aDay, "end_time": firstDay - 180*aDay}, 40058},
		{"180 days ago", object{"start_time": firstDay - 180*aDay, "end_time": firstDay - 180*aDay}, 0},
		{"no times", object{"start_time": nil}, 40058},
	} {
		t.Run(row.name, func(t *testing.T) {
			body := object{"userid": []string{"lisi"}, "start_time": firstDay, "end_time": firstDay}
			maps.Copy(body, row.body)
			w.errcode(w.wecom(behaviorData, body), row.code)
		})
	}
}
