package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// TestUseridsHaveNoLetterCase gives lisi's name in other letters to every call that takes one;
// each world is new, with c01 a friend of lisi and c02 in a temporary chat with him.
func TestUseridsHaveNoLetterCase(t *testing.T) {
	one := "&external_userid=" + external1
	pair := func(userid string, with object) object {
		return more(object{"userid": userid, "external_userid": external1}, with)
	}
	owners := func(userid string) object { return object{"userid_list": []string{userid}} }
	for name, do := range map[string]func(w *world, userid string) object{
		"add_contact_way": func(w *world, userid string) object {
			return object{"user": w.readWay(w.way(user(userid)))["user"]}
		},
		"update_contact_way": func(w *world, userid string) object {
			id := w.way(nil)
			w.errcode(w.wecom(setWay, more(user(userid), object{"config_id": id})), 0)
			return object{"user": w.readWay(id)["user"], "scan": w.scan("c03", id).str("userid")}
		},
		"list_contact_way by switch": func(w *world, userid string) object {
			w.switches(object{"list_filters": true})
			return object{"ways": len(w.wecom(listWay, object{"userid": userid}).list("contact_way"))}
		},
		"close_temp_chat": func(w *world, userid string) object {
			o := w.wecom("externalcontact/close_temp_chat", object{"userid": userid, "external_userid": "wmSandboxCustomer000000000000002"})
			return more(o, object{"said": len(w.controlList("/wecom/messages?customer=c02"))})
		},
		"list": func(w *world, userid string) object { return w.wecomGet(listExternal, "&userid="+userid) },
		"batch/get_by_user": func(w *world, userid string) object {
			return w.wecom(batchGet, object{"userid_list": []string{userid}})
		},
		"remark": func(w *world, userid string) object {
			w.errcode(w.wecom(setRemark, pair(userid, object{"remark": "老陈"})), 0)
			return w.wecomGet(getExternal, one)
		},
		"mark_tag": func(w *world, userid string) object {
			w.errcode(w.wecom(markTag, pair(userid, object{"add_tag": []string{"etTag0001"}})), 0)
			return w.wecomGet(getExternal, one)
		},
		"get_user_behavior_data": func(w *world, userid string) object {
			return w.wecom(behaviorData, object{"userid": []string{userid}, "start_time": firstDay, "end_time": firstDay})
		},
		"groupchat/list": func(w *world, userid string) object {
			return w.wecom(listChat, object{"limit": 9, "owner_filter": owners(userid)})
		},
		"groupchat/statistic": func(w *world, userid string) object {
			w.sb.Advance(24 * time.Hour)
			return w.wecom(groupStat, object{"day_begin_time": firstDay, "owner_filter": owners(userid)})
		},
		"user/get": func(w *world, userid string) object { return w.wecomGet("user/get", "&userid="+userid) },
		"message/send": func(w *world, userid string) object {
			w.errcode(w.wecom("message/send", object{"touser": userid, "msgtype": "text", "agentid": 1000002, "text": object{"content": "x"}}), 0)
			return object{"to": w.controlList("/wecom/app-messages")[0].str("userid")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var first object
			for _, userid := range []string{"lisi", "LISI", "LiSi"} {
				w := newWorld(t, sandbox.Options{Rand: zeros{}})
				w.scan("c01", w.way(user("lisi")))
				w.scan("c02", addingTemp(object{"conclusions": object{"text": object{"content": "再见"}}})(w).str("config_id"))
				got := plain(t, do(w, userid), w.srv.URL)
				if first == nil {
					first = got
					w.same("errcode", got.num("errcode"), 0)
				}
				if diff := cmp.Diff(first, got); diff != "" {
					t.Errorf("%s: %s", userid, diff)
				}
			}
		})
	}
}

// zeros is a seed that makes two worlds draw the same ids.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// plain is an answer without the address of its server, which differs.
func plain(t *testing.T, o object, url string) object {
	t.Helper()
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return answer{body: []byte(strings.ReplaceAll(string(raw), url, ""))}.object(t)
}
