package scenario

import "maps"

// field is one key of a verb.
type field struct {
	kind     kind // "" takes anything
	required bool
}

var (
	text   = field{kind: kindString}
	must   = field{kind: kindString, required: true}
	number = field{kind: kindNumber}
	yesNo  = field{kind: kindBool}
	names  = field{kind: kindList}
	object = field{kind: kindMap}
)

// verb is what a step does. One with a path is a call of the control API: what a person, the clock
// or the network does.
type verb struct {
	method string
	path   string
	short  string // the key that a bare value stands for
	fields map[string]field
	shape  func(args map[string]any) // completes the body before it is sent
	extra  map[string]field          // keys that may stand beside the verb, besides expect and save
	alone  bool                      // it has no answer: no expect beside it
	seeks  bool                      // its keys are themselves what is expected
	run    func(*run, *step) error   // nil: call method and path
	free   func(name string) bool    // keys besides fields that it takes as well
}

type fieldSet = map[string]field

func post(path, short string, fields fieldSet) verb {
	return verb{method: "POST", path: path, short: short, fields: fields}
}

// verbs are the words that a step may begin with.
var verbs map[string]verb

func init() { // the looks refer back to this table
	verbs = map[string]verb{
		// People in WeCom.
		"scan":          post("/scan", "", fieldSet{"customer": must, "config_id": text, "qr_code": text}),
		"confirm":       post("/relations/confirm", "", fieldSet{"customer": must, "userid": must}),
		"edit":          post("/relations/edit", "", fieldSet{"customer": must, "userid": must, "remark": text, "add_tag": names, "remove_tag": names}),
		"delete":        post("/relations/delete", "", fieldSet{"customer": must, "userid": must, "by": must, "reason": text}),
		"transfer_fail": post("/relations/transfer-fail", "", fieldSet{"customer": must, "userid": must, "reason": text}),
		"approve":       post("/audit/approve", "", fieldSet{"customer": must, "userid": must}),
		"chat":          post("/wecom/messages", "", fieldSet{"customer": must, "userid": must, "by": must, "content": must}),
		"expire_chat":   post("/temp-chats/expire", "", fieldSet{"customer": must, "userid": must}),
		"sign_in":       post("/wecom/sign-in", "", fieldSet{"customer": text, "userid": text, "agentid": {kind: kindNumber, required: true}, "redirect_uri": must, "state": text}),
		"customer":      post("/customers", "name", fieldSet{"name": must}),

		"group_create":  post("/groups/create", "", fieldSet{"chat_id": text, "name": text, "owner": must}),
		"group_rename":  post("/groups/rename", "", fieldSet{"chat_id": must, "name": must}),
		"group_notice":  post("/groups/notice", "", fieldSet{"chat_id": must, "notice": must}),
		"group_admins":  post("/groups/admins", "", fieldSet{"chat_id": must, "admins": {kind: kindList, required: true}}),
		"group_owner":   post("/groups/owner", "", fieldSet{"chat_id": must, "owner": must, "status": number}),
		"group_join":    post("/groups/join", "", fieldSet{"chat_id": must, "customer": text, "userid": text, "join_scene": number, "invitor": text, "group_nickname": text}),
		"group_leave":   post("/groups/leave", "", fieldSet{"chat_id": must, "customer": text, "userid": text}),
		"group_remove":  post("/groups/remove", "", fieldSet{"chat_id": must, "customer": text, "userid": text}),
		"group_fill":    post("/groups/fill", "chat_id", fieldSet{"chat_id": must, "count": number}),
		"group_dismiss": post("/groups/dismiss", "chat_id", fieldSet{"chat_id": must}),
		"group_message": post("/groups/messages", "", fieldSet{"chat_id": must, "customer": text, "userid": text, "content": must}),

		"tag_create":  post("/tags/create", "", fieldSet{"name": must, "group": text}),
		"tag_update":  post("/tags/update", "", fieldSet{"id": must, "name": must}),
		"tag_delete":  post("/tags/delete", "id", fieldSet{"id": must}),
		"tag_shuffle": post("/tags/shuffle", "id", fieldSet{"id": text}),

		// People in the mini program, and the official desk.
		"login": post("/weapp/login", "customer", fieldSet{"customer": must}),
		"enter": post("/weapp/enter", "customer", fieldSet{"customer": must, "session_from": text}),
		"message": {
			method: "POST", path: "/weapp/messages", shape: shapeMessage,
			fields: fieldSet{"customer": must, "text": text, "image": text, "card": object},
		},
		"tap":         post("/weapp/card/tap", "", fieldSet{"customer": must, "msgid": must}),
		"desk_online": post("/desk/online", "", fieldSet{"kf_openid": must, "online": {kind: kindBool, required: true}}),
		"desk_accept": post("/desk/accept", "customer", fieldSet{"customer": must, "kf_openid": text}),
		"desk_reply":  post("/desk/reply", "", fieldSet{"customer": must, "content": must}),
		"desk_close":  post("/desk/close", "customer", fieldSet{"customer": must}),

		// The world around them.
		"clock":    {method: "POST", path: "/clock", short: "advance", shape: shapeClock, fields: fieldSet{"advance": text, "set": number}},
		"switches": {method: "PUT", path: "/switches", free: func(string) bool { return true }},
		"fault":    post("/faults", "", fieldSet{"path": must, "times": number, "errcode": number, "status": number, "delay_ms": number, "drop": text}),
		"push_fault": post("/pushes/faults", "", fieldSet{
			"times": number, "duplicate": yesNo, "reorder": yesNo, "delay_ms": number, "drop": yesNo,
		}),
		"callback": {method: "PUT", path: "/callbacks", fields: fieldSet{
			"kind": must, "url": text, "token": text, "aes_key": text, "mode": text, "format": text,
		}},
		"replay": post("/pushes/replay", "id", fieldSet{"id": must}),
		"server": {alone: true, fields: fieldSet{"wecom": text, "weapp": text}, run: (*run).serve},
		"repeat": {alone: true, fields: fieldSet{"times": {kind: kindNumber, required: true}, "steps": {kind: kindList, required: true}}, run: (*run).repeat},
		"do":     {short: "do", fields: fieldSet{"do": must}, run: (*run).do, extra: fieldSet{"body": {}, "times": number, "within": text}},

		// The app, when the scenario plays it.
		"call": {short: "call", fields: fieldSet{"call": must}, run: (*run).call, extra: fieldSet{
			"as": {}, "token": text, "method": text, "query": object, "body": {}, "file": text, "times": number,
		}},

		// What must be seen.
		"expect_push":    lookFor(pushKeys, isPlaintextField, (*run).expectPush),
		"expect_no_push": lookFor(uncounted(pushKeys), isPlaintextField, (*run).expectNoPush),
		"expect_call":    withShort(lookFor(callKeys, nil, (*run).expectCall), "path"),
		"expect_no_call": withShort(lookFor(uncounted(callKeys), nil, (*run).expectNoCall), "path"),
		"expect_chat":    lookFor(chatKeys, nil, (*run).expectChat),
		"expect_phone":   lookFor(phoneKeys, nil, (*run).expectPhone),
		"expect_session": lookFor(sessionKeys, nil, (*run).expectSession),
		"expect_state":   lookFor(nil, func(string) bool { return true }, (*run).expectState),
	}
}

func lookFor(fields fieldSet, free func(string) bool, do func(*run, *step) error) verb {
	return verb{alone: true, seeks: true, fields: fields, free: free, run: do, extra: fieldSet{"within": text}}
}

// uncounted are the keys of what must not be there at all.
func uncounted(fields fieldSet) fieldSet {
	out := maps.Clone(fields)
	delete(out, "count")
	return out
}

func withShort(v verb, short string) verb { v.short = short; return v }

// shapeMessage turns text, image and card into what the control API takes.
func shapeMessage(args map[string]any) {
	switch card, _ := args["card"].(map[string]any); {
	case args["text"] != nil:
		args["msgtype"], args["content"] = "text", args["text"]
	case args["image"] != nil:
		args["msgtype"] = "image"
	case card != nil:
		args["msgtype"], args["title"], args["pagepath"] = "miniprogrampage", card["title"], card["pagepath"]
	}
	delete(args, "text")
	delete(args, "card")
}

// shapeClock spells days out, which the control API does not know.
func shapeClock(args map[string]any) {
	span, _ := args["advance"].(string)
	if d, err := parseSpan(span); err == nil { // else the control API says what is wrong
		args["advance"] = d.String()
	}
}
