package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// What reaches a mini program's callback URL besides messages. A server has to answer these too, and
// to leave alone those that it does not know.

// weappEventInput is the body of POST /weapp/events. Members are those of an event, or of a kind of
// message, that has no fields of its own here.
type weappEventInput struct {
	Customer string          `json:"customer"`
	Event    string          `json:"event"`
	MsgType  string          `json:"msgtype"`
	DebugStr string          `json:"debug_str"`
	List     []subscription  `json:"list"`
	Check    mediaCheck      `json:"check"`
	Members  json.RawMessage `json:"members"`
}

// subscription is one template of the subscribe_msg_* events. Status is accept, reject or ban;
// of a message that was sent, "success" or why it was not, with its code.
type subscription struct {
	TemplateID string `json:"template_id"`
	Status     string `json:"status"`
	Scene      int64  `json:"scene"`
	Errcode    int64  `json:"errcode"`
}

// mediaCheck is what came of an asynchronous check of a picture. Version 1 knows only risky or not.
type mediaCheck struct {
	Version int64  `json:"version"`
	TraceID string `json:"trace_id"`
	Suggest string `json:"suggest"` // pass, review or risky
	Label   int64  `json:"label"`
}

// postWeappEvent pushes an event of the mini program, or a message of a kind that it does not support.
func (s *Sandbox) postWeappEvent(r *http.Request) (any, error) {
	var in weappEventInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	person, err := s.person(in.Customer)
	if err != nil {
		return nil, err
	}
	body, err := s.eventBody(in)
	if err != nil {
		return nil, err
	}
	kind := in.Event
	doc := append(s.weappEvent(person, "event"), member{"Event", in.Event})
	if in.Event == "" {
		kind, doc = in.MsgType, s.weappEvent(person, in.MsgType)
		body = append(body, member{"MsgId", s.w.nextMsgID()})
	}
	s.pushWeapp(kind, person.ID, append(doc, body...))
	s.changed()
	return struct{}{}, nil
}

// eventBody makes the members behind the head.
func (s *Sandbox) eventBody(in weappEventInput) (document, error) {
	switch {
	case (in.Event == "") == (in.MsgType == ""):
		return nil, badRequest("one of event and msgtype is needed")
	case len(in.Members) > 0:
		return readDocument(in.Members)
	case in.Event == "debug_demo":
		return document{{"debug_str", in.DebugStr}}, nil
	case in.Event == "wxa_media_check":
		return s.checked(in.Check)
	case subscribeWraps[in.Event] != "":
		return s.subscribed(in.Event, in.List)
	}
	return nil, badRequest("event is debug_demo, wxa_media_check, subscribe_msg_popup_event, subscribe_msg_change_event or subscribe_msg_sent_event; anything else needs members")
}

// subscribeWraps name the element that holds the list in XML.
var subscribeWraps = map[string]string{
	"subscribe_msg_popup_event":  "SubscribeMsgPopupEvent",
	"subscribe_msg_change_event": "SubscribeMsgChangeEvent",
	"subscribe_msg_sent_event":   "SubscribeMsgSentEvent",
}

func (s *Sandbox) subscribed(event string, list []subscription) (document, error) {
	if len(list) == 0 {
		return nil, badRequest("list is missing: [{template_id, status}]")
	}
	items := repeated{wrap: subscribeWraps[event]}
	for _, x := range list {
		doc := document{{"TemplateId", x.TemplateID}}
		switch event {
		case "subscribe_msg_sent_event":
			doc = append(doc, member{"MsgID", s.w.nextMsgID()}, member{"ErrorCode", x.Errcode}, member{"ErrorStatus", x.Status})
		case "subscribe_msg_popup_event":
			doc = append(doc, member{"SubscribeStatusString", x.Status}, member{"PopupScene", x.Scene})
		default:
			doc = append(doc, member{"SubscribeStatusString", x.Status})
		}
		items.docs = append(items.docs, doc)
	}
	return document{{"List", items}}, nil
}

// checked is the result of media_check_async.
func (s *Sandbox) checked(x mediaCheck) (document, error) {
	risky := map[string]int64{"pass": 0, "review": 0, "risky": 1}
	bad, known := risky[x.Suggest]
	if !known {
		return nil, badRequest(`check.suggest is "pass", "review" or "risky"`)
	}
	doc := document{{"appid", s.corp.MiniProgram.AppID}, {"trace_id", x.TraceID}}
	if x.Version == 1 {
		return append(doc, member{"isrisky", bad}, member{"extra_info_json", ""}, member{"status_code", int64(0)}), nil
	}
	verdict := document{{"suggest", x.Suggest}, {"label", x.Label}}
	detail := append(document{{"strategy", "content_model"}, {"errcode", int64(0)}}, append(verdict, member{"prob", int64(90)})...)
	return append(doc, member{"version", int64(2)}, member{"detail", repeated{docs: []document{detail}, list: true}},
		member{"errcode", int64(0)}, member{"errmsg", "ok"}, member{"result", verdict}), nil
}

// readDocument takes an object in its own order: texts, whole numbers, objects and lists of objects.
func readDocument(raw json.RawMessage) (document, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, badRequest("members: want an object")
	}
	var doc document
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, badRequest("members: %v", err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, badRequest("members: %v", err)
		}
		m, err := readMember(name.(string), value)
		if err != nil {
			return nil, err
		}
		doc = append(doc, m)
	}
	return doc, nil
}

func readMember(name string, raw json.RawMessage) (member, error) {
	switch raw[0] {
	case '"':
		var text string
		err := json.Unmarshal(raw, &text)
		return member{name, text}, err
	case '{':
		doc, err := readDocument(raw)
		return member{name, doc}, err
	case '[':
		return readRepeated(name, raw)
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		return member{}, badRequest("members.%s: want a text, a whole number, an object or a list of objects", name)
	}
	return member{name, n}, nil
}

func readRepeated(name string, raw json.RawMessage) (member, error) {
	var raws []json.RawMessage
	if err := json.Unmarshal(raw, &raws); err != nil {
		return member{}, badRequest("members.%s: %v", name, err)
	}
	items := repeated{list: true}
	for _, one := range raws {
		doc, err := readDocument(one)
		if err != nil {
			return member{}, err
		}
		items.docs = append(items.docs, doc)
	}
	return member{name, items}, nil
}
