package push

// Kinds of the pushes that have a type of their own.
const (
	KindText             = "text"
	KindImage            = "image"
	KindMiniProgramPage  = "miniprogrampage"
	KindEnterTempSession = "event/user_enter_tempsession"
)

// Event is what a push says: one of the types of this file, session.go,
// mediacheck.go and subscribe.go.
type Event interface {
	head() Head
}

// Head is what every push carries.
type Head struct {
	ToUser     string // original id of the mini program
	From       string // openid
	CreateTime int64  // unix seconds
	Kind       string
	MsgID      string // empty for events
}

func (h Head) head() Head { return h }

// HeadOf returns the head of any event.
func HeadOf(e Event) Head { return e.head() }

// Text is a text message of the customer.
//
// Vendor page of these messages:
// https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
type Text struct {
	Head
	Content    string
	BusinessID string // of a sub-merchant's chat; else empty
}

// Image is a picture of the customer. PicURL may stop working at any time;
// MediaID serves for 3 days.
type Image struct {
	Head
	PicURL     string
	MediaID    string
	BusinessID string
}

// MiniProgramPage is a mini-program card that the customer sent.
type MiniProgramPage struct {
	Head
	Title        string
	AppID        string
	PagePath     string // with its query
	ThumbURL     string
	ThumbMediaID string
	BusinessID   string
}

// EnterTempSession: the customer opened the chat by the contact button.
// SessionFrom is what the page wrote there: anybody can forge it, and it is cut
// at 1000 bytes, so its last character may be U+FFFD.
type EnterTempSession struct {
	Head
	SessionFrom string
	BusinessID  string
}

// Unknown is any other push. Fields holds its values by path; of several with
// the same path the last.
type Unknown struct {
	Head
	Name   string // same as Kind
	Fields map[string]string
}

func (r *reader) event(h Head) Event {
	business := r.doc.Get("BusinessId") // a number or a text
	switch h.Kind {
	case KindText:
		return Text{h, r.text("Content"), business}
	case KindImage:
		return Image{h, r.text("PicUrl"), r.text("MediaId"), business}
	case KindMiniProgramPage:
		return MiniProgramPage{h, r.text("Title"), r.text("AppId"), r.text("PagePath"), r.text("ThumbUrl"), r.text("ThumbMediaId"), business}
	case KindEnterTempSession:
		return EnterTempSession{h, r.text("SessionFrom"), business}
	}
	return r.other(h)
}

// other are the pushes that are no part of a chat. They are read as far as they
// can be: nothing in them makes a push unreadable.
func (r *reader) other(h Head) Event {
	d := r.doc
	switch h.Kind {
	case KindKfCreateSession:
		return KfCreateSession{h, d.Get("KfAccount")}
	case KindKfCloseSession:
		return KfCloseSession{h, d.Get("KfAccount"), d.Get("CloseType")}
	case KindKfSwitchSession:
		return KfSwitchSession{h, d.Get("FromKfAccount"), d.Get("ToKfAccount")}
	case KindMediaCheck:
		return mediaCheck(h, d)
	case KindSubscribeMsgPopup:
		return SubscribeMsgPopup{h, popups(d)}
	case KindSubscribeMsgChange:
		return SubscribeMsgChange{h, changes(d)}
	case KindSubscribeMsgSent:
		return SubscribeMsgSent{h, sents(d)}
	case KindDebugDemo:
		return DebugDemo{h, d.Get("debug_str")}
	}
	return Unknown{Head: h, Name: h.Kind, Fields: r.doc.Map()}
}
