package sandbox_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

const (
	groupStat = "externalcontact/groupchat/statistic"
	dailyStat = "externalcontact/groupchat/statistic_group_by_day"

	firstDay = 1_699_977_600 // the midnight in Shanghai before start
	aDay     = 24 * 60 * 60
)

func statBody(more object) object {
	body := object{"day_begin_time": firstDay, "owner_filter": object{"userid_list": []string{"lisi", "zhangsan", "wangwu"}}}
	maps.Copy(body, more)
	return body
}

func counts(chats, chatTotal, chatMsg, members, memberTotal, memberMsg, texts int) map[string]any {
	return map[string]any{
		"new_chat_cnt": float64(chats), "chat_total": float64(chatTotal), "chat_has_msg": float64(chatMsg), "new_member_cnt": float64(members),
		"member_total": float64(memberTotal), "member_has_msg": float64(memberMsg), "msg_total": float64(texts), "migrate_trainee_chat_cnt": 0.,
	}
}

// lived is a sandbox with two days of groups: lisi's five of the fixture and one of zhangsan.
func lived(t *testing.T) *world {
	w := newWorld(t, sandbox.Options{})
	w.control("POST", "/groups/create", object{"chat_id": "wrNew", "owner": "zhangsan"})
	w.grouped("fill", "wrNew", object{"count": 9})
	w.grouped("join", chat(1), object{"customer": "c01"})
	w.grouped("messages", chat(1), object{"customer": "c01", "content": "在吗"})
	w.sb.Advance(24 * time.Hour)
	w.grouped("leave", chat(1), object{"customer": "c01"})
	w.grouped("join", chat(1), object{"customer": "c02"})
	w.grouped("join", chat(1), object{"customer": "c03"})
	w.grouped("messages", chat(1), object{"userid": "lisi", "content": "在的"})
	w.grouped("messages", chat(1), object{"userid": "lisi", "content": "您好"})
	w.grouped("dismiss", chat(5), nil)
	w.sb.Advance(24 * time.Hour)
	return w
}

func TestGroupStatistic(t *testing.T) {
	w := lived(t)
	items := func(body object) any { return w.wecom(groupStat, statBody(body))["items"] }
	item := func(owner string, data map[string]any) any { return map[string]any{"owner": owner, "data": data} }
	for _, row := range []struct {
		name string
		body object
		want []any
	}{
		{"the first day", nil, []any{item("lisi", counts(6, 5, 1, 7, 6, 1, 1)), item("zhangsan", counts(1, 1, 0, 10, 10, 0, 0))}},
		{"the second day", object{"day_begin_time": firstDay + aDay + 3600}, []any{item("lisi", counts(0, 4, 1, 2, 6, 2, 3)), item("zhangsan", counts(0, 1, 0, 0, 10, 0, 0))}},
		{"both", object{"day_end_time": firstDay + aDay}, []any{item("lisi", counts(6, 4, 1, 9, 6, 2, 3)), item("zhangsan", counts(1, 1, 0, 10, 10, 0, 0))}},
		{"by new members", object{"order_by": 3, "limit": 1}, []any{item("zhangsan", counts(1, 1, 0, 10, 10, 0, 0))}},
		{"by groups, ascending", object{"order_by": 2, "order_asc": 1, "limit": 1}, []any{item("zhangsan", counts(1, 1, 0, 10, 10, 0, 0))}},
		{"by members, the second", object{"order_by": 4, "offset": 1}, []any{item("lisi", counts(6, 5, 1, 7, 6, 1, 1))}},
		{"behind the end", object{"offset": 7}, []any{}},
		{"before there were groups", object{"day_begin_time": firstDay - aDay}, []any{}},
	} {
		if diff := cmp.Diff(row.want, items(row.body)); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
	}
	o := w.wecom(groupStat, statBody(object{"limit": 1}))
	w.same("paging", fmt.Sprint(o.num("total"), o.num("next_offset")), "2 1")
}

func TestGroupStatisticByDay(t *testing.T) {
	w := lived(t)
	got := w.wecom(dailyStat, statBody(object{"day_begin_time": firstDay - aDay, "day_end_time": firstDay + aDay}))["items"]
	want := []any{
		map[string]any{"stat_time": float64(firstDay - aDay), "data": counts(0, 0, 0, 0, 0, 0, 0)},
		map[string]any{"stat_time": float64(firstDay), "data": counts(7, 6, 1, 17, 16, 1, 1)},
		map[string]any{"stat_time": float64(firstDay + aDay), "data": counts(0, 5, 1, 2, 16, 2, 3)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGroupStatisticErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	yesterday := firstDay - aDay
	for _, row := range []struct {
		name string
		body object
		code int
	}{
		{"no beginning", object{"day_begin_time": nil}, 40058},
		{"today", object{"day_begin_time": firstDay}, 40058},
		{"yesterday", object{"day_begin_time": firstDay - 1}, 0},
		{"180 days ago", object{"day_begin_time": firstDay - 180*aDay}, 0},
		{"181 days ago", object{"day_begin_time": firstDay - 181*aDay}, 40058},
		{"30 days", object{"day_begin_time": yesterday - 29*aDay, "day_end_time": yesterday}, 0},
		{"31 days", object{"day_begin_time": yesterday - 30*aDay, "day_end_time": yesterday}, 40058},
		{"the wrong way round", object{"day_begin_time": yesterday, "day_end_time": yesterday - aDay}, 40058},
		{"no owner", object{"day_begin_time": yesterday, "owner_filter": nil}, 40058},
		{"unknown owner", object{"day_begin_time": yesterday, "owner_filter": object{"userid_list": []string{"nobody"}}}, 60111},
		{"owner out of range", object{"day_begin_time": yesterday, "owner_filter": object{"userid_list": []string{"wujiu"}}}, 60011},
	} {
		for _, path := range []string{groupStat, dailyStat} {
			if o := w.wecom(path, statBody(row.body)); o.num("errcode") != row.code {
				t.Errorf("%s of %s: %v, want %d", row.name, path, o, row.code)
			}
		}
	}
	for _, more := range []object{{"order_by": 5}, {"limit": 1001}, {"limit": 0}, {"offset": -1}} {
		more["day_begin_time"] = yesterday
		w.errcode(w.wecom(groupStat, statBody(more)), 40058)
	}
}
