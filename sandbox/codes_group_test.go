package sandbox_test

import (
	"slices"
	"strings"
)

// joinWayCodes are those of join ways.
func joinWayCodes() []code {
	long := func(n int) string { return strings.Repeat("长", n) }
	adding := func(with object) ask { return post(addJoin, joinBody(with)) }
	chats := func(ids ...string) object { return object{"chat_id_list": ids} }
	updating := func(with object) ask {
		return func(w *world) object { return w.wecom(setJoin, more(with, object{"config_id": w.joinWay(nil)})) }
	}
	// of uses a way that another app made.
	of := func(path string) ask {
		return func(w *world) object {
			return as("sandbox-permanent-code", path, joinBody(object{"config_id": w.joinWay(nil)}))(w)
		}
	}
	return []code{
		{name: "40058 join, scene missing", ask: post(addJoin, chats(chat(1)))},
		{name: "40058 join, groups missing", ask: post(addJoin, object{"scene": 2})},
		{name: "40058 join, groups empty", ask: adding(chats())},
		{name: "40058 join, groups as a string", ask: adding(object{"chat_id_list": chat(1)})},
		{name: "40058 join, state too long", ask: adding(object{"state": long(31)})},
		{name: "0 join, state just fits", ask: adding(object{"state": long(30)})},
		{name: "40058 join, name too long", ask: adding(object{"room_base_name": long(41)})},
		{name: "0 join, name just fits", ask: adding(object{"room_base_name": long(40)})},
		{name: "40058 join, auto_create_room", ask: adding(object{"auto_create_room": 2})},
		{name: "40058 join, room_base_id", ask: adding(object{"room_base_id": -1})},
		{name: "40058 join update, scene missing", ask: updating(chats(chat(1)))},
		{name: "40058 join update, groups missing", ask: updating(object{"scene": 2})},
		{name: "40063 join, scene missing, by switch", ask: given(object{"missing_field_code": 40063}, post(addJoin, chats(chat(1))))},
		{name: "41040 join", ask: adding(object{"scene": 3})},
		{name: "41040 join update", ask: updating(joinBody(object{"scene": 3}))},
		{name: "41091 join", ask: adding(chats(chat(1), chat(2), chat(3), chat(4), chat(5), chat(6)))},
		{name: "41091 join update", ask: updating(joinBody(chats(chat(1), chat(2), chat(3), chat(4), chat(5), chat(6))))},
		{name: "40050 join", ask: adding(chats("wrNobody"))},
		{name: "49008 join", ask: adding(chats(chat(1), chat(6)))},
		{name: "60011 join", ask: adding(chats("wrFinance"))},
		{name: "90501 join", ask: adding(chats("wrInside"))},
		{name: "41043 join get", ask: post(getJoin, object{})},
		{name: "41043 join update", ask: post(setJoin, joinBody(nil))},
		{name: "41043 join delete", ask: post(delJoin, object{})},
		{name: "41044 join get", ask: post(getJoin, object{"config_id": noWay})},
		{name: "41044 join update", ask: post(setJoin, joinBody(object{"config_id": noWay}))},
		{name: "41044 join delete", ask: post(delJoin, object{"config_id": noWay})},
		{name: "41044 join get, another app's", ask: of(getJoin)},
		{name: "41044 join update, another app's", ask: of(setJoin)},
		{name: "41044 join delete, another app's", ask: of(delJoin)},
		{name: "41044 join get, a contact way", ask: func(w *world) object { return w.wecom(getJoin, object{"config_id": w.way(nil)}) }},
		{name: "41045 join", ask: given(object{"contact_way_quota": 1}, func(w *world) object {
			w.way(nil)
			return w.wecom(addJoin, joinBody(nil))
		})},
		{name: "48002 join of a provider by switch", ask: given(object{"provider_join_ways": false}, as("sandbox-permanent-code", addJoin, joinBody(nil)))},
	}
}

// groupCodes are those of the calls that read groups.
func groupCodes() []code {
	listing := func(with object) ask { return post(listChat, more(object{"limit": 9}, with)) }
	owners := func(userids ...string) object {
		return object{"owner_filter": object{"userid_list": userids}}
	}
	counting := func(with object) ask {
		return post(groupStat, statBody(more(object{"day_begin_time": firstDay - aDay}, with)))
	}
	opened := func(chatID string) ask {
		return func(w *world) object { return w.wecom(openGID, object{"opengid": w.group(chatID).str("opengid")}) }
	}
	return []code{
		{name: "40058 groupchat list without limit", ask: post(listChat, object{})},
		{name: "40058 groupchat list, limit", ask: listing(object{"limit": 1001})},
		{name: "40058 groupchat list, status", ask: listing(object{"status_filter": 4})},
		{name: "40058 groupchat list, owners", ask: listing(owners(slices.Repeat([]string{"lisi"}, 101)...))},
		{name: "40031 groupchat list", ask: listing(owners("李四"))},
		{name: "60111 groupchat list", ask: listing(owners("nobody"))},
		{name: "60011 groupchat list", ask: listing(owners("wujiu"))},
		{name: "50100 groupchat list", ask: listing(object{"cursor": "nonsense"})},
		{name: "81017 groupchat list", ask: listing(nil), fix: crowd(1000)},
		{name: "0 groupchat list of one owner among many", ask: listing(owners("lisi")), fix: crowd(1000)},
		{name: "40050 groupchat get", ask: post(getChat, object{"chat_id": "wrNobody"})},
		{name: "40050 groupchat get of none", ask: post(getChat, object{})},
		{name: "49008 groupchat get", ask: post(getChat, object{"chat_id": chat(6)})},
		{name: "60011 groupchat get", ask: post(getChat, object{"chat_id": "wrFinance"})},
		{name: "90501 groupchat get", ask: post(getChat, object{"chat_id": "wrInside"})},
		{name: "40058 opengid missing", ask: post(openGID, object{})},
		{name: "90511 opengid", ask: post(openGID, object{"opengid": "oGnothing"})},
		{name: "60011 opengid", ask: opened("wrFinance")},
		{name: "49008 opengid", ask: opened(chat(6))},
		{name: "40058 statistic without a day", ask: counting(object{"day_begin_time": nil})},
		{name: "40058 statistic of today", ask: counting(object{"day_begin_time": firstDay})},
		{name: "40058 statistic without owner", ask: counting(object{"owner_filter": nil})},
		{name: "40063 statistic without owner by switch", ask: given(object{"missing_field_code": 40063}, counting(object{"owner_filter": nil}))},
		{name: "40031 statistic", ask: counting(owners(""))},
		{name: "60111 statistic", ask: counting(owners("nobody"))},
		{name: "60011 statistic", ask: counting(owners("wujiu"))},
	}
}

// messageCodes are those of messages to members.
func messageCodes() []code {
	sending := func(with object) ask {
		body := object{"touser": "zhangsan", "msgtype": "text", "agentid": 1000002, "text": object{"content": "新客户"}}
		return post("message/send", more(body, with))
	}
	return []code{
		{name: "40008 message", ask: sending(object{"msgtype": "voice"})},
		{name: "40032 message", ask: sending(object{"touser": strings.Repeat("lisi|", 1001)})},
		{name: "40056 message", ask: sending(object{"agentid": 1})},
		{name: "301002 message", ask: sending(object{"agentid": 1000003})},
		{name: "40058 message, card without url", ask: sending(object{"msgtype": "textcard", "textcard": object{"title": "t", "description": "d"}})},
		{name: "44004 message", ask: sending(object{"text": object{"content": ""}})},
		{name: "45002 message", ask: sending(object{"msgtype": "markdown", "markdown": object{"content": strings.Repeat("x", 2049)}})},
		{name: "45009 message, the app's day", ask: func(w *world) object {
			for range 266 { // six people each, 200 for each of eight accounts
				w.errcode(sending(object{"touser": "@all"})(w), 0)
			}
			return sending(object{"touser": "@all"})(w)
		}},
		{name: "81013 message", ask: sending(object{"touser": "nobody|wujiu", "toparty": "99"})},
		{name: "82001 message", ask: sending(object{"touser": ""})},
	}
}
