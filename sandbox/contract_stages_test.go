package sandbox_test

import (
	"fmt"
	"net/url"
	"time"
)

// staged brings a sandbox into the state that a contract case speaks of. It may replace
// texts of the request and choose another app's secret.
type staged struct {
	replace map[string]string
	secret  string
}

// stages are the cases that need more than a fresh sandbox.
var stages = map[string]func(*world) staged{
	"add_contact_way/quota used up": func(w *world) staged {
		w.switches(object{"contact_way_quota": 0})
		return staged{}
	},
	"add_contact_way/app without the permission":      func(*world) staged { return staged{secret: "sandbox-other-secret"} },
	"get_follow_user_list/app without the permission": func(*world) staged { return staged{secret: "sandbox-other-secret"} },
	"del_contact_way/deleted":                         func(w *world) staged { return staged{replace: map[string]string{sampleWay: w.way(nil)}} },
	"get_contact_way/a QR code":                       func(w *world) staged { return staged{replace: map[string]string{sampleWay: w.way(nil)}} },
	"get_contact_way/a button": func(w *world) staged {
		return staged{replace: map[string]string{sampleWay: w.way(object{"type": 1, "scene": 1, "style": 2})}}
	},
	"get_contact_way/temporary, with fields we do not know": func(w *world) staged {
		return staged{replace: map[string]string{sampleWay: w.way(object{"type": 1, "is_temp": true})}}
	},
	"list_contact_way/a page with more to come": func(w *world) staged {
		for range 3 {
			w.way(nil)
		}
		return staged{replace: map[string]string{"1622476800": "1600000000", "1625068800": "1800000000"}}
	},
	"list_contact_way/the last page": func(w *world) staged {
		w.way(nil)
		w.way(nil)
		cursor := w.wecom(listWay, object{"limit": 1}).str("next_cursor")
		return staged{replace: map[string]string{"CURSOR_1": cursor, "1625068800": "1800000000"}}
	},
	"externalcontact_get/a WeChat customer of one member": func(w *world) staged {
		w.scan("c01", w.way(nil))
		return staged{}
	},
	"externalcontact_get/a WeCom customer with tags, more followers to come": func(w *world) staged {
		w.scan("c18", w.way(object{"user": []string{"lisi"}}))
		w.control("POST", "/relations/edit", object{"customer": "c18", "userid": "lisi", "add_tag": []string{"重要"}})
		return staged{replace: map[string]string{"CURSOR_1": ""}}
	},
	"send_welcome_msg/text": func(w *world) staged { return staged{replace: map[string]string{"WC_0001": w.welcomeCode("c01")}} },
	"send_welcome_msg/text and one of each attachment": func(w *world) staged {
		token := w.token("sandbox-contact-secret")
		replace := map[string]string{"WC_0002": w.welcomeCode("c01")}
		for n := 1; n <= 4; n++ {
			replace[fmt.Sprintf("MEDIA_%d", n)] = w.upload(token, "image", "media", picture(w)).str("media_id")
		}
		return staged{replace: replace}
	},
	"send_welcome_msg/already delivered": func(w *world) staged {
		code := w.welcomeCode("c01")
		w.greet(code)
		return staged{replace: map[string]string{"WC_0001": code}}
	},
	"send_welcome_msg/too late": func(w *world) staged {
		code := w.welcomeCode("c01")
		w.sb.Advance(21 * time.Second)
		return staged{replace: map[string]string{"WC_OLD": code}}
	},
	"send_welcome_msg/another app is sending": func(w *world) staged {
		w.switches(object{"welcome_send_ms": 5000})
		code := w.welcomeCode("c01")
		w.greet(code)
		return staged{replace: map[string]string{"WC_0003": code}}
	},
	"custom_send/text":              wrote,
	"custom_send/image":             wrote,
	"custom_send/link":              wrote,
	"custom_send/mini-program card": wrote,
	"custom_send/window used up": func(w *world) staged {
		wrote(w)
		for range 5 {
			w.text(openid1, "在的")
		}
		return staged{}
	},
	"custom_typing/typing": wrote,
	"custom_typing/cancel": wrote,
	"custom_typing/no message within 30 s": func(w *world) staged {
		wrote(w)
		w.sb.Advance(31 * time.Second)
		return staged{}
	},
	"media_get/an image": wrote,
	"media_upload/a bad type": func(*world) staged {
		return staged{replace: map[string]string{"image": "song"}}
	},
	"custom_send/text of a sub-merchant":    wrote,
	"custom_send/customer refuses messages": faulty("/cgi-bin/message/custom/send", 48002),
	"custom_typing/typing already": func(w *world) staged {
		st := wrote(w)
		w.weapp("message/custom/typing", object{"touser": openid1, "command": "Typing"})
		return st
	},
	"jscode2session/a user whose mini program is bound to an open-platform account": signedIn,
	"jscode2session/a user, with an errcode and a field we do not know":             signedIn,
	"jscode2session/a user of one that is not": func(w *world) staged {
		w.switches(object{"developer_bound": false})
		return signedIn(w)
	},
	"jscode2session/used code": func(w *world) staged {
		code := w.control("POST", "/weapp/login", object{"customer": "c01"}).str("code")
		w.get("/sns/jscode2session?grant_type=authorization_code&appid=wx1a2b3c4d5e6f7081&secret=sandbox-weapp-secret&js_code=" + code)
		return staged{replace: map[string]string{"CODE_USED": code}}
	},
	"jscode2session/a user who is blocked for their risk": faulty("/sns/jscode2session", 40226),
	"jscode2session/too often for this user":              faulty("/sns/jscode2session", 45011),

	"add_contact_way/a temporary chat that ends with text and a picture":                pictures,
	"add_contact_way/a temporary chat that ends with a mini-program card":               pictures,
	"add_contact_way/a temporary chat that ends with an unknown mini program":           pictures,
	"add_contact_way/a temporary chat of a company outside medicine":                    switched(object{"industry": "retail"}),
	"add_contact_way/a temporary chat for one person without a bound developer account": switched(object{"developer_bound": false}),
	"get_contact_way/temporary, ends with text and a picture": temporary(func(w *world) object {
		return object{"text": object{"content": "再见"}, "image": object{"media_id": media(w)}}
	}),
	"get_contact_way/temporary, ends with a link": temporary(func(*world) object {
		return object{"link": object{"title": "评价", "url": "https://example.com/"}}
	}),
	"get_contact_way/temporary, ends with a mini-program card": temporary(func(w *world) object {
		return object{"miniprogram": object{"title": "门铃诊所", "pic_media_id": media(w), "appid": "wx1a2b3c4d5e6f7081", "page": "pages/index/index"}}
	}),
	"get_contact_way/temporary fields spelled out for a lasting way, exclusive": func(w *world) staged {
		w.switches(object{"zero_fields_in_get": true, "is_exclusive_in_get": true})
		return lasting(w)
	},
	"get_contact_way/nothing but what a way must have":                 lasting,
	"update_contact_way/everything of a QR code":                       lasting,
	"update_contact_way/only the remark":                               lasting,
	"update_contact_way/only whether customers are confirmed":          lasting,
	"update_contact_way/texts emptied, departments instead of members": lasting,
	"update_contact_way/member not verified":                           lasting,
	"update_contact_way/member out of range":                           lasting,
	"update_contact_way/the looks of a button": func(w *world) staged {
		return staged{replace: map[string]string{sampleWay: w.way(object{"type": 1, "scene": 1, "style": 1})}}
	},
	"update_contact_way/everything of a temporary way":                     temporary(nil),
	"update_contact_way/another end of a temporary way":                    temporary(nil),
	"update_contact_way/a mini-program card at the end of a temporary way": temporary(nil),
	"del_contact_way/app without the permission":                           withoutContact,
	"list_contact_way/app without the permission":                          withoutContact,
	"close_temp_chat/closed": func(w *world) staged {
		w.scan("c01", w.way(object{"type": 1, "is_temp": true, "user": []string{"zhangyisheng"}}))
		return staged{}
	},
	"send_welcome_msg/a picture by its address, no text": func(w *world) staged {
		return staged{replace: map[string]string{"WC_0004": w.welcomeCode("c01")}}
	},

	"add_join_way/quota used up":                                  switched(object{"contact_way_quota": 0}),
	"add_join_way/the picture comes along":                        switched(object{"qr_code_in_add_join_way": true}),
	"get_join_way/a QR code":                                      joined(2),
	"get_join_way/a button":                                       joined(1),
	"get_join_way/little said, and a field we do not know":        joined(2),
	"update_join_way/everything":                                  joined(2),
	"update_join_way/only what must be given":                     joined(2),
	"update_join_way/texts emptied, no further groups":            joined(1),
	"update_join_way/unknown group":                               joined(2),
	"del_join_way/deleted":                                        joined(2),
	"groupchat_get/not a group with customers":                    faulty("/cgi-bin/externalcontact/groupchat/get", 90501),
	"groupchat_list/more people in range than one list may cover": faulty("/cgi-bin/externalcontact/groupchat/list", 81017),
	"groupchat_list/app without the permission":                   withoutContact,
	"groupchat_list/the last page": func(w *world) staged {
		page := w.wecom("externalcontact/groupchat/list", object{"limit": 2, "owner_filter": object{"userid_list": []string{"lisi", "zhangsan"}}})
		return staged{replace: map[string]string{"CURSOR_1": page.str("next_cursor")}}
	},
	"groupchat_statistic/by new members, from the second owner on": tomorrow,
	"groupchat_statistic/one day, the rest left to the platform":   tomorrow,
	"groupchat_statistic/nothing":                                  tomorrow,
	"groupchat_statistic/app without the permission":               withoutContact,
	"groupchat_statistic_group_by_day/two days":                    tomorrow,
	"groupchat_statistic_group_by_day/one day":                     tomorrow,
	"groupchat_statistic_group_by_day/app without the permission":  withoutContact,
	"opengid_to_chatid/a group of ours": func(w *world) staged {
		return staged{replace: map[string]string{"oGid00000000000000000000001": w.controlList("/groups")[0].str("opengid")}}
	},

	"department_simplelist/called from an address that is not trusted":             switched(object{"trusted_ips": []string{"203.0.113.0/24"}}),
	"externalcontact_get/from the video channel, every field of a WeChat customer": met("c01"),
	"externalcontact_get/every field of a WeCom customer":                          met("c18"),
	"externalcontact_get/as providers see a customer": func(w *world) staged {
		w.scan("c01", w.way(nil))
		return staged{secret: "sandbox-permanent-code"}
	},
	"externalcontact_list/customers of a member": met("c01"),

	"batch_get_by_user/the last page, a member without a licence": func(w *world) staged {
		st := met("c01")(w)
		w.scan("c02", w.way(nil))
		page := w.wecom("externalcontact/batch/get_by_user", object{"userid_list": []string{"zhangsan", "wangwu"}, "limit": 1})
		st.replace = map[string]string{"CURSOR_1": page.str("next_cursor")}
		return st
	},
	"batch_get_by_user/a page with more to come":            met("c01"),
	"batch_get_by_user/no member has a licence":             faulty("/cgi-bin/externalcontact/batch/get_by_user", 701008),
	"externalcontact_remark/everything":                     metWithPicture,
	"externalcontact_remark/only the name":                  met("c01"),
	"externalcontact_remark/phones cleared":                 met("c01"),
	"externalcontact_remark/name and description emptied":   met("c01"),
	"get_corp_tag_list/app without the permission":          withoutContact,
	"get_user_behavior_data/app without the permission":     withoutContact,
	"mark_tag/added and removed":                            met("c01"),
	"mark_tag/added":                                        met("c01"),
	"mark_tag/removed":                                      met("c01"),
	"mark_tag/unknown tag":                                  met("c01"),
	"mark_tag/another write of the pair is running":         faulty("/cgi-bin/externalcontact/mark_tag", 45035),
	"auth_getuserinfo/a member":                             cameBack("CODE_1", "zhangsan", ""),
	"auth_getuserinfo/a member, and a field we do not know": cameBack("CODE_1", "lisi", ""),
	"auth_getuserinfo/a stranger":                           cameBack("CODE_3", "", "c03"),
	"auth_getuserinfo/a customer": func(w *world) staged {
		met("c01")(w)
		return cameBack("CODE_2", "", "c01")(w)
	},
	"media_uploadimg/limit of the day or month reached":          faulty("/cgi-bin/media/uploadimg", 45009),
	"get_corp_token/a token":                                     asSuite,
	"get_corp_token/a token, with an errcode":                    asSuite,
	"get_corp_token/wrong permanent code":                        asSuite,
	"getkflist/somebody who answers, and three who were invited": answering,
	"getkflist/customer service is not enabled":                  faulty("/cgi-bin/customservice/getkflist", 65400),
	"getonlinekflist/customer service is not enabled":            faulty("/cgi-bin/customservice/getonlinekflist", 65400),
	"getkflist/ids as numbers, and a field we do not know": func(w *world) staged {
		w.switches(object{"kf_id_number": true})
		return answering(w)
	},
	"kfaccount_add/answers already":   answering,
	"kfaccount_add/unknown WeChat id": faulty("/customservice/kfaccount/add", 65409),
	"kfaccount_add/no more accounts":  faulty("/customservice/kfaccount/add", 65405),
	"kfaccount_del/taken off": func(w *world) staged {
		answering(w)
		list := w.get("/cgi-bin/customservice/getkflist?access_token=" + w.weappToken()).list("kf_list")
		return staged{replace: map[string]string{"oKf0001": list[0].str("kf_openid")}}
	},
	"work_bind/bound already":           bound,
	"work_bind/another legal entity":    faulty("/customservice/work/bind", 10130602),
	"work_get/bound":                    bound,
	"work_get/bound, the time a string": bound,
	"work_get/no permission":            faulty("/customservice/work/get", 10130030),
	"work_unbind/let go":                bound,

	"media_get/a picture":                kept,
	"media_get/its first 16 bytes":       kept,
	"media_get/the rest":                 kept,
	"media_get/too large to get at once": faulty("/cgi-bin/media/get", 830002),
	"media_get/expired": func(w *world) staged {
		id := media(w)
		w.sb.Advance(72 * time.Hour)
		return staged{replace: map[string]string{"MEDIA_OLD": id}}
	},
}

// faulty injects what no state of the sandbox leads to.
func faulty(path string, code int) func(*world) staged {
	return func(w *world) staged {
		w.control("POST", "/faults", object{"path": path, "errcode": code, "times": 1})
		return staged{}
	}
}

func switched(values object) func(*world) staged {
	return func(w *world) staged {
		w.switches(values)
		return staged{}
	}
}

func withoutContact(*world) staged { return staged{secret: "sandbox-other-secret"} }

// signedIn is a phone that has just called wx.login.
func signedIn(w *world) staged {
	return staged{replace: map[string]string{"CODE_1": w.control("POST", "/weapp/login", object{"customer": "c01"}).str("code")}}
}

// media uploads a picture to WeCom.
func media(w *world) string {
	return w.upload(w.token("sandbox-contact-secret"), "image", "media", picture(w)).str("media_id")
}

func pictures(w *world) staged {
	return staged{replace: map[string]string{"MEDIA_1": media(w), "MEDIA_2": media(w)}}
}

// kept is one uploaded picture.
func kept(w *world) staged { return staged{replace: map[string]string{"MEDIA_1": media(w)}} }

// lasting is a way that is no temporary one.
func lasting(w *world) staged { return staged{replace: map[string]string{sampleWay: w.way(nil)}} }

// temporary is a temporary way that ends as ends says.
func temporary(ends func(*world) object) func(*world) staged {
	return func(w *world) staged {
		body := object{"type": 1, "is_temp": true, "user": []string{"zhangyisheng"}, "unionid": "oSandboxUnion000000000000001"}
		if ends != nil {
			body["conclusions"] = ends(w)
		}
		st := pictures(w)
		st.replace[sampleWay] = w.way(body)
		return st
	}
}

// joined is a join way of a scene.
func joined(scene int) func(*world) staged {
	return func(w *world) staged {
		way := w.wecom("externalcontact/groupchat/add_join_way", object{"scene": scene, "chat_id_list": []string{"wrSandboxGroup00000000000000001"}})
		return staged{replace: map[string]string{sampleWay: way.str("config_id")}}
	}
}

// met is a customer who has added zhangsan.
func met(customer string) func(*world) staged {
	return func(w *world) staged {
		w.scan(customer, w.way(nil))
		return staged{}
	}
}

func metWithPicture(w *world) staged {
	w.scan("c01", w.way(nil))
	return pictures(w)
}

// cameBack is a person whose sign-in led back with a code.
func cameBack(code, userid, customer string) func(*world) staged {
	return func(w *world) staged {
		location := w.control("POST", "/wecom/sign-in", object{
			"userid": userid, "customer": customer, "agentid": 1000002, "redirect_uri": "https://example.com/back", "state": "s",
		}).str("location")
		at, err := url.Parse(location)
		if err != nil || at.Query().Get("state") != "s" {
			w.Errorf("location %q, %v", location, err)
		}
		return staged{replace: map[string]string{code: at.Query().Get("code")}}
	}
}

// asSuite is a suite with its token.
func asSuite(w *world) staged {
	token := w.post("/cgi-bin/service/get_suite_token", object{
		"suite_id": "ww9f8e7d6c5b4a3021", "suite_secret": "sandbox-suite-secret", "suite_ticket": "sandbox-suite-ticket",
	}).str("suite_access_token")
	return staged{replace: map[string]string{"suiteToken_0123456789": token}}
}

// answering is an official agent.
func answering(w *world) staged {
	w.errcode(w.post("/customservice/kfaccount/add?access_token="+w.weappToken(), object{"kf_wx": "zhang_wx"}), 0)
	return staged{}
}

// bound is a mini program with a company.
func bound(w *world) staged {
	w.errcode(w.post("/customservice/work/bind?access_token="+w.weappToken(), object{"corpid": "ww1a2b3c4d5e6f7081"}), 0)
	return staged{}
}

// tomorrow makes the first day of the sandbox one that is over.
func tomorrow(w *world) staged {
	w.sb.Advance(24 * time.Hour)
	return staged{}
}

// wrote is a customer who has just written, and two pictures to send.
func wrote(w *world) staged {
	w.control("POST", "/weapp/messages", object{"customer": "c01", "msgtype": "text", "content": "在吗"})
	id := w.upload(w.weappToken(), "image", "media", picture(w)).str("media_id")
	return staged{replace: map[string]string{"MEDIA_1": id, "MEDIA_2": id}}
}
