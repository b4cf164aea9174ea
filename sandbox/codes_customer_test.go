package sandbox_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/sandbox"
)

const (
	getExternal  = "externalcontact/get"
	listExternal = "externalcontact/list"
	markTag      = "externalcontact/mark_tag"
	setRemark    = "externalcontact/remark"
	welcome      = "externalcontact/send_welcome_msg"
)

// customerCodes are those of customers, members and departments.
func customerCodes() []code {
	one := "&external_userid=" + external1
	batch := func(with object) ask { return post(batchGet, more(object{"userid_list": []string{"lisi"}}, with)) }
	behavior := func(with object) ask {
		return post(behaviorData, more(object{"userid": []string{"lisi"}, "start_time": firstDay, "end_time": firstDay}, with))
	}
	scanned := func(way object, then ask) ask {
		return func(w *world) object {
			w.scan("c01", w.way(way))
			return then(w)
		}
	}
	return []code{
		{name: "41035 get", ask: read(getExternal, "")},
		{name: "40096 get", ask: read(getExternal, "&external_userid=x")},
		{name: "84061 get of nobody's customer", ask: read(getExternal, one)},
		{name: "84061 get before the details are there", ask: given(object{"detail_lag_ms": 2000}, scanned(nil, read(getExternal, one)))},
		{name: "84061 get before the member confirms", ask: scanned(object{"skip_verify": false}, read(getExternal, one))},
		{name: "84061 get after the member's deletion", ask: scanned(nil, func(w *world) object {
			w.control("POST", "/relations/delete", object{"customer": "c01", "userid": "zhangsan", "by": "member"})
			return w.wecomGet(getExternal, one)
		})},
		{name: "50100 get", ask: read(getExternal, one+"&cursor=!")},
		{name: "41009 list", ask: read(listExternal, "")},
		{name: "60111 list", ask: read(listExternal, "&userid=nobody")},
		{name: "60011 list", ask: read(listExternal, "&userid=wujiu")},
		{name: "84074 list", ask: read(listExternal, "&userid=sunqi")},
		{name: "84083 list by switch", ask: given(object{"no_contact_member_code": 84083}, read(listExternal, "&userid=sunqi"))},
		{name: "84061 list", ask: read(listExternal, "&userid=lisi")},
		{name: "40058 batch without members", ask: post(batchGet, object{})},
		{name: "40058 batch of 101", ask: batch(object{"userid_list": slices.Repeat([]string{"lisi"}, 101)})},
		{name: "40031 batch", ask: batch(object{"userid_list": []string{"lisi", "-"}})},
		{name: "60111 batch", ask: batch(object{"userid_list": []string{"lisi", "nobody"}})},
		{name: "60011 batch", ask: batch(object{"userid_list": []string{"wujiu"}})},
		{name: "50100 batch", ask: batch(object{"cursor": "?"})},
		{name: "701008 batch", ask: given(object{"unlicensed_members": []string{"lisi"}}, as("sandbox-permanent-code", batchGet, object{"userid_list": []string{"lisi"}}))},
		{name: "40058 behavior of nobody", ask: behavior(object{"userid": nil})},
		{name: "40058 behavior of 31 days", ask: behavior(object{"start_time": firstDay - 30*aDay})},
		{name: "40031 behavior", ask: behavior(object{"userid": []string{""}})},
		{name: "60111 behavior", ask: behavior(object{"userid": []string{"nobody"}})},
		{name: "60011 behavior", ask: behavior(object{"userid": []string{"wujiu"}})},
		{name: "60011 behavior of a department", ask: behavior(object{"partyid": []int{1}})},
		{name: "40066 behavior", ask: behavior(object{"partyid": []int{9}})},
		{name: "41009 user get", ask: read("user/get", "")},
		{name: "60111 user get", ask: read("user/get", "&userid=nobody")},
		{name: "60011 user get", ask: read("user/get", "&userid=wujiu")},
		{name: "40058 simplelist without department", ask: read("user/simplelist", "")},
		{name: "40035 simplelist", ask: read("user/simplelist", "&department_id=sales")},
		{name: "60003 simplelist", ask: read("user/simplelist", "&department_id=9")},
		{name: "60011 department list", ask: read("department/list", "&id=1")},
		{name: "40035 department list", ask: read("department/list", "&id=sales")},
		{name: "60003 department simplelist", ask: read("department/simplelist", "&id=9")},
		{name: "40029 getuserinfo", ask: read("auth/getuserinfo", "&code=x")},
	}
}

// relationCodes are those of what members note about customers; zhangsan has c01.
func relationCodes() []code {
	const manyTags = 3001
	tag := object{"add_tag": []string{"etTag0001"}}
	calls := func(path string, with object) ask {
		return func(w *world) object {
			w.scan("c01", w.way(nil))
			return w.wecom(path, more(object{"userid": "zhangsan", "external_userid": external1}, with))
		}
	}
	var all []string
	for n := range manyTags {
		all = append(all, fmt.Sprintf("etMany%04d", n))
	}
	rows := []code{
		{name: "40058 mark_tag with nothing", ask: calls(markTag, nil)},
		{name: "40063 mark_tag with nothing by switch", ask: given(object{"missing_field_code": 40063}, calls(markTag, nil))},
		{name: "40068 mark_tag", ask: calls(markTag, object{"add_tag": []string{"etNone"}})},
		{name: "40144 mark_tag", ask: calls(markTag, object{"add_tag": all}), fix: func(f *sandbox.Fixture) {
			for _, id := range all {
				f.TagGroups[0].Tags = append(f.TagGroups[0].Tags, sandbox.Tag{ID: id, Name: id})
			}
		}},
		{name: "40058 remark with nothing", ask: calls(setRemark, nil)},
		{name: "40058 remark too long", ask: calls(setRemark, object{"remark": strings.Repeat("长", 21)})},
		{name: "40007 remark", ask: calls(setRemark, object{"remark_pic_mediaid": "GONE"})},
		{name: "45035 remark after mark_tag", ask: given(object{"pair_write_ms": 1000}, func(w *world) object {
			w.errcode(calls(markTag, tag)(w), 0)
			return calls(setRemark, object{"remark": "x"})(w)
		})},
		{name: "0 remark a second after mark_tag", ask: given(object{"pair_write_ms": 1000}, func(w *world) object {
			w.errcode(calls(markTag, tag)(w), 0)
			w.sb.Advance(time.Second)
			return calls(setRemark, object{"remark": "x"})(w)
		})},
	}
	for path, with := range map[string]object{markTag: tag, setRemark: {"remark": "x"}} {
		name := strings.TrimPrefix(path, "externalcontact/")
		rows = append(rows,
			code{name: "41009 " + name, ask: calls(path, more(with, object{"userid": ""}))},
			code{name: "41035 " + name, ask: calls(path, more(with, object{"external_userid": ""}))},
			code{name: "40096 " + name, ask: calls(path, more(with, object{"external_userid": "x"}))},
			code{name: "60111 " + name, ask: calls(path, more(with, object{"userid": "nobody"}))},
			code{name: "60011 " + name, ask: calls(path, more(with, object{"userid": "wujiu"}))},
			code{name: "84061 " + name, ask: calls(path, more(with, object{"userid": "lisi"}))},
		)
	}
	return rows
}

// welcomeCodes are those of welcomes.
func welcomeCodes() []code {
	with := func(o object) ask { return post(welcome, more(object{"welcome_code": "x"}, o)) }
	attached := func(kind string, content object) object {
		return object{"attachments": []object{{"msgtype": kind, "image": nil, kind: content}}}
	}
	return []code{
		{name: "41049 welcome", ask: post(welcome, object{"text": object{"content": "hi"}})},
		{name: "41088 welcome", ask: with(nil)},
		{name: "41050 welcome", ask: with(object{"text": object{"content": "hi"}})},
		{name: "41050 welcome after 20 s", ask: func(w *world) object {
			code := w.welcomeCode("c01")
			w.sb.Advance(20*time.Second + time.Millisecond)
			return w.greet(code)
		}},
		{name: "41051 welcome twice", ask: func(w *world) object {
			code := w.welcomeCode("c01")
			w.errcode(w.greet(code), 0)
			return w.greet(code)
		}},
		{name: "41051 welcome in a chat", ask: func(w *world) object {
			code := w.welcomeCode("c01")
			w.control("POST", "/wecom/messages", object{"customer": "c01", "userid": "zhangsan", "by": "customer", "content": "在吗"})
			return w.greet(code)
		}},
		{name: "41096 welcome", ask: given(object{"welcome_send_ms": 3000}, func(w *world) object {
			code := w.welcomeCode("c01")
			w.errcode(w.greet(code), 0)
			return w.greet(code)
		})},
		{name: "41053 welcome by switch", ask: given(object{"archiving_consent": true}, func(w *world) object { return w.greet(w.welcomeCode("c01")) })},
		{name: "0 welcome after consent", ask: given(object{"archiving_consent": true}, func(w *world) object {
			code := w.welcomeCode("c01")
			w.control("POST", "/audit/approve", object{"customer": "c01", "userid": "zhangsan"})
			return w.greet(code)
		})},
		{name: "40058 welcome too long", ask: with(object{"text": object{"content": strings.Repeat("长", 1334)}})},
		{name: "41064 welcome", ask: with(object{"attachments": make([]object, 10)})},
		{name: "41065 welcome, another's content", ask: with(object{"attachments": []object{{"msgtype": "image", "link": object{"url": "u"}}}})},
		{name: "41065 welcome, unknown type", ask: with(attached("song", object{"a": 1}))},
		{name: "40007 welcome", ask: with(attached("file", object{"media_id": "m"}))},
		{name: "90207 welcome", ask: with(attached("miniprogram", object{"title": "t", "pic_media_id": "m", "appid": "x", "page": "p"}))},
		{name: "90206 welcome", ask: with(attached("miniprogram", object{"title": "t", "pic_media_id": "m", "appid": "wx0000000000000000", "page": "p"}))},
		{name: "60011 welcome of a member out of range", ask: func(w *world) object {
			return as("sandbox-narrow-secret", welcome, object{"welcome_code": w.welcomeCode("c01"), "text": object{"content": "hi"}})(w)
		}, fix: func(f *sandbox.Fixture) {
			f.Apps = append(f.Apps, sandbox.App{
				AgentID: 1000007, Name: "窄", Kind: sandbox.AppSelf, Secret: "sandbox-narrow-secret", Contact: true, VisibleMembers: []string{"lisi"},
			})
		}},
	}
}

// mediaCodes are those of files.
func mediaCodes() []code {
	up := func(kind, part string, body []byte) ask {
		return func(w *world) object { return w.upload(w.token("sandbox-contact-secret"), kind, part, body) }
	}
	keep := func(body []byte) ask { return func(w *world) object { return w.keep("media", body) } }
	kept := func(read func(w *world, id string) object) ask {
		return func(w *world) object { return read(w, media(w)) }
	}
	png := tinyPNG()
	return []code{
		{name: "40005 upload", ask: up("thumb", "media", png)},
		{name: "44001 upload without the part", ask: up("image", "other", png)},
		{name: "44001 upload of nothing", ask: up("image", "media", nil)},
		{name: "40006 upload", ask: up("file", "media", []byte("12345"))},
		{name: "45001 upload", ask: up("voice", "media", make([]byte, 2<<20+1))},
		{name: "40004 upload of no picture", ask: up("image", "media", []byte("hello there"))},
		{name: "40004 upload of no voice", ask: up("voice", "media", []byte("hello there"))},
		{name: "40004 upload of no video", ask: up("video", "media", []byte("hello there"))},
		{name: "40123 upload", ask: up("image", "media", png[:20])},
		{name: "44001 uploadimg", ask: keep(nil)},
		{name: "40006 uploadimg", ask: keep(png[:5])},
		{name: "40004 uploadimg", ask: keep([]byte("hello there"))},
		{name: "40123 uploadimg", ask: keep(png[:20])},
		{name: "45001 uploadimg", ask: keep(append(bytes.Clone(png), make([]byte, 2<<20)...))},
		{name: "41006 media get", ask: read("media/get", "")},
		{name: "40007 media get", ask: read("media/get", "&media_id=x")},
		{name: "40145 media get", ask: kept(func(w *world, id string) object {
			w.sb.Advance(72 * time.Hour)
			return w.wecomGet("media/get", "&media_id="+id)
		})},
		{name: "40146 media get", ask: kept(func(w *world, id string) object {
			req := request("GET", "/cgi-bin/media/get?access_token="+w.token("sandbox-contact-secret")+"&media_id="+id)
			req.URL.Host, req.Header = strings.TrimPrefix(w.srv.URL, "http://"), http.Header{"Range": {"bytes=99999-"}}
			return w.do(req).object(w)
		})},
		{name: "830002 media get by switch", ask: given(object{"unranged_media_bytes": 20}, kept(func(w *world, id string) object {
			return w.wecomGet("media/get", "&media_id="+id)
		}))},
	}
}
