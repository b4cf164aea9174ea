package sandbox_test

import (
	"fmt"
	"strings"
	"time"
)

// corpFlips are the surroundings of the corp, and its limits.
func corpFlips() []flip {
	return []flip{
		{"industry", codeOf(addingTemp(nil)), "0", to("retail", "48002")},
		{"developer_bound", hasOf("unionid", func(w *world) object {
			w.scan("c01", w.way(nil))
			return w.wecomGet(getExternal, "&external_userid="+external1).obj("external_contact")
		}), "true", to(false, "false")},
		{"linked_appids", codeOf(func(w *world) object {
			page := object{"title": "t", "appid": "wx0000000000000001", "page": "p", "pic_media_id": media(w)}
			return addingTemp(object{"conclusions": object{"miniprogram": page}})(w)
		}), "90206", to([]string{"wx0000000000000001"}, "0")},
		{"trusted_ips", codeOf(post(listWay, object{})), "0", to([]string{"203.0.113.0/24"}, "60020")},
		{"weapp_trusted_ips", codeOf(func(w *world) object { return w.get(goodToken) }), "0", to([]string{"203.0.113.7"}, "40164")},
		{"group_full_at", func(w *world, _ *receiver) string {
			w.fill(chat(1))
			return fmt.Sprint(w.group(chat(1)).num("members"))
		}, "200", to(5, "5")},
		{"rate_limits", codeOf(func(w *world) object {
			for range 5 {
				w.errcode(w.wecomGet("department/list", "&debug=1"), 0)
			}
			return w.wecomGet("department/list", "&debug=1")
		}), "45009", to(false, "0")},
		{"max_concurrency", codeOf(twoAtOnce), "0", to(1, "45033")},
		{"ban_after_secrets", codeOf(func(w *world) object {
			for range 3 {
				w.errcode(w.get("/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=x"), 40001)
			}
			return w.get(wecomGettoken)
		}), "0", to(3, "45009")},
		{"contact_way_quota", codeOf(func(w *world) object {
			w.way(nil)
			return adding(nil)(w)
		}), "0", to(1, "41045")},
		{"temp_way_quota", codeOf(func(w *world) object {
			w.errcode(addingTemp(nil)(w), 0)
			return addingTemp(nil)(w)
		}), "0", to(1, "41045")},
		{"quota_freed_after_ms", func(w *world, _ *receiver) string {
			before := w.control("GET", "/state", nil).num("quota_left")
			w.errcode(w.wecom(delWay, object{"config_id": w.way(nil)}), 0)
			at := before - w.control("GET", "/state", nil).num("quota_left")
			w.sb.Advance(time.Minute)
			return fmt.Sprint(at, " ", before-w.control("GET", "/state", nil).num("quota_left"))
		}, "0 0", to(60_000, "1 0")},
	}
}

// wayFlips are those of contact ways and join ways.
func wayFlips() []flip {
	updated := func(w *world, _ *receiver) string {
		id := w.way(object{"remark": "r"})
		w.errcode(w.wecom(setWay, object{"config_id": id, "user": []string{"lisi"}}), 0)
		return w.readWay(id).str("remark")
	}
	long := func(w *world, _ *receiver) string {
		got := adding(object{"remark": strings.Repeat("长", 31)})(w)
		if got.num("errcode") != 0 {
			return fmt.Sprint(got.num("errcode"))
		}
		return w.readWay(got.str("config_id")).str("remark")
	}
	readOne := func(w *world) object { return w.readWay(w.way(nil)) }
	return []flip{
		{"update_absent", updated, "r", to("clear", "")},
		{"remark_over_limit", long, "40058", to("truncate", strings.Repeat("长", 30))},
		{"non_temp_conclusions", codeOf(adding(object{"conclusions": object{"text": object{"content": "x"}}})), "0", to("reject", "48002")},
		{"list_over_limit", codeOf(post(listWay, object{"limit": 1001})), "0", to("reject", "40058")},
		{"list_filters", func(w *world, _ *receiver) string {
			w.way(nil)
			w.way(object{"user": []string{"lisi"}})
			return fmt.Sprint(len(w.wecom(listWay, object{"userid": "lisi"}).list("contact_way")))
		}, "2", to(true, "1")},
		{"is_exclusive_in_get", hasOf("is_exclusive", readOne), "false", to(true, "true")},
		{"zero_fields_in_get", hasOf("expires_in", readOne), "false", to(true, "true")},
		{"ways_shared_between_apps", codeOf(func(w *world) object {
			return as("sandbox-permanent-code", getWay, object{"config_id": w.way(nil)})(w)
		}), "0", to(false, "41044")},
		{"dead_temp_way_code", codeOf(func(w *world) object {
			id := addingTemp(object{"expires_in": 60})(w).str("config_id")
			w.sb.Advance(time.Minute)
			return w.wecom(setWay, object{"config_id": id, "remark": "x"})
		}), "41044", to(40058, "40058")},
		{"unknown_party_code", codeOf(post(addWay, party(9))), "60003", to(60123, "60123")},
		{"join_update_absent", func(w *world, _ *receiver) string {
			id := w.joinWay(object{"remark": "r"})
			w.errcode(w.wecom(setJoin, joinBody(object{"config_id": id})), 0)
			return w.readJoin(id).str("remark")
		}, "r", to("reset", "")},
		{"join_way_lists_created_rooms", func(w *world, _ *receiver) string {
			id := w.joinWay(nil)
			w.fill(chat(1))
			w.scan("c01", id)
			chats, _ := w.readJoin(id)["chat_id_list"].([]any)
			return fmt.Sprint(len(chats))
		}, "2", to(false, "1")},
		{"qr_code_in_add_join_way", hasOf("qr_code", post(addJoin, joinBody(nil))), "false", to(true, "true")},
		{"provider_join_ways", codeOf(as("sandbox-permanent-code", addJoin, joinBody(nil))), "0", to(false, "48002")},
	}
}

// customerFlips are those of customers.
func customerFlips() []flip {
	events := func(do func(*world)) func(*world, *receiver) string {
		return func(w *world, _ *receiver) string {
			do(w)
			return strings.Join(w.plaintexts(), ", ")
		}
	}
	one := read(getExternal, "&external_userid="+external1)
	return []flip{
		{"scan_half_event", events(func(w *world) { w.scan("c01", w.way(nil)) }),
			"add_external_contact ch-1", to(true, "add_half_external_contact ch-1, add_external_contact ch-1")},
		{"pending_half_event", events(func(w *world) { w.scan("c01", w.way(object{"skip_verify": false})) }),
			"", to(true, "add_half_external_contact ch-1")},
		{"readd_state", events(func(w *world) {
			id := w.way(nil)
			w.scan("c01", id)
			w.control("POST", "/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": "customer"})
			w.scan("c01", id)
		}), "add_external_contact ch-1, del_follow_user, add_external_contact", to(true, "add_external_contact ch-1, del_follow_user, add_external_contact ch-1")},
		{"admin_welcome", func(w *world, _ *receiver) string { return fmt.Sprint(len(w.welcomeCode("c01"))) }, "43", to(true, "0")},
		{"detail_lag_ms", codeOf(func(w *world) object {
			w.scan("c01", w.way(nil))
			return one(w)
		}), "0", to(2000, "84061")},
		{"welcome_send_ms", codeOf(func(w *world) object {
			code := w.welcomeCode("c01")
			w.errcode(w.greet(code), 0)
			return w.greet(code)
		}), "41051", to(3000, "41096")},
		{"batch_empty_code", codeOf(post(batchGet, object{"userid_list": []string{"lisi"}})), "0", to(84061, "84061")},
		{"member_private_fields", hasOf("avatar", read("user/get", "&userid=lisi")), "false", to(true, "true")},
		{"unlicensed_members", codeOf(as("sandbox-permanent-code", batchGet, object{"userid_list": []string{"lisi"}})), "0", to([]string{"LiSi"}, "701008")},
	}
}

// codeFlips are mistakes that have several codes.
func codeFlips() []flip {
	return []flip{
		{"missing_field_code", codeOf(post(addJoin, object{})), "40058", to(40063, "40063")},
		{"hidden_member_code", codeOf(read("user/get", "&userid=wujiu")), "60011", []turn{{60021, "60021"}, {60030, "60030"}, {660003, "660003"}}},
		{"hidden_party_code", codeOf(read("department/list", "&id=1")), "60011", to(660004, "660004")},
		{"no_contact_member_code", codeOf(adding(user("sunqi"))), "84074", to(84083, "84083")},
		{"other_industry_code", codeOf(given(object{"industry": "retail"}, addingTemp(nil))), "48002", to(41200, "41200")},
		{"check_unionid", codeOf(addingTemp(object{"unionid": "oNobody"})), "0", to(true, "610014")},
		{"archiving_consent", codeOf(func(w *world) object { return w.greet(w.welcomeCode("c01")) }), "0", to(true, "41053")},
		{"pair_write_ms", codeOf(func(w *world) object {
			w.scan("c01", w.way(nil))
			note := object{"userid": "zhangsan", "external_userid": external1, "remark": "x"}
			w.errcode(w.wecom(setRemark, note), 0)
			return w.wecom(setRemark, note)
		}), "0", to(1000, "45035")},
		{"unranged_media_bytes", func(w *world, _ *receiver) string {
			a := w.send("GET", "/cgi-bin/media/get?access_token="+w.token("sandbox-contact-secret")+"&media_id="+media(w), nil)
			return a.header.Get("Content-Type")
		}, "image/png", to(20, "application/json; charset=UTF-8")},
		{"provider_permission", codeOf(as("sandbox-permanent-code", listWay, object{})), "0", []turn{{"withdrawn", "48006"}, {"inactive", "48011"}}},
	}
}

// answerFlips are those of tokens and answers.
func answerFlips() []flip {
	return []flip{
		{"gettoken_remaining", func(w *world, _ *receiver) string {
			w.get(wecomGettoken)
			w.sb.Advance(time.Hour)
			return fmt.Sprint(w.get(wecomGettoken).num("expires_in"))
		}, "3600", to(false, "7200")},
		{"expired_token_code", codeOf(func(w *world) object {
			token := w.token("sandbox-contact-secret")
			w.sb.Advance(2 * time.Hour)
			return listWith(token)(w)
		}), "42001", to(40014, "40014")},
		{"bare_token_errors", func(w *world, _ *receiver) string {
			return fmt.Sprint(strings.Contains(listWith("forged")(w).str("errmsg"), ", hint: ["))
		}, "true", to(true, "false")},
		{"expired_media_code", codeOf(func(w *world) object {
			id := media(w)
			w.sb.Advance(72 * time.Hour)
			return w.wecomGet("media/get", "&media_id="+id)
		}), "40145", to(40007, "40007")},
	}
}
