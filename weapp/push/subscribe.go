package push

import "github.com/menling/menling/wx/flat"

// Kinds of the events of subscription messages (订阅消息).
const (
	KindSubscribeMsgPopup  = "event/subscribe_msg_popup_event"
	KindSubscribeMsgChange = "event/subscribe_msg_change_event"
	KindSubscribeMsgSent   = "event/subscribe_msg_sent_event"
)

// SubscribeMsgPopup: the customer answered the question whether to subscribe.
//
// Vendor page of this and the next events:
// https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/subscribe-message.html
type SubscribeMsgPopup struct {
	Head
	List []SubscribePopup
}

// SubscribePopup is the answer for one template: accept or reject.
type SubscribePopup struct {
	TemplateID            string
	SubscribeStatusString string
	PopupScene            int
}

// SubscribeMsgChange: the customer changed subscriptions in the settings.
type SubscribeMsgChange struct {
	Head
	List []SubscribeChange
}

// SubscribeChange is one template.
type SubscribeChange struct {
	TemplateID            string
	SubscribeStatusString string
}

// SubscribeMsgSent: what became of subscription messages.
type SubscribeMsgSent struct {
	Head
	List []SubscribeSent
}

// SubscribeSent is one message. ErrorCode 0 is delivered.
type SubscribeSent struct {
	TemplateID  string
	MsgID       string
	ErrorCode   int
	ErrorStatus string
}

// The platform writes one entry as an object and several as a list; XML wraps
// both once more.

func popups(d *flat.Doc) (list []SubscribePopup) {
	for _, r := range d.Records("List") {
		list = append(list, SubscribePopup{r.Get("TemplateId"), r.Get("SubscribeStatusString"), number(r.Get("PopupScene"))})
	}
	return list
}

func changes(d *flat.Doc) (list []SubscribeChange) {
	for _, r := range d.Records("List") {
		list = append(list, SubscribeChange{r.Get("TemplateId"), r.Get("SubscribeStatusString")})
	}
	return list
}

func sents(d *flat.Doc) (list []SubscribeSent) {
	for _, r := range d.Records("List") {
		list = append(list, SubscribeSent{r.Get("TemplateId"), r.Get("MsgID"), number(r.Get("ErrorCode")), r.Get("ErrorStatus")})
	}
	return list
}
