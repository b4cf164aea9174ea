package sandbox_test

import "strings"

const (
	addWay  = "externalcontact/add_contact_way"
	getWay  = "externalcontact/get_contact_way"
	listWay = "externalcontact/list_contact_way"
	setWay  = "externalcontact/update_contact_way"
	delWay  = "externalcontact/del_contact_way"
	noWay   = "ffffffffffffffffffffffffffffffff"
)

var (
	oneMember  = object{"type": 1, "scene": 2, "user": []string{"lisi"}}
	tempMember = more(oneMember, object{"is_temp": true})
)

func adding(with object) ask     { return post(addWay, more(oneMember, with)) }
func addingTemp(with object) ask { return post(addWay, more(tempMember, with)) }
func user(userid string) object  { return object{"user": []string{userid}} }
func party(id int) object        { return object{"type": 2, "scene": 2, "party": []int{id}} }

// updating changes a way that is there.
func updating(with object) ask {
	return func(w *world) object { return w.wecom(setWay, more(with, object{"config_id": w.way(nil)})) }
}

// wayCodes are those of contact ways.
func wayCodes() []code {
	long := strings.Repeat("长", 31)
	return []code{
		{name: "41037 type missing", ask: post(addWay, object{})},
		{name: "41037 body is no JSON", ask: post(addWay, `{"type":1`)},
		{name: "41037 body is escaped twice", ask: post(addWay, `"{\"type\":1,\"scene\":2,\"user\":[\"lisi\"]}"`)},
		{name: "41037 type of the wrong kind", ask: post(addWay, `{"type":"1","scene":2,"user":["lisi"]}`)},
		{name: "41038 scene missing", ask: post(addWay, object{"type": 1})},
		{name: "41039 type", ask: adding(object{"type": 3})},
		{name: "41040 scene", ask: adding(object{"scene": 3})},
		{name: "41042 style of one member", ask: adding(object{"scene": 1, "style": 4})},
		{name: "41042 style of several members", ask: adding(object{"type": 2, "scene": 1, "style": 3})},
		{name: "41042 update", ask: func(w *world) object {
			return w.wecom(setWay, object{"config_id": w.way(object{"scene": 1}), "style": 3})
		}},
		{name: "40058 remark too long", ask: adding(object{"remark": long})},
		{name: "40058 state too long", ask: adding(object{"state": long})},
		{name: "40058 update, state too long", ask: updating(object{"state": long})},
		{name: "40058 no member", ask: post(addWay, object{"type": 1, "scene": 2})},
		{name: "40058 no member of several", ask: post(addWay, object{"type": 2, "scene": 2, "user": []string{}, "party": nil})},
		{name: "40058 two members of type 1", ask: adding(object{"user": []string{"lisi", "zhangsan"}})},
		{name: "40063 no member by switch", ask: given(object{"missing_field_code": 40063}, post(addWay, object{"type": 2, "scene": 2}))},
		{name: "40003 userid malformed", ask: adding(user("李四"))},
		{name: "60111 add", ask: adding(user("nobody"))},
		{name: "60111 update", ask: updating(user("nobody"))},
		{name: "60011 member", ask: adding(user("wujiu"))},
		{name: "60011 update", ask: updating(user("wujiu"))},
		{name: "60011 bare string for user", ask: adding(object{"user": "lisi"})},
		{name: "60011 department", ask: post(addWay, party(1))},
		{name: "60021 member by switch", ask: given(object{"hidden_member_code": 60021}, adding(user("wujiu")))},
		{name: "60030 member by switch", ask: given(object{"hidden_member_code": 60030}, adding(user("wujiu")))},
		{name: "660003 member by switch", ask: given(object{"hidden_member_code": 660003}, adding(user("wujiu")))},
		{name: "660004 department by switch", ask: given(object{"hidden_party_code": 660004}, post(addWay, party(1)))},
		{name: "60003 department", ask: post(addWay, party(9))},
		{name: "60003 update", ask: updating(object{"party": []int{9}})},
		{name: "60123 department by switch", ask: given(object{"unknown_party_code": 60123}, post(addWay, party(9)))},
		{name: "41041 departments count expanded", ask: post(addWay, party(2)), fix: crowd(98)},
		{name: "41041 update", ask: updating(object{"party": []int{2}}), fix: crowd(98)},
		{name: "0 a hundred members", ask: post(addWay, object{"type": 2, "scene": 2, "party": []int{2}}), fix: crowd(97)},
		{name: "41054 add", ask: adding(user("zhouba"))},
		{name: "41054 update", ask: updating(user("zhouba"))},
		{name: "40098 add", ask: adding(user("zhaoliu"))},
		{name: "40098 update", ask: updating(user("zhaoliu"))},
		{name: "84074 add", ask: adding(user("sunqi"))},
		{name: "84074 update", ask: updating(user("sunqi"))},
		{name: "84083 add by switch", ask: given(object{"no_contact_member_code": 84083}, adding(user("sunqi")))},
		{name: "41043 get", ask: post(getWay, object{})},
		{name: "41043 update", ask: post(setWay, object{})},
		{name: "41043 delete", ask: post(delWay, object{})},
		{name: "41044 get", ask: post(getWay, object{"config_id": noWay})},
		{name: "41044 update", ask: post(setWay, object{"config_id": noWay})},
		{name: "41044 delete", ask: post(delWay, object{"config_id": noWay})},
		{name: "41044 deleted twice", ask: func(w *world) object {
			id := w.way(nil)
			w.errcode(w.wecom(delWay, object{"config_id": id}), 0)
			return w.wecom(delWay, object{"config_id": id})
		}},
		{name: "41044 a join way", ask: func(w *world) object { return w.wecom(getWay, object{"config_id": w.joinWay(nil)}) }},
		{name: "41045 add", ask: given(object{"contact_way_quota": 1}, func(w *world) object {
			w.way(nil)
			return w.wecom(addWay, oneMember)
		})},
		{name: "41045 join ways count", ask: given(object{"contact_way_quota": 1}, func(w *world) object {
			w.joinWay(nil)
			return w.wecom(addWay, oneMember)
		})},
		{name: "48002 conclusions by switch", ask: given(object{"non_temp_conclusions": "reject"}, adding(object{"conclusions": object{}}))},
		{name: "50100 list", ask: post(listWay, object{"cursor": "nonsense"})},
		{name: "40058 list by switch", ask: given(object{"list_over_limit": "reject"}, post(listWay, object{"limit": 1001}))},
	}
}

// tempWayCodes are those of temporary ways and their chats.
func tempWayCodes() []code {
	const closing = "externalcontact/close_temp_chat"
	conclusions := func(o object) ask { return addingTemp(object{"conclusions": o}) }
	page := object{"title": "t", "pic_media_id": "m", "appid": "wx1a2b3c4d5e6f7081", "page": "p"}
	return []code{
		{name: "41039 temporary of type 2", ask: addingTemp(object{"type": 2})},
		{name: "40058 temporary for too long", ask: addingTemp(object{"expires_in": 1209601})},
		{name: "40058 temporary chat for too long", ask: addingTemp(object{"chat_expires_in": 1209601})},
		{name: "40007 conclusions", ask: conclusions(object{"image": object{"media_id": "x"}})},
		{name: "40007 conclusions with a cover", ask: conclusions(object{"miniprogram": page})},
		{name: "40058 conclusions too long", ask: conclusions(object{"text": object{"content": strings.Repeat("a", 4001)}})},
		{name: "40058 conclusions with a link without url", ask: conclusions(object{"link": object{"title": "t"}})},
		{name: "90207 conclusions", ask: conclusions(object{"miniprogram": more(page, object{"appid": "x"})})},
		{name: "90206 conclusions", ask: conclusions(object{"miniprogram": more(page, object{"appid": "wx0000000000000000"})})},
		{name: "48002 temporary in another industry", ask: given(object{"industry": "retail"}, addingTemp(nil))},
		{name: "41200 temporary in another industry by switch", ask: given(object{"industry": "retail", "other_industry_code": 41200}, addingTemp(nil))},
		{name: "41057 unionid", ask: given(object{"developer_bound": false}, addingTemp(object{"unionid": "u"}))},
		{name: "610014 unionid by switch", ask: given(object{"check_unionid": true}, addingTemp(object{"unionid": "u"}))},
		{name: "41045 temporary ways of a day", ask: given(object{"temp_way_quota": 1}, func(w *world) object {
			w.errcode(w.wecom(addWay, tempMember), 0)
			return w.wecom(addWay, tempMember)
		})},
		{name: "41044 update of a used temporary way", ask: func(w *world) object {
			id := w.wecom(addWay, tempMember).str("config_id")
			w.scan("c01", id)
			return w.wecom(setWay, object{"config_id": id, "remark": "x"})
		}},
		{name: "41009 close", ask: post(closing, object{})},
		{name: "41035 close", ask: post(closing, object{"userid": "lisi"})},
		{name: "40096 close", ask: post(closing, object{"userid": "lisi", "external_userid": "wm"})},
		{name: "60111 close", ask: post(closing, object{"userid": "nobody", "external_userid": external1})},
		{name: "60011 close", ask: post(closing, object{"userid": "wujiu", "external_userid": external1})},
		{name: "84061 close of strangers", ask: post(closing, object{"userid": "lisi", "external_userid": external1})},
		{name: "84061 close of friends", ask: func(w *world) object {
			w.scan("c01", w.way(nil))
			return w.wecom(closing, object{"userid": "zhangsan", "external_userid": external1})
		}},
	}
}
